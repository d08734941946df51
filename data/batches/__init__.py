"""What came in, file by file, and setting one aside: a batch is reverted by a later fact, never deleted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import duckdb

from data.backup import backed_up
from data.database import Actor, Database, Write
from data.errors import Refusal
from data.sql import SqlFolder
from data.usage.mixing import refuse_mixing

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One file taken in. `active` is False once it has been set aside; recorded_at is UTC."""

    id: UUID
    kind: str
    campaign: str | None
    file_name: str
    file_sha256: str
    row_count: int
    accepted_count: int
    issues: list[dict[str, Any]]
    actor: str
    recorded_at: datetime
    active: bool
    revert_reason: str | None


def add_batch(
    write: Write,
    *,
    kind: str,
    campaign: str | None,
    file_name: str,
    file_sha256: str,
    content_sha256: str,
    row_count: int,
    accepted_count: int,
    issues: list[dict[str, Any]],
    batch: UUID | None = None,
) -> UUID:
    """Record a file inside a write under way; returns the batch's id, a new one unless it is given."""
    batch = batch or write.new_id()
    write.cursor.execute(
        sql("add_batch"),
        {
            "id": batch,
            "kind": kind,
            "campaign": campaign,
            "file_name": file_name,
            "file_sha256": file_sha256,
            "content_sha256": content_sha256,
            "row_count": row_count,
            "accepted_count": accepted_count,
            "issues": json.dumps(issues, ensure_ascii=False),
            "actor": write.actor.name,
            "recorded_at": write.at,
        },
    )
    return batch


def batches(db: Database, *, as_of: datetime) -> list[Batch]:
    """Every file taken in by then, latest first, those set aside included."""
    return [Batch(**(row | {"issues": json.loads(row["issues"])})) for row in db.query(sql("batches"), as_of=as_of)]


def find_batch(db: Database, batch: str) -> Batch:
    """The file taken in under that id. Raises Refusal."""
    known = {str(known.id): known for known in batches(db, as_of=db.clock())}
    found = known.get(batch.strip().lower())
    if found is None:
        raise Refusal(f"Aucun import ne porte l'identifiant « {batch} » : l'import le donne (batch, avec --json).")
    return found


def known_contents(
    cursor: duckdb.DuckDBPyConnection, *, kind: str, campaign: str | None, contents: Sequence[str], as_of: datetime
) -> dict[str, tuple[str, str]]:
    """Those of the contents that a file which still counts already said: content -> (batch, name of the file)."""
    parameters = {"kind": kind, "campaign": campaign, "contents": list(contents), "as_of": as_of}
    rows = cursor.execute(sql("known_contents"), parameters).fetchall()
    return {content: (str(batch), name) for content, batch, name in rows}


def drop_of(db: Database, batch: UUID, *, as_of: datetime) -> list[Batch]:
    """The files taken in together with this one, in their order: itself alone when it came alone. as_of: UTC."""
    rows = db.query(sql("drop_of"), batch=str(batch))
    together = json.loads(rows[0]["detail"]).get("batches", []) if rows else []
    known = {str(one.id): one for one in batches(db, as_of=as_of)}
    return [known[one] for one in together if one in known] or [known[str(batch)]]


def revert_batch(db: Database, actor: Actor, batch: str, *, reason: str, whole_drop: bool = False) -> list[Batch]:
    """Set a whole batch aside, or all those of its drop: from now on none of their facts counts. Raises Refusal."""
    if not reason.strip():
        raise Refusal("Dites pourquoi cet import est annulé : le motif est gardé avec l'historique.")
    found = find_batch(db, batch)
    chosen = [one for one in (drop_of(db, found.id, as_of=db.clock()) if whole_drop else [found]) if one.active]
    if not chosen:
        raise Refusal(f"L'import de « {found.file_name} » est déjà annulé : rien n'a changé.")
    _decide(db, actor, chosen, action="revert", active=False, reason=reason)
    return chosen


def restore_batch(db: Database, actor: Actor, batch: str, *, reason: str, whole_drop: bool = False) -> list[Batch]:
    """Undo the undo: the facts of a batch, or of all those of its drop, count again as told when they came in.

    Raises Refusal, also when a total of usage would then count beside profiles.
    """
    if not reason.strip():
        raise Refusal("Dites pourquoi cet import compte à nouveau : le motif est gardé avec l'historique.")
    found = find_batch(db, batch)
    chosen = [one for one in (drop_of(db, found.id, as_of=db.clock()) if whole_drop else [found]) if not one.active]
    if not chosen:
        raise Refusal(f"L'import de « {found.file_name} » n'est pas annulé : rien n'a changé.")
    refuse_mixing(db, [one.id for one in chosen])
    _decide(db, actor, chosen, action="unrevert", active=True, reason=reason)
    return chosen


def _decide(db: Database, actor: Actor, chosen: Sequence[Batch], *, action: str, active: bool, reason: str) -> None:
    subject = str(chosen[0].id) if len(chosen) == 1 else f"{len(chosen)} imports"
    with backed_up(db, "annulation"), db.writing(actor, action, subject) as write:
        for batch in chosen:
            write.cursor.execute(
                sql("add_revert"),
                {
                    "batch": batch.id,
                    "active": active,
                    "reason": reason.strip(),
                    "actor": actor.name,
                    "recorded_at": write.at,
                },
            )
        write.detail.update(
            batches=[str(batch.id) for batch in chosen], accepted=sum(batch.accepted_count for batch in chosen)
        )
