"""The part of the page of an item that is about an action: its state, its steps, its notes, what its indicators did."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from data.plan import Item
from indicators.french import day
from indicators.plan.actions import Action, Step
from indicators.plan.effect import UNTOLD, Effect, Territory, effect_rows, effects, no_cause
from indicators.plan.words import state_text
from pages.shared import parts, plan, plan_board, plan_items, session
from pages.shared import plan_words as words
from pages.shared.plan_forms import change_some, edit_form
from pages.shared.text import plain

_EARLIEST = date(1990, 1, 1)


def action_of(item: Item) -> Action:
    """The action as it stands on the day chosen on the left."""
    return next(action for action in plan.its_actions() if action.item.id == item.id)


def state(action: Action) -> None:
    """Its state, and which day or step decides it."""
    st.badge(state_text(action.state), color=plan_board.TONES[action.state])
    st.markdown(f"**{plain(words.state_why(action))}**")


def steps(action: Action) -> None:
    """Its steps by due day, each done or to do, with the button that says it is done."""
    st.subheader("Étapes", anchor=False)
    if not action.steps:
        st.caption("Aucune étape : l'état de l'action suit ses propres jours.")
    for step in sorted(action.steps, key=lambda one: one.due_on or date.max):
        _step(step)
    told = {"action": str(action.item.id)}
    plan_items.adding(
        "step", "Ajouter une étape", key=f"etape_{action.item.id}", preset=told, only=("title", "due_on", "done_on")
    )


def _step(step: Step) -> None:
    with st.container(border=True):
        sign, said = _step_said(step)
        st.markdown(f"{sign} {plain(step.item.title)} · {plain(said)}")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            if not step.done and plan.can_change():
                _done(step.item)
            plan_items.open_link(step.item)


def _step_said(step: Step) -> tuple[str, str]:
    due = f"pour le {day(step.due_on)}" if step.due_on else "sans échéance"
    if step.done and step.done_on:
        return "✓", f"faite le {day(step.done_on)}"
    return ("▼", f"en retard, {due}") if step.late else ("○", due)


def _done(item: Item) -> None:
    done_on = st.date_input(
        f"{item.ref} est faite le",
        value=plan.usual_day(),
        format="DD/MM/YYYY",
        min_value=_EARLIEST,
        max_value=session.database().today(),
        key=f"faite_le_{item.id}",
        width=170,
    )
    if st.button("Faite", key=f"faite_{item.id}") and plan.attempt(
        lambda: change_some(item, done_on=done_on), done=f"Étape {item.ref} : faite le {day(done_on)}.", before=item
    ):
        st.rerun()


def notes(action: Action) -> None:
    """What was written of it, the latest first."""
    st.subheader("Notes", anchor=False)
    for note in sorted(action.notes, key=lambda one: one.line("written_on"), reverse=True):
        written_on = note.day("written_on")
        with st.container(border=True):
            st.markdown(f"**{plain(note.title)}**{f' · {day(written_on)}' if written_on else ''}")
            if note.line("text"):
                st.markdown(plain(note.line("text")))
            plan_items.open_link(note)
    told = {"action": str(action.item.id), "written_on": plan.usual_day().isoformat()}
    key, only = f"note_{action.item.id}", ("title", "text", "written_on")
    plan_items.adding("note", "Ajouter une note", key=key, preset=told, only=only)


# --- set aside, taken up again


def hold(action: Action) -> None:
    """Pause or abandon it with a reason, or take it up again."""
    item = action.item
    if not plan.can_change():
        return
    held = item.line("held")
    if (
        held
        and st.button("Reprendre l'action")
        and plan.attempt(lambda: change_some(item, held=None, held_because=None), done=f"{item.ref} reprend.")
    ):
        st.rerun()
    done = partial(_held_said, item)
    show = partial(edit_form, item, key="mettre_de_cote", only=("held", "held_because"), done=done)
    label = "Changer la mise de côté" if held else "Mettre en pause ou abandonner"
    parts.once_open(label, f"mise_de_cote_{item.id}", show)


def _held_said(item: Item, told: Mapping[str, Any]) -> str:
    return f"{item.ref} est {told['held']}." if told["held"] else f"{item.ref} reprend."


# --- did it move the indicator?


def moved(action: Action) -> None:
    """Its indicators before its start and now, read when this is unfolded."""
    parts.once_open("A-t-elle fait bouger l'indicateur ?", f"effet_{action.item.id}", partial(_moved, action.item))


def _moved(item: Item) -> None:
    on = session.situation().on
    if problem := _nothing_to_compare(item, on):
        st.markdown(plain(problem))
        return
    found = _effects(session.version(), session.situation().as_of, on, item.id.hex, item)
    for effect in found:
        st.markdown(f"**{plain(effect.label)}**")
        st.table(effect_rows(effect), hide_index=True, border="horizontal", alt="Au début de l'action et aujourd'hui.")
        st.markdown(plain(effect.sentence))
    st.warning(plain(no_cause(found)), icon=":material/info:")


def _nothing_to_compare(item: Item, on: date) -> str:
    starts_on = item.day("starts_on")
    if not item.indicators:
        return "Cette action ne vise aucun indicateur : choisissez-en un pour voir s'il bouge."
    if starts_on is None:
        return "Cette action n'a pas de jour de début : donnez-en un pour comparer l'indicateur avant et après."
    if item.concerns is None:
        return UNTOLD
    return f"L'action commence le {day(starts_on)} : il n'y a pas encore d'après." if starts_on > on else ""


@st.cache_resource(show_spinner="Lecture des états avant et après", max_entries=50)
def _effects(version: str, as_of: datetime, on: date, key: str, _item: Item) -> list[Effect]:  # noqa: ARG001
    return effects(_item, Territory(session.database(), session.situation()))
