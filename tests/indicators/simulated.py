"""Territories drawn establishment by establishment, day by day: nothing of the forecast's own formulas is in it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

import numpy as np

from data.reference.calendar import is_school_day, school_days
from indicators.forecast import Forecast, forecast_adoption, forecast_rate
from indicators.progress import Goal

FIRST, DUE = date(2021, 9, 1), date(2022, 6, 30)


@dataclass(frozen=True, kw_only=True)
class Territory:
    """What was known by the situation day, and what became of it."""

    size: int
    unevenness: float
    known: tuple[tuple[date, int], ...]
    target: int
    truth: int

    @property
    def on(self) -> date:
        return self.known[-1][0]


@cache
def school_calendar() -> tuple[date, ...]:
    days = (FIRST + timedelta(days=number) for number in range((DUE - FIRST).days + 1))
    return tuple(day for day in days if is_school_day(day, "B"))


@cache
def _months() -> list[int]:
    """Of each school day, the rank of its month in the school year."""
    return [(day.month - 9) % 12 for day in school_calendar()]


def territory(rng: np.random.Generator) -> Territory:
    """20 to 1,000 establishments, more or less willing; months more or less busy; waves in one territory of four; some
    who leave in one of six; seen on any day from the end of December to mid-April."""
    size = int(np.exp(rng.uniform(np.log(20), np.log(1000))))
    unevenness = rng.uniform(0.1, 1.0)
    a_month = np.exp(rng.uniform(np.log(0.01), np.log(0.15)))
    busy = np.exp(rng.normal(-(unevenness**2) / 2, unevenness, 10))
    if rng.random() < 0.25:
        busy *= np.where((np.arange(10) + rng.integers(3)) % 3 == 0, 2.2, 0.4)
    willing = rng.gamma(8, 1 / 8, size)
    came = _days_reached(rng.exponential(size=size) / willing, a_month * busy)
    came[rng.random(size) < rng.uniform(0, 0.3)] = 0
    leaving = 0.01 if rng.random() < 1 / 6 else 0.0
    left = came + np.where(leaving, rng.geometric(max(leaving, 1e-9) / 17, size), 10_000)
    on = date(2021, 12, 31) + timedelta(days=int(rng.integers(105)))
    hoped = float(np.exp(rng.normal(0, 0.45)))
    usual = _days_reached(np.quantile(rng.exponential(size=4000), np.linspace(0, 1, 400)), np.full(10, a_month * hoped))
    target = _count(came, left, FIRST) + round((size - _count(came, left, FIRST)) * float((usual < 999).mean()))
    ends = [day for day in month_ends() if day < on]
    return Territory(
        size=size,
        unevenness=unevenness,
        known=tuple((day, _count(came, left, day)) for day in [*ends, on]),
        target=target,
        truth=_count(came, left, DUE),
    )


def month_ends() -> list[date]:
    return [
        date(year, month, 1) - timedelta(days=1)
        for year, month in [*((2021, m) for m in (10, 11, 12)), *((2022, m) for m in range(1, 8))]
    ]


def _days_reached(thresholds: np.ndarray, intensity: np.ndarray) -> np.ndarray:
    """The rank of the school day on which each threshold is passed by what accumulates, month by month; 999: never."""
    months = _months()
    reached = np.searchsorted(np.cumsum(intensity[months] / 17), thresholds) + 1
    return np.where(reached > len(months), 999, reached)


def _count(came: np.ndarray, left: np.ndarray, day: date) -> int:
    rank = bisect_right(school_calendar(), day)
    return int(((came <= rank) & (left > rank)).sum())


@dataclass(frozen=True, kw_only=True)
class UseOfAService:
    """Rates of this year's months known on `on`, those of the year before (by this year's month), and June's to come."""

    on: date
    rates: tuple[tuple[date, float], ...]
    year_before: dict[date, float]
    target: float
    truth: float


def use_of_a_service(rng: np.random.Generator) -> UseOfAService:
    """10 to 300 establishments; a season that both years share; this year's level, what each month adds to it and
    carries over in part to the next, and the chance of each account."""
    count, months = int(np.exp(rng.uniform(np.log(10), np.log(300)))), 10
    accounts = np.maximum(rng.lognormal(6, 0.6, count).astype(int), 20)
    season = np.exp(rng.normal(0, 0.15, months))
    level, moves, lasting = rng.normal(0.04, 0.06), rng.uniform(0.01, 0.07), rng.uniform(0, 0.6)
    shifts = np.zeros((2, months))
    for month in range(months):
        carried = lasting * shifts[:, month - 1] if month else 0.0
        shifts[:, month] = carried + rng.normal(0, moves, 2)
    habits = rng.beta(4, 5, count)[:, None, None] * season * np.exp(shifts + np.array([[0.0], [level]]))
    users = rng.binomial(accounts[:, None, None], np.clip(habits, 0.01, 0.99))
    before, now = users.sum(axis=0) / accounts.sum()
    days = [date(2021 + (month < 9), month, 1) for month in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)]
    seen = int(rng.integers(3, 9))
    return UseOfAService(
        on=days[seen] + timedelta(days=9),
        rates=tuple(zip(days[:seen], map(float, now[:seen]), strict=True)),
        year_before=dict(zip(days, map(float, before), strict=True)),
        target=float(before[-1] * np.exp(level + rng.normal(0, 0.08))),
        truth=float(now[-1]),
    )


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a forecast said, and what became of it. size: establishments, or 1 for a rate."""

    size: int
    on: date
    low: float
    median: float
    high: float
    probability: float
    target: float
    truth: float


def adoption_trials(count: int, *, seed: int) -> Iterator[Trial]:
    """Forecasts of that many territories."""
    rng, days = np.random.default_rng(seed), partial(school_days, zone="B")
    for one in (territory(rng) for _ in range(count)):
        said = forecast_adoption(one.known, expected=one.size, due_on=DUE, school_days=days, goal=_goal(one.target))
        yield _trial(said, size=one.size, on=one.on, target=one.target, truth=one.truth)


def rate_trials(count: int, *, seed: int) -> Iterator[Trial]:
    """Forecasts of the use of that many services."""
    rng = np.random.default_rng(seed)
    for one in (use_of_a_service(rng) for _ in range(count)):
        said = forecast_rate(one.rates, one.year_before, on=one.on, due_on=DUE, goal=_goal(one.target))
        yield _trial(said, size=1, on=one.on, target=one.target, truth=one.truth)


def _goal(target: float) -> Goal:
    return Goal(baseline=-1, baseline_on=FIRST, value=target, due_on=DUE)


def _trial(said: Forecast | None, *, size: int, on: date, target: float, truth: float) -> Trial:
    assert said and said.low is not None and said.median is not None and said.high is not None
    assert said.probability is not None
    return Trial(
        size=size,
        on=on,
        low=said.low,
        median=said.median,
        high=said.high,
        probability=said.probability,
        target=target,
        truth=truth,
    )
