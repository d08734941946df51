"""From answers to the periods during which each establishment's state does not change."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import duckdb

from data.derived.rules import Rule
from data.reference.calendar import school_year as read_school_year
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def make_spans(
    cursor: duckdb.DuckDBPyConnection,
    rules: Sequence[Rule],
    *,
    school_year: str,
    as_of: datetime,
    everybody: bool = True,
) -> Iterator[Rule]:
    """What was known at `as_of` (UTC) of each day of a school year, rule after rule.

    After each rule given back, the cursor's view `span` holds one row an establishment that answered and a day from
    which a state holds. everybody=False: only those of the cursor's table touched_establishment.
    """
    year = read_school_year(school_year)
    if everybody:
        cursor.execute(sql("nobody_touched"))
    cursor.execute(sql("read_question"), _asked(rules))
    cursor.execute(sql("read_answer"), {"as_of": as_of, "school_year": school_year, "everybody": everybody})
    cursor.execute(sql("state_event"), {"starts_on": year.starts_on, "ends_on": year.ends_on})
    cursor.execute(sql("stood_answer"))
    cursor.execute(sql("standing_answer"))
    for rule in rules:
        cursor.execute(sql("set_indicator"), {"indicator": rule.code})
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE ruled AS {rule.text}", dict(rule.parameters))
        cursor.execute(sql("made_span"))
        yield rule


def keep_spans(
    cursor: duckdb.DuckDBPyConnection, rules: Sequence[Rule], *, school_year: str, as_of: datetime, everybody: bool
) -> None:
    """Replace what is kept of some rules and a school year, for all establishments or for those touched."""
    for rule in make_spans(cursor, rules, school_year=school_year, as_of=as_of, everybody=everybody):
        kept = {"indicator": rule.code, "school_year": school_year}
        cursor.execute(sql("drop_spans"), kept | {"everybody": everybody})
        cursor.execute(sql("keep_spans"), kept)


def _asked(rules: Sequence[Rule]) -> dict[str, list[object]]:
    read = [(rule, question) for rule in rules for question in rule.questions]
    return {
        "indicators": [rule.code for rule, _ in read],
        "questions": [question for _, question in read],
        "dates": [question in rule.dates for rule, question in read],
        "effective": [question == rule.effective_question for rule, question in read],
        "carries_over": [rule.carries_over for rule, _ in read],
    }
