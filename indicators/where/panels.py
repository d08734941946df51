"""The course of each group through the school year, on one scale: the numbers of small multiples."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.database import Database
from data.reference.calendar import school_year
from data.sql import SqlFolder
from indicators.definition import Rate
from indicators.groups import masked
from indicators.measure.adoption import trajectories
from indicators.measure.expected import expecting
from indicators.measure.rate import RateMeasure, serving
from indicators.situation import UNKNOWN, check_group
from indicators.where.standings import Standing, Standings

sql = SqlFolder(__file__)
MOST = 12  # panels


@dataclass(frozen=True, kw_only=True)
class Step:
    """One day, or one month by its first day. low, high: shares from 0 to 1; the same for a rate."""

    day: date
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One group and its steps, oldest first."""

    standing: Standing
    steps: tuple[Step, ...]


def panels(db: Database, found: Standings, *, most: int = MOST) -> tuple[Panel, ...]:
    """The largest groups that are not masked, the best first. A rate has no step in a month that few reported."""
    steps = _rates(db, found) if isinstance(found.finding.indicator, Rate) else _shares(db, found)
    drawn = found.largest(most)
    return tuple(Panel(standing=one, steps=steps[one.line.value]) for one in drawn if steps.get(one.line.value))


def _shares(db: Database, found: Standings) -> Mapping[str, tuple[Step, ...]]:
    indicator, situation = found.finding.indicator, found.finding.situation
    assert not isinstance(indicator, Rate)
    return {
        value: tuple(
            Step(
                day=point.day,
                low=point.counts.low / point.counts.expected,
                high=point.counts.high / point.counts.expected,
            )
            for point in points
            if point.counts.expected
        )
        for value, points in trajectories(db, indicator, situation, found.group).items()
    }


def _rates(db: Database, found: Standings) -> Mapping[str, tuple[Step, ...]]:
    indicator, measure, situation = found.finding.indicator, found.finding.measure, found.finding.situation
    assert isinstance(indicator, Rate) and isinstance(measure, RateMeasure)
    asked = {
        "group": check_group(found.group),
        "unknown": UNKNOWN,
        "first_month": school_year(situation.school_year).starts_on,
        "last_month": measure.current.month if measure.current else situation.on.replace(day=1),
    }
    with expecting(db, situation) as cursor:
        serving(cursor, indicator, situation)
        rows = cursor.execute(sql("usage_by_group"), asked).fetchall()
    return _published(rows, db.settings.smallest_published_group, {one.value for one in found.masked})


def _published(
    rows: list[tuple[str, date, int, int, int]], smallest: int, hidden: set[str]
) -> Mapping[str, tuple[Step, ...]]:
    """Each month is masked on its own: fewer may have reported it than the month shown elsewhere."""
    steps: dict[str, list[Step]] = {}
    for month in sorted({row[1] for row in rows}):
        told = [row for row in rows if row[1] == month]
        small = masked({row[0]: row[4] for row in told}, smallest) | hidden
        for value, _, numerator, denominator, _ in told:
            if value not in small:
                rate = numerator / denominator
                steps.setdefault(value, []).append(Step(day=month, low=rate, high=rate))
    return {value: tuple(its) for value, its in steps.items()}
