"""Adoption: how many expected establishments are in each state, on each day, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from data.database import Database
from data.reference.calendar import month_ends, school_year
from data.returns.questions import load_questions
from data.sql import SqlFolder
from indicators.definition import Adoption
from indicators.situation import GROUPS, UNKNOWN, Situation, check_group

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Numbers of establishments. low counts the silent as non, high counts them as oui."""

    yes: int
    partial: int
    no: int
    silent: int

    @property
    def expected(self) -> int:
        """All the establishments asked."""
        return self.answered + self.silent

    @property
    def answered(self) -> int:
        """Those of which something is known."""
        return self.yes + self.partial + self.no

    @property
    def low(self) -> int:
        """What is known for sure."""
        return self.yes

    @property
    def high(self) -> int:
        """What it would be if every silent one said oui."""
        return self.yes + self.silent


@dataclass(frozen=True, kw_only=True)
class Point:
    """The counts on one day, as known now."""

    day: date
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class AdoptionMeasure:
    """counts: on the situation day. trajectory: each month's end, then that day. states: one row an establishment
    (uai, name, the groups, pupils, state, missing, answered_on, file_name, sheet, cell, batch)."""

    counts: Counts
    trajectory: tuple[Point, ...]
    states: pd.DataFrame


def measure_adoption(db: Database, indicator: Adoption, situation: Situation) -> AdoptionMeasure:
    """States and counts of one adoption indicator in one situation."""
    cursor = db.reading()
    days = month_ends(school_year(situation.school_year), situation.on)
    expect(cursor, situation)
    stand(cursor, db, indicator, situation, days)
    rule(cursor, indicator)
    rows = cursor.execute(sql("count_by_day"), {"days": days}).fetchall()
    trajectory = tuple(
        Point(day=row[0], counts=Counts(yes=row[1], partial=row[2], no=row[3], silent=row[4])) for row in rows
    )
    states = cursor.execute(sql("states_on"), {"on_day": situation.on}).df()
    cursor.close()
    return AdoptionMeasure(counts=trajectory[-1].counts, trajectory=trajectory, states=states)


def trajectories(db: Database, indicator: Adoption, situation: Situation, group: str) -> dict[str, tuple[Point, ...]]:
    """Value of the group -> counts at each month's end, then on the situation day, of its establishments.

    Small groups are there too: who shows them masks them. Raises Refusal when there is no such group.
    """
    cursor = db.reading()
    days = month_ends(school_year(situation.school_year), situation.on)
    expect(cursor, situation)
    stand(cursor, db, indicator, situation, days)
    rule(cursor, indicator)
    asked = {"group": check_group(group), "unknown": UNKNOWN, "days": days}
    points: dict[str, list[Point]] = {}
    for value, day, yes, partial, no, silent in cursor.execute(sql("count_by_group"), asked).fetchall():
        counts = Counts(yes=yes, partial=partial, no=no, silent=silent)
        points.setdefault(value, []).append(Point(day=day, counts=counts))
    cursor.close()
    return {value: tuple(its_points) for value, its_points in points.items()}


def expect(cursor: duckdb.DuckDBPyConnection, situation: Situation, types: Sequence[str] = ()) -> None:
    """Make the table expected_establishment of this cursor; `types` restricts it, empty for all."""
    filters = {group: situation.filters.get(group) for group in GROUPS}
    cursor.execute(
        sql("expected_establishments"),
        {
            "school_year": situation.school_year,
            "on_day": situation.on,
            "as_of": situation.as_of,
            "types": list(types),
            **filters,
        },
    )


def stand(
    cursor: duckdb.DuckDBPyConnection, db: Database, indicator: Adoption, situation: Situation, days: Sequence[date]
) -> None:
    """Make the table standing_answer of this cursor, for the indicator's own questions."""
    questions = [
        q.code for q in load_questions(db.settings.catalogue) if q.indicator == indicator.code and not q.private
    ]
    cursor.execute(
        sql("standing_answers"),
        {
            "questions": questions,
            "effective_question": indicator.effective_question or "",
            "carries_over": indicator.carries_over,
            "school_year": situation.school_year,
            "as_of": situation.as_of,
            "days": list(days),
        },
    )


def rule(cursor: duckdb.DuckDBPyConnection, indicator: Adoption) -> None:
    """Make the table `ruled` of this cursor by the indicator's own rule.sql over standing_answer."""
    text = (indicator.folder / "rule.sql").read_text(encoding="utf-8")
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE ruled AS {text}", dict(indicator.parameters))
