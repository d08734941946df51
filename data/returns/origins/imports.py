"""One import: what became of what it said, and of which establishments it spoke."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd

from data.batches import Batch
from data.database import Database
from data.returns.origins import known_batch, sql, trace


@dataclass(frozen=True, kw_only=True)
class BatchSummary:
    """One import and how many of its answers count (`standing`, of which `withdrawn` take an answer back), say how things
    stood before a later day (`earlier`), or were replaced. All three are 0 once it was set aside."""

    batch: Batch
    establishments: int
    answers: int
    standing: int
    withdrawn: int
    earlier: int
    replaced: int


def batch_summary(db: Database, batch: str, *, as_of: datetime) -> BatchSummary:
    """The import of that id, as known at that instant (UTC). Raises Refusal when there is none."""
    cursor = db.reading()
    trace(db, cursor, uai=None, batch=batch, as_of=as_of)
    return _summary(cursor, known_batch(db, batch, as_of))


def told_by(db: Database, batch: str, *, as_of: datetime) -> tuple[BatchSummary, pd.DataFrame]:
    """The import, and one row an establishment of which it said something, by name: uai, name, commune, told, standing,
    earlier, replaced (numbers of answers, or of monthly facts for a usage file). Raises Refusal as `batch_summary`."""
    cursor = db.reading()
    trace(db, cursor, uai=None, batch=batch, as_of=as_of)
    summary = _summary(cursor, known_batch(db, batch, as_of))
    parameters = {
        "as_of": as_of,
        "on_day": db.local(as_of).date(),
        "batch": batch,
        "active": summary.batch.active,
    }
    return summary, cursor.execute(sql("told_by"), parameters).df()


def _summary(cursor: duckdb.DuckDBPyConnection, batch: Batch) -> BatchSummary:
    counted = cursor.execute(sql("count_origins"))
    names = [column[0] for column in counted.description or []]
    return BatchSummary(batch=batch, **dict(zip(names, counted.fetchone() or (), strict=True)))


def usage_origins(db: Database, uai: str, *, first_month: date, last_month: date, as_of: datetime) -> pd.DataFrame:
    """One row a month and import that told how the establishment uses the services, latest first: month (its first day),
    services, told and standing (facts), file_name, batch, actor, recorded_at (UTC), active."""
    parameters = {"uai": uai, "first_month": first_month, "last_month": last_month, "as_of": as_of}
    return db.reading().execute(sql("usage_origins"), parameters).df()
