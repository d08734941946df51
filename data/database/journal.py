"""Who did what, when, to what."""

from dataclasses import dataclass
from datetime import datetime

from data.database import Database
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One write. recorded_at is UTC; detail is JSON made of counts and codes."""

    recorded_at: datetime
    actor: str
    action: str
    subject: str
    detail: str


def journal(db: Database, *, limit: int) -> list[Entry]:
    """The latest writes, latest first."""
    return [Entry(**row) for row in db.query(sql("journal"), limit=limit)]
