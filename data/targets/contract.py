"""The JSON form of a target (docs/contracts.md)."""

from typing import Any

from data.targets.target import Target


def as_contract(target: Target) -> dict[str, Any]:
    """The entry of `target --json` and of `targets --json`."""
    return {
        "id": str(target.id),
        "indicator": target.indicator,
        "school_year": target.school_year,
        "scope_group": target.scope_group,
        "scope_value": target.scope_value,
        "measure": target.measure,
        "baseline": target.baseline,
        "baseline_on": target.baseline_on.isoformat(),
        "milestones": [{"on": day.isoformat(), "value": value} for day, value in target.milestones],
        "value": target.value,
        "due_on": target.due_on.isoformat(),
        "reason": target.reason,
        "actor": target.actor,
        "recorded_at": target.recorded_at.isoformat(),
    }
