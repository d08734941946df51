"""Tables in memory, each made once for all the readings of one state of the base."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from weakref import WeakKeyDictionary

import duckdb

from data.database import Database
from data.sql import SqlFolder
from indicators.situation import Situation

sql = SqlFolder(__file__)
Key = tuple[object, ...]
_numbers = count(1)  # of all tables: two handles on one file share what is in memory


@dataclass(kw_only=True)
class _Table:
    """A table in memory, shared by the cursors that read it now. Who comes while it is made waits for that one alone."""

    name: str
    readers: int = 0
    is_made: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Shelf:
    """Tables of one kind by base and key, the latest used last. kept: how many are remembered of a base.

    A table that is being read is never put away. A key holds all that its table depends on.
    """

    def __init__(self, *, kept: int) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._bases: WeakKeyDictionary[Database, dict[Key, _Table]] = WeakKeyDictionary()

    @contextmanager
    def lend(
        self, db: Database, cursor: duckdb.DuckDBPyConnection, key: Key, make: Callable[[str], None]
    ) -> Iterator[str]:
        """The name of the table of that key, for as long as it is read. make: makes it under the name given."""
        table = self._hold(db, cursor, key)
        try:
            with table.lock:
                if not table.is_made:
                    make(table.name)
                    table.is_made = True
            yield table.name
        finally:
            with self._lock:
                table.readers -= 1

    def _hold(self, db: Database, cursor: duckdb.DuckDBPyConnection, key: Key) -> _Table:
        with self._lock:
            tables = self._bases.setdefault(db, {})
            table = tables.pop(key, None) or _Table(name=f"standing.kept_{next(_numbers)}")
            tables[key] = table
            idle = [old for old, one in tables.items() if not one.readers and one is not table]
            for old in idle[: max(0, len(tables) - self._kept)]:
                cursor.execute(sql("put_away").replace("a_table", tables[old].name))
                del tables[old]
            table.readers += 1
            return table


def state_of(db: Database, situation: Situation) -> Key:
    """What was known in a situation, in that state of the base: without the day nor the filters."""
    return (db.openings, db.version(), situation.school_year, situation.as_of)


def view_of(situation: Situation) -> Key:
    """The day and the filters of a situation: who the directory says they keep depends on the day."""
    return (situation.on, *sorted(situation.filters.items()))
