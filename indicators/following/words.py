"""What is said of a campaign's answers: the sentence that comes first, the reading of the curve, what is drawn."""

from collections.abc import Sequence
from datetime import timedelta

from data.returns.following import Status
from indicators.following import Following
from indicators.french import day, long_day, number, percent, plural

EVERYBODY = "Tout le monde a répondu."
NOBODY_EXPECTED = (
    "Aucun établissement attendu ne correspond à ces choix : changez de circonscription, de campagne, "
    "ou les filtres de la colonne de gauche."
)
_RECENT = 7  # days


def answer(found: Following) -> str:
    """Who has not answered, in one sentence."""
    silent, partial, expected = found.count("silencieux"), found.count("partiel"), found.expected
    if not silent and not partial:
        return EVERYBODY
    in_part = (
        plural(partial, "a répondu en partie", "ont répondu en partie")
        if partial
        else "aucun n'a répondu en partie seulement"
    )
    if not silent:
        return f"Chacun a répondu, mais {in_part} seulement, sur {plural(expected, 'établissement attendu', 'établissements attendus')}."
    if silent == expected:
        return f"Personne n'a encore répondu : {plural(expected, 'établissement attendu', 'établissements attendus')}."
    told_nothing = "n'a rien répondu" if silent < 2 else "n'ont rien répondu"
    return f"{plural(silent, 'établissement')} sur {number(expected)} {told_nothing}, {in_part}."


def nobody_to_chase(found: Following, statuses: Sequence[Status]) -> str:
    """What is said in place of an empty list."""
    if found.count("complet") == found.expected:
        return EVERYBODY
    return "Chacun a répondu, au moins en partie." if "silencieux" in statuses else "Aucun retour n'est partiel."


def closing(found: Following) -> str:
    """How long is left; nothing when the campaign has no closing day."""
    closes_on = found.campaign.closes_on
    if closes_on is None:
        return ""
    left = (closes_on - found.day).days
    if left < 0:
        return f" La campagne est close depuis le {day(closes_on)} : une réponse tardive compte encore."
    when = f"dans {plural(left, 'jour')}" if left else "aujourd'hui"
    return f" Clôture le {day(closes_on)}, {when}."


def context(found: Following) -> str:
    """The day counted on, and the deadline."""
    return f"Situation au {day(found.day)}, avec tous les retours importés.{closing(found)}"


def curve_reading(found: Following) -> str:
    """What the curve says."""
    answered = found.expected - found.count("silencieux")
    if not answered:
        return "Aucune réponse n'est encore arrivée."
    return (
        f"{plural(answered, 'établissement')} sur {number(found.expected)} "
        f"{'a' if answered < 2 else 'ont'} répondu ({percent(answered / found.expected, 0)}){_lately(found)}."
    )


def _lately(found: Following) -> str:
    closes_on = found.campaign.closes_on
    if closes_on and closes_on < found.day:
        return ""
    since = found.day - timedelta(days=_RECENT)
    recent = sum(first is not None and first > since for first in found.rows["first_received"])
    return f", dont {number(recent) if recent else 'aucun'} dans les {_RECENT} derniers jours"


def curve_alternative(found: Following) -> str:
    """What the curve shows, for who cannot see it."""
    curve = found.curve
    first, last = curve.iloc[0], curve.iloc[-1]
    return (
        f"Courbe de {number(first['answered'])} établissements ayant répondu au {long_day(first['day'])} à "
        f"{number(last['answered'])} au {long_day(last['day'])}, pour {number(found.expected)} attendus. "
        "Les nombres sont dans le tableau qui suit."
    )


def curve_caption(found: Following) -> str:
    """What the curve draws."""
    closes_on = " Pointillé : jour de clôture." if found.campaign.closes_on else ""
    return (
        "Trait plein : établissements dont une première réponse est arrivée, au jour de l'import du fichier. "
        f"Trait orange : établissements attendus.{closes_on} Situation au {day(found.day)}."
    )


def needed(labels: list[str]) -> str:
    """What makes a return complete."""
    quoted = " ; ".join(f"« {label} »" for label in labels)
    return f"Un retour est complet quand il répond à : {quoted}. Il est partiel quand il en manque une."
