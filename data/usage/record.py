"""Monthly facts on the use of tools and services."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pyarrow as pa

from data.batches import add_batch
from data.database import Actor, Database, Write
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Usage:
    """One establishment, month (its first day), service and profile. Counts of accounts, people and visits.

    sheet, row_number: where the fact stands in its file, when that is known.
    """

    uai: str
    month: date
    service: str
    profile: str
    potential: int | None
    activated: int | None
    unique_users: int | None
    visits: int | None
    sheet: str | None = None
    row_number: int | None = None


SCHEMA = pa.schema(
    [
        ("uai", pa.string()),
        ("month", pa.date32()),
        ("service", pa.string()),
        ("profile", pa.string()),
        ("potential", pa.int32()),
        ("activated", pa.int32()),
        ("unique_users", pa.int32()),
        ("visits", pa.int32()),
        ("sheet", pa.string()),
        ("row_number", pa.int32()),
    ]
)


def record_usage(
    db: Database, actor: Actor, facts: list[Usage], *, file_name: str, file_sha256: str, content_sha256: str
) -> UUID:
    """Add facts that no file of people's brought, as one batch; later facts replace them. Returns the batch's id."""
    with db.writing(actor, "usage", file_name) as write:
        batch = add_batch(
            write,
            kind="usage",
            campaign=None,
            file_name=file_name,
            file_sha256=file_sha256,
            content_sha256=content_sha256,
            row_count=len(facts),
            accepted_count=len(facts),
            issues=[],
        )
        add_facts(write, batch, pa.Table.from_pylist([vars(fact) for fact in facts], schema=SCHEMA))
        write.detail.update(batch=str(batch), rows=len(facts))
    return batch


def add_facts(write: Write, batch: UUID, facts: pa.Table) -> None:
    """Add the facts of a batch inside a write under way, sorted as they are read back. facts: the columns of SCHEMA."""
    write.cursor.register("told_usage", facts)
    write.cursor.execute(sql("add_usage"), {"batch": batch, "recorded_at": write.at})
    write.cursor.unregister("told_usage")
