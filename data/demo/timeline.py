"""The demonstration is lived day by day, from September 2020 to March 2022: a clock that is set, and ids that repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from data.database import Database
from data.reference.calendar import is_school_day

ZONE = "B"
_PARIS = ZoneInfo("Europe/Paris")
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something somebody did, at that instant (UTC)."""

    at: datetime
    do: Callable[[Database], None]


class SetClock:
    """A clock that is told what time it is, and moves on a second each time it is read, as no two facts are simultaneous."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def seeded_ids(rng: Random) -> Callable[[], UUID]:
    """Identifiers that are the same for the same seed."""
    return lambda: UUID(int=rng.getrandbits(128), version=4)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The instant (UTC) at which clocks of the territory showed that time."""
    return datetime.combine(day, time(hour, minute), _PARIS).astimezone(UTC).replace(tzinfo=None)


def school_day_from(day: date) -> date:
    """That day, or the next one on which pupils are at school."""
    while not is_school_day(day, ZONE):
        day += _DAY
    return day


def weekday_until(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def live(db: Database, clock: SetClock, steps: list[Step]) -> None:
    """Do everything in the order of time."""
    for step in sorted(steps, key=lambda step: step.at):
        clock.now = max(clock.now, step.at)
        step.do(db)
