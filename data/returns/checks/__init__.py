"""Checks across questions and time, run on a drop inside its write: answers accepted, but worth a second look."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from data.campaigns import Campaign
from data.database import Write
from data.reference.calendar import SchoolYear
from data.reference.calendar import school_year as bounds_of
from data.returns.checks.declaration import Check, load_checks
from data.returns.checks.wording import Finding, Wording
from data.returns.issues import Issue
from data.returns.questions import Question
from data.sql import SqlFolder

__all__ = ["Check", "Cursor", "Warned", "find_warnings", "load_checks", "record_warnings", "still_found"]

sql = SqlFolder(__file__)
Cursor = duckdb.DuckDBPyConnection
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
    holds replaces nothing, and is not checked.
    """
    wording = Wording(questions, campaign)
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


def still_found(cursor: Cursor, *, school_year: str, checks: Sequence[Check], as_of: datetime) -> set[tuple[str, str]]:
    """(code of the check, UAI) of what the checks that need no past find in `told`; tables as for `find_warnings`."""
    timeless = [check for check in checks if check.is_timeless]
    return {(one.check.code, one.uai) for one in _find(cursor, bounds_of(school_year), timeless, as_of)}


def _find(cursor: Cursor, year: SchoolYear, checks: Sequence[Check], as_of: datetime) -> list[Finding]:
    involved = sorted({code for check in checks for code in check.involved})
    held = cursor.execute(sql("anything_held")).fetchone()
    cursor.execute(sql("checked" if held else "checked_first"), {"involved": involved})
    places = {code: place for place, code in enumerate(involved, start=1)}
    found: list[Finding] = []
    for check in checks:
        rows = cursor.execute(sql(check.kind), _parameters(check, places, year, as_of)).fetchall()
        found += _contradictions(check, rows, involved) if check.kind == "contradiction" else _singles(check, rows)
    return found


def _parameters(check: Check, places: Mapping[str, int], year: SchoolYear, as_of: datetime) -> dict[str, Any]:
    questions = [places[code] for code in check.spoken_of]
    match check.kind:
        case "contradiction":
            wanted = {"given_equals": check.given_equals, "equals": check.equals, "more_than": check.more_than}
            return {"given": places[check.basis], "questions": questions, **wanted}
        case "order":
            return {"given": places[check.basis], "question": questions[0]}
        case "school_year":
            bounds = {"starts_on": year.starts_on.isoformat(), "ends_on": year.ends_on.isoformat()}
            return {"question": questions[0], **bounds}
        case "fall":
            return {"question": questions[0]}
        case "far_from_group":
            limits = {"spread": check.spread, "least_gap": check.least_gap, "least_count": check.least_count}
            return {"question": questions[0], "as_of": as_of, **limits}


def _contradictions(check: Check, rows: Sequence[tuple[Any, ...]], involved: Sequence[str]) -> Iterator[Finding]:
    """To look at: a claim that the drop told, else the answer it goes against when the drop told that one."""
    for uai, together in groupby(rows, key=itemgetter(0)):
        claims = list(together)
        told = [involved[place - 1] for _, is_told, _, place, _ in claims if is_told]
        told += [check.given] if claims[0][2] else []
        if told:
            values = tuple((involved[place - 1], value) for *_, place, value in claims)
            yield Finding(check=check, uai=uai, question=told[0], values=values)


def _singles(check: Check, rows: Sequence[tuple[Any, ...]]) -> Iterator[Finding]:
    for uai, is_told, *values in rows:
        question = check.spoken_of[0] if is_told else check.basis
        yield Finding(check=check, uai=uai, question=question, values=tuple(values))


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
