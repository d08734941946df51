"""A field of an item as a cell of the workbook, and whether a cell still says it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from data.files.tables import Cell
from data.plan.declaration import Field
from data.plan.items import ONE_BY_ONE, WHOLE, Concerned, Item
from data.returns.days import read_day
from data.returns.values import clean
from data.targets.scopes import GROUP_LABELS

YES, ALL = "Oui", "Tous"
LINKS = ("item", "items", "term", "terms")
_APART = " ; "


def shown(item: Item, field: Field, named: Mapping[UUID, Item]) -> str | date | None:
    """What the workbook writes of a field; None when it is blank. named: the items that it may name; others are left out."""
    match field.type:
        case "day":
            return item.day(field.code)
        case "flag":
            return YES if item.flag(field.code) else None
        case "item" | "items" | "term" | "terms":
            return _joined(called(named[one], field) for one in item.ids(field.code) if one in named)
        case "indicators":
            return _joined(item.indicators)
        case "establishments":
            return _concerned(item.concerns)
        case _:
            return item.line(field.code) or None


def called(item: Item, field: Field) -> str:
    """How a field that links to an item names it."""
    return item.title if field.type in ("term", "terms") else item.ref


def _concerned(concerned: Concerned | None) -> str | None:
    if concerned is None:
        return None
    if concerned.group == WHOLE:
        return ALL
    members = _APART.join(concerned.members)
    return members if concerned.group == ONE_BY_ONE else f"{GROUP_LABELS[concerned.group]} : {members}"


def _joined(names: Iterable[str]) -> str | None:
    return _APART.join(names) or None


def still_says(cell: Cell, written: str | date | None) -> bool:
    """Whether a cell holds what was written there, be it through another program."""
    if isinstance(written, date):
        return read_day(cell, clean(cell)) == written
    return _lines(typed(cell)) == _lines(written or "")


def typed(cell: Cell) -> str:
    """What a cell holds as the person typed it, its lines kept."""
    return cell if isinstance(cell, str) else clean(cell)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]


def split(text: str) -> list[str]:
    """The names of a cell: one a line, or separated by semicolons."""
    return [name for name in map(clean, re.split(r"[;\n]", text)) if name]


def names_in(text: str, known: Collection[str]) -> list[str]:
    """The same; one of the known names stays whole though it holds a semicolon."""
    parts = split(text)
    whole = {plain_name(name) for name in known if ";" in name}
    found = []
    while parts:
        count = next((n for n in range(len(parts), 1, -1) if plain_name(_APART.join(parts[:n])) in whole), 1)
        found.append(_APART.join(parts[:count]))
        parts = parts[count:]
    return found


@lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """For comparing names: no case, single spaces, also around semicolons."""
    return _APART.join(split(name)).casefold()


def as_told(field: Field, value: Any, stands: Callable[[UUID], bool]) -> Any:
    """A kept value as it would be told again. What an item links to and stands no more is left out, unless needed."""
    if value is None:
        return None
    match field.type:
        case "day":
            return date.fromisoformat(value)
        case "establishments":
            return Concerned(group=value["group"], members=tuple(value["members"]))
        case "items" | "terms":
            return [one for one in value if field.needed or stands(UUID(one))]
        case "item" | "term":
            return value if field.needed or stands(UUID(value)) else None
        case _:
            return value
