"""What stands behind the months of a school year: its holidays, and the closures of that year and of the one before."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.reference.calendar import holidays_between, school_year
from data.reference.closures import Closure, closures_between
from indicators.usage.measure import Usage


@dataclass(frozen=True, kw_only=True)
class Backdrop:
    """holidays: (first day, last day, French name) of the year. closures_before: of the year before, at their own days."""

    holidays: tuple[tuple[date, date, str], ...]
    closures: tuple[Closure, ...]
    closures_before: tuple[Closure, ...]


def backdrop(usage: Usage, zone: str) -> Backdrop:
    """Holidays of the zone, and the closures of the types that the tool serves."""
    year = school_year(usage.situation.school_year)
    before = year.starts_on.replace(year=year.starts_on.year - 1)
    return Backdrop(
        holidays=tuple(holidays_between(year.starts_on, year.ends_on, zone)),
        closures=closures_between(year.starts_on, year.ends_on, usage.types),
        closures_before=closures_between(before, year.starts_on - timedelta(days=1), usage.types),
    )
