"""Which months are known, of which services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.database import Database
from data.derived import usage_reading
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class KnownMonth:
    """One month (its first day) of one service: how many establishments told it. is_partial: told before it was over."""

    month: date
    service: str
    establishments: int
    is_partial: bool


def known_months(db: Database, *, as_of: datetime) -> list[KnownMonth]:
    """The months known at that instant (UTC), latest first."""
    cursor = db.reading()
    rows = cursor.execute(usage_reading(cursor, sql("known"), as_of), {"as_of": as_of}).fetchall()
    return [
        KnownMonth(
            month=month, service=service, establishments=count, is_partial=db.local(told_at).date() < _after(month)
        )
        for month, service, count, told_at in rows
    ]


def _after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
