"""What is kept ready to read: states of establishments, and the usage facts that stand.

Not facts: each table can be dropped and made again. It follows every write in its own transaction, so a read of what is
known now finds it there; a read of the past works it out from the facts. Reads ask `is_current` which one they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256

import duckdb

from data.database import Actor, Database
from data.definitions import declared, parameters_in_force
from data.derived.rules import Rule, standing_text
from data.derived.spans import keep_spans, make_spans
from data.settings import Settings
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_USAGE = "current_usage"
_USAGE_STEPS = ("drop_usage", "keep_usage", "drop_monthly", "monthly", "keep_monthly")
_MOST_FACTS = 4_000_000  # usage facts worked out together: about 1 GB


def keep_up(cursor: duckdb.DuckDBPyConnection, settings: Settings, *, since: datetime, as_of: datetime) -> None:
    """Bring what is kept up to date with the facts that this transaction told from `since` on. Both instants are UTC."""
    row = cursor.execute(sql("since"), {"since": since}).fetchone()
    assert row is not None
    answers, usage, campaigns, definitions, any_answer = row
    made_from = _made_from(cursor)
    if made_from and not (answers or usage or campaigns or definitions):
        return
    rules = rules_in_force(cursor, settings, as_of)
    stale = [rule for rule in rules if campaigns or made_from.get(rule.code) != rule.made_from]
    if stale and any_answer:
        for (year,) in cursor.execute(sql("campaign_years"), {"as_of": as_of}).fetchall():
            for rule in stale:
                keep_spans(cursor, rule, school_year=year, as_of=as_of, everybody=True)
    for rule in stale:
        _note(cursor, rule.code, rule.made_from)
    if answers:
        _follow_answers(cursor, [rule for rule in rules if rule not in stale], since=since, as_of=as_of)
    if made_from.get(_USAGE) != _usage_made_from():
        _keep_usage(cursor, cursor.execute(sql("usage_months")).fetchall(), as_of)
        _note(cursor, _USAGE, _usage_made_from())
    elif usage:
        _keep_usage(cursor, cursor.execute(sql("touched_months"), {"since": since}).fetchall(), as_of)


def rebuild(db: Database, actor: Actor) -> None:
    """Make everything that is kept anew from the facts."""
    with db.writing(actor, "derive", "") as write:
        forget(write.cursor)


def forget(cursor: duckdb.DuckDBPyConnection) -> None:
    """What is kept is no longer what the facts give: reads work it out until it is made again."""
    cursor.execute(sql("forget_all"))


def is_stale(db: Database) -> bool:
    """Whether what is kept was made by another program or another definition: reads are then right, but slower."""
    cursor = db.reading()
    made_from = _made_from(cursor)
    rules = rules_in_force(cursor, db.settings, db.clock())
    return made_from.get(_USAGE) != _usage_made_from() or any(
        made_from.get(rule.code) != rule.made_from for rule in rules
    )


def is_current(cursor: duckdb.DuckDBPyConnection, as_of: datetime, rule: Rule | None = None) -> bool:
    """Whether what is kept (the states of a rule, else usage) says what was known at `as_of` (UTC)."""
    row = cursor.execute(sql("kept_of"), {"name": rule.code if rule else _USAGE}).fetchone()
    assert row is not None
    latest, made_from = row
    return (latest is None or as_of >= latest) and made_from == (rule.made_from if rule else _usage_made_from())


def read_spans(cursor: duckdb.DuckDBPyConnection, rule: Rule, *, school_year: str, as_of: datetime) -> None:
    """Make the view `span` of this cursor: one row an establishment and period of the school year, as known at `as_of`.

    Columns: uai, from_day, until_day (excluded, NULL to the end of the year), heard_on (its first answer's day), state,
    missing, and of the answer that decides it answered_on, batch, sheet, cell. The view holds until the next call on this cursor.
    """
    if is_current(cursor, as_of, rule):
        cursor.execute(sql("set_indicator"), {"indicator": rule.code})
        cursor.execute(sql("set_school_year"), {"school_year": school_year})
        cursor.execute(sql("kept_span"))
        return
    make_spans(cursor, rule, school_year=school_year, as_of=as_of)


def usage_reading(cursor: duckdb.DuckDBPyConnection, text: str, as_of: datetime) -> str:
    """The text of a read of `standing.usage($as_of)`, from what is kept where that says the same."""
    if not is_current(cursor, as_of):
        return text
    return text.replace("standing.usage($as_of)", "(SELECT * FROM current_usage WHERE $as_of IS NOT NULL)")


def rules_in_force(cursor: duckdb.DuckDBPyConnection, settings: Settings, as_of: datetime) -> list[Rule]:
    """The rule of each adoption indicator of the catalogue, with the parameters that held at `as_of` (UTC)."""
    return [
        Rule(
            code=one.code,
            folder=one.folder,
            effective_question=one.effective_question,
            carries_over=one.carries_over,
            parameters=parameters_in_force(cursor, one, as_of=as_of),
        )
        for one in declared(settings.catalogue).values()
        if (one.folder / "rule.sql").exists()
    ]


def read_monthly_usage(
    cursor: duckdb.DuckDBPyConnection, *, service: str | None, as_of: datetime, profile: str | None = None
) -> None:
    """Make the view `monthly` of this cursor: one row an establishment, month and service, as known at `as_of`.

    Columns: uai, month, service, potential and unique_users (of the profiles of which both are told), accounts (of all),
    told_at (UTC, the earliest of them), and of the first profile batch, sheet and row_number. Every service unless one
    is named, all profiles together unless one is named. The view holds until the next call on this cursor.
    """
    cursor.execute(sql("set_service"), {"service": service})
    if profile is None and is_current(cursor, as_of):
        cursor.execute(sql("kept_monthly"))
        return
    cursor.execute(sql("set_as_of"), {"as_of": as_of})
    cursor.execute(sql("set_profile"), {"profile": profile})
    cursor.execute(sql("told_as_known"))
    cursor.execute(sql("monthly"))


def _follow_answers(
    cursor: duckdb.DuckDBPyConnection, rules: Sequence[Rule], *, since: datetime, as_of: datetime
) -> None:
    """The states of the establishments that the batches since then speak of, in the years that they may change."""
    batches = cursor.execute(sql("touched_batches"), {"since": since, "as_of": as_of}).fetchall()
    cursor.execute(sql("touched_establishments"), {"batches": [batch for batch, _ in batches]})
    told_in = {year for _, year in batches}
    for (year,) in cursor.execute(sql("campaign_years"), {"as_of": as_of}).fetchall():
        for rule in rules:
            if year in told_in or (rule.carries_over and any(told < year for told in told_in)):
                keep_spans(cursor, rule, school_year=year, as_of=as_of, everybody=False)


def months_together(months: Iterable[tuple[date, int]]) -> Iterator[dict[str, object]]:
    """Months cut in runs that memory holds, each as the parameters of a query. months: first day, number of facts."""
    run: list[date] = []
    facts = 0
    for month, count in months:
        if run and facts + count > _MOST_FACTS:
            yield {"months": run, "first": run[0], "last": run[-1]}
            run, facts = [], 0
        run.append(month)
        facts += count
    if run:
        yield {"months": run, "first": run[0], "last": run[-1]}


def _keep_usage(cursor: duckdb.DuckDBPyConnection, months: list[tuple[date, int]], as_of: datetime) -> None:
    for run in months_together(months):
        cursor.execute(sql("drop_usage"), {"months": run["months"]})
        cursor.execute(sql("keep_usage"), run | {"as_of": as_of})
        cursor.execute(sql("drop_monthly"), {"months": run["months"]})
        sum_kept_usage(cursor, run["months"])
        cursor.execute(sql("keep_monthly"))


def sum_kept_usage(cursor: duckdb.DuckDBPyConnection, months: object) -> None:
    """Make the view `monthly` of this cursor from the usage facts kept of some months, every service and profile."""
    cursor.execute(sql("set_months"), {"months": months})
    cursor.execute(sql("set_service"), {"service": None})
    cursor.execute(sql("set_profile"), {"profile": None})
    cursor.execute(sql("told_as_kept"))
    cursor.execute(sql("monthly"))


def _made_from(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(cursor.execute(sql("made_from")).fetchall())


def _usage_made_from() -> str:
    return sha256("\n".join([standing_text(), *map(sql, _USAGE_STEPS)]).encode()).hexdigest()


def _note(cursor: duckdb.DuckDBPyConnection, name: str, made_from: str) -> None:
    cursor.execute(sql("forget_made_from"), {"name": name})
    cursor.execute(sql("add_made_from"), {"name": name, "made_from": made_from})
