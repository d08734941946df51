"""Who is expected in a situation: worked out once for all the readings of one state of the base."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from weakref import WeakKeyDictionary

import duckdb

from data.campaigns import campaigns_of
from data.database import Database
from data.situation import FilterChoices, choices_among, filter_choices
from data.sql import SqlFolder
from indicators.situation import GROUPS, Situation

sql = SqlFolder(__file__)
_KEPT = 8  # situations remembered: a few people look at a few of them

Key = tuple[object, ...]
_numbers = count(1)  # of all tables: two handles on one file share what is in memory


@dataclass(kw_only=True)
class _Expected:
    """A table in memory, shared by the cursors that read it now."""

    table: str
    readers: int = 0


class _Shelf:
    """The tables of one base, the latest used last. A table that is being read is never put away."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tables: dict[Key, _Expected] = {}

    def take(self, db: Database, cursor: duckdb.DuckDBPyConnection, key: Key, situation: Situation) -> _Expected:
        with self.lock:
            found = self.tables.pop(key, None) or self._make(db, cursor, situation)
            self.tables[key] = found
            found.readers += 1
            idle = [old for old, one in self.tables.items() if not one.readers]
            for old in idle[: max(0, len(self.tables) - _KEPT)]:
                cursor.execute(sql("drop_expected").replace("a_table", self.tables.pop(old).table))
            return found

    def give_back(self, taken: _Expected) -> None:
        with self.lock:
            taken.readers -= 1

    def forget(self) -> None:
        with self.lock:
            self.tables.clear()

    def _make(self, db: Database, cursor: duckdb.DuckDBPyConnection, situation: Situation) -> _Expected:
        made = _Expected(table=f"standing.expected_{next(_numbers)}")
        filters = {group: situation.filters.get(group) for group in GROUPS}
        campaigns = campaigns_of(db, situation.school_year, situation.as_of)
        asked = {"campaigns": campaigns, "on_day": situation.on, "as_of": situation.as_of, **filters}
        cursor.execute(sql("expected_establishments").replace("a_table", made.table), asked)
        return made


_shelves: "WeakKeyDictionary[Database, _Shelf]" = WeakKeyDictionary()


@contextmanager
def expecting(db: Database, situation: Situation) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the view expected_establishment: one row an establishment that the year's campaigns expect."""
    cursor = db.reading()
    shelf = _shelves.setdefault(db, _Shelf())
    taken = _show(db, cursor, shelf, situation)
    try:
        yield cursor
    finally:
        shelf.give_back(taken)
        cursor.close()


def _show(db: Database, cursor: duckdb.DuckDBPyConnection, shelf: _Shelf, situation: Situation) -> _Expected:
    key = (db.version(), situation.school_year, situation.on, situation.as_of, *sorted(situation.filters.items()))
    taken = shelf.take(db, cursor, key, situation)
    try:
        cursor.execute(sql("show_expected").replace("a_table", taken.table))
    except duckdb.CatalogException:
        # The base was opened anew, and what was in memory is gone.
        shelf.forget()
        taken = shelf.take(db, cursor, key, situation)
        cursor.execute(sql("show_expected").replace("a_table", taken.table))
    return taken


def choices(db: Database, situation: Situation) -> FilterChoices:
    """What can be picked in the filters: among the expected or, while a campaign expects nobody, among all."""
    with expecting(db, situation) as cursor:
        found = cursor.execute(sql("choices")).fetchall()
    if not found:
        return filter_choices(db, school_year=situation.school_year, on=situation.on, as_of=situation.as_of)
    return choices_among([dict(zip(("type", "sector", "epci"), row, strict=True)) for row in found])
