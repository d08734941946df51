"""The checks run on all that holds in a campaign: what is still to be verified does not depend on who imported what when.

An undone file, a late return, a group that forms: each changes what the others mean, so nothing found is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pyarrow as pa

from data.reference.calendar import school_year as bounds_of
from data.returns.checks.declaration import Check
from data.returns.checks.search import Cursor, involved_in, search
from data.returns.checks.wording import Finding, Wording
from data.returns.issues import Issue
from data.returns.questions import Question
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Doubted:
    """A remark on an answer that holds: of those it rests on, the one told last, with its canonical value, its file and
    who took it in when (UTC). name: of the establishment."""

    uai: str
    name: str
    question: str
    value: str
    batch: UUID
    file_name: str
    actor: str
    recorded_at: datetime
    issue: Issue


def find_standing(
    cursor: Cursor,
    *,
    campaign: str,
    school_year: str,
    questions: Sequence[Question],
    checks: Sequence[Check],
    on_day: date,
    as_of: datetime,
) -> list[Doubted]:
    """What the checks find in the answers that hold in the campaign of that code, by check, then by establishment.

    A number falls when it is below the last other answer, in the order of the days that the answers speak of.
    """
    involved = involved_in(checks)
    falling = [involved.index(check.questions[0]) + 1 for check in checks if check.kind == "fall"]
    told = {"campaign": campaign, "as_of": as_of, "involved": involved, "falling": falling}
    cursor.execute(sql("checked_standing"), told)
    found = search(cursor, year=bounds_of(school_year), checks=checks, as_of=as_of)
    if not found:
        return []
    cursor.register("wanted", _wanted(found, involved))
    places = {"campaign": campaign, "on_day": on_day, "as_of": as_of, "involved": involved}
    rows = cursor.execute(sql("located"), places | {"uai_list": sorted({one.uai for one in found})}).fetchall()
    wording = Wording(questions, school_year)
    return [
        Doubted(
            uai=one.uai,
            name=name,
            question=question,
            value=value,
            batch=batch,
            file_name=file_name,
            actor=actor,
            recorded_at=at,
            issue=wording.issue(one, sheet=sheet, cell=cell),
        )
        for one, (question, value, batch, sheet, cell, at, file_name, actor, name) in zip(found, rows, strict=True)
    ]


def _wanted(found: Sequence[Finding], involved: Sequence[str]) -> pa.Table:
    rows = [
        (place, rank, one.uai, involved.index(code) + 1)
        for place, one in enumerate(found)
        for rank, code in enumerate(one.rests_on)
    ]
    names = ("place", "rank", "uai", "question")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
