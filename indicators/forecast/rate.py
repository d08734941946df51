"""What a rate will be in the month that counts on the due day: last year's months, times this year's ratio to them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile

import numpy as np

from indicators.forecast.model import DRAWS, LEAST_MONTHS, Draws, Forecast, fan_point, probability
from indicators.progress import Goal

_SEED = 20212022
# Two months' worth of belief that the ratio of a month to the year before moves by 5 % from one month to the next.
_USUAL_SPREAD, _BELIEF = 0.05, 2
_ALIKE = 2  # what moves one month lasts into the next: two months teach about as much as one that stood alone


def forecast_rate(
    rates: Sequence[tuple[date, float]],
    year_before: Mapping[date, float],
    *,
    due_on: date,
    on: date,
    goal: Goal | None = None,
    growth: bool = False,
) -> Forecast | None:
    """The rate known for sure (0 to 1), or its growth over one year, in the last complete month on the due day.

    rates: (first day of the month, bound that decides) of this year's complete months, oldest first. year_before: the
    same months one year before and those to come, by this year's month. None when the due day is not to come, or when
    last year does not say what the month to reach was.
    """
    due_month = _last_complete_month(due_on)
    pairs = [(month, rate, year_before[month]) for month, rate in rates if rate > 0 and year_before.get(month)]
    to_reach = year_before.get(due_month)
    if on >= due_on or not pairs or not (to_reach or due_month == rates[-1][0]) or (growth and not to_reach):
        return None
    if len(pairs) < LEAST_MONTHS:
        return Forecast(due_on=due_on, months=len(pairs), too_early=True)
    last, value = rates[-1]
    ratios = _ratios([rate / before for _, rate, before in pairs])
    to_come = [month for month in takewhile(lambda m: m <= due_month, _months_after(last)) if year_before.get(month)]
    drawn = [(last, np.full(DRAWS, value)), *((month, np.clip(ratios * year_before[month], 0, 1)) for month in to_come)]
    draws = drawn[-1][1] - (to_reach or 0.0) if growth else drawn[-1][1]
    end = fan_point(due_on, draws)
    return Forecast(
        due_on=due_on,
        months=len(pairs),
        median=end.median,
        low=end.low,
        high=end.high,
        probability=probability(draws, goal),
        by_day=tuple(fan_point(*one) for one in drawn),
    )


def _ratios(observed: Sequence[float]) -> Draws:
    """Draws of the ratio of a month to come: Student's, about the mean of the logarithms, with a prior on their spread."""
    logs = np.log(observed)
    freedom = _BELIEF + len(logs) - 1
    spread = np.sqrt((_BELIEF * _USUAL_SPREAD**2 + ((logs - logs.mean()) ** 2).sum()) / freedom)
    half = np.random.default_rng(_SEED).standard_t(freedom, DRAWS // 2)
    # Each draw and its opposite: the median is then exactly the mean ratio.
    return np.exp(logs.mean() + spread * np.sqrt(1 + _ALIKE / len(logs)) * np.concatenate([half, -half]))


def _last_complete_month(day: date) -> date:
    """First day of the latest month that has ended by that day, the month of which it is the last day included."""
    return ((day + timedelta(days=1)).replace(day=1) - timedelta(days=1)).replace(day=1)


def _months_after(month: date) -> list[date]:
    """The first days of the next two years' months: no target of a rate is read further."""
    first = month.year * 12 + month.month
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, first + 24)]
