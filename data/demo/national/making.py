"""What every step of the national demonstration needs: the seed, how many establishments, and the batch of each write."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from data.batches import add_batch
from data.database import Write
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(kw_only=True)
class Making:
    """One demonstration being made. directory: the batch of the first load, whose establishments answer and use."""

    seed: int
    establishments: int
    progress: Callable[[str], None]
    directory: UUID | None = None


def take_chance(write: Write) -> None:
    """Let the statements of this write draw: chance(seed, subject, key)."""
    write.cursor.execute(sql("chance"))


def record_batch(
    write: Write, batch: UUID, *, kind: str, named: str, count: int, accepted: int, campaign: str | None = None
) -> None:
    """Record an import that no file gave. What stands for the sha256 has not the form of one: no original is looked for."""
    add_batch(
        write,
        kind=kind,
        campaign=campaign,
        file_name=f"{named} (inventé, sans fichier d'origine)",
        file_sha256=f"sans fichier : {named}",
        content_sha256=f"sans fichier : {named}",
        row_count=count,
        accepted_count=accepted,
        issues=[],
        batch=batch,
    )
