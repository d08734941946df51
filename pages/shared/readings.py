"""Findings and their charts for the screens, made once for each state of the database and each situation.

Building a Plotly figure costs more than all the rest of a rerun, hence the charts are kept too.
"""

from dataclasses import dataclass

import streamlit as st

from indicators import figures, reading, tables
from indicators.catalogue import find_indicator
from indicators.findings import Finding
from indicators.findings import finding as find
from indicators.situation import GROUPS, Situation
from indicators.snapshots.freeze import Snapshot, snapshots
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


def by_group(code: str, group: str) -> Chart:
    """One indicator by group in the situation chosen."""
    return _by_group(_key(code, session.situation()), session.theme(), group, finding(code))


def seances() -> list[Snapshot]:
    """Every frozen séance, latest first. Each weighs close to a megabyte: they are read once for each write."""
    return _seances(session.version())


@st.cache_resource(show_spinner=False, max_entries=4)
def _seances(version: str) -> list[Snapshot]:  # noqa: ARG001
    return snapshots(session.database())


def _key(code: str, situation: Situation) -> Key:
    return (session.version(), code, situation.school_year, situation.on, situation.as_of, *situation.filters.items())


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=200)
def _finding(key: Key, code: str, _situation: Situation) -> Finding:  # noqa: ARG001
    return find(session.database(), find_indicator(code), _situation)


@st.cache_resource(show_spinner=False, max_entries=200)
def _trajectory(key: Key, theme: figures.Theme, _found: Finding) -> Chart:  # noqa: ARG001
    return Chart(
        figure=figures.trajectory(_found, theme),
        alt=reading.alternative(_found),
        caption=reading.caption(_found),
        table=tables.trajectory_table(_found),
    )


@st.cache_resource(show_spinner=False, max_entries=200)
def _by_group(key: Key, theme: figures.Theme, group: str, _found: Finding) -> Chart:  # noqa: ARG001
    lines = _found.groups(group, smallest=session.database().settings.smallest_published_group)
    rate = _found.indicator.kind == "rate"
    return Chart(
        figure=figures.group_bars(lines, theme, rate=rate),
        alt=reading.groups_alternative(lines, GROUPS[group]),
        caption=reading.groups_caption(lines, _found, rate=rate),
        table=tables.groups_table(lines, GROUPS[group], rate=rate),
    )
