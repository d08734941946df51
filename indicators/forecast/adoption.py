"""How many establishments will be known to say oui on the due day."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from indicators.forecast.hazard import Hazard, Month, learn
from indicators.forecast.model import (
    DAYS_A_SCHOOL_MONTH,
    DRAWS,
    LEAST_MONTHS,
    Draws,
    Forecast,
    fan_point,
    probability,
)
from indicators.progress import Goal, SchoolDays

_SEED = 20212022  # the same facts give the same forecast, today and in a séance verified later
Known = Sequence[tuple[date, int]]


def forecast_adoption(
    known: Known, *, expected: int, due_on: date, school_days: SchoolDays, goal: Goal | None = None
) -> Forecast | None:
    """The number known for sure on the due day. None when that day is not to come, or when nothing is known.

    known: (day, establishments) at each month's end, oldest first, then on the situation day: those that say oui, or,
    for a falling target, those that may (the bound that decides). school_days(first, last) counts both ends.
    """
    if not known or expected == 0 or known[-1][0] >= due_on:
        return None
    months = _full_months(known)
    if months < LEAST_MONTHS:
        return Forecast(due_on=due_on, months=months, too_early=True)
    # A falling target is a rising one seen in a mirror: those that cannot say oui any more are then counted.
    falls = goal is not None and goal.falls
    counted = [(day, expected - count if falls else count) for day, count in known]
    drawn = _draw(counted, expected, due_on, school_days)
    seen = [(day, expected - draws if falls else draws) for day, draws in drawn]
    fan = tuple(fan_point(day, draws) for day, draws in seen)
    return Forecast(
        due_on=due_on,
        months=months,
        median=fan[-1].median,
        low=fan[-1].low,
        high=fan[-1].high,
        probability=probability(seen[-1][1], goal),
        by_day=fan,
    )


def _draw(known: Known, expected: int, due_on: date, school_days: SchoolDays) -> list[tuple[date, Draws]]:
    """Draws of the count on the last known day, at each month's end to come and on the due day."""
    rng = np.random.default_rng(_SEED)
    gains, losses = _learn(known, expected, school_days, rng)
    day, count = known[-1]
    drawn = [(day, np.full(DRAWS, float(count)))]
    for step in _steps(day, due_on):
        day, draws = drawn[-1]
        if weight := _weight(day, step, school_days):
            gained = gains.events(rng, expected - draws, weight)
            lost = losses.events(rng, draws, weight) if losses else 0.0
            draws = draws + gained - lost
        drawn.append((step, draws))
    return drawn


def _full_months(known: Known) -> int:
    """Months of which both the beginning and the end are known."""
    return sum((day + timedelta(days=1)).day == 1 for day, _ in known[1:])


def _learn(
    known: Known, expected: int, school_days: SchoolDays, rng: np.random.Generator
) -> tuple[Hazard, Hazard | None]:
    """How those who do not say oui yet come to it, and how those who do leave it: only the balance of a month is known."""
    gains, losses = [], []
    for (start, before), (end, after) in pairwise(known):
        if weight := _weight(start, end, school_days):
            gains.append(Month(exposed=expected - before, events=max(after - before, 0), weight=weight))
            losses.append(Month(exposed=before, events=max(before - after, 0), weight=weight))
    # Where none was ever lost, none is expected to be.
    return learn(gains, rng), learn(losses, rng) if any(month.events for month in losses) else None


def _weight(start: date, end: date, school_days: SchoolDays) -> float:
    """School months after `start`, up to `end`."""
    return school_days(start + timedelta(days=1), end) / DAYS_A_SCHOOL_MONTH


def _steps(after: date, due_on: date) -> list[date]:
    """Each month's end up to the due day, which is the last."""
    days = (after + timedelta(days=number) for number in range(1, (due_on - after).days))
    return [*(day for day in days if (day + timedelta(days=1)).day == 1), due_on]
