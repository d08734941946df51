"""Monthly use from September 2019 to mid-March 2022: the ENT of collèges and lycées, that of écoles, and their services."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial

from data.database import Actor, Database
from data.demo.national.making import Making, record_batch, take_chance
from data.demo.timeline import ZONE, Step, at
from data.reference.calendar import school_days
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_ADMINISTRATOR = Actor(name="administration")
_FIRST, _LAST = date(2019, 9, 1), date(2022, 3, 1)
_PARTIAL_UNTIL = date(2022, 3, 15)
_PARTIAL_SHARE = 0.74
# Share of the usual users who come in the month: holidays take some away, summer most of them.
_SEASON = {9: 0.9, 10: 0.95, 11: 1.0, 12: 0.92, 1: 0.98, 2: 0.8, 3: 0.97, 4: 0.72, 5: 0.9, 6: 0.84, 7: 0.3, 8: 0.18}


@dataclass(frozen=True, kw_only=True)
class _Profile:
    """Accounts a pupil, share of them used in a full month, visits a user and school day."""

    name: str
    accounts: float
    used: float
    visits: float


@dataclass(frozen=True, kw_only=True)
class _Tool:
    """One tool: whom it serves, and what share of its users use each of its services."""

    name: str
    types: tuple[str, ...]
    connected: float
    profiles: Sequence[_Profile]
    services: Mapping[str, float]


_ELYCO = _Tool(
    name="e-lyco",
    types=("Collège", "Lycée"),
    connected=0.97,
    profiles=(
        _Profile(name="enseignants", accounts=0.08, used=0.8, visits=1.1),
        _Profile(name="parents", accounts=1.5, used=0.4, visits=0.15),
        _Profile(name="personnels", accounts=0.03, used=0.65, visits=0.9),
        _Profile(name="élèves", accounts=1.0, used=0.62, visits=0.45),
    ),
    services={
        "e-lyco": 1.0,
        "Absences": 0.4,
        "Actualites": 0.5,
        "Cahier_Textes": 0.82,
        "Courrier_Electronique": 0.57,
        "Documentation_CDI": 0.2,
        "Gestion_Competences": 0.3,
        "Gestion_Temps": 0.35,
        "Notes": 0.6,
        "Orientation": 0.15,
        "Parcours_Pedagogiques": 0.25,
        "Reservation_Ressources": 0.1,
        "Ressources_En_Ligne": 0.45,
        "Services_Vie_Scolaire": 0.5,
        "Stockage_Partage": 0.4,
        "Travail_Collaboratif": 0.3,
        "Visioconference": 0.12,
    },
)
_EPRIMO = _Tool(
    name="e-primo",
    types=("École",),
    connected=0.98,
    profiles=(
        _Profile(name="enseignants", accounts=0.05, used=0.65, visits=0.6),
        _Profile(name="parents", accounts=1.3, used=0.28, visits=0.08),
        _Profile(name="élèves", accounts=1.0, used=0.2, visits=0.06),
    ),
    services={
        "e-primo": 1.0,
        "Actualites": 0.6,
        "Cahier_Textes": 0.5,
        "Courrier_Electronique": 0.4,
        "Gestion_Competences": 0.2,
        "Parcours_Pedagogiques": 0.25,
        "Ressources_En_Ligne": 0.3,
        "Services_Vie_Scolaire": 0.15,
        "Stockage_Partage": 0.3,
        "Travail_Collaboratif": 0.2,
        "Visioconference": 0.08,
    },
)


def usage_steps(making: Making) -> list[Step]:
    """One import a tool and month, early the month after; the last one is of a month that is not over."""
    steps, month = [], _FIRST
    while month <= _LAST:
        told_on = _after(month) + timedelta(days=4) if month < _LAST else _PARTIAL_UNTIL + timedelta(days=1)
        for minute, tool in enumerate((_ELYCO, _EPRIMO)):
            take_in = partial(_take_in, making=making, tool=tool, month=month)
            steps.append(Step(at=at(told_on, 11, minute), do=take_in))
        month = _after(month)
    return steps


def _take_in(db: Database, *, making: Making, tool: _Tool, month: date) -> None:
    named = f"usages {tool.name} {month:%Y-%m}"
    making.progress(f"Usages de {tool.name}, {month:%m/%Y}")
    with db.writing(_ADMINISTRATOR, "usage", named) as write:
        batch = write.new_id()
        take_chance(write)
        added = write.cursor.execute(
            sql("add_usage"),
            {
                "batch": str(batch),
                "seed": making.seed,
                "directory": making.directory,
                "month": month.isoformat(),
                "types": list(tool.types),
                "connected": tool.connected,
                "profiles": [asdict(profile) for profile in tool.profiles],
                "services": [{"name": name, "part": part} for name, part in tool.services.items()],
                "years": (month.year - _FIRST.year) + (month.month - _FIRST.month) / 12,
                "season": _SEASON[month.month] * (_PARTIAL_SHARE if month == _LAST else 1.0),
                "school_days": max(school_days(month, _last_day(month), ZONE), 1),
                "recorded_at": write.at,
            },
        ).fetchone()
        count = added[0] if added else 0
        record_batch(write, batch, kind="usage", named=named, count=count, accepted=count)
        write.detail.update(batch=str(batch), rows=count)


def _last_day(month: date) -> date:
    return _PARTIAL_UNTIL if month == _LAST else _after(month) - timedelta(days=1)


def _after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
