"""Rates: sums of unique users over sums of potential accounts, month by month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import duckdb
import pandas as pd

from data.database import Database
from data.derived import read_monthly_usage
from data.reference.calendar import school_year
from data.sql import SqlFolder
from indicators.definition import Rate
from indicators.measure.expected import expecting
from indicators.measure.frame import as_frame
from indicators.measure.shelf import Shelf, state_of, view_of
from indicators.situation import Situation

sql = SqlFolder(__file__)
_counted = Shelf(kept=24)  # of each service and profile, in as many situations as are remembered


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month. numerator: unique users; denominator: potential accounts; of the establishments that reported.
    silent_accounts: last known accounts of the others; unknown: how many of them have none. Rates are 0 to 1.
    complete: over on the situation day, and told after its end by half of those that told it at least."""

    month: date
    numerator: int
    denominator: int
    expected: int
    answered: int
    anomalies: int
    silent_accounts: int
    unknown: int
    complete: bool

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return (self.month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def value(self) -> float | None:
        """The rate, None when nobody reported."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def low(self) -> float:
        """The rate if no account of the silent ones were used."""
        accounts = self.denominator + self.silent_accounts
        return self.numerator / accounts if accounts else 0.0

    @property
    def high(self) -> float:
        """The rate if every account of the silent ones were used."""
        accounts = self.denominator + self.silent_accounts
        return (self.numerator + self.silent_accounts) / accounts if accounts else 1.0

    @property
    def coverage(self) -> float:
        """Share of the establishments whose accounts are known."""
        return 1 - self.unknown / self.expected if self.expected else 0.0


@dataclass(frozen=True, kw_only=True)
class RateMeasure:
    """current: the last complete month of the school year with facts (once the due day is past, the last one before it);
    None when there is none. months: this school year's and the one before, oldest first. expected: establishments that
    the service serves."""

    current: Month | None
    year_before: Month | None
    months: tuple[Month, ...]
    expected: int
    read_states: Callable[[], pd.DataFrame]

    @cached_property
    def states(self) -> pd.DataFrame:
        """One row an establishment, for the current month, read when first asked for."""
        return self.read_states()


def measure_rate(
    db: Database,
    indicator: Rate,
    situation: Situation,
    cursor: duckdb.DuckDBPyConnection | None = None,
    *,
    profile: str | None = None,
    due_on: date | None = None,
) -> RateMeasure:
    """Monthly rates of one service in one situation; all profiles together unless one is named.

    cursor: of `expecting`, when several measures share it. due_on: of the target, which asks for the rate of its month:
    later months do not undo it.
    """
    if cursor is None:
        with expecting(db, situation, described=False) as own:
            return measure_rate(db, indicator, situation, own, profile=profile, due_on=due_on)
    year = school_year(situation.school_year)
    rows = _count(db, cursor, indicator, situation, profile)
    months = tuple(_month(row) for row in rows if row[0])
    until = min(situation.on, due_on or situation.on)
    current = next(
        (
            m
            for m in reversed(months)
            if m.complete and m.month >= year.starts_on and m.last_day <= until and m.answered
        ),
        None,
    )
    before = current and current.month.replace(year=current.month.year - 1)
    month = current.month if current else situation.on.replace(day=1)
    return RateMeasure(
        current=current,
        year_before=next((m for m in months if m.month == before and m.answered), None),
        months=months,
        expected=rows[0][3],
        read_states=lambda: _states(db, indicator, situation, month, is_whole=current is not None),
    )


def _count(
    db: Database, cursor: duckdb.DuckDBPyConnection, indicator: Rate, situation: Situation, profile: str | None
) -> list[tuple[Any, ...]]:
    key = (*state_of(db, situation), *view_of(situation), indicator.service, indicator.types, profile)

    def make(name: str) -> None:
        serving(cursor, indicator, situation, profile=profile)
        asked = {"on_day": situation.on, **_months_asked(situation)}
        cursor.execute(sql("usage_by_month").replace("a_table", name), asked)

    with _counted.lend(db, cursor, key, make) as months:
        return cursor.execute(sql("months").replace("the_months", months)).fetchall()


def _states(db: Database, indicator: Rate, situation: Situation, month: date, *, is_whole: bool) -> pd.DataFrame:
    with expecting(db, situation) as cursor:
        serving(cursor, indicator, situation)
        asked = {"month": month, "is_whole": is_whole, "first_month": _months_asked(situation)["first_month"]}
        return as_frame(cursor.execute(sql("usage_states"), asked))


def serving(
    cursor: duckdb.DuckDBPyConnection, indicator: Rate, situation: Situation, *, profile: str | None = None
) -> int:
    """Make the view monthly and the table served_establishment of this cursor; returns how many rows the table has."""
    read_monthly_usage(cursor, service=indicator.service, as_of=situation.as_of, profile=profile)
    asked = {"types": list(indicator.types), **_months_asked(situation)}
    row = cursor.execute(sql("served_establishments"), asked).fetchone()
    return int(row[0]) if row else 0


def _months_asked(situation: Situation) -> dict[str, date]:
    starts_on = school_year(situation.school_year).starts_on
    return {"first_month": starts_on.replace(year=starts_on.year - 1), "last_month": situation.on.replace(day=1)}


def _month(row: tuple[Any, ...]) -> Month:
    return Month(
        month=row[0],
        numerator=row[1],
        denominator=row[2],
        expected=row[3],
        answered=row[4],
        anomalies=row[5],
        silent_accounts=row[6],
        unknown=row[7],
        complete=row[8],
    )
