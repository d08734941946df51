"""A frozen séance made ready for every export: its payload alone, with dates as dates and one record a school."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from data.seances.frozen import Snapshot, canonical
from indicators.french import long_day
from indicators.progress import Verdict
from indicators.sentences import LABELS, SHAPES
from indicators.situation import GROUPS

Entry = dict[str, Any]  # one indicator of the payload
Record = dict[str, Any]  # one establishment of an indicator
DEMONSTRATION = "Données de démonstration : établissements et réponses inventés."


@dataclass(frozen=True)
class School:
    """One expected establishment, with its record for each indicator (by code) that expects it."""

    uai: str
    name: str
    type: str
    sector: str
    commune: str
    epci: str
    records: dict[str, Record]


@dataclass(frozen=True)
class Seance:
    """What the exports read. Nothing comes from elsewhere, so an export made in a year is the same."""

    snapshot: Snapshot
    payload: dict[str, Any]

    @property
    def label(self) -> str:
        """The séance's name."""
        return self.snapshot.label

    @property
    def on(self) -> date:
        """The day described."""
        return date.fromisoformat(str(self.payload["on"]))

    @property
    def situation(self) -> str:
        """« Situation au 15 mars 2022 », on every sheet."""
        return f"Situation au {long_day(self.on)}"

    @property
    def known_on(self) -> datetime:
        """The instant of what was known, as the clock on the wall showed it."""
        return instant_of(self.payload["known_on"])

    @property
    def scope(self) -> str:
        """The filters in words."""
        kept = [f"{GROUPS.get(group, group)} : {value}" for group, value in self.payload["filters"].items() if value]
        return " · ".join(kept) or "Tout le département"

    @property
    def context(self) -> str:
        """Territory, school year, filters, and whether it is a demonstration: one line."""
        parts = [self.payload["territory"], f"année scolaire {self.payload['school_year']}", self.scope]
        return " · ".join(parts + [DEMONSTRATION] * self.demonstration)

    @property
    def demonstration(self) -> bool:
        """Whether everything in it is invented."""
        return bool(self.payload.get("demonstration", False))

    @property
    def indicators(self) -> list[Entry]:
        """In the order of the screens."""
        return list(self.payload["indicators"])

    @property
    def smallest(self) -> int:
        """Groups with fewer establishments are masked. A séance frozen before the setting was kept has the usual one."""
        return int(self.payload.get("smallest_published_group", 3))

    @property
    def tolerance(self) -> float:
        """Share of (target - baseline) still called on pace."""
        return float(self.payload.get("tolerance", 0.05))

    @property
    def coverage_needed(self) -> float:
        """Share of known accounts under which a rate concludes nothing."""
        return float(self.payload.get("coverage_needed", 0.60))

    @property
    def targets(self) -> list[Entry]:
        """Every target of the year as it stood, of the whole and of its parts; none in a séance frozen before they were kept."""
        return list(self.payload.get("targets", []))

    @property
    def since(self) -> Entry | None:
        """What changed since the séance before: id, label, on, sha256, changes (see indicators.snapshots.changes)."""
        return self.payload.get("since")

    @property
    def plan(self) -> Entry | None:
        """The plan as it stood (indicators.plan.contract); None in a séance frozen before it was kept, or when nobody told any."""
        return plan_of(self.payload)

    def judgement(self, code: str) -> str:
        """What the committee said of an indicator, apart from its figures; '' when nothing."""
        return self.snapshot.judgements.get(code, "")

    @cached_property
    def schools(self) -> list[School]:
        """Every establishment that an indicator expects, in the order of the payload."""
        found: dict[str, School] = {}
        for entry in self.indicators:
            for record in entry["establishments"]:
                school = found.setdefault(record["uai"], _school(record))
                school.records[entry["code"]] = record
        return list(found.values())


def read_seance(snapshot: Snapshot) -> Seance:
    """The payload goes through its canonical text, so that one just frozen and one re-opened export the same."""
    return Seance(snapshot=snapshot, payload=json.loads(canonical(snapshot.payload)))


def plan_of(payload: Mapping[str, Any]) -> Entry | None:
    """The plan of what was frozen; None as `Seance.plan`."""
    plan = payload.get("plan")
    return plan if plan and any(plan[part] for part in plan if part != "orphans") else None


def day_of(text: str | None) -> date | None:
    """A real date, for a cell."""
    return date.fromisoformat(text[:10]) if text else None


def instant_of(text: str) -> datetime:
    """A real local instant: a cell knows no zone."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def is_rate(entry: Entry) -> bool:
    """A rate has months; an adoption has a trajectory of counts."""
    return bool(entry["kind"] == "rate")


def is_growth(entry: Entry) -> bool:
    """Whether values, bounds and target are differences of a rate over one year."""
    return entry.get("target_measure") == "growth"


def verdict_text(entry: Entry) -> str:
    """« ▼ En retard »: the shape makes it legible without colour."""
    verdict = Verdict(entry["verdict"])
    return f"{SHAPES[verdict]} {LABELS[verdict]}"


def source(record: Record) -> str:
    """« retours.xlsx, Réponses!E12 », or the file alone, or nothing."""
    cell = "!".join(part for part in (record.get("sheet"), record.get("cell")) if part)
    return ", ".join(part for part in (record.get("file_name"), cell) if part)


def _school(record: Record) -> School:
    known = {key: record.get(key) or "" for key in ("uai", "name", "type", "sector", "commune", "epci")}
    return School(**known, records={})
