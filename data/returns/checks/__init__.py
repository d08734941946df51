"""Checks across questions and time, run on a drop inside its write: answers accepted, but worth a second look."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyarrow as pa

from data.campaigns import Campaign
from data.database import Write
from data.reference.calendar import SchoolYear
from data.reference.calendar import school_year as bounds_of
from data.returns.checks.declaration import Check, load_checks
from data.returns.checks.search import Cursor, involved_in, search
from data.returns.checks.standing import Doubted, find_standing
from data.returns.checks.wording import Finding, Wording
from data.returns.issues import Issue
from data.returns.questions import Question
from data.sql import SqlFolder

__all__ = ["Check", "Doubted", "Warned", "find_standing", "find_warnings", "load_checks", "record_warnings"]

sql = SqlFolder(__file__)
_TEXTS = ("code", "sheet", "cell", "found", "expected", "message")


@dataclass(frozen=True, kw_only=True)
class Warned:
    """One remark on one answer of a drop: the file it came in, whose answer it is, and what to do."""

    batch: UUID
    uai: str
    question: str
    issue: Issue


def find_warnings(
    write: Write, *, campaign: Campaign, questions: Sequence[Question], checks: Sequence[Check]
) -> list[Warned]:
    """What the checks find in the answers that a drop has just brought, sorted by check, then by establishment.

    Reads two tables registered on `write.cursor`. `told`: one row a cell of the drop that is not private (batch, uai,
    question, value or NULL when withdrawn, answered_on, sheet, cell), an establishment once a question. `held`: what
    held before (uai, question, value or '' when withdrawn, answered_on, is_dated). A told answer dated before one that
    holds replaces nothing, and is not checked. This is what an import says of its files; `find_standing` says what is
    to be verified.
    """
    wording = Wording(questions, campaign.school_year)
    found = _find(write.cursor, bounds_of(campaign.school_year), checks, write.at)
    return [
        Warned(batch=batch, uai=one.uai, question=one.question, issue=wording.issue(one, sheet=sheet, cell=cell))
        for one, (batch, sheet, cell) in zip(found, _cells(write.cursor, found), strict=True)
    ]


def record_warnings(write: Write, campaign: str, warned: Sequence[Warned]) -> None:
    """Keep the remarks with the answers of the campaign of that code, inside the write that brought them."""
    if not warned:
        return
    columns = {
        "id": [str(write.new_id()) for _ in warned],
        "batch": [str(one.batch) for one in warned],
        "uai": [one.uai for one in warned],
        "question": [one.question for one in warned],
        **{name: [getattr(one.issue, name) for one in warned] for name in _TEXTS},
    }
    with registered(write.cursor, warned=pa.table(columns)):
        write.cursor.execute(sql("add_warnings"), {"campaign": campaign, "at": write.at})


def _find(cursor: Cursor, year: SchoolYear, checks: Sequence[Check], as_of: datetime) -> list[Finding]:
    involved = involved_in(checks)
    held = cursor.execute(sql("anything_held")).fetchone()
    cursor.execute(sql("checked" if held else "checked_first"), {"involved": involved})
    return search(cursor, year=year, checks=checks, as_of=as_of)


def _cells(cursor: Cursor, found: Sequence[Finding]) -> list[tuple[UUID, str, str]]:
    """Batch, sheet and cell of the answer of each finding, in step with them."""
    if not found:
        return []
    wanted = {
        "place": range(len(found)),
        "uai": [one.uai for one in found],
        "question": [one.question for one in found],
    }
    with registered(cursor, wanted=pa.table(wanted)):
        rows = cursor.execute(sql("cells")).fetchall()
    batches: dict[str, UUID] = {}
    return [(batches.setdefault(batch, UUID(batch)), sheet, cell) for batch, sheet, cell in rows]


@contextmanager
def registered(cursor: Cursor, **tables: pa.Table) -> Iterator[None]:
    """The tables under their names, for the SQL inside."""
    for name, table in tables.items():
        cursor.register(name, table)
    yield
    for name in tables:
        cursor.unregister(name)
