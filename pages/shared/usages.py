"""What the screen of usage shows, measured once for each state of the database and each situation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from indicators import figures
from indicators.catalogue import catalogue
from indicators.definition import Rate
from indicators.usage import backdrop, measure, reading, tables
from indicators.usage.months import BASES, Basis, Series, bases
from indicators.usage.names import service_name, types_in_words
from pages.shared import parts, session
from pages.shared.readings import Chart, Key, finding
from pages.shared.text import plain

_WHOLE, _ALL = "L'outil entier", "Tous les profils"
_PANELS_IN_A_ROW = 4


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was chosen on the screen. profile: None for all together."""

    tool: measure.Tool
    service: str
    profile: str | None
    basis: Basis


def tools() -> list[measure.Tool]:
    """The tools reported in the situation chosen."""
    return _tools(_key())


def choose(known: list[measure.Tool]) -> Asked:
    """The choices of the screen; each is kept in the address."""
    with st.container(horizontal=True):
        names = {service_name(tool.name): tool for tool in known}
        tool = names[st.selectbox("Outil", list(names), key="outil", bind="query-params", width=220)]
        services = {service_name(name): name for name in tool.services}
        chosen = st.selectbox("Service", [_WHOLE, *services], key="service", bind="query-params", width=220)
        service = services.get(chosen, tool.name)
        profiles = _usage(_key(), tool.name, service).profiles
        told = st.selectbox("Profil", [_ALL, *profiles], key="profil", bind="query-params", width=220)
        profile = None if told == _ALL else told
        shown = {BASES[basis]: basis for basis in bases(_usage(_key(), tool.name, service).of(profile))}
        basis = shown[st.selectbox("Montrer", list(shown), key="montrer", bind="query-params", width=260)]
    return Asked(tool=tool, service=service, profile=profile, basis=basis)


def usage(asked: Asked) -> measure.Usage:
    """The months of what was chosen."""
    return _usage(_key(), asked.tool.name, asked.service)


def served(found: measure.Usage) -> str:
    """Whom the tool serves: « e-lyco : 140 collèges et 87 lycées », in words."""
    return f"{service_name(found.tool)} sert les {types_in_words(list(found.types))} de ce périmètre."


def months_chart(asked: Asked) -> Chart:
    """The chart of months."""
    return _months_chart(_key(), session.theme(), asked.tool.name, asked.service, asked.profile, asked.basis)


def panels(asked: Asked) -> None:
    """One small picture a profile, on one scale, each with its number above it; then their numbers."""
    found = usage(asked)
    profiles = found.profiles
    for start in range(0, len(profiles), _PANELS_IN_A_ROW):
        columns = st.columns(min(_PANELS_IN_A_ROW, len(profiles)))
        for column, profile in zip(columns, profiles[start : start + _PANELS_IN_A_ROW], strict=False):
            with column:
                said = reading.panel(found.of(profile), _basis_of_panels(asked))
                st.markdown(f"**{plain(profile.capitalize())}**  \n{plain(said)}")
                picture = _panel(
                    _key(), session.theme(), asked.tool.name, asked.service, profile, _basis_of_panels(asked)
                )
                st.plotly_chart(
                    picture,
                    config=parts.CHART,
                    alt=f"{profile.capitalize()} : {said}. Les nombres sont dans le tableau qui suit.",
                    key=f"profil_{profile}",
                    theme=None,
                )
    with st.expander("Les nombres de ces graphiques"):
        parts.table(tables.panels_table(found, _basis_of_panels(asked)), alt="Chaque mois, pour chaque profil.")


def _basis_of_panels(asked: Asked) -> Basis:
    return "potential" if asked.basis == "pupils" else asked.basis


def services(asked: Asked, shown: date) -> tables.Table:
    """The services of the tool in one month."""
    found = _services(_key(), asked.tool.name, shown)
    smallest = session.database().settings.smallest_published_group
    return tables.services_table(found, asked.profile, shown, asked.basis, smallest=smallest)


def types(asked: Asked, shown: date) -> tables.Table:
    """The types of establishments of the tool in one month."""
    smallest = session.database().settings.smallest_published_group
    hidden = _masked_elsewhere(asked.tool.name, smallest)
    return tables.types_table(usage(asked), asked.profile, shown, asked.basis, smallest=smallest, hidden=hidden)


def _masked_elsewhere(tool: str, smallest: int) -> set[str]:
    """The types that the table of the tool's indicator masks: the same numbers would be here."""
    code = next((one.code for one in catalogue().values() if isinstance(one, Rate) and one.service == tool), None)
    return {line.value for line in finding(code).groups("type", smallest=smallest) if line.masked} if code else set()


def reports_set_aside(asked: Asked) -> tables.Table:
    """The reports that make no figure, and where they come from."""
    return _set_aside(_key(), asked.tool.name, asked.service, asked.profile)


def _key() -> Key:
    situation = session.situation()
    return (session.version(), situation.school_year, situation.on, situation.as_of, *situation.filters.items())


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=50)
def _tools(key: Key) -> list[measure.Tool]:  # noqa: ARG001
    return measure.usage_tools(session.database(), session.situation())


@st.cache_resource(show_spinner=False, max_entries=100)
def _usage(key: Key, tool: str, service: str) -> measure.Usage:  # noqa: ARG001
    return measure.measure_usage(session.database(), session.situation(), tool=tool, service=service)


@st.cache_resource(show_spinner=False, max_entries=100)
def _services(key: Key, tool: str, shown: date) -> Mapping[str, Mapping[measure.Key, Series]]:
    held = next(one for one in _tools(key) if one.name == tool)
    return measure.measure_services(session.database(), session.situation(), tool=held, month=shown)


@st.cache_resource(show_spinner=False, max_entries=100)
def _set_aside(key: Key, tool: str, service: str, profile: str | None) -> tables.Table:  # noqa: ARG001
    db, situation = session.database(), session.situation()
    rows = measure.reports_set_aside(db, situation, tool=tool, service=service, profile=profile)
    return tables.set_aside(rows)


@st.cache_resource(show_spinner=False, max_entries=200)
def _months_chart(key: Key, theme: figures.Theme, tool: str, service: str, profile: str | None, basis: Basis) -> Chart:
    found, settings = _usage(key, tool, service), session.database().settings
    series = found.of(profile)
    return Chart(
        figure=figures.usage_months(series, basis, backdrop.backdrop(found, settings.holiday_zone), theme),
        alt=reading.alternative(found, profile, basis),
        caption=reading.caption(found, profile, basis, zone=settings.holiday_zone, needed=settings.coverage_needed),
        table=tables.months_table(series, basis),
    )


@st.cache_resource(show_spinner=False, max_entries=400)
def _panel(key: Key, theme: figures.Theme, tool: str, service: str, profile: str, basis: Basis) -> figures.Figure:
    found = _usage(key, tool, service)
    top = figures.usage_top([found.of(one) for one in found.profiles], basis)
    behind = backdrop.backdrop(found, session.database().settings.holiday_zone)
    return figures.usage_months(found.of(profile), basis, behind, theme, top=top, small=True)
