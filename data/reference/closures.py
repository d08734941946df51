"""Weeks when schools were closed or taught at a distance. Source and doubts: the first lines of closures.csv."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Both days included. levels: types of establishments as the directory writes them."""

    first_day: date
    last_day: date
    name: str
    levels: tuple[str, ...]
    source: str


def closures_between(first: date, last: date, levels: Collection[str] = ()) -> tuple[Closure, ...]:
    """The closures that touch the days from `first` to `last`, whole, oldest first, of one of these types (all when empty)."""
    asked = {_level(level) for level in levels}
    return tuple(
        closure
        for closure in _closures()
        if closure.first_day <= last
        and closure.last_day >= first
        and (not asked or asked & {_level(level) for level in closure.levels})
    )


def _level(type: str) -> str:
    return type.lower().replace("é", "e").replace("è", "e")


@lru_cache(maxsize=1)
def _closures() -> tuple[Closure, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(
        Closure(
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]),
            name=row["name"],
            levels=tuple(row["levels"].split("|")),
            source=row["source"],
        )
        for row in rows
    )
