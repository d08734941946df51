"""One of the two séances compared, as its payload tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from data.seances.frozen import Payload
from indicators.catalogue import catalogue
from indicators.definition import Adoption, Rate
from indicators.situation import Situation
from indicators.snapshots.parts import Moved, State

Entry = Mapping[str, Any]
Record = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Side:
    """payload: whole, with its establishments. as_of is UTC."""

    payload: Payload

    @property
    def school_year(self) -> str:
        """Its school year's code."""
        return str(self.payload["school_year"])

    @property
    def on(self) -> date:
        """The day described."""
        return date.fromisoformat(self.payload["on"])

    @property
    def as_of(self) -> datetime:
        """The instant of what was known."""
        return datetime.fromisoformat(self.payload["as_of"])

    @property
    def situation(self) -> Situation:
        """What it was read with."""
        filters = dict(self.payload["filters"])
        return Situation(school_year=self.school_year, on=self.on, as_of=self.as_of, filters=filters)

    @property
    def entries(self) -> dict[str, Entry]:
        """Its indicators by code."""
        return {entry["code"]: entry for entry in self.payload["indicators"]}


def one_moved(record: Record, before: State, after: State) -> Moved:
    """That establishment, from one state to another."""
    known = {key: str(record.get(key) or "") for key in ("uai", "name", "type", "commune")}
    return Moved(**known, before=before, after=after)


def records_of(entry: Entry) -> dict[str, Record]:
    """The expected establishments of an indicator, by UAI."""
    return {record["uai"]: record for record in entry["establishments"]}


def defined_as(entry: Entry) -> Adoption | Rate | None:
    """The catalogue's indicator as a séance defined it; None when this program does not have it any more.

    A parameter that the program no longer has is left out, one that it has since holds its usual value.
    """
    known = catalogue().get(entry["code"])
    if known is None:
        return None
    told = {name: value for name, value in entry["parameters"].items() if name in known.parameters}
    return replace(known, version=entry["definition_version"], parameters={**known.parameters, **told})
