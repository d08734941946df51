"""The definition in force: each entry of the catalogue with the parameters and version that held at an instant."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from data.database import Database
from data.definitions import definitions, in_force
from data.reference.calendar import school_year
from indicators.catalogue import catalogue, find_indicator
from indicators.definition import Adoption, Rate


@dataclass(frozen=True, kw_only=True)
class Break:
    """A change of definition. day: in the territory's zone, the day it was decided. same_as: the first version that
    had these very parameters, None when they are new."""

    day: date
    version: int
    reason: str
    same_as: int | None = None


def defined(db: Database, code: str, as_of: datetime) -> Adoption | Rate:
    """The indicator of that code as it was defined at that instant. Raises Refusal, which names the codes there are."""
    entry = find_indicator(code)
    held = in_force(db, code, as_of=as_of)
    return replace(entry, version=held.version, parameters=held.parameters)


def defined_all(db: Database, as_of: datetime) -> list[Adoption | Rate]:
    """Every indicator as it was defined at that instant, in the catalogue's order."""
    return [defined(db, code, as_of) for code in catalogue()]


def breaks(db: Database, code: str, *, of: str, as_of: datetime) -> tuple[Break, ...]:
    """The changes of definition decided since a school year began and known at that instant, oldest first.

    Those decided after its end are there too: they changed what its series say, though they fall beyond its axis.
    """
    starts = school_year(of).starts_on
    known = definitions(db, code, as_of=as_of)
    found = (
        Break(
            day=db.local(one.recorded_at).date(),
            version=one.version,
            reason=one.reason,
            same_as=next((before.version for before in known[:place] if before.parameters == one.parameters), None),
        )
        for place, one in enumerate(known)
        if one.recorded_at is not None
    )
    return tuple(one for one in found if one.day >= starts)
