"""Who is expected in a situation, on a cursor that the measures of all indicators share."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from data.database import Database
from data.sql import SqlFolder
from indicators.situation import GROUPS, Situation

sql = SqlFolder(__file__)


@contextmanager
def expecting(db: Database, situation: Situation) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the table expected_establishment: one row an establishment that the year's campaigns expect."""
    cursor = db.reading()
    try:
        filters = {group: situation.filters.get(group) for group in GROUPS}
        cursor.execute(
            sql("expected_establishments"),
            {
                "school_year": situation.school_year,
                "on_day": situation.on,
                "as_of": situation.as_of,
                **filters,
            },
        )
        yield cursor
    finally:
        cursor.close()
