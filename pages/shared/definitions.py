"""Definitions on the screen: the one in force, a control for each parameter, what a change would do, earlier versions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from data.database import Database
from data.definitions import Definition, Parameter, change_definition, in_force
from data.errors import Refusal
from indicators.definition import Adoption, Rate
from indicators.effect import Effect, effect
from indicators.french import instant
from indicators.situation import Situation
from pages.shared import session

Values = dict[str, bool | int]
Rows = list[dict[str, object]]
_NUMBER = 360  # pixels: the longest label on one line


def since(db: Database, one: Definition) -> str:
    """Which version it is, since when, by whom and why, in one sentence."""
    if one.recorded_at is None:
        return f"Version {one.version}, celle du catalogue : personne ne l'a changée."
    return (
        f"Version {one.version}, depuis le {instant(db.local(one.recorded_at))}, par {one.actor}. Motif : {one.reason}"
    )


def choose_values(indicator: Adoption | Rate) -> Values:
    """One control a parameter, in the order of its declaration, that starts from the value in force."""
    # A new version starts the controls anew: their key carries it.
    return {
        one.name: _control(one, indicator.parameters[one.name], key=f"{indicator.code}-{indicator.version}-{one.name}")
        for one in indicator.asked
    }


def _control(asked: Parameter, value: bool | int, *, key: str) -> bool | int:
    if asked.kind == "yes_no":
        return st.checkbox(asked.label, value=bool(value), help=asked.help or None, key=key)
    return st.number_input(
        asked.label,
        min_value=asked.minimum,
        max_value=asked.maximum,
        value=min(max(value, asked.minimum), asked.maximum),
        width=_NUMBER,
        help=f"{asked.help} De {asked.minimum} à {asked.maximum}.".strip(),
        key=key,
    )


def changed_meanwhile(indicator: Adoption | Rate, last: Definition) -> str:
    """That somebody else changed the definition since this session read it, '' when nobody did. Said once: it is then
    the one that was read."""
    read = st.session_state.setdefault("definitions_lues", {})
    before = read.get(indicator.code, last.version)
    read[indicator.code] = last.version
    if before == last.version:
        return ""
    return (
        f"La définition a été changée entre-temps par {last.actor} : relisez-la. Rien de ce que vous aviez choisi n'est "
        "enregistré."
    )


def decide(code: str, values: Mapping[str, bool | int], reason: str, *, read: Definition) -> None:
    """Decide a new version over the one that was read. Raises Refusal when it will not do, or no longer holds."""
    db = session.database()
    last = in_force(db, code, as_of=db.clock())
    if last.version != read.version:
        raise Refusal(f"La définition a été changée entre-temps par {last.actor} : relisez-la, puis décidez.")
    decided = change_definition(db, session.who(), code, values, reason)
    st.session_state["definitions_lues"][code] = decided.version


def preview(indicator: Adoption | Rate, values: Values) -> Effect:
    """What these values would change on the day chosen, in the whole territory: a definition holds for everybody."""
    situation = replace(session.situation(), filters={})
    key = (session.version(), indicator.code, *vars(situation).values(), *values.items())
    return _preview(repr(key), situation, indicator, values)


@st.cache_resource(show_spinner=False, max_entries=50)
def _preview(key: str, _situation: Situation, _indicator: Adoption | Rate, _values: Values) -> Effect:  # noqa: ARG001
    return effect(session.database(), _situation, _indicator, _values)


def versions_table(db: Database, indicator: Adoption | Rate, versions: Sequence[Definition]) -> Rows:
    """One row a version, the latest first, with what it changed."""
    changes = [said_change(indicator, before, after) for before, after in zip(versions, versions[1:], strict=False)]
    return [
        {
            "Version": one.version,
            "Depuis le": instant(db.local(one.recorded_at)) if one.recorded_at else "Catalogue",
            "Par": one.actor,
            "Motif": one.reason,
            "Ce qui change": change,
        }
        for one, change in reversed(list(zip(versions, ["Définition du catalogue", *changes], strict=True)))
    ]


def said_change(indicator: Adoption | Rate, before: Definition, after: Definition) -> str:
    """« Réunions par trimestre écoulé : 1 → 2 »."""
    return " ; ".join(
        f"{one.label} : {one.shown(before.parameters[one.name])} → {one.shown(after.parameters[one.name])}"
        for one in indicator.asked
        if before.parameters[one.name] != after.parameters[one.name]
    )
