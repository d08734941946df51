"""The states of one establishment through time, at each month's end since the first campaign it was in."""

from dataclasses import dataclass
from datetime import date

import duckdb

from data.database import Database
from data.derived import read_spans
from data.derived.rules import Rule
from data.reference.calendar import month_ends, school_year
from data.sql import SqlFolder
from indicators.definition import Adoption, State
from indicators.situation import Situation

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The state on a month's last day, or on the situation day, as known at the situation's knowledge time."""

    day: date
    state: State


def school_years(db: Database, uai: str, situation: Situation) -> list[str]:
    """The school years of which a campaign expects it, up to the situation's, oldest first."""
    rows = db.query(sql("school_years"), uai=uai, school_year=situation.school_year, as_of=situation.as_of)
    return [row["school_year"] for row in rows]


def history(db: Database, indicator: Adoption, uai: str, situation: Situation, years: list[str]) -> tuple[Moment, ...]:
    """One moment a month of these school years, oldest first."""
    rule = Rule(
        code=indicator.code,
        folder=indicator.folder,
        effective_question=indicator.effective_question,
        carries_over=indicator.carries_over,
        parameters=indicator.parameters,
    )
    cursor = db.reading()
    moments = [moment for year in years for moment in _year(cursor, rule, uai, year, situation)]
    cursor.close()
    return tuple(moments)


def _year(cursor: duckdb.DuckDBPyConnection, rule: Rule, uai: str, year: str, situation: Situation) -> list[Moment]:
    read_spans(cursor, rule, school_year=year, as_of=situation.as_of)
    spans = cursor.execute(sql("spans"), {"uai": uai}).fetchall()
    ends = month_ends(school_year(year), min(situation.on, school_year(year).ends_on))
    return [Moment(day=end, state=_state(spans, end)) for end in ends]


def _state(spans: list[tuple[date, State]], day: date) -> State:
    return next((state for from_day, state in reversed(spans) if from_day <= day), "silencieux")
