"""The states of one establishment through time, at each month's end since the first campaign it was in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from data.database import Database
from data.derived import is_current, read_spans
from data.reference.calendar import month_ends, school_year
from data.sql import SqlFolder
from indicators.definition import Adoption, State
from indicators.measure.adoption import applied_rule
from indicators.situation import Situation

sql = SqlFolder(__file__)
Periods = dict[tuple[str, str], list[tuple[date, State]]]  # indicator, school year -> (first day, state), oldest first


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The state on a month's last day, or on the situation day, as known at the situation's knowledge time."""

    day: date
    state: State


def school_years(db: Database, uai: str, situation: Situation) -> list[str]:
    """The school years of which a campaign expects it, up to the situation's, oldest first."""
    rows = db.query(sql("school_years"), uai=uai, school_year=situation.school_year, as_of=situation.as_of)
    return [row["school_year"] for row in rows]


def histories(
    db: Database, indicators: Sequence[Adoption], uai: str, situation: Situation, years: Sequence[str]
) -> Mapping[str, tuple[Moment, ...]]:
    """Indicator's code -> one moment a month of these school years, oldest first."""
    cursor = db.reading()
    kept = [one for one in indicators if is_current(cursor, situation.as_of, applied_rule(one))]
    periods = _kept(cursor, kept, uai)
    for one in indicators:
        if one not in kept:
            periods |= {(one.code, year): _worked_out(cursor, one, uai, year, situation) for year in years}
    cursor.close()
    return {
        one.code: tuple(
            moment for year in years for moment in _moments(periods.get((one.code, year), []), year, situation)
        )
        for one in indicators
    }


def _kept(cursor: duckdb.DuckDBPyConnection, indicators: Sequence[Adoption], uai: str) -> Periods:
    """Those of all school years at once: one by one, the statements alone would take longer than the reading."""
    periods: Periods = {}
    asked = {"uai": uai, "indicators": [one.code for one in indicators]}
    for code, year, from_day, state in cursor.execute(sql("kept_spans"), asked).fetchall():
        periods.setdefault((code, year), []).append((from_day, state))
    return periods


def _worked_out(
    cursor: duckdb.DuckDBPyConnection, indicator: Adoption, uai: str, year: str, situation: Situation
) -> list[tuple[date, State]]:
    read_spans(cursor, applied_rule(indicator), school_year=year, as_of=situation.as_of)
    return cursor.execute(sql("spans"), {"uai": uai}).fetchall()


def _moments(periods: list[tuple[date, State]], year: str, situation: Situation) -> list[Moment]:
    ends = month_ends(school_year(year), min(situation.on, school_year(year).ends_on))
    return [Moment(day=end, state=_state(periods, end)) for end in ends]


def _state(periods: list[tuple[date, State]], day: date) -> State:
    return next((state for from_day, state in reversed(periods) if from_day <= day), "silencieux")
