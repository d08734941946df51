"""Which targets hold, and all that were ever decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from data.database import Database
from data.sql import SqlFolder
from data.targets.target import Target, Withdrawal

sql = SqlFolder(__file__)


def targets(db: Database, *, school_year: str, as_of: datetime) -> list[Target]:
    """The targets that hold for a school year, by indicator, the whole territory before the groups."""
    return _standing(_told(db, school_year=school_year, as_of=as_of))


def all_targets(db: Database, *, as_of: datetime) -> list[Target]:
    """The targets that hold, of every school year."""
    return _standing(_told(db, as_of=as_of))


def target_history(db: Database, indicator: str, school_year: str, as_of: datetime) -> list[Target]:
    """All targets ever decided for an indicator and school year, every scope, latest first."""
    return _told(db, indicator=indicator, school_year=school_year, as_of=as_of)


def decisions(db: Database, *, school_year: str, as_of: datetime) -> list[Target]:
    """All targets ever decided for a school year, latest first."""
    return _told(db, school_year=school_year, as_of=as_of)


def _standing(told: Iterable[Target]) -> list[Target]:
    """The latest of each scope, of those whose file still counts; none where that one was withdrawn."""
    latest: dict[tuple[str, str, str, str], Target] = {}
    for target in told:
        if target.withdrawn is None or not target.withdrawn.with_file:
            latest.setdefault((target.indicator, target.school_year, *target.scope), target)
    return [latest[key] for key in sorted(latest) if latest[key].withdrawn is None]


def _told(
    db: Database, *, as_of: datetime, school_year: str | None = None, indicator: str | None = None
) -> list[Target]:
    rows = db.query(sql("told"), school_year=school_year, indicator=indicator, as_of=as_of)
    return [_target(row) for row in rows]


def _target(row: dict[str, Any]) -> Target:
    set_aside, withdrawn = row.pop("set_aside"), row.pop("withdrawn")
    steps = tuple((step["on_day"], step["value"]) for step in row.pop("milestones"))
    said = set_aside or withdrawn
    return Target(
        **row,
        milestones=steps,
        withdrawn=Withdrawal(**said, with_file=set_aside is not None) if said else None,
    )
