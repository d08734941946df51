"""Whether what is kept ready to read is what the facts give."""

from datetime import datetime

import duckdb

from data.database import Database
from data.derived import months_together, rules_in_force, sum_kept_usage
from data.derived.spans import make_spans
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def differences(db: Database) -> dict[str, int]:
    """Indicator's code -> establishments whose kept states are not those of the facts; « usage » -> usage facts and sums.

    Those without any difference are left out.
    """
    now = db.clock()
    cursor = db.reading()
    found = _of_states(db, cursor, now) | {"usage": _of_usage(cursor, now)}
    cursor.close()
    return {name: count for name, count in found.items() if count}


def _of_states(db: Database, cursor: duckdb.DuckDBPyConnection, now: datetime) -> dict[str, int]:
    rules = rules_in_force(cursor, db.settings, now)
    found = dict.fromkeys((rule.code for rule in rules), 0)
    for (year,) in cursor.execute(sql("campaign_years"), {"as_of": now}).fetchall():
        for rule in rules:
            make_spans(cursor, rule, school_year=year, as_of=now)
            cursor.execute(sql("kept"), {"indicator": rule.code, "school_year": year})
            found[rule.code] += _count(cursor.execute(sql("spans_differing")))
    return found


def _of_usage(cursor: duckdb.DuckDBPyConnection, now: datetime) -> int:
    found = _count(cursor.execute(sql("usage_of_no_month")))
    for run in months_together(cursor.execute(sql("usage_months")).fetchall()):
        facts = _count(cursor.execute(sql("usage_differing"), run | {"as_of": now}))
        # Sums of facts that are not the right ones would be told twice.
        found += facts or _sums_differing(cursor, run["months"])
    return found


def _sums_differing(cursor: duckdb.DuckDBPyConnection, months: object) -> int:
    sum_kept_usage(cursor, months)
    return _count(cursor.execute(sql("monthly_differing"), {"months": months}))


def _count(result: duckdb.DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0
