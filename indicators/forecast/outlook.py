"""From what was measured to its forecast: which months speak, which bound decides, which day to reach."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.reference.calendar import school_year
from indicators.definition import Adoption
from indicators.forecast.adoption import forecast_adoption
from indicators.forecast.model import Forecast
from indicators.forecast.rate import forecast_rate
from indicators.measure.adoption import Point
from indicators.measure.rate import Month
from indicators.progress import Goal, SchoolDays
from indicators.situation import Situation


def adoption_forecast(
    indicator: Adoption, situation: Situation, trajectory: Sequence[Point], goal: Goal | None, school_days: SchoolDays
) -> Forecast | None:
    """The forecast of a trajectory. None when the due day is past or, for answers that lapse, in another school year."""
    due_on = goal.due_on if goal else _last_school_day(situation, school_days)
    if due_on > school_year(situation.school_year).ends_on and not indicator.carries_over:
        return None
    return forecast_adoption(
        sure_counts(trajectory, goal),
        expected=trajectory[-1].counts.expected,
        due_on=due_on,
        school_days=school_days,
        goal=goal,
    )


def sure_counts(trajectory: Sequence[Point], goal: Goal | None) -> list[tuple[date, int]]:
    """(day, establishments) of the bound that decides, on the days of which something is known."""
    falls = goal is not None and goal.falls
    return [
        (point.day, point.counts.high if falls else point.counts.low) for point in trajectory if point.counts.answered
    ]


def rate_forecast(
    situation: Situation,
    months: Sequence[Month],
    goal: Goal | None,
    *,
    growth: bool,
    coverage_needed: float,
    school_days: SchoolDays,
) -> Forecast | None:
    """The forecast of monthly rates. None when the due day is past, or when last year does not tell its month."""
    starts_on = school_year(situation.school_year).starts_on
    falls = goal is not None and goal.falls
    known = [
        (month.month, month.high if falls else month.low)
        for month in months
        if month.month >= starts_on and month.complete and month.answered and month.coverage >= coverage_needed
    ]
    return forecast_rate(
        known,
        {
            month.month.replace(year=month.month.year + 1): month.value
            for month in months
            if month.complete and month.value and month.coverage >= coverage_needed
        },
        on=situation.on,
        due_on=goal.due_on if goal else _last_school_day(situation, school_days),
        goal=goal,
        growth=growth,
    )


def _last_school_day(situation: Situation, school_days: SchoolDays) -> date:
    """Without a target, the fan goes to the end of the school year."""
    day = school_year(situation.school_year).ends_on
    while school_days(day, day) == 0 and day > situation.on:
        day -= timedelta(days=1)
    return day
