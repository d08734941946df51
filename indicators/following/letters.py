"""Reminders ready to paste into a mail: subject, text, and the functional addresses of those they are for.

Silent establishments share one text. Partial returns have one for each set of things that lack, since it names them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.returns.following import Status
from data.settings import Settings
from indicators.following import Following
from indicators.french import long_day, plural


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One text for several establishments. without_address: names of those the directory gives no address for."""

    title: str
    subject: str
    body: str
    addresses: tuple[str, ...]
    without_address: tuple[str, ...]

    @property
    def recipients(self) -> str:
        """The addresses as a mail's field takes them."""
        return "; ".join(self.addresses)


def letters(found: Following, statuses: Sequence[Status], settings: Settings) -> list[Letter]:
    """The texts for those in these statuses: the silent first, then partial returns, the largest group first."""
    written = []
    silent = found.of(["silencieux"]) if "silencieux" in statuses else found.rows.head(0)
    if len(silent):
        written.append(_silent_letter(found, silent, settings))
    partial = found.of(["partiel"]) if "partiel" in statuses else found.rows.head(0)
    groups = [(missing, rows) for missing, rows in partial.groupby(partial["missing"].map(tuple), sort=False)]
    groups.sort(key=lambda pair: -len(pair[1]))
    return written + [_partial_letter(found, rows, list(missing), settings) for missing, rows in groups]


def _silent_letter(found: Following, rows: pd.DataFrame, settings: Settings) -> Letter:
    body = f"""Bonjour,

Sauf erreur de notre part, votre établissement n'a pas encore répondu au questionnaire « {found.campaign.label} ».

{_please(found, "le remplir et de nous le renvoyer")} Quelques minutes suffisent ; laissez vide ce que vous ne savez pas, une réponse incomplète nous est déjà utile.

{_end(settings)}"""
    return _letter(
        rows, f"{plural(len(rows), 'établissement')} sans réponse", _subject(found, "votre réponse est attendue"), body
    )


def _partial_letter(found: Following, rows: pd.DataFrame, missing: Sequence[str], settings: Settings) -> Letter:
    lacking = "\n".join(f"- {label}" for label in missing)
    which = "cette question" if len(missing) == 1 else "ces questions"
    body = f"""Bonjour,

Nous avons bien reçu la réponse de votre établissement au questionnaire « {found.campaign.label} » et vous en remercions. Il y manque encore :

{lacking}

{_please(found, f"répondre à {which} et de nous renvoyer le questionnaire")} Ce que vous avez déjà répondu est gardé : une case laissée vide n'efface rien.

{_end(settings)}"""
    title = f"{plural(len(rows), 'retour partiel', 'retours partiels')} : il manque {' ; '.join(missing)}"
    return _letter(rows, title, _subject(found, "votre réponse est à compléter"), body)


def _letter(rows: pd.DataFrame, title: str, subject: str, body: str) -> Letter:
    return Letter(
        title=title,
        subject=subject,
        body=body,
        addresses=tuple(dict.fromkeys(mail for mail in rows["mail"] if mail)),
        without_address=tuple(
            f"{name} ({uai})"
            for uai, name, mail in zip(rows["uai"], rows["name"], rows["mail"], strict=True)
            if not mail
        ),
    )


def _is_over(found: Following) -> bool:
    return found.campaign.closes_on is not None and found.campaign.closes_on < found.day


def _subject(found: Following, what: str) -> str:
    closes_on = found.campaign.closes_on
    due = f" au plus tard le {long_day(closes_on)}" if closes_on and not _is_over(found) else ""
    return f"{found.campaign.label} : {what}{due}"


def _please(found: Following, what: str) -> str:
    closes_on = found.campaign.closes_on
    if closes_on is None:
        return f"Merci de {what} dès que possible."
    if _is_over(found):
        return f"La date limite était le {long_day(closes_on)} ; merci de {what} dès que possible, votre réponse sera encore comptée."
    return f"Merci de {what} au plus tard le {long_day(closes_on)}."


def _end(settings: Settings) -> str:
    return f"""Si vous venez de répondre, ne tenez pas compte de ce message.

Cordialement,
Le secrétariat du comité de pilotage numérique
{settings.territory_name}, {settings.academie}"""
