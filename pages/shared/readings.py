"""Findings and their charts for the screens, made once for each state of the database and each situation.

Building a Plotly figure costs more than all the rest of a rerun, hence the charts are kept too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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

Key = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A figure with what is said of it: for who cannot see it, under it, and its numbers."""

    figure: figures.Figure
    alt: str
    caption: str
    table: tables.Table


def finding(code: str) -> Finding:
    """One indicator in the situation chosen."""
    situation = session.situation()
    return _finding(_key(code, situation), code, situation)


def trajectory(code: str) -> Chart:
    """The trajectory of one indicator in the situation chosen."""
    return _trajectory(_key(code, session.situation()), session.theme(), finding(code))


def refused(code: str) -> list[dict[str, Any]]:
    """The cells that kept rows out of the year's campaigns: see `indicators.explain.refused`."""
    return _refused(_key(code, session.situation()), finding(code))


def by_group(code: str, group: str) -> Chart:
    """One indicator by group in the situation chosen."""
    return _by_group(_key(code, session.situation()), session.theme(), group, finding(code))


def key(code: str) -> Key:
    """All that what is read of one indicator in the situation chosen depends on: the key of a cache."""
    return _key(code, session.situation())


def exported(export: Callable[[Snapshot], bytes], seance: Listed) -> bytes:
    """A file of a séance, which is read whole only then."""
    return export(read_snapshot(session.database(), seance.id))


def seances() -> list[Listed]:
    """Every frozen séance, latest first, without its establishments: they are read once for each write."""
    return _seances(session.version())


@st.cache_resource(show_spinner=False, max_entries=4)
def _seances(version: str) -> list[Listed]:  # noqa: ARG001
    return listed(session.database())


def _key(code: str, situation: Situation) -> Key:
    return (session.version(), code, situation.school_year, situation.on, situation.as_of, *situation.filters.items())


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=200)
def _finding(key: Key, code: str, _situation: Situation) -> Finding:  # noqa: ARG001
    db = session.database()
    return find(db, defined(db, code, _situation.as_of), _situation)


@st.cache_resource(show_spinner=False, max_entries=200)
def _trajectory(key: Key, theme: figures.Theme, _found: Finding) -> Chart:  # noqa: ARG001
    return Chart(
        figure=figures.trajectory(_found, theme),
        alt=reading.alternative(_found),
        caption=reading.caption(_found),
        table=with_projection(tables.trajectory_table(_found), _found),
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def _refused(key: Key, _found: Finding) -> list[dict[str, Any]]:  # noqa: ARG001
    return explain.refused(session.database(), _found)


@st.cache_resource(show_spinner=False, max_entries=200)
def _by_group(key: Key, theme: figures.Theme, group: str, _found: Finding) -> Chart:  # noqa: ARG001
    stand = standings(session.database(), _found, group)
    drawn = stand.largest(words.MOST_DRAWN)
    return Chart(
        figure=figures.group_dots(drawn, stand.territory, theme),
        alt=words.groups_alternative(stand, drawn),
        caption=words.groups_caption(stand, drawn),
        table=where_tables.as_text(where_tables.standings_table(stand)),
    )
