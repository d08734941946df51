"""From what a person put in a cell to a canonical value, or to what is wrong with it.

Canonical values are text: « oui » / « non », an ISO date, the digits of a whole number, a choice as declared.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from rapidfuzz import fuzz, process

from data.returns.days import NotADay, read_day
from data.returns.numbers import not_whole, read_whole
from data.returns.questions import NO, WITHDRAW, YES, Question
from data.text import cut

Cell = str | float | int | bool | date | datetime | None

_NO_ANSWER = {"", "nsp", "nc"}
_NO_ANSWER_SIGNS = re.compile(r"[-–—−_/?]+")
# « sans objet » says that the question does not arise: as little as a blank, and it erases nothing.
_NO_ANSWER_WORDS = frozenset(
    {
        *("nsp", "nc", "n c", "n a", "na", "nr", "n r", "s o", "so", "sans objet", "ne sait pas", "ne sais pas"),
        *("je ne sais pas", "non communique", "non renseigne", "sans reponse", "inconnu"),
    }
)
_TICKS = {"✓", "✔", "✅", "☑"}
_YES = {"oui", "o", "x", "vrai", "true", "yes"}
_NO = {"non", "n", "faux", "false", "no"}
_TEXT_MAXIMUM = 2_000
_QUOTED = 60  # characters of a cell that a sentence repeats
# Seen as nothing, and brought along from web pages: zero-width spaces, a byte order mark, soft hyphens.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a cell was refused: a stable code, and one French sentence that says what to do.

    suggestion: what the person may have meant, as they would type it (« Oui », « 30 », « 12/03/2022 »); '' for no idea.
    """

    code: str
    message: str
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer. value None means that the answer was withdrawn with (effacer)."""

    value: str | None


Reading = Told | Problem | None


def clean(cell: Cell) -> str:
    """The cell as text: no-break spaces are spaces, runs of spaces are one, the ends and unseen signs are taken off."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    text = str(cell)
    return " ".join((text if text.isascii() else text.translate(_UNSEEN)).split())


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """For comparing: no case, no accents, no punctuation, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", " ", plain).strip()


def read_value(question: Question, cell: Cell, *, today: date) -> Reading:
    """What the cell answers: Told, a Problem, or None when it tells nothing (blank, NSP, NC, -, sans objet)."""
    text = clean(cell)
    if text.casefold() == WITHDRAW:
        return Told(value=None)
    if text.casefold() in _NO_ANSWER or _NO_ANSWER_SIGNS.fullmatch(text):
        return None
    if question.type != "text" and _is_no_answer(question, text):
        return None
    return _READERS[question.type](question, cell, text, today)


def _is_no_answer(question: Question, text: str) -> bool:
    folded = fold(text)
    # « #N/A » is a formula that failed; and a choice may be called so.
    return folded in _NO_ANSWER_WORDS and not text.startswith("#") and folded not in map(fold, question.choices)


def _yes_no(_question: Question, _cell: Cell, text: str, _today: date) -> Reading:
    folded = fold(text)
    if folded in _YES or text in _TICKS or text.rstrip(".") == "1":
        return Told(value=YES)
    if folded in _NO or text.rstrip(".") == "0":
        return Told(value=NO)
    said = {"oui", "non"} & set(folded.split())
    if len(said) == 1 and folded.split()[0] in said:
        answer = said.pop().capitalize()
        return Problem(
            code="not_yes_no",
            message=f"« {cut(text, _QUOTED)} » dit plus que {answer} : écrivez {answer} seul, et le reste en commentaire.",
            suggestion=answer,
        )
    return Problem(code="not_yes_no", message=f"« {cut(text, _QUOTED)} » n'est ni Oui ni Non : écrivez Oui ou Non.")


def _choice(question: Question, _cell: Cell, text: str, _today: date) -> Reading:
    folded = {fold(choice): choice for choice in question.choices}
    if fold(text) in folded:
        return Told(value=folded[fold(text)])
    nearest = process.extractOne(fold(text), list(folded), scorer=fuzz.WRatio, score_cutoff=60)
    suggestion = folded[nearest[0]] if nearest else ""
    question_asked = f" Vouliez-vous dire « {suggestion} » ?" if suggestion else ""
    allowed = ", ".join(f"« {choice} »" for choice in question.choices)
    return Problem(
        code="unknown_choice",
        message=f"« {cut(text, _QUOTED)} » n'est pas un choix proposé : {allowed}.{question_asked}",
        suggestion=suggestion,
    )


def _date(question: Question, cell: Cell, text: str, today: date) -> Reading:
    day = read_day(cell, text)
    earliest = date(question.earliest_year, 1, 1)
    if isinstance(day, NotADay):
        meant = day.meant(today)
        suggestion = f"{meant:%d/%m/%Y}" if meant and earliest <= meant <= today else ""
        return Problem(code=day.code, message=day.say(cut(text, _QUOTED), suggestion), suggestion=suggestion)
    shown = f"{day:%d/%m/%Y}"
    if day > today:
        return Problem(code="future_date", message=f"Le {shown} n'est pas encore passé : corrigez l'année ou le jour.")
    if day < earliest:
        return Problem(
            code="too_old_date",
            message=f"Le {shown} est trop ancien (avant {question.earliest_year}) : corrigez l'année.",
        )
    return Told(value=day.isoformat())


def _whole(question: Question, cell: Cell, text: str, _today: date) -> Reading:
    value = None if isinstance(cell, bool | date) else read_whole(text)
    if value is None:
        message, suggestion = not_whole(cut(text, _QUOTED), minimum=question.minimum, maximum=question.maximum)
        return Problem(code="not_a_whole_number", message=message, suggestion=suggestion)
    if not question.minimum <= value <= question.maximum:
        return Problem(
            code="out_of_range",
            message=f"{value} est hors des bornes : écrivez un nombre de {question.minimum} à {question.maximum}.",
        )
    return Told(value=str(value))


def _text(_question: Question, _cell: Cell, text: str, _today: date) -> Reading:
    if len(text) > _TEXT_MAXIMUM:
        return Problem(code="too_long", message=f"Ce texte dépasse {_TEXT_MAXIMUM} caractères : raccourcissez-le.")
    return Told(value=text)


_READERS: dict[str, Callable[[Question, Cell, str, date], Reading]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "date": _date,
    "whole": _whole,
    "text": _text,
}
