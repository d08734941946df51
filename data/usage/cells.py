"""Months and counts as people write them. Each distinct cell of a column is read once."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from data.files.tables import Cell
from data.register.uai import looks_like_uai, read_uai
from data.returns.days import NotADay, month_number, read_day
from data.returns.questions import Question
from data.returns.values import Problem, Told, clean, fold, read_value
from data.text import cut
from data.usage.words import profile_of

MOST = 10_000_000
_DIGITS = len(str(MOST))
_QUOTED = 60
_LONGEST_NAME = 80
_EARLIEST_YEAR = 2010
_COUNT = Question(code="nombre", type="whole", label="Nombre", minimum=0, maximum=MOST)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(0?[1-9]|1[0-2])", re.ASCII)
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[-/. ](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"([a-z]+) (\d{4}|\d{2})", re.ASCII)
_DECIMAL = re.compile(r"\s*\d{1,12}(?:[.,]\d{1,12})?\s*", re.ASCII)

T = TypeVar("T")


def read_column(
    cells: Sequence[Cell], read: Callable[[Cell], T | Problem]
) -> tuple[list[T | None], list[tuple[int, Problem]]]:
    """What each cell says, None for what is refused; and the place of the refused cells, with the reason."""
    if bool in set(map(type, cells)):  # True and 1 are the same key
        cells = [clean(cell) if isinstance(cell, bool) else cell for cell in cells]
    said = {cell: read(cell) for cell in set(cells)}
    problems = {cell: one for cell, one in said.items() if isinstance(one, Problem)}
    values = {cell: None if isinstance(one, Problem) else one for cell, one in said.items()}
    refused = [(place, problems[cell]) for place, cell in enumerate(cells) if cell in problems] if problems else []
    return [values[cell] for cell in cells], refused


def read_count(cell: Cell) -> int | None | Problem:
    """A whole number from 0 to ten million; None for a blank, NC or -."""
    if type(cell) is int and 0 <= cell <= MOST:
        return cell
    if isinstance(cell, str) and len(cell) < _DIGITS and cell.isascii() and cell.isdigit():
        return int(cell)
    said = read_value(_COUNT, cell, today=date.max)
    if isinstance(said, Problem):
        return said
    if said is not None and said.value is None:
        return Problem(
            code="not_a_whole_number",
            message="Un relevé d'usage ne se retire pas cellule par cellule : laissez la cellule vide, ou annulez l'import.",
        )
    return int(said.value) if isinstance(said, Told) and said.value else None


def are_shares(cells: Sequence[Cell]) -> bool:
    """Whether every number of a column is between 0 and 1, one of them with decimals: whole ones are then 0 % and 100 %.

    A reader of workbooks gives 1 for a cell that shows 100 %.
    """
    seen: set[Cell] = set()
    has_decimals = False
    for cell in cells:  # not as a set at once: nearly always, the first number is enough
        if cell in seen:
            continue
        seen.add(cell)
        number = _number(cell)
        if number is not None and not 0 <= number <= 1:
            return False
        has_decimals = has_decimals or (number is not None and 0 < number < 1)
    return has_decimals


def _number(cell: Cell) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and _DECIMAL.fullmatch(cell):
        return float(cell.replace(",", "."))
    return None


def read_no_share(cell: Cell) -> int | None | Problem:
    """The same as `read_count` in a column of shares: no number of it is a count."""
    said = read_count(cell)
    if not isinstance(said, int):
        return said
    return Problem(
        code="share_not_count",
        message=f"Les nombres de cette colonne sont des parts entre 0 et 1 : « {cut(clean(cell), _QUOTED)} » n'y est pas un nombre "
        f"de personnes, mais {said * 100} %. Demandez l'export en nombres, ou videz la colonne.",
    )


def read_establishment(cell: Cell) -> str | Problem:
    """A UAI whose letter is right."""
    text = clean(cell)
    uai, problem = read_uai(text)
    if uai:
        return uai
    if not text:
        return Problem(code="missing_uai", message=str(problem))
    shown = problem if looks_like_uai(text) else "Cette cellule n'est pas un UAI : 7 chiffres et une lettre."
    return Problem(code="invalid_uai", message=str(shown))


def read_name(cell: Cell, *, code: str, what: str) -> str | Problem:
    """The name of a service or of a profile. what: « du service », to say that it is missing."""
    text = clean(cell)
    if not text:
        return Problem(code=code, message=f"Le nom {what} manque sur cette ligne : écrivez-le.")
    if len(text) > _LONGEST_NAME:
        return Problem(code="too_long", message=f"Le nom {what} dépasse {_LONGEST_NAME} caractères : raccourcissez-le.")
    return text


def read_profile(cell: Cell) -> str | Problem:
    """A profile in its usual spelling."""
    text = read_name(cell, code="missing_profile", what="du profil")
    return text if isinstance(text, Problem) else profile_of(text)


def counts_by_day(cells: Sequence[Cell]) -> bool:
    """Whether a column of months tells days or weeks: the 31st of January is then a day like the 7th of February."""
    days = [
        day for cell in set(cells) if not _named_month(cell) and isinstance(day := read_day(cell, clean(cell)), date)
    ]
    within = sum(not _stands_for_its_month(day) for day in days)
    return within > 0 and 2 * within >= len(days)


def read_month(cell: Cell, *, today: date, by_day: bool = False) -> date | Problem:
    """The first day of the month that a cell names, or of which its day is the first or the last.

    by_day: the column counts by day or by week, so that no day stands for its month.
    """
    text = clean(cell)
    if not text:
        return Problem(
            code="missing_month", message="Le mois manque sur cette ligne : écrivez-le, par exemple 01/2022."
        )
    month = _named_month(cell) or _month_of_day(cell, text, by_day)
    if isinstance(month, Problem):
        return month
    if month > today:
        return Problem(
            code="future_date", message=f"Le mois {month:%m/%Y} n'a pas commencé : corrigez l'année ou le mois."
        )
    if month.year < _EARLIEST_YEAR:
        return Problem(
            code="too_old_date",
            message=f"Le mois {month:%m/%Y} est trop ancien (avant {_EARLIEST_YEAR}) : corrigez l'année.",
        )
    return month


def _named_month(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return None
    text = clean(cell)
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]) or 1, int(found[2]), 1)
    if found := _MONTH_FIRST.fullmatch(text):
        return date(int(found[2]) or 1, int(found[1]), 1)
    found = _IN_WORDS.fullmatch(fold(text))
    if found and (number := month_number(found[1])):
        return date(int(found[2]) % 2000 + 2000 if len(found[2]) == 2 else int(found[2]) or 1, number, 1)
    return None


def _month_of_day(cell: Cell, text: str, by_day: bool) -> date | Problem:
    day, shown = read_day(cell, text), cut(text, _QUOTED)
    if isinstance(day, NotADay):
        return Problem(
            code="not_a_month",
            message=f"« {shown} » n'est pas un mois : écrivez-le 01/2022, 2022-01 ou janvier 2022.",
        )
    if by_day or not _stands_for_its_month(day):
        return Problem(
            code="not_a_month",
            message=f"« {shown} » est un jour, et ni des jours ni des semaines ne font un mois : demandez l'export par mois, "
            f"avec une date de mois, {day:01/%m/%Y} ou {day:%m/%Y}.",
        )
    return day.replace(day=1)


def _stands_for_its_month(day: date) -> bool:
    return 1 in (day.day, (day + timedelta(days=1)).day)
