"""Which targets hold, and all that were ever decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from data.database import Database
from data.sql import SqlFolder
from data.targets.target import Key, Target, Withdrawal

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


def all_decisions(db: Database, *, as_of: datetime) -> list[Target]:
    """All targets ever decided, of every school year, latest first."""
    return _told(db, as_of=as_of)


def latest(told: Iterable[Target]) -> dict[Key, Target]:
    """The target that has the last word of each scope, withdrawn or not. told: latest first.

    One whose file was set aside has no word, unless it was withdrawn itself: that withdrawal was not of the file.
    """
    found: dict[Key, Target] = {}
    for target in told:
        if target.withdrawn is None or not target.withdrawn.with_file:
            found.setdefault(target.key, target)
    return found


def _standing(told: Iterable[Target]) -> list[Target]:
    found = latest(told)
    return [found[key] for key in sorted(found) if found[key].withdrawn is None]


def _told(
    db: Database, *, as_of: datetime, school_year: str | None = None, indicator: str | None = None
) -> list[Target]:
    rows = db.query(sql("told"), school_year=school_year, indicator=indicator, as_of=as_of)
    return [_target(row) for row in rows]


def _target(row: dict[str, Any]) -> Target:
    set_aside, withdrawn = row.pop("set_aside"), row.pop("withdrawn")
    steps = tuple((step["on_day"], step["value"]) for step in row.pop("milestones"))
    said = withdrawn or set_aside
    return Target(
        **row,
        milestones=steps,
        withdrawn=Withdrawal(**said, with_file=withdrawn is None) if said else None,
    )
