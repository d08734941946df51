"""An exception at every statement of an import leaves the base as it was, and the next import works."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.errors import Refusal
from data.returns.intake import FileResult, import_returns
from data.settings import Settings
from tests.helpers import Clock, add_establishments, make_uai
from tests.strength.nursery import LONG
from tests.workbooks import table

COLUMNS = ["UAI", "cadre_etat", "comite_existe", "comite_reunions", "commentaire", "date_reponse"]
EVERY = 1 if LONG else 7
# By turns what DuckDB, the machine and the person at the keyboard can do to a statement.
FAILURES = (duckdb.IOException, MemoryError, KeyboardInterrupt)
DIGEST = "SELECT count(*), bit_xor(hash(one_row)) FROM a_table AS one_row"


@dataclass
class Fuse:
    """Counts statements, and raises at the one numbered `at`."""

    at: int = 0
    count: int = 0

    def burn(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise FAILURES[self.at % len(FAILURES)]("injected")


class Failing:
    """A cursor whose statements go through a fuse."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, fuse: Fuse) -> None:
        self._cursor, self._fuse = cursor, fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def execute(self, *arguments: Any) -> "Failing":
        self._fuse.burn()
        self._cursor.execute(*arguments)
        return self

    def register(self, *arguments: Any) -> None:
        self._fuse.burn()
        self._cursor.register(*arguments)


class FailingDatabase(Database):
    """A database whose statements may fail."""

    fuse = Fuse()

    def reading(self) -> Any:
        return Failing(super().reading(), self.fuse)


@pytest.fixture
def db() -> Iterator[FailingDatabase]:
    database = open_database(None, settings=Settings(), clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(database, [{"name": f"École {number}"} for number in range(1, 9)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    database.__class__ = FailingDatabase
    assert isinstance(database, FailingDatabase)
    database.fuse = Fuse()
    yield database
    database.close()


def drop(meetings: int) -> list[tuple[str, bytes]]:
    """Two files of which one establishment is in both: new answers, private ones, and remarks."""
    rows = [[make_uai(n), "Aucun", "Oui", meetings + n, "Un mot", "01/03/2022"] for n in range(1, 9)]
    return [("a.xlsx", table([COLUMNS, *rows[:5]])), ("b.xlsx", table([COLUMNS, *rows[4:]]))]


def state(db: FailingDatabase) -> dict[str, Any]:
    """A digest of every table."""
    kept, db.fuse = db.fuse, Fuse()
    names = [row["table_name"] for row in db.query("SELECT table_name FROM duckdb_tables() WHERE NOT internal")]
    found = {name: db.query(DIGEST.replace("a_table", name)) for name in names}
    db.fuse = kept
    return found


def take(db: FailingDatabase, files: list[tuple[str, bytes]], *, fail_at: int = 0) -> list[FileResult]:
    db.fuse = Fuse(at=fail_at)
    return import_returns(db, LOCAL, files, campaign="c")


def test_an_exception_at_any_statement_leaves_the_base_as_it_was(db: FailingDatabase) -> None:
    take(db, drop(1))
    before = state(db)
    failed, results = [], None
    for number in range(1, 1_000, EVERY):
        try:
            results = take(db, drop(20), fail_at=number)
            break
        except (*FAILURES, Refusal):
            failed.append(number)
            assert state(db) == before, f"statement {number}"
    # It ends at the first number above the statements of a whole import.
    assert db.fuse.count - EVERY < failed[-1] <= db.fuse.count and db.fuse.count > 15
    db.fuse = Fuse()
    assert results is not None
    assert [result.state for result in results] == ["imported", "imported"]
    after = state(db)
    assert after["answer"] != before["answer"] and after["journal"] != before["journal"]
    assert db.query("SELECT count(*) AS n FROM batch WHERE kind = 'returns'")[0]["n"] == 4
