"""Monthly use of the tools, from September 2020 to mid-March 2022: seasonal, rising in collèges, falling in lycées."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from random import Random

from data.database import Actor, Database
from data.demo.establishments import Establishment
from data.demo.timeline import ZONE, Step, at, school_day_from
from data.files.originals import keep_original
from data.reference.calendar import school_days
from data.usage.record import Usage, record_usage

_FIRST, _LAST = date(2020, 9, 1), date(2022, 3, 1)
_PARTIAL_UNTIL = date(2022, 3, 15)
# Share of the usual users who come in the month: holidays take some away, summer most of them.
_SEASON = {9: 0.9, 10: 0.95, 11: 1.0, 12: 0.92, 1: 0.98, 2: 0.8, 3: 0.97, 4: 0.72, 5: 0.9, 6: 0.84, 7: 0.3, 8: 0.18}
_PARTIAL_SHARE = 0.74
_COLUMNS = (
    "uai", "mois", "service", "profil", "comptes_potentiels", "comptes_actives", "utilisateurs_uniques", "visites",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Accounts a pupil, share of them that are used in a full month, visits a user and school day."""

    accounts: float
    used: float
    visits: float


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool: whom it serves, and what share of its users use each of its services."""

    name: str
    types: tuple[str, ...]
    connected: float
    profiles: Mapping[str, Profile]
    services: Mapping[str, float]


_ELYCO = Tool(
    name="e-lyco",
    types=("Collège", "Lycée"),
    connected=0.93,
    profiles={
        "élèves": Profile(accounts=1.0, used=0.7, visits=0.45),
        "enseignants": Profile(accounts=0.08, used=0.9, visits=1.1),
        "parents": Profile(accounts=1.5, used=0.44, visits=0.15),
        "personnels": Profile(accounts=0.03, used=0.75, visits=0.9),
    },
    services={"Cahier_Textes": 0.82, "Courrier_Electronique": 0.57},
)
_EPRIMO = Tool(
    name="e-primo",
    types=("Ecole",),
    connected=0.45,
    profiles={
        "enseignants": Profile(accounts=0.05, used=0.72, visits=0.6),
        "parents": Profile(accounts=1.3, used=0.3, visits=0.08),
        "élèves": Profile(accounts=1.0, used=0.22, visits=0.06),
    },
    services={},
)
# Change of the share that is used, over one year.
_YEARLY_CHANGE = {"Collège": 0.06, "Lycée": -0.014, "Ecole": 0.03}
_SILENT_COLLEGES, _SILENT_LYCEES, _SILENT_SOMETIMES = 2, 1, 14
# The months whose figures are above 100 % in one establishment: its accounts were not brought up to date.
_ANOMALIES = (date(2021, 10, 1), date(2022, 2, 1))


@dataclass(frozen=True, kw_only=True)
class _User:
    """One establishment that is connected to a tool. eagerness multiplies its shares."""

    establishment: Establishment
    eagerness: float
    silent: frozenset[date]
    too_few_accounts: date | None = None


def usage_steps(rng: Random, actor: Actor, establishments: Sequence[Establishment]) -> list[Step]:
    """One file a tool and month, taken in early the month after; the last one is of a month that is not over."""
    return [step for tool in (_ELYCO, _EPRIMO) for step in _steps_of(rng, actor, tool, establishments)]


def _steps_of(rng: Random, actor: Actor, tool: Tool, establishments: Sequence[Establishment]) -> list[Step]:
    users = _users(rng, tool, establishments)
    steps = []
    for month in _months():
        facts = [fact for user in users for fact in _facts(rng, tool, user, month)]
        told_on = (
            school_day_from(_after(month) + timedelta(days=4)) if month < _LAST else _PARTIAL_UNTIL + timedelta(days=1)
        )
        steps.append(_arrival(actor, f"{tool.name}_{month:%Y-%m}.csv", facts, told_on))
    return steps


def _arrival(actor: Actor, file_name: str, facts: list[Usage], day: date) -> Step:
    # Read as any file, forty of them would double the time that a demonstration takes: they are placed as it would.
    sheet = file_name.removesuffix(".csv")
    placed = [replace(fact, sheet=sheet, row_number=row) for row, fact in enumerate(facts, start=2)]

    def take_in(db: Database) -> None:
        content = _as_csv(facts)
        file_sha256 = keep_original(db, content)
        lines = sorted(content.splitlines()[1:])
        record_usage(
            db,
            actor,
            placed,
            file_name=file_name,
            file_sha256=file_sha256,
            content_sha256=hashlib.sha256(b"\n".join(lines)).hexdigest(),
        )

    return Step(at=at(day, 11, 15 if file_name.startswith("e-lyco") else 40), do=take_in)


def _as_csv(facts: Sequence[Usage]) -> bytes:
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (f.uai, f"{f.month:%Y-%m}", f.service, f.profile, f.potential, f.activated, f.unique_users, f.visits)
        for f in facts
    )
    return written.getvalue().encode("utf-8-sig")


def _users(rng: Random, tool: Tool, establishments: Sequence[Establishment]) -> list[_User]:
    eligible = [one for one in establishments if one.type in tool.types and not one.is_segpa]
    connected = sorted(rng.sample(eligible, round(tool.connected * len(eligible))), key=lambda one: one.uai)
    users = [_User(establishment=one, eagerness=rng.uniform(0.85, 1.12), silent=frozenset()) for one in connected]
    return _with_odd_cases(rng, users) if tool is _ELYCO else users


def _with_odd_cases(rng: Random, users: list[_User]) -> list[_User]:
    """Some say nothing of some months; of the last full month, a few small ones; two report more users than accounts."""
    by_uai = {user.establishment.uai: user for user in users}
    last_full = date(2022, 2, 1)
    for type, count in (("Collège", _SILENT_COLLEGES), ("Lycée", _SILENT_LYCEES)):
        small = sorted((u for u in users if u.establishment.type == type), key=lambda u: u.establishment.pupils)
        for user in rng.sample(small[: len(small) // 4], count):
            by_uai[user.establishment.uai] = replace(user, silent=frozenset({date(2022, 1, 1), last_full, _LAST}))
    others = [user for user in by_uai.values() if not user.silent]
    for user in rng.sample(others, _SILENT_SOMETIMES):
        missing = rng.sample([month for month in _months() if month not in (last_full, date(2021, 2, 1))], 2)
        by_uai[user.establishment.uai] = replace(user, silent=frozenset(missing))
    regular = [u for u in by_uai.values() if not u.silent and u.establishment.type == "Collège"]
    regular.sort(key=lambda u: u.establishment.pupils)
    for month, user in zip(_ANOMALIES, rng.sample(regular[: len(regular) // 3], len(_ANOMALIES)), strict=True):
        by_uai[user.establishment.uai] = replace(user, too_few_accounts=month)
    return list(by_uai.values())


def _facts(rng: Random, tool: Tool, user: _User, month: date) -> Iterator[Usage]:
    if month in user.silent:
        return
    one, is_partial = user.establishment, month == _LAST
    days = school_days(month, _PARTIAL_UNTIL if is_partial else _after(month) - timedelta(days=1), ZONE)
    years = (month.year - _FIRST.year) + (month.month - _FIRST.month) / 12
    for name, profile in tool.profiles.items():
        potential = max(1, round(one.pupils * profile.accounts))
        activated = round(potential * min(1.0, 0.78 + 0.1 * years + 0.1 * profile.used))
        share = (profile.used + _YEARLY_CHANGE[one.type] * years) * user.eagerness * _SEASON[month.month]
        users = min(
            activated, round(potential * share * rng.gauss(1.0, 0.025) * (_PARTIAL_SHARE if is_partial else 1.0))
        )
        told = potential // 4 if user.too_few_accounts == month else potential
        # In summer a few sign in, on no school day at all.
        visits = round(users * profile.visits * max(days, 1) * rng.gauss(1.0, 0.06))
        yield _fact(one, month, tool.name, name, told, activated, users, visits)
        for service, part in tool.services.items():
            its_share = part * rng.gauss(1.0, 0.04)
            yield _fact(one, month, service, name, told, activated, round(users * its_share), round(visits * its_share))


def _fact(
    one: Establishment, month: date, service: str, profile: str, potential: int, activated: int, users: int, visits: int
) -> Usage:
    return Usage(
        uai=one.uai,
        month=month,
        service=service,
        profile=profile,
        potential=potential,
        activated=min(activated, potential),
        unique_users=users,
        visits=max(visits, users),
    )


def _months() -> list[date]:
    month, months = _FIRST, []
    while month <= _LAST:
        months.append(month)
        month = _after(month)
    return months


def _after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
