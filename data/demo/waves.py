"""Who answers, when, and in which file: three waves of returns the first year, three the second by mid-March."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.demo.courses import FIRST_YEAR, SECOND_YEAR
from data.demo.draws import share_of
from data.demo.establishments import Establishment
from data.demo.timeline import school_day_from


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Answers written from opens_on, files taken in from arrives_on (a week of arrivals).

    newcomers: share of those who answer in the year that do so for the first time here.
    """

    code: str
    school_year: str
    opens_on: date
    arrives_on: date
    newcomers: float


WAVES = (
    Wave(
        code="2020-11", school_year=FIRST_YEAR, opens_on=date(2020, 11, 5), arrives_on=date(2020, 11, 23), newcomers=0.5
    ),
    Wave(
        code="2021-02", school_year=FIRST_YEAR, opens_on=date(2021, 1, 18), arrives_on=date(2021, 2, 8), newcomers=0.4
    ),
    Wave(
        code="2021-05", school_year=FIRST_YEAR, opens_on=date(2021, 5, 17), arrives_on=date(2021, 5, 31), newcomers=0.1
    ),
    Wave(
        code="2021-11",
        school_year=SECOND_YEAR,
        opens_on=date(2021, 11, 8),
        arrives_on=date(2021, 11, 22),
        newcomers=0.38,
    ),
    Wave(
        code="2022-01",
        school_year=SECOND_YEAR,
        opens_on=date(2022, 1, 10),
        arrives_on=date(2022, 1, 24),
        newcomers=0.34,
    ),
    Wave(
        code="2022-03", school_year=SECOND_YEAR, opens_on=date(2022, 2, 24), arrives_on=date(2022, 3, 9), newcomers=0.28
    ),
)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One row of a return: who, and on which day it was written."""

    establishment: Establishment
    day: date


@dataclass(frozen=True, kw_only=True)
class Post:
    """One file of returns, as it reaches the secretary."""

    wave: Wave
    sent_by: str
    arrives_on: date
    replies: tuple[Reply, ...]


@dataclass(frozen=True, kw_only=True)
class _Shares:
    """Shares of a type that answer: the first year; the second year, of those who had answered and of the others."""

    first: float
    again: float
    late: float


_ANSWERING: Mapping[str, _Shares] = {
    "Ecole": _Shares(first=0.6, again=0.63, late=0.37),
    "Collège": _Shares(first=0.72, again=0.78, late=0.5),
    "Lycée": _Shares(first=0.66, again=0.74, late=0.45),
    "EREA": _Shares(first=0.5, again=1.0, late=1.0),
}
# Later waves bring some of those who have answered again.
_AGAIN = 0.55
# A circonscription or bassin that sends nothing in one of the waves.
_SKIPS = 0.8


def answering(rng: Random, establishments: Sequence[Establishment]) -> dict[str, set[str]]:
    """School year -> UAI of those who answer in it."""
    chosen: dict[str, set[str]] = {FIRST_YEAR: set(), SECOND_YEAR: set()}
    for type, shares in _ANSWERING.items():
        members = [one.uai for one in establishments if one.type == type]
        first = share_of(rng, members, shares.first)
        others = [uai for uai in members if uai not in set(first)]
        chosen[FIRST_YEAR] |= set(first)
        chosen[SECOND_YEAR] |= {*share_of(rng, first, shares.again), *share_of(rng, others, shares.late)}
    return chosen


def posts(rng: Random, school_year: str, establishments: Sequence[Establishment]) -> list[Post]:
    """The files of a year, those who answer being given. Each answers once at least."""
    waves = [wave for wave in WAVES if wave.school_year == school_year]
    senders: dict[str, list[Establishment]] = defaultdict(list)
    for one in establishments:
        senders[one.sent_by].append(one)
    return [post for sender in sorted(senders) for post in _posts_of(rng, sender, senders[sender], waves)]


def _posts_of(rng: Random, sender: str, members: Sequence[Establishment], waves: Sequence[Wave]) -> list[Post]:
    skipped = rng.choice(waves) if rng.random() < _SKIPS else None
    sending = [wave for wave in waves if wave is not skipped]
    rows: dict[str, list[Reply]] = defaultdict(list)
    for one in members:
        first = rng.choices(sending, [wave.newcomers for wave in sending])[0]
        for place, wave in enumerate(wave for wave in sending if wave.arrives_on >= first.arrives_on):
            if place == 0 or rng.random() < _AGAIN:
                rows[wave.code].append(Reply(establishment=one, day=_written_on(rng, wave)))
    return [
        Post(
            wave=wave,
            sent_by=sender,
            arrives_on=school_day_from(wave.arrives_on + timedelta(days=rng.randrange(5))),
            replies=tuple(rows[wave.code]),
        )
        for wave in sending
        if rows[wave.code]
    ]


def _written_on(rng: Random, wave: Wave) -> date:
    days = (wave.arrives_on - wave.opens_on).days
    # The next school day is before the arrival: each wave arrives on a school day.
    return school_day_from(wave.opens_on + timedelta(days=rng.randrange(days)))
