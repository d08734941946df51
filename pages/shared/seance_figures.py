"""The part of the screens that opens a frozen séance: which one, and its charts, drawn from what was frozen alone."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from data.seances.frozen import Listed, Snapshot, read_snapshot
from indicators import figures, reading
from indicators.exports.seance import DEMONSTRATION, Seance, read_seance
from indicators.findings import Finding
from indicators.forecast.table import with_projection
from indicators.french import day
from indicators.situation import GROUPS
from indicators.snapshots import tables
from indicators.snapshots.thaw import forecast_said, thaw
from indicators.tables import Table, trajectory_table
from pages.shared import parts, readings, records, session
from pages.shared.first_steps import first_steps
from pages.shared.readings import Chart
from pages.shared.text import plain

PAGE = "pages/consulter/seance.py"
COMPARE = "pages/consulter/comparer.py"


def any_seance() -> bool:
    """True when there is a séance to open; otherwise says the next step, which leads to its page."""
    if readings.seances():
        return True
    if first_steps():
        st.info(
            "Aucune séance n'est encore figée : figez la situation d'un comité, elle pourra être rouverte et comparée."
        )
        st.page_link("pages/gerer/seances.py", label="Figer une séance", icon=":material/arrow_forward:")
    return False


def names() -> dict[str, str]:
    """The séances as choices, the latest first: id -> label and day."""
    return {str(one.id): f"{one.label} (situation au {day(one.situation_on)})" for one in readings.seances()}


def choose(label: str, offered: Mapping[str, str], *, name: str, usual: str | None = None) -> str | None:
    """Choose by a label what the address knows by an id (?seance=...): the usual one, else the first, unless told; None
    for an unknown id.

    The address wins when it changed: a link, or the browser's back button.
    """
    state, asked = st.session_state, st.query_params.get(name)
    if asked and asked != state.get(f"{name}_vue"):
        state[f"{name}_vue"] = asked
        state[f"{name}_inconnue"] = asked not in offered
        state[f"{name}_choisie"] = asked if asked in offered else next(iter(offered))
    say = offered.__getitem__
    if state.get(f"{name}_inconnue"):
        st.warning("Cette adresse parle d'une séance qui n'est pas dans la base : choisissez-en une dans la liste.")
        key = f"{name}_a_choisir"
        st.selectbox(label, list(offered), format_func=say, index=None, key=key, on_change=_settle, args=(name,))
        return None
    choices = list(offered)
    place = choices.index(usual) if usual else 0
    chosen = st.selectbox(label, choices, place, format_func=say, key=f"{name}_choisie", persist_state="session")
    state[f"{name}_vue"] = chosen
    if asked != chosen:
        st.query_params[name] = chosen
    return chosen


def _settle(name: str) -> None:
    """One was chosen in place of the unknown one."""
    st.session_state[f"{name}_choisie"] = st.session_state[f"{name}_a_choisir"]
    st.session_state[f"{name}_inconnue"] = False


def opened(chosen: str) -> Seance:
    """The whole séance of that id, as exports read it."""
    return _opened(session.version(), chosen)


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(version: str, chosen: str) -> Seance:  # noqa: ARG001
    return read_seance(whole(chosen))


def listed(chosen: str) -> Listed:
    """The séance of that id without its establishments."""
    return next(one for one in readings.seances() if str(one.id) == chosen)


# What is kept is never changed, so sessions share it; the key says all that it depends on (what the committee says of a
# séance may still change, hence the version).
def whole(chosen: str) -> Snapshot:
    """The séance of that id as it was frozen."""
    return _whole(session.version(), chosen)


@st.cache_resource(show_spinner=False, max_entries=8)
def _whole(version: str, chosen: str) -> Snapshot:  # noqa: ARG001
    return read_snapshot(session.database(), UUID(chosen))


def findings(chosen: str) -> list[tuple[dict[str, Any], Finding]]:
    """Each indicator of the séance: as frozen, and as screens and figures read it."""
    return _findings(session.version(), chosen)


@st.cache_resource(show_spinner=False, max_entries=8)
def _findings(version: str, chosen: str) -> list[tuple[dict[str, Any], Finding]]:  # noqa: ARG001
    payload = whole(chosen).payload
    return [(entry, thaw(payload, entry)) for entry in payload["indicators"]]


@st.cache_resource(show_spinner=False, max_entries=8)
def _charts(version: str, theme: figures.Theme, chosen: str) -> dict[str, Chart]:  # noqa: ARG001
    return {
        entry["code"]: Chart(
            figure=figures.trajectory(found, theme),
            alt=reading.alternative(found),
            caption=reading.short_caption(found),
            table=with_projection(trajectory_table(found), found),
        )
        for entry, found in findings(chosen)
    }


@st.cache_resource(show_spinner=False, max_entries=8)
def _states(version: str, chosen: str) -> Table:  # noqa: ARG001
    return tables.states_table(whole(chosen).payload["indicators"])


@st.cache_resource(show_spinner=False, max_entries=8)
def _groups(version: str, chosen: str) -> dict[tuple[str, str], Table]:  # noqa: ARG001
    entries = whole(chosen).payload["indicators"]
    return {(one["code"], group): tables.groups_table(one, group) for one in entries for group in one["groups"]}


def context(seance: Seance) -> str:
    """Territory, school year and filters; that it is a demonstration, where the head of the screen does not say it."""
    return seance.context.removesuffix(f" · {DEMONSTRATION}") if records.is_demonstration() else seance.context


def establishments(chosen: str, text: str) -> Table:
    """Every establishment with its state by indicator; those that hold each word of the text, when there is one."""
    return tables.holding(_states(session.version(), chosen), text)


def card(chosen: str, entry: Mapping[str, Any], found: Finding, judgement: str) -> None:
    """One indicator as on the synthesis: verdict, numbers, trajectory; then what the committee said, groups, definition."""
    st.subheader(plain(entry["label"]), anchor=False)
    words, picture = st.columns([2, 3], gap="large")
    with words:
        parts.verdict_badge(found)
        st.markdown(plain(entry["sentence"]))
        if said := forecast_said(entry):
            st.markdown(plain(said))
        parts.verdict_numbers(found)
        if judgement:
            st.markdown(f"**Avis du comité**\n\n> {plain(judgement)}")
    with picture:
        charts = _charts(session.version(), session.theme(), chosen)
        parts.chart(charts[entry["code"]], key=f"trajectoire_{entry['code']}")
    show = partial(_groups_and_definition, chosen, entry)
    parts.once_open("Par groupe, et la définition", f"groupes_{entry['code']}", show)


def _groups_and_definition(chosen: str, entry: Mapping[str, Any]) -> None:
    st.markdown(plain(f"Définition, version {entry['definition_version']}. {entry['rule']}"))
    for group in sorted(entry["groups"], key=list(GROUPS).index):
        if entry["groups"][group]:
            alt = f"{entry['short_label']} : {GROUPS[group].lower()}, petits groupes masqués."
            parts.table(_groups(session.version(), chosen)[entry["code"], group], alt=alt)


def counted(chosen: str, states: Table) -> str:
    """How much of the list is shown."""
    return reading.listed(len(states), len(_states(session.version(), chosen)))


def day_of(since: Mapping[str, Any]) -> date:
    """The day that the séance before described."""
    return date.fromisoformat(since["on"])


def compare_link(label: str, before: str, after: str) -> None:
    """To what changed from a séance to another, or to « maintenant »."""
    link = {"avant": before, "apres": after}
    st.page_link(COMPARE, label=label, icon=":material/arrow_forward:", query_params=link)


def open_link(label: str, seance: Listed) -> None:
    """To a séance, read-only."""
    st.page_link(PAGE, label=label, icon=":material/arrow_forward:", query_params={"seance": str(seance.id)})
