"""Who is expected in a situation: worked out once for all the readings of one state of the base."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import duckdb

from data.campaigns import campaigns_of
from data.database import Database
from data.situation import FilterChoices, choices_among, filter_choices
from data.sql import SqlFolder
from indicators.measure.shelf import Shelf, state_of, view_of
from indicators.situation import GROUPS, Situation

sql = SqlFolder(__file__)
# Situations remembered: a few people look at a few of them.
_expected, _described = Shelf(kept=8), Shelf(kept=8)


@contextmanager
def expecting(db: Database, situation: Situation, *, described: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the view expected_establishment: one row an establishment that the year's campaigns expect.

    described=False: with uai, type and nature alone, which is enough to count and comes twice as fast.
    """
    with ExitStack() as stack:
        cursor = db.reading()
        stack.callback(cursor.close)
        key = state_of(db, situation) + view_of(situation)
        table = stack.enter_context(_expected.lend(db, cursor, key, lambda name: _expect(db, cursor, name, situation)))
        if described:
            expected = table
            table = stack.enter_context(
                _described.lend(db, cursor, key, lambda name: _describe(cursor, name, expected, situation))
            )
        cursor.execute(sql("show_expected").replace("a_table", table))
        yield cursor


def _expect(db: Database, cursor: duckdb.DuckDBPyConnection, name: str, situation: Situation) -> None:
    filters = {group: situation.filters.get(group) for group in GROUPS}
    campaigns = campaigns_of(db, situation.school_year, situation.as_of)
    asked = {"campaigns": campaigns, "on_day": situation.on, "as_of": situation.as_of, **filters}
    cursor.execute(sql("expected_establishments").replace("a_table", name), asked)


def _describe(cursor: duckdb.DuckDBPyConnection, name: str, expected: str, situation: Situation) -> None:
    text = sql("described_establishments").replace("a_table", name).replace("the_expected", expected)
    cursor.execute(text, {"on_day": situation.on, "as_of": situation.as_of})


def choices(db: Database, situation: Situation) -> FilterChoices:
    """What can be picked in the filters: among the expected or, while a campaign expects nobody, among all."""
    with expecting(db, situation, described=False) as cursor:
        found = cursor.execute(sql("choices"), {"on_day": situation.on, "as_of": situation.as_of}).fetchall()
    if not found:
        return filter_choices(db, school_year=situation.school_year, on=situation.on, as_of=situation.as_of)
    return choices_among([dict(zip(("type", "sector", "epci"), row, strict=True)) for row in found])
