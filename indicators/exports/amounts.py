"""The amounts of an indicator: numbers of establishments, rates, or differences of a rate in points."""

from datetime import date

from indicators.exports.page import Styled
from indicators.exports.seance import Entry, day_of, is_growth, is_rate
from indicators.exports.styles import PERCENT, POINTS, WHOLE
from indicators.french import number, percent, points


def amount(entry: Entry, value: float | None) -> Styled:
    """A value in the unit of its target, as a cell. A growth is held in points: +2,5 and not 2,5 %."""
    if is_growth(entry):
        return Styled(None if value is None else round(value * 100, 10), POINTS)
    return Styled(value, PERCENT if is_rate(entry) else WHOLE)


def said(entry: Entry, value: float) -> str:
    """The same value in words."""
    if is_growth(entry):
        return points(value)
    return percent(value) if is_rate(entry) else number(value)


def unit(entry: Entry) -> str:
    """What the values count."""
    if is_growth(entry):
        return "points sur un an"
    return "% des comptes" if is_rate(entry) else str(entry["unit"])


def known(entry: Entry) -> float | None:
    """What is known for sure, in the unit of the target; None when nothing is."""
    if not is_rate(entry):
        return float(entry["yes"])
    value, before = entry["value"], entry["same_month_last_year"]
    if is_growth(entry):
        return None if value is None or before is None else value - before
    return None if value is None else float(value)


def bounds(entry: Entry) -> tuple[float | None, float | None]:
    """Low and high. Without any month, a rate lies between 0 and 1: that says nothing, so it is left out."""
    if is_rate(entry) and entry["month"] is None:
        return None, None
    return entry["low"], entry["high"]


def pace_on(entry: Entry, day: date, *, on: date) -> float | None:
    """What the trajectory expects on a day: exact on the situation day, else the last point of the pace by then."""
    if day == on:
        return entry["expected_today"]  # type: ignore[no-any-return]
    passed = [value for at, value in entry["pace"] if day_of(at) <= day]  # type: ignore[operator]
    return float(passed[-1]) if passed else None
