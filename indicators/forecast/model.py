"""What a forecast says, and the draws it is read from."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from indicators.progress import Goal

LEAST_MONTHS = 3
# 2021-2022 has 176 school days, its neighbours 175 and 174, over ten months: July and August are next to nothing.
DAYS_A_SCHOOL_MONTH = 17.5
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9  # 80 % of the draws lie between the first and the last
DRAWS = 2000
_EXACT = 1e-9

Draws = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class FanPoint:
    """Where the value may stand on one day, in the unit of the chart (establishments, or a rate)."""

    day: date
    low: float
    median: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The value known for sure on the due day, if the months to come look like those gone by.

    median, low, high (80 % interval) are in the unit of the target; probability: that the target holds on the due
    day, None without one. by_day: the fan, from the last known point to the due day. months: full months of facts it
    learnt from. too_early: there are fewer than LEAST_MONTHS of them, and then every number is None.
    """

    due_on: date
    months: int
    too_early: bool = False
    median: float | None = None
    low: float | None = None
    high: float | None = None
    probability: float | None = None
    by_day: tuple[FanPoint, ...] = ()


def fan_point(day: date, draws: Draws) -> FanPoint:
    """The median and the 80 % interval of draws: values that were drawn, so that a count stays whole."""
    low, median, high = np.quantile(draws, (LOW, MIDDLE, HIGH), method="inverted_cdf")
    return FanPoint(day=day, low=float(low), median=float(median), high=float(high))


def probability(draws: Draws, goal: Goal | None) -> float | None:
    """Share of the draws that reach the target, or stay at most at it when it falls."""
    if goal is None:
        return None
    reached = draws <= goal.value + _EXACT if goal.falls else draws >= goal.value - _EXACT
    return float(reached.mean())
