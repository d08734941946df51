"""Groups, courses, map and cross table for the screens, made once for each state of the database and each situation."""

from dataclasses import dataclass

import streamlit as st

from data.errors import Refusal
from data.reference.outline import Ring, read_outline
from indicators import figures
from indicators.findings import Finding
from indicators.where import captions, tables
from indicators.where.cross import Cross
from indicators.where.cross import cross as find_cross
from indicators.where.panels import panels
from indicators.where.places import places
from indicators.where.standings import Standings
from indicators.where.standings import standings as find_standings
from pages.shared import session
from pages.shared.readings import Chart, Picture, finding


@dataclass(frozen=True, kw_only=True)
class Map(Picture):
    """A map with what is said of it. shapes: what each shape means. warning: why the outline supplied is not drawn."""

    caption: str
    shapes: str
    warning: str


def standings(code: str, group: str) -> Standings:
    """Where the groups of one indicator stand in the situation chosen."""
    return _standings(session.situation_key(code, group), group, finding(code))


def standings_table(code: str, group: str) -> tables.Table:
    """All the groups, with numbers that a screen can sort."""
    return _standings_table(session.situation_key(code, group), standings(code, group))


def courses(code: str, group: str) -> Chart:
    """The course of each group through the year."""
    theme = session.theme()
    return _courses(session.situation_key(code, group, theme), theme, standings(code, group))


def establishment_map(code: str) -> Map:
    """The map of the establishments in the situation chosen."""
    return _map(session.situation_key(code, session.theme()), session.theme(), finding(code))


def cross(code: str, rows: str, columns: str) -> Cross:
    """One indicator by two groups at once."""
    return _cross(session.situation_key(code, rows, columns), rows, columns, finding(code))


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=200)
def _standings(key: str, _group: str, _found: Finding) -> Standings:  # noqa: ARG001
    return find_standings(session.database(), _found, _group)


@st.cache_resource(show_spinner=False, max_entries=200)
def _standings_table(key: str, _found: Standings) -> tables.Table:  # noqa: ARG001
    return tables.standings_table(_found)


@st.cache_resource(show_spinner=False, max_entries=100)
def _courses(key: str, _theme: figures.Theme, _found: Standings) -> Chart:  # noqa: ARG001
    drawn = panels(session.database(), _found)
    return Chart(
        figure=figures.small_multiples(drawn, _theme),
        alt=captions.panels_alternative(drawn, _found),
        caption=captions.panels_caption(drawn, _found),
        table=tables.panels_table(drawn, _found),
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def _map(key: str, _theme: figures.Theme, _found: Finding) -> Map:  # noqa: ARG001
    settings = session.database().settings
    outline: tuple[Ring, ...] = ()
    warning = ""
    try:
        outline = read_outline(settings.outline) if settings.outline else ()
    except Refusal as refusal:
        warning = str(refusal)
    found = places(_found, territory_code=settings.territory_code, outline=outline)
    return Map(
        figure=figures.establishment_map(found, _theme),
        alt=captions.map_alternative(found),
        caption=captions.map_caption(found),
        shapes=captions.map_key(found),
        warning=warning,
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def _cross(key: str, _rows: str, _columns: str, _found: Finding) -> Cross:  # noqa: ARG001
    return find_cross(_found, _rows, _columns, smallest=session.database().settings.smallest_published_group)
