"""The verdict: the one function that colour, icon, sentence, alert, export and command line read.

Pure: numbers and dates in, a verdict out. Nothing is clamped: below the baseline or past the target stays visible.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Verdict(StrEnum):
    """Ordered from good news to bad, then what cannot be said."""

    ATTEINT = "atteint"
    EN_AVANCE = "en_avance"
    DANS_LE_RYTHME = "dans_le_rythme"
    EN_RETARD = "en_retard"
    NON_ATTEINT = "non_atteint"
    INDETERMINE = "indetermine"
    SANS_CIBLE = "sans_cible"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """From the baseline on its day to the target on its due day: numbers of establishments, or rates (0 to 1).

    milestones: (day, value expected on it) in between, by day; a milestone may be above the target or under the baseline.
    """

    baseline: float
    baseline_on: date
    value: float
    due_on: date
    milestones: tuple[tuple[date, float], ...] = ()

    @property
    def falls(self) -> bool:
        """True when less is better. A target equal to its baseline asks not to fall below it."""
        return self.value < self.baseline


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A verdict with the numbers it rests on.

    expected_today: the value the trajectory expects (None without a target). tolerance: in the unit of the value.
    gap: how far `low` (or `high` of a falling target) is from expected_today, positive when better.
    yes_to_settle, no_to_settle: answers that would be enough to call it at least on pace (or reached), or late (or
    missed), when the verdict is indetermine; None otherwise. `verdict_with` names the verdict that they give.
    """

    verdict: Verdict
    low: float
    high: float
    goal: Goal | None
    expected_today: float | None = None
    tolerance: float = 0.0
    gap: float | None = None
    yes_to_settle: int | None = None
    no_to_settle: int | None = None


def as_frozen(
    said: str,
    *,
    low: float,
    high: float,
    goal: Goal | None,
    expected_today: float | None,
    yes_to_settle: int | None,
    no_to_settle: int | None,
) -> Progress:
    """A verdict as it was given when a séance was frozen: nothing is worked out again."""
    return Progress(
        verdict=Verdict(said),
        low=low,
        high=high,
        goal=goal,
        expected_today=expected_today,
        yes_to_settle=yes_to_settle,
        no_to_settle=no_to_settle,
    )


SchoolDays = Callable[[date, date], int]

# Sums of decimal fractions miss their exact value by about 1e-16: a value exactly at the tolerance must be inside it.
_EXACT = 1e-9


def judge(
    *,
    low: float,
    high: float,
    goal: Goal | None,
    on: date,
    school_days: SchoolDays,
    tolerance: float,
    settled: bool = True,
    countable: bool = True,
) -> Progress:
    """The verdict on `on` for a value known to lie between low and high.

    school_days(first, last) counts both ends. tolerance: share of (target - baseline). settled=False says that too
    little is known to conclude anything (coverage of a rate). countable=False: the value is no number of answers.
    """
    if goal is None:
        return Progress(verdict=Verdict.SANS_CIBLE, low=low, high=high, goal=None)
    expected = expected_on(goal, on, school_days)
    margin = tolerance * abs(goal.value - goal.baseline)
    # A falling target is a rising one seen in a mirror.
    sign = -1 if goal.falls else 1
    worst, best = (low, high) if sign > 0 else (-high, -low)
    verdict = _verdict(worst, best, sign * goal.value, sign * expected, margin, on > goal.due_on) if settled else None
    verdict = verdict or Verdict.INDETERMINE
    bar = sign * goal.value if on > goal.due_on else sign * expected - margin
    unsettled = verdict is Verdict.INDETERMINE and settled and countable
    return Progress(
        verdict=verdict,
        low=low,
        high=high,
        goal=goal,
        expected_today=expected,
        tolerance=margin,
        gap=worst - sign * expected,
        yes_to_settle=max(1, math.ceil(bar - worst - _EXACT)) if unsettled else None,
        no_to_settle=max(1, math.floor(best - bar + _EXACT) + 1) if unsettled else None,
    )


def verdict_with(progress: Progress, on: date, *, better: float = 0.0, worse: float = 0.0) -> Verdict:
    """What `judge` would say on the same day of the same value with `better` more on what is sure (less, for a falling
    target), or with `worse` off what can be hoped for."""
    goal, expected = progress.goal, progress.expected_today
    if goal is None or expected is None:
        return Verdict.SANS_CIBLE
    sign = -1 if goal.falls else 1
    worst, best = (progress.low, progress.high) if sign > 0 else (-progress.high, -progress.low)
    sure, hoped = worst + better, max(best - worse, worst + better)
    over = on > goal.due_on
    told = _verdict(sure, hoped, sign * goal.value, sign * expected, progress.tolerance, over)
    return told or Verdict.INDETERMINE


def _verdict(worst: float, best: float, target: float, expected: float, margin: float, over: bool) -> Verdict | None:
    if worst >= target - _EXACT:
        return Verdict.ATTEINT
    if over:
        return Verdict.NON_ATTEINT if best < target - _EXACT else None
    if worst >= expected + margin - _EXACT:
        return Verdict.EN_AVANCE
    if worst >= expected - margin - _EXACT:
        return Verdict.DANS_LE_RYTHME
    return Verdict.EN_RETARD if best < expected - margin - _EXACT else None


def expected_on(goal: Goal, on: date, school_days: SchoolDays) -> float:
    """The value that the trajectory expects on a day.

    From the baseline to each milestone and on to the target, in proportion to the school days elapsed in between.
    """
    if on >= goal.due_on:
        return goal.value
    if on <= goal.baseline_on:
        return goal.baseline
    points = [(goal.baseline_on, goal.baseline), *goal.milestones, (goal.due_on, goal.value)]
    (start, before), (end, after) = next(pair for pair in pairwise(points) if on < pair[1][0])
    day_after = start + timedelta(days=1)
    total = school_days(day_after, end)
    if total == 0:
        return before
    return before + (after - before) * school_days(day_after, on) / total
