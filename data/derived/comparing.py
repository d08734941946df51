"""Whether what is kept ready to read is what the facts give."""

from datetime import datetime

import duckdb

from data.database import Database
from data.derived import months_together, rules_in_force
from data.derived.spans import make_spans
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def differences(db: Database) -> dict[str, int]:
    """Indicator's code -> establishments whose kept states are not those of the facts; « usage » -> usage facts.

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
        for rule in make_spans(cursor, rules, school_year=year, as_of=now):
            cursor.execute(sql("kept"), {"indicator": rule.code, "school_year": year})
            found[rule.code] += _count(cursor.execute(sql("spans_differing")))
    return found


def _of_usage(cursor: duckdb.DuckDBPyConnection, now: datetime) -> int:
    months = cursor.execute(sql("usage_months")).fetchall()
    return _count(cursor.execute(sql("usage_of_no_month"))) + sum(
        _count(cursor.execute(sql("usage_differing"), run | {"as_of": now})) for run in months_together(months)
    )


def _count(result: duckdb.DuckDBPyConnection) -> int:
    row = result.fetchone()
    return int(row[0]) if row else 0
