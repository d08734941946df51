"""Findings and their charts for the screens, made once for each state of the database and each situation.

Building a Plotly figure costs more than all the rest of a rerun, hence the charts are kept too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import streamlit as st

from data.seances.frozen import Listed, Snapshot, listed, read_snapshot
from indicators import explain, figures, reading, tables
from indicators.definitions import defined
from indicators.findings import Finding
from indicators.findings import finding as find
from indicators.forecast.table import with_projection
from indicators.situation import Situation
from indicators.where import tables as where_tables
from indicators.where import words
from indicators.where.standings import standings
from pages.shared import session


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure, and what it shows for who cannot see it. id: of this very picture, which is never changed."""

    figure: figures.Figure
    alt: str
    id: str = field(default_factory=lambda: uuid4().hex, init=False)


@dataclass(frozen=True, kw_only=True)
class Chart(Picture):
    """A picture with what is said under it, and its numbers."""

    caption: str
    table: tables.Table


def finding(code: str) -> Finding:
    """One indicator in the situation chosen."""
    situation = session.situation()
    return _finding(session.situation_key(code), code, situation)


def trajectory(code: str, *, briefly: bool = False) -> Chart:
    """The trajectory of one indicator in the situation chosen. briefly: what all of them draw is said elsewhere."""
    return _trajectory(session.situation_key(code, briefly, session.theme()), session.theme(), briefly, finding(code))


def refused(code: str) -> list[dict[str, Any]]:
    """The cells that kept rows out of the year's campaigns: see `indicators.explain.refused`."""
    return _refused(session.situation_key(code), finding(code))


def establishments(code: str, states: Sequence[str]) -> tables.Table:
    """The establishments of one indicator in the situation chosen, with their state; `states` keeps some, empty for all."""
    return _establishments(session.situation_key(code, tuple(states)), states, finding(code))


def by_group(code: str, group: str) -> Chart:
    """One indicator by group in the situation chosen."""
    theme = session.theme()
    return _by_group(session.situation_key(code, group, theme), theme, group, finding(code))


def exported(export: Callable[[Snapshot], bytes], seance: Listed) -> bytes:
    """A file of a séance, which is read whole only then."""
    return export(read_snapshot(session.database(), seance.id))


def seances() -> list[Listed]:
    """Every frozen séance, latest first, without its establishments: they are read once for each write."""
    return _seances(session.version())


@st.cache_resource(show_spinner=False, max_entries=4)
def _seances(version: str) -> list[Listed]:  # noqa: ARG001
    return listed(session.database())


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=200)
def _finding(key: str, _code: str, _situation: Situation) -> Finding:  # noqa: ARG001
    db = session.database()
    return find(db, defined(db, _code, _situation.as_of), _situation)


@st.cache_resource(show_spinner=False, max_entries=200)
def _trajectory(key: str, _theme: figures.Theme, _briefly: bool, _found: Finding) -> Chart:  # noqa: ARG001
    return Chart(
        figure=figures.trajectory(_found, _theme),
        alt=reading.alternative(_found),
        caption=reading.short_caption(_found) if _briefly else reading.caption(_found),
        table=with_projection(tables.trajectory_table(_found), _found),
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def _refused(key: str, _found: Finding) -> list[dict[str, Any]]:  # noqa: ARG001
    return explain.refused(session.database(), _found)


@st.cache_resource(show_spinner=False, max_entries=8)
def _establishments(key: str, _states: Sequence[str], _found: Finding) -> tables.Table:  # noqa: ARG001
    return tables.establishments_table(_found, _states)


@st.cache_resource(show_spinner=False, max_entries=200)
def _by_group(key: str, _theme: figures.Theme, _group: str, _found: Finding) -> Chart:  # noqa: ARG001
    stand = standings(session.database(), _found, _group)
    drawn = stand.largest(words.MOST_DRAWN)
    return Chart(
        figure=figures.group_dots(drawn, stand.territory, _theme),
        alt=words.groups_alternative(stand, drawn),
        caption=words.groups_caption(stand, drawn),
        table=where_tables.as_text(where_tables.standings_table(stand)),
    )
