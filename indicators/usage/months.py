"""One month of use, with everything a rate needs to be read right. Nothing here adds months or services up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Basis = Literal["potential", "activated", "pupils", "visits"]
BASES: dict[Basis, str] = {
    "potential": "Part des comptes potentiels",
    "activated": "Part des comptes activés",
    "pupils": "Part des élèves inscrits",
    "visits": "Visites par jour d'école",
}
PUPILS = "élèves"  # the profile, as files are read
OUT_OF: dict[Basis, str] = {
    "potential": "Comptes potentiels",
    "activated": "Comptes activés",
    "pupils": "Élèves inscrits",
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """Users over those who could have been, in the establishments (`reported`) of which both are known."""

    users: int
    out_of: int
    reported: int

    @property
    def value(self) -> float | None:
        """From 0 to 1, None when nothing is known."""
        return self.users / self.out_of if self.out_of else None


@dataclass(frozen=True, kw_only=True)
class Visits:
    """Visits over the establishments (`reported`) that give them; visits_of_users: of those that give users too."""

    count: int
    users: int
    visits_of_users: int
    reported: int


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of one tool or service, profile and type: sums over the establishments that reported.

    anomalies: establishments set aside, with more users than accounts. concerned: those the tool serves.
    is_over: on the situation day. told_early: some figures were told before the month ended. school_days: those the
    figures cover, 0 in summer. needed: the coverage, from 0 to 1, under which the month says little.
    """

    month: date
    parts: Mapping[Basis, Part]
    visits: Visits
    concerned: int
    anomalies: int
    school_days: int
    is_over: bool
    told_early: bool
    needed: float

    @property
    def partial(self) -> bool:
        """Whether the figures are not those of a whole month."""
        return not self.is_over or self.told_early

    def reported(self, basis: Basis) -> int:
        """How many establishments give what that basis needs."""
        return self.visits.reported if basis == "visits" else self.parts[basis].reported

    def coverage(self, basis: Basis) -> float:
        """Share of the establishments concerned that do, from 0 to 1."""
        return self.reported(basis) / self.concerned if self.concerned else 0.0

    def scarce(self, basis: Basis) -> bool:
        """Whether too few do for the month to say much."""
        return self.coverage(basis) < self.needed

    def sound(self, basis: Basis) -> bool:
        """Whether it can be compared: a whole month, told by enough establishments."""
        return not self.partial and not self.scarce(basis)

    @property
    def visits_a_day(self) -> float | None:
        """Visits per school day; None without visits or school days."""
        return self.visits.count / self.school_days if self.visits.reported and self.school_days else None

    @property
    def visits_a_user(self) -> float | None:
        """Visits per user and school day, where both are given."""
        days_of_users = self.school_days * self.visits.users
        return self.visits.visits_of_users / days_of_users if days_of_users else None

    def value(self, basis: Basis) -> float | None:
        """What is shown of the month: a share from 0 to 1, or visits per school day."""
        return self.visits_a_day if basis == "visits" else self.parts[basis].value


@dataclass(frozen=True, kw_only=True)
class Series:
    """The months of one tool or service, profile (None: all) and type (None: all), oldest first, of two school years.

    starts_on: the first day of the second one.
    """

    service: str
    profile: str | None
    type: str | None
    months: tuple[Month, ...]
    starts_on: date

    @property
    def this_year(self) -> tuple[Month, ...]:
        """The months of the school year looked at."""
        return tuple(month for month in self.months if month.month >= self.starts_on)

    @property
    def last_year(self) -> tuple[Month, ...]:
        """The months of the one before."""
        return tuple(month for month in self.months if month.month < self.starts_on)

    def at(self, month: date) -> Month | None:
        """That month, None when nobody reported it."""
        return next((one for one in self.months if one.month == month), None)

    def year_before(self, month: date) -> Month | None:
        """The same month one year before."""
        return self.at(month.replace(year=month.year - 1))

    def change(self, month: date, basis: Basis) -> float | None:
        """Since the same month one year before: a difference of shares, or a growth of visits per school day (0.08: +8 %).

        None unless both months are sound.
        """
        one, before = self.at(month), self.year_before(month)
        if not (one and before and one.sound(basis) and before.sound(basis)):
            return None
        now, then = one.value(basis), before.value(basis)
        if now is None or then is None:
            return None
        if basis == "visits":
            return now / then - 1 if then else None
        return now - then

    def latest(self, basis: Basis) -> Month | None:
        """The last whole month of the year with enough reports, else the last one with a value."""
        known = [month for month in self.this_year if month.value(basis) is not None]
        sound = [month for month in known if month.sound(basis)]
        return next(reversed(sound or known), None)


def bases(series: Series) -> list[Basis]:
    """What can be shown of a series; never nothing. Pupils enrolled are compared with pupils only."""
    known: list[Basis] = [
        basis for basis in BASES if series.latest(basis) and (basis != "pupils" or series.profile == PUPILS)
    ]
    return known or ["potential"]


def month_end(month: date) -> date:
    """Its last day."""
    return next_month(month) - timedelta(days=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def days_covered(month: date, last_told: date, school_days: Callable[[date, date], int]) -> int:
    """School days that the figures of a month speak of: up to the day before they were told, when it was not over."""
    return school_days(month, min(month_end(month), last_told - timedelta(days=1)))


def months_from(first: date, last: date) -> list[date]:
    """First days of the months from `first` to `last`."""
    found = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return found


def told_on(instant: datetime, local: Callable[[datetime], datetime]) -> date:
    """The day it was in the territory."""
    return local(instant).date()
