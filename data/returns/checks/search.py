"""Each kind of check, looked for in the temporary table `checked`, with the answer to look at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from data.reference.calendar import SchoolYear
from data.returns.checks.declaration import Check
from data.returns.checks.wording import Finding
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Cursor = duckdb.DuckDBPyConnection


def involved_in(checks: Sequence[Check]) -> list[str]:
    """The questions that any of the checks looks at; `checked` knows each by its place in this list, from 1."""
    return sorted({code for check in checks for code in check.involved})


def search(cursor: Cursor, *, year: SchoolYear, checks: Sequence[Check], as_of: datetime) -> list[Finding]:
    """What the checks find, one after the other, each by establishment.

    `checked`: one row an establishment and question of `involved_in` (uai, question, value and before, both NULL for
    none, is_told: whether the answer is one to look at).
    """
    involved = involved_in(checks)
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
