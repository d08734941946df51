"""Adoption: how many expected establishments are in each state, on each day, and which."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import duckdb
import pandas as pd

from data.database import Database
from data.derived import read_spans
from data.derived.rules import Rule
from data.reference.calendar import month_ends, school_year
from data.sql import SqlFolder
from indicators.definition import Adoption
from indicators.measure.expected import expecting
from indicators.measure.frame import as_frame
from indicators.measure.shelf import Shelf, state_of, view_of
from indicators.situation import UNKNOWN, Situation, check_group

sql = SqlFolder(__file__)
_periods = Shelf(kept=24)  # of each indicator, in as many situations as are remembered


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
    """counts: on the situation day. trajectory: each month's end, then that day. heard: the same days, with those only
    that had answered by then."""

    counts: Counts
    trajectory: tuple[Point, ...]
    heard: tuple[Point, ...]
    read_states: Callable[[], pd.DataFrame]

    @cached_property
    def states(self) -> pd.DataFrame:
        """One row an expected establishment (uai, name, the groups, pupils, latitude, longitude, nature, state, missing,
        answered_on, file_name, sheet, cell, batch), read when first asked for: a synthesis needs none."""
        return self.read_states()


def measure_adoption(
    db: Database, indicator: Adoption, situation: Situation, cursor: duckdb.DuckDBPyConnection | None = None
) -> AdoptionMeasure:
    """Counts of one adoption indicator in one situation. cursor: of `expecting`, when several measures share it."""
    if cursor is None:
        with expecting(db, situation, described=False) as own:
            return measure_adoption(db, indicator, situation, own)
    rows = _count(db, cursor, indicator, situation, group=None)
    trajectory = tuple(_point(row[1:6]) for row in rows)
    return AdoptionMeasure(
        counts=trajectory[-1].counts,
        trajectory=trajectory,
        heard=tuple(_point((*row[1:3], *row[6:9])) for row in rows),
        read_states=lambda: _states(db, indicator, situation),
    )


def trajectories(db: Database, indicator: Adoption, situation: Situation, group: str) -> dict[str, tuple[Point, ...]]:
    """Value of the group -> counts at each month's end, then on the situation day, of its establishments.

    Small groups are there too: who shows them masks them. Raises Refusal when there is no such group.
    """
    points: dict[str, list[Point]] = {}
    with expecting(db, situation) as cursor:
        for row in _count(db, cursor, indicator, situation, group=check_group(group)):
            points.setdefault(row[0], []).append(_point(row[1:6]))
    return {value: tuple(its_points) for value, its_points in points.items()}


def _count(
    db: Database, cursor: duckdb.DuckDBPyConnection, indicator: Adoption, situation: Situation, *, group: str | None
) -> list[tuple[Any, ...]]:
    key = (*state_of(db, situation), indicator.code, applied_rule(indicator).made_from, group)
    # The day says which groups, and whom the filters keep.
    key += view_of(situation) if group or situation.filters else ()
    days = month_ends(school_year(situation.school_year), situation.on)
    asked = {"unknown": UNKNOWN, "days": days, "last_day": days[-1], "is_grouped": group is not None}

    def make(name: str) -> None:
        _read_spans(cursor, indicator, situation)
        cursor.execute(_grouped("periods", group).replace("a_table", name), {"unknown": UNKNOWN})

    with _periods.lend(db, cursor, key, make) as periods:
        return cursor.execute(_grouped("count_by_day", group).replace("the_periods", periods), asked).fetchall()


def _grouped(name: str, group: str | None) -> str:
    return sql(name).replace("a_group", group or "NULL")


def _point(row: tuple[Any, ...]) -> Point:
    day, expected, yes, partial, no = row
    return Point(day=day, counts=Counts(yes=yes, partial=partial, no=no, silent=expected - yes - partial - no))


def _states(db: Database, indicator: Adoption, situation: Situation) -> pd.DataFrame:
    with expecting(db, situation) as cursor:
        _read_spans(cursor, indicator, situation)
        return as_frame(cursor.execute(sql("states_on"), {"on_day": situation.on}))


def applied_rule(indicator: Adoption) -> Rule:
    """The indicator's rule as it is applied to answers."""
    return Rule(
        code=indicator.code,
        folder=indicator.folder,
        effective_question=indicator.effective_question,
        carries_over=indicator.carries_over,
        parameters=indicator.parameters,
    )


def _read_spans(cursor: duckdb.DuckDBPyConnection, indicator: Adoption, situation: Situation) -> None:
    read_spans(cursor, applied_rule(indicator), school_year=situation.school_year, as_of=situation.as_of)
