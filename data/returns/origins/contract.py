"""The forms of `origin --json` (docs/contracts.md)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from data.database import Database
from data.returns.origins import Origin, origins
from data.returns.origins.imports import BatchSummary, batch_summary


def as_contract(db: Database, *, uai: str | None, batch: str | None, as_of: datetime) -> dict[str, Any]:
    """The answers of an establishment or of an import, and what became of that import. Raises Refusal."""
    return {
        "as_of": as_of.isoformat(),
        "uai": uai,
        "import": _summary(batch_summary(db, batch, as_of=as_of)) if batch else None,
        "answers": [_answer(one) for one in origins(db, uai=uai, batch=batch, as_of=as_of)],
    }


def _answer(one: Origin) -> dict[str, Any]:
    return asdict(one) | {"answered_on": one.answered_on.isoformat(), "recorded_at": one.recorded_at.isoformat()}


def _summary(found: BatchSummary) -> dict[str, Any]:
    batch = found.batch
    return {
        "batch": str(batch.id),
        "kind": batch.kind,
        "campaign": batch.campaign,
        "file": batch.file_name,
        "sha256": batch.file_sha256,
        "rows": batch.row_count,
        "accepted": batch.accepted_count,
        "actor": batch.actor,
        "recorded_at": batch.recorded_at.isoformat(),
        "active": batch.active,
        "reason": batch.revert_reason,
        "establishments": found.establishments,
        "answers": found.answers,
        "standing": found.standing,
        "withdrawn": found.withdrawn,
        "earlier": found.earlier,
        "replaced": found.replaced,
    }
