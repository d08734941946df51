"""What a séance holds: figures, targets, definitions, the state of each establishment, the files behind them, the plan."""

from dataclasses import asdict
from typing import Any

from data.batches import batches
from data.database import Database
from data.database.properties import get_property
from data.plan.terms import first_terms
from data.seances.frozen import Payload
from data.settings import VERSION
from data.targets import Target, targets
from indicators.definition import Rate
from indicators.explain import records
from indicators.findings import Finding, as_contract, findings
from indicators.measure.adoption import AdoptionMeasure, applied_rule
from indicators.measure.rate import Month
from indicators.plan.frozen import plan_payload
from indicators.reading import forecast_limits
from indicators.situation import Situation

FORMAT = 2
PUBLISHED_GROUPS = ("type", "sector", "epci")


def build_whole(db: Database, situation: Situation) -> Payload:
    """All that a séance freezes. Nothing in it depends on when it is built."""
    terms = {term.ref: term.title for term in first_terms(db.settings.plan_terms)}
    return build_payload(db, situation) | {"plan": plan_payload(db, situation), "plan_terms": terms}


def build_payload(db: Database, situation: Situation) -> Payload:
    """Its figures, which are all that two séances are compared by: the plan is left out."""
    return {
        "format": FORMAT,
        "program": VERSION,
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
        "holiday_zone": db.settings.holiday_zone,
        "indicators": [_entry(db, finding) for finding in findings(db, situation)],
        "targets": [
            _target(db, target) for target in targets(db, school_year=situation.school_year, as_of=situation.as_of)
        ],
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
        "unit_one": indicator.unit_one,
        "question": indicator.question,
        "rule": indicator.rule_in_words,
        "rule_made_from": None if isinstance(indicator, Rate) else applied_rule(indicator).made_from,
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
            group: [asdict(line) for line in finding.groups(group, smallest=smallest)] for group in PUBLISHED_GROUPS
        },
        "establishments": records(finding.states),
    }


def _target(db: Database, target: Target) -> dict[str, Any]:
    return {
        "indicator": target.indicator,
        "scope_group": target.scope_group,
        "scope_value": target.scope_value,
        "measure": target.measure,
        "baseline": target.baseline,
        "baseline_on": target.baseline_on.isoformat(),
        "value": target.value,
        "due_on": target.due_on.isoformat(),
        "milestones": [[day.isoformat(), value] for day, value in target.milestones],
        "reason": target.reason,
        "recorded_at": db.local(target.recorded_at).isoformat(timespec="minutes"),
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
