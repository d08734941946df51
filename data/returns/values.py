"""From what a person put in a cell to a canonical value, or to what is wrong with it.

Canonical values are text: « oui » / « non », an ISO date, the digits of a whole number, a choice as declared.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz import fuzz, process

from data.returns.questions import NO, WITHDRAW, YES, Question

Cell = str | float | int | bool | date | datetime | None

_NO_ANSWER = {"", "-", "--", "–", "—", "?", "nsp", "nc"}
_NO_ANSWER_WORDS = {"nsp", "nc", "n c", "ne sait pas", "non communique", "sans reponse"}
_TICKS = {"✓", "✔", "✅", "☑"}
_YES = {"oui", "o", "x", "1", "vrai", "true", "yes"}
_NO = {"non", "n", "0", "faux", "false", "no"}
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_TEXT_MAXIMUM = 2_000


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a cell was refused: a stable code, and one French sentence that says what to do."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer. value None means that the answer was withdrawn with (effacer)."""

    value: str | None


Reading = Told | Problem | None


def clean(cell: Cell) -> str:
    """The cell as text: no-break spaces are spaces, runs of spaces are one, the ends are trimmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())


def fold(text: str) -> str:
    """For comparing: no case, no accents, no punctuation, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", " ", plain).strip()


def read_value(question: Question, cell: Cell, *, today: date) -> Reading:
    """What the cell answers: Told, a Problem, or None when it tells nothing (blank, NSP, NC, -)."""
    text = clean(cell)
    if text.casefold() == WITHDRAW:
        return Told(value=None)
    if text.casefold() in _NO_ANSWER or (question.type != "text" and fold(text) in _NO_ANSWER_WORDS):
        return None
    return _READERS[question.type](question, cell, text, today)


def _yes_no(_question: Question, _cell: Cell, text: str, _today: date) -> Reading:
    folded = fold(text)
    if folded in _YES or text in _TICKS:
        return Told(value=YES)
    if folded in _NO:
        return Told(value=NO)
    return Problem(code="not_yes_no", message=f"« {_short(text)} » n'est ni Oui ni Non : écrivez Oui ou Non.")


def _choice(question: Question, _cell: Cell, text: str, _today: date) -> Reading:
    folded = {fold(choice): choice for choice in question.choices}
    if fold(text) in folded:
        return Told(value=folded[fold(text)])
    nearest = process.extractOne(fold(text), list(folded), scorer=fuzz.WRatio, score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {folded[nearest[0]]} » ?" if nearest else ""
    allowed = ", ".join(f"« {choice} »" for choice in question.choices)
    return Problem(
        code="unknown_choice", message=f"« {_short(text)} » n'est pas un choix proposé : {allowed}.{suggestion}"
    )


def _date(question: Question, cell: Cell, text: str, today: date) -> Reading:
    day = _as_day(cell, text)
    if isinstance(day, Problem):
        return day
    shown = f"{day:%d/%m/%Y}"
    if day > today:
        return Problem(code="future_date", message=f"Le {shown} n'est pas encore passé : corrigez l'année ou le jour.")
    if day.year < question.earliest_year:
        return Problem(
            code="too_old_date",
            message=f"Le {shown} est trop ancien (avant {question.earliest_year}) : corrigez l'année.",
        )
    return Told(value=day.isoformat())


def _as_day(cell: Cell, text: str) -> date | Problem:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return Problem(
            code="not_a_date",
            message=f"« {_short(text)} » n'est pas une date : écrivez jj/mm/aaaa, par exemple 12/03/2022.",
        )
    try:
        return date(year, month, day)
    except ValueError:
        return Problem(
            code="impossible_date",
            message=f"« {_short(text)} » n'existe pas au calendrier : corrigez le jour ou le mois.",
        )


def _whole(question: Question, cell: Cell, text: str, _today: date) -> Reading:
    digits = text.replace(" ", "")
    decimal = re.fullmatch(r"([+-]?[0-9]{1,15})(?:[.,]0+)?", digits)
    if isinstance(cell, bool | date) or not decimal:
        number = re.search(r"[0-9]{1,9}", digits)
        example = number.group() if number else str(question.minimum)
        return Problem(
            code="not_a_whole_number",
            message=f"« {_short(text)} » n'est pas un nombre entier : écrivez le nombre seul, par exemple {example}.",
        )
    value = int(decimal.group(1))
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


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
