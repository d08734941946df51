"""What the screen of usage shows, measured once for each state of the database and each situation."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from indicators import figures
from indicators.catalogue import catalogue
from indicators.definition import Rate
from indicators.usage import backdrop, measure, reading, tables
from indicators.usage.months import BASES, Basis, bases
from indicators.usage.names import service_name, types_in_words
from pages.shared import address, boxes, parts, session
from pages.shared.readings import Chart, Picture, finding
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
    return _tools(session.situation_key())


def choose(known: list[measure.Tool]) -> Asked:
    """The choices of the screen; each is kept in the address."""
    with st.container(horizontal=True), address.at_once():
        names = {service_name(tool.name): tool for tool in known}
        tool = names[boxes.one("Outil", list(names), name="outil", width=220)]
        services = {service_name(name): name for name in tool.services}
        chosen = boxes.one("Service", [_WHOLE, *services], name="service", width=220)
        service = services.get(chosen, tool.name)
        found = _usage(session.situation_key(tool.name, service), tool.name, service)
        profiles = found.profiles
        told = boxes.one("Profil", [_ALL, *profiles], name="profil", width=220)
        profile = None if told == _ALL else told
        shown = {BASES[basis]: basis for basis in bases(found.of(profile))}
        basis = shown[boxes.one("Montrer", list(shown), name="montrer", width=260)]
    return Asked(tool=tool, service=service, profile=profile, basis=basis)


def usage(asked: Asked) -> measure.Usage:
    """The months of what was chosen."""
    return _usage(session.situation_key(asked.tool.name, asked.service), asked.tool.name, asked.service)


def served(found: measure.Usage) -> str:
    """Whom the tool serves: « e-lyco : 140 collèges et 87 lycées », in words."""
    return f"{service_name(found.tool)} sert les {types_in_words(list(found.types))} de ce périmètre."


def months_chart(asked: Asked) -> Chart:
    """The chart of months."""
    theme = session.theme()
    return _months_chart(key(asked, theme), theme, asked)


def panels(asked: Asked) -> None:
    """One small picture a profile, on one scale, each with its number above it; then their numbers."""
    profiles, theme = usage(asked).profiles, session.theme()
    for start in range(0, len(profiles), _PANELS_IN_A_ROW):
        columns = st.columns(min(_PANELS_IN_A_ROW, len(profiles)))
        for column, profile in zip(columns, profiles[start : start + _PANELS_IN_A_ROW], strict=False):
            with column:
                picture, said = _panel(key(asked, profile, theme), theme, asked, profile)
                st.markdown(said)
                parts.picture(picture, key=f"profil_{profile}")
    with st.expander("Les nombres de ces graphiques"):
        read = key(asked, "panels")
        parts.table(_panels_table(read, asked), alt="Chaque mois, pour chaque profil.", read_as=read)


def _basis_of_panels(asked: Asked) -> Basis:
    return "potential" if asked.basis == "pupils" else asked.basis


def show_services(asked: Asked, shown: date) -> None:
    """The services of the tool in one month."""
    read = key(asked, "services", shown)
    parts.table(_services_table(read, asked, shown), alt="Usage de chaque service dans le mois.", read_as=read)


def show_types(asked: Asked, shown: date) -> None:
    """The types of establishments of the tool in one month."""
    read = key(asked, "types", shown)
    parts.table(_types_table(read, asked, shown), alt="Usage par type d'établissement dans le mois.", read_as=read)


def details(asked: Asked) -> tables.Table:
    """All that is measured each month."""
    return _details(key(asked), asked)


def _masked_elsewhere(tool: str, smallest: int) -> set[str]:
    """The types that the table of the tool's indicator masks: the same numbers would be here."""
    code = next((one.code for one in catalogue().values() if isinstance(one, Rate) and one.service == tool), None)
    return {line.value for line in finding(code).groups("type", smallest=smallest) if line.masked} if code else set()


def reports_set_aside(asked: Asked) -> tables.Table:
    """The reports that make no figure, and where they come from."""
    return _set_aside(key(asked), asked)


def key(asked: Asked, *what: object) -> str:
    """All that what is read of what was chosen depends on: the key of a cache."""
    return session.situation_key(asked.tool.name, asked.service, asked.profile, asked.basis, *what)


# What is kept is never changed, so sessions share it; the key says all that it depends on.
@st.cache_resource(show_spinner=False, max_entries=50)
def _tools(key: str) -> list[measure.Tool]:  # noqa: ARG001
    return measure.usage_tools(session.database(), session.situation())


@st.cache_resource(show_spinner=False, max_entries=100)
def _usage(key: str, _tool: str, _service: str) -> measure.Usage:  # noqa: ARG001
    return measure.measure_usage(session.database(), session.situation(), tool=_tool, service=_service)


@st.cache_resource(show_spinner=False, max_entries=100)
def _services_table(key: str, _asked: Asked, _shown: date) -> tables.Table:  # noqa: ARG001
    db = session.database()
    found = measure.measure_services(db, session.situation(), tool=_asked.tool, month=_shown)
    smallest = db.settings.smallest_published_group
    return tables.services_table(found, _asked.profile, _shown, _asked.basis, smallest=smallest)


@st.cache_resource(show_spinner=False, max_entries=100)
def _types_table(key: str, _asked: Asked, _shown: date) -> tables.Table:  # noqa: ARG001
    smallest = session.database().settings.smallest_published_group
    hidden = _masked_elsewhere(_asked.tool.name, smallest)
    return tables.types_table(usage(_asked), _asked.profile, _shown, _asked.basis, smallest=smallest, hidden=hidden)


@st.cache_resource(show_spinner=False, max_entries=100)
def _panels_table(key: str, _asked: Asked) -> tables.Table:  # noqa: ARG001
    return tables.panels_table(usage(_asked), _basis_of_panels(_asked))


@st.cache_resource(show_spinner=False, max_entries=100)
def _details(key: str, _asked: Asked) -> tables.Table:  # noqa: ARG001
    return tables.details(usage(_asked).of(_asked.profile))


@st.cache_resource(show_spinner=False, max_entries=100)
def _set_aside(key: str, _asked: Asked) -> tables.Table:  # noqa: ARG001
    db, situation = session.database(), session.situation()
    rows = measure.reports_set_aside(
        db, situation, tool=_asked.tool.name, service=_asked.service, profile=_asked.profile
    )
    return tables.set_aside(rows)


@st.cache_resource(show_spinner=False, max_entries=200)
def _months_chart(key: str, _theme: figures.Theme, _asked: Asked) -> Chart:  # noqa: ARG001
    found, settings = usage(_asked), session.database().settings
    profile, basis = _asked.profile, _asked.basis
    series = found.of(profile)
    return Chart(
        figure=figures.usage_months(series, basis, backdrop.backdrop(found, settings.holiday_zone), _theme),
        alt=reading.alternative(found, profile, basis),
        caption=reading.caption(found, profile, basis, zone=settings.holiday_zone, needed=settings.coverage_needed),
        table=tables.months_table(series, basis),
    )


@st.cache_resource(show_spinner=False, max_entries=400)
def _panel(key: str, _theme: figures.Theme, _asked: Asked, _profile: str) -> tuple[Picture, str]:  # noqa: ARG001
    found, basis = usage(_asked), _basis_of_panels(_asked)
    top = figures.usage_top([found.of(one) for one in found.profiles], basis)
    behind = backdrop.backdrop(found, session.database().settings.holiday_zone)
    said = reading.panel(found.of(_profile), basis)
    drawn = Picture(
        figure=figures.usage_months(found.of(_profile), basis, behind, _theme, top=top, small=True),
        alt=f"{_profile.capitalize()} : {said}. Les nombres sont dans le tableau qui suit.",
    )
    return drawn, f"**{plain(_profile.capitalize())}**  \n{plain(said)}"
