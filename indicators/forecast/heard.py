"""How what is known grew: on each day, the states of those that had answered by then."""

from collections.abc import Sequence
from datetime import date

import duckdb

from data.sql import SqlFolder
from indicators.measure.adoption import Counts, Point

sql = SqlFolder(__file__)


def heard_by_day(cursor: duckdb.DuckDBPyConnection, days: Sequence[date]) -> tuple[Point, ...]:
    """A point a day, the last one equal to the measure's. cursor: the one on which the indicator was just measured."""
    rows = cursor.execute(sql("heard_by_day"), {"days": list(days), "last_day": days[-1]}).fetchall()
    return tuple(Point(day=row[0], counts=Counts(yes=row[1], partial=row[2], no=row[3], silent=row[4])) for row in rows)
