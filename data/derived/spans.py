"""From answers to the periods during which each establishment's state does not change."""

from datetime import datetime
from typing import Any

import duckdb

from data.derived.rules import Rule
from data.reference.calendar import school_year as read_school_year
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def make_spans(cursor: duckdb.DuckDBPyConnection, rule: Rule, *, school_year: str, as_of: datetime) -> None:
    """Make the view `span` of this cursor from what was known at `as_of` (UTC) of each day of a school year.

    One row an establishment that answered and a day from which a state holds.
    """
    cursor.execute(sql("nobody_touched"))
    cursor.execute(_with_made("span_of_facts", rule), _asked(rule, school_year, as_of) | {"everybody": True})
    cursor.execute(sql("worked_out_span"))


def keep_spans(
    cursor: duckdb.DuckDBPyConnection, rule: Rule, *, school_year: str, as_of: datetime, everybody: bool
) -> None:
    """Replace what is kept of a rule and a school year, for all establishments or for those of the cursor's table
    touched_establishment."""
    if everybody:
        cursor.execute(sql("nobody_touched"))
    kept = {"indicator": rule.code, "school_year": school_year, "everybody": everybody}
    cursor.execute(sql("drop_spans"), kept)
    cursor.execute(_with_made("keep_spans", rule), _asked(rule, school_year, as_of) | kept)


def _with_made(name: str, rule: Rule) -> str:
    """The text of a statement that reads `made`: the periods that a rule gives."""
    made = sql("made_span").replace("SELECT * FROM ruling", rule.text)
    return sql(name).replace("FROM made", f"FROM ({made})")


def _asked(rule: Rule, school_year: str, as_of: datetime) -> dict[str, Any]:
    year = read_school_year(school_year)
    # A parameter of the rule under one of these names is refused by dict(), not passed over.
    return dict(
        **rule.parameters,
        questions=rule.questions,
        dates=rule.dates,
        effective_question=rule.effective_question,
        carries_over=rule.carries_over,
        school_year=school_year,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        as_of=as_of,
    )
