"""A séance: a meeting's figures, frozen. Its payload is canonical JSON, and its sha256 is over that text."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rapidfuzz import process

from data.batches import batches
from data.database import Actor, Database
from data.database.properties import get_property
from data.errors import Refusal
from data.sql import SqlFolder
from indicators.definition import Rate
from indicators.explain import records
from indicators.findings import Finding, as_contract, findings
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import Month
from indicators.reading import forecast_limits
from indicators.situation import Situation

sql = SqlFolder(__file__)
FORMAT = 1
PUBLISHED_GROUPS = ("type", "sector", "epci")


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A frozen séance. situation_on is the day described, as_of (UTC) what was known; payload is what was shown."""

    id: UUID
    label: str
    school_year: str
    situation_on: date
    as_of: datetime
    comment: str
    payload: dict[str, Any]
    sha256: str
    actor: str
    recorded_at: datetime


def freeze(db: Database, actor: Actor, situation: Situation, *, label: str, comment: str = "") -> Snapshot:
    """Freeze a situation under a label. Raises Refusal when the label is blank or nothing is expected yet."""
    if not label.strip():
        raise Refusal("Donnez un nom à la séance, par exemple « Comité du 15 mars 2022 ».")
    if situation.as_of > db.clock():
        raise Refusal("Une séance ne peut pas figer ce que l'on ne sait pas encore : choisissez un instant déjà passé.")
    payload = build_payload(db, situation)
    if not any(entry["expected"] for entry in payload["indicators"]):
        raise Refusal(
            f"Rien à figer : aucune campagne de {situation.school_year} n'attend d'établissement. Créez une campagne d'abord."
        )
    text = canonical(payload)
    with db.writing(actor, "snapshot", label.strip()) as write:
        snapshot = Snapshot(
            id=write.new_id(),
            label=label.strip(),
            school_year=situation.school_year,
            situation_on=situation.on,
            as_of=situation.as_of,
            comment=comment.strip(),
            payload=payload,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            actor=actor.name,
            recorded_at=write.at,
        )
        write.cursor.execute(sql("add_snapshot"), vars(snapshot) | {"payload": text})
        write.detail.update(sha256=snapshot.sha256, on=situation.on)
    return snapshot


def snapshots(db: Database) -> list[Snapshot]:
    """Every séance, latest first."""
    return [Snapshot(**(row | {"payload": json.loads(row["payload"])})) for row in db.query(sql("snapshots"))]


def find_snapshot(db: Database, reference: str) -> Snapshot:
    """The séance of that id (its first characters suffice) or label. Raises Refusal, which names the séances."""
    known = snapshots(db)
    wanted = reference.strip()
    found = [s for s in known if s.label == wanted or (len(wanted) >= 4 and str(s.id).startswith(wanted.lower()))]
    if len(found) == 1:
        return found[0]
    if not known:
        raise Refusal("Aucune séance n'est figée : figez-en une sur la page Séances.")
    labels = [s.label for s in known]
    if found:
        raise Refusal(f"Plusieurs séances répondent à « {wanted} » : donnez l'identifiant de celle que vous voulez.")
    nearest = process.extractOne(wanted, labels, score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    raise Refusal(f"Aucune séance ne s'appelle « {wanted} ». Séances : {' ; '.join(labels)}.{suggestion}")


def canonical(payload: dict[str, Any]) -> str:
    """The one text of a payload: sorted keys, no spaces, accents kept."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def build_payload(db: Database, situation: Situation) -> dict[str, Any]:
    """What a séance holds: figures, targets, definitions, the state of each establishment, and the files behind them."""
    found = findings(db, situation)
    return {
        "format": FORMAT,
        "territory": db.settings.territory_name,
        "academie": db.settings.academie,
        "school_year": situation.school_year,
        "on": situation.on.isoformat(),
        "as_of": situation.as_of.isoformat(),
        "known_on": db.local(situation.as_of).isoformat(timespec="minutes"),
        "filters": dict(situation.filters),
        "demonstration": get_property(db, "demonstration") == "true",
        "smallest_published_group": db.settings.smallest_published_group,
        "tolerance": db.settings.tolerance,
        "coverage_needed": db.settings.coverage_needed,
        "indicators": [_entry(db, finding) for finding in found],
        "batches": [
            {
                "id": str(batch.id),
                "kind": batch.kind,
                "campaign": batch.campaign,
                "file": batch.file_name,
                "sha256": batch.file_sha256,
                "accepted": batch.accepted_count,
                "recorded_at": db.local(batch.recorded_at).isoformat(timespec="minutes"),
            }
            for batch in batches(db, as_of=situation.as_of)
            if batch.active
        ],
    }


def _entry(db: Database, finding: Finding) -> dict[str, Any]:
    smallest = db.settings.smallest_published_group
    indicator = finding.indicator
    return as_contract(finding, by=None, smallest=smallest) | {
        "short_label": indicator.short_label,
        "unit": indicator.unit,
        "question": indicator.question,
        "rule": indicator.rule_in_words,
        "parameters": dict(indicator.parameters),
        "parameter_labels": {one.name: one.label for one in indicator.asked},
        "breaks": [
            {"day": one.day.isoformat(), "version": one.version, "reason": one.reason} for one in finding.breaks
        ],
        "service": indicator.service if isinstance(indicator, Rate) else None,
        "reason": finding.target.reason if finding.target else None,
        "baseline_on": finding.target.baseline_on.isoformat() if finding.target else None,
        "trajectory": _trajectory(finding),
        "pace": [[day.isoformat(), value] for day, value in finding.pace],
        "fan": [vars(point) | {"day": point.day.isoformat()} for point in finding.forecast.by_day]
        if finding.forecast
        else [],
        "forecast_limits": forecast_limits(finding),
        "advice": list(finding.advice),
        "groups": {
            group: [vars(line) for line in finding.groups(group, smallest=smallest)] for group in PUBLISHED_GROUPS
        },
        "establishments": records(finding.states),
    }


def _trajectory(finding: Finding) -> list[dict[str, Any]]:
    if isinstance(finding.measure, AdoptionMeasure):
        return [
            {"day": point.day.isoformat(), **vars(point.counts), "low": point.counts.low, "high": point.counts.high}
            for point in finding.measure.trajectory
        ]
    return [_month(month) for month in finding.measure.months]


def _month(month: Month) -> dict[str, Any]:
    return vars(month) | {
        "month": month.month.isoformat()[:7],
        "value": month.value,
        "low": month.low,
        "high": month.high,
    }
