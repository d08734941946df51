"""What the checks find in the answers that hold, as remarks that a decision can be about."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from data.database import Database
from data.returns.checks import Check, find_standing, load_checks
from data.returns.questions import load_questions

# Of this program alone: the same finding has the same id at each read.
_IDS = UUID("5d0f3c52-6f0a-4b43-9d0e-2f6b0c1d7a44")
Key = tuple[str, str, str]
"""What makes two findings of a campaign the same: UAI, check, what was found."""


@dataclass(frozen=True, kw_only=True)
class KeptWarning:
    """A remark with the answer it is about: establishment, question ('' for a whole row) and canonical value, file and
    cell, who took the file in and when (UTC). `reason`, `settled_by` and `settled_at` are None while it is open."""

    id: UUID
    campaign: str
    school_year: str
    uai: str
    name: str
    question: str
    value: str | None
    code: str
    found: str
    expected: str
    message: str
    batch: UUID
    file_name: str
    sheet: str
    cell: str
    recorded_at: datetime
    actor: str
    reason: str | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What it finds, whatever file says it."""
        return self.uai, self.code, self.found


def checks_of(db: Database) -> tuple[Check, ...]:
    """The checks of the catalogue."""
    return load_checks(db.settings.catalogue)


def found_now(db: Database, campaign: str, school_year: str, as_of: datetime) -> Iterator[KeptWarning]:
    """What the checks find at that instant in the campaign, settled or not."""
    with closing(db.reading()) as cursor:
        doubted = find_standing(
            cursor,
            campaign=campaign,
            school_year=school_year,
            questions=load_questions(db.settings.catalogue),
            checks=checks_of(db),
            on_day=db.local(as_of).date(),
            as_of=as_of,
        )
    for one in doubted:
        issue = one.issue
        yield KeptWarning(
            id=uuid5(_IDS, "\n".join((campaign, one.uai, issue.code, issue.found))),
            campaign=campaign,
            school_year=school_year,
            uai=one.uai,
            name=one.name,
            question=one.question,
            value=one.value,
            code=issue.code,
            found=issue.found,
            expected=issue.expected,
            message=issue.message,
            batch=one.batch,
            file_name=one.file_name,
            sheet=issue.sheet,
            cell=issue.cell,
            recorded_at=one.recorded_at,
            actor=one.actor,
        )
