"""The plan on the screens: reads kept until the next write, what is looked for, and the way from one item to another."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import streamlit as st

from data.plan import Item, Plan, history, read_plan, undo
from data.plan.declaration import KINDS
from data.text import cut
from indicators.catalogue import short_labels
from indicators.plan import chain as chains
from indicators.plan.actions import STATE_LABELS, Action, actions
from indicators.plan.chain import Chain, Orphan
from indicators.plan.choosing import Choice
from pages.shared import address, boxes, parts, records, session
from pages.shared.text import plain

PAGE = "pages/agir/fiche.py"
_LONGEST_CHOICE, _LONGEST_LINK = 60, 40  # characters: a link stands on one line of a telephone
_STATES = {label: state for state, label in STATE_LABELS.items()}
_LATEST, _HERE = "plan_dernier_changement", "plan_fait_ici"


# --- what stands


def standing() -> Plan:
    """The plan as known at the instant chosen on the left."""
    as_of = session.situation().as_of
    return _standing(session.key(as_of), as_of)


def its_actions() -> list[Action]:
    """Its actions on the day chosen on the left."""
    return _actions(_now())


def the_chain() -> Chain:
    """Its chain, from lessons to indicators."""
    return _chain(_now())


def lacking() -> list[Orphan]:
    """What is missing in the chain."""
    return _lacking(_now())


def _now() -> str:
    """All that what is read of the plan depends on: the key of a cache. The sidebar's filters leave the plan whole."""
    return session.key(session.situation().as_of, session.situation().on)


def indicator_labels() -> dict[str, str]:
    """Code -> short label, in the order of the screens."""
    return short_labels()


def meeting_days() -> dict[date, str]:
    """Day -> name of the meetings of the committee that take place."""
    return {one.held_on: one.label for one in records.meetings() if not one.called_off}


# --- what is looked for


def choose(*, of_actions: bool = False) -> Choice:
    """What is looked for; the address holds it all. of_actions: also by actor, horizon and state."""
    plan = standing()
    left, right = st.columns(2)
    with left:
        text = boxes.words("Chercher", name="plan_chercher", placeholder="Un mot ou un repère")
    with right:
        themes = boxes.several("Thème", [term.title for term in plan.terms("theme")], name="plan_theme")
    if not of_actions:
        return Choice(text=text, themes=themes)
    left, middle, right = st.columns(3)
    with left:
        actors = boxes.several("Acteur", [term.title for term in plan.terms("actor")], name="plan_acteur")
    with middle:
        horizons = boxes.several("Horizon", [term.title for term in plan.terms("horizon")], name="plan_horizon")
    with right:
        states = boxes.several("État", list(_STATES), name="plan_etat")
    return Choice(
        text=text,
        themes=themes,
        actors=actors,
        horizons=horizons,
        states=tuple(_STATES[label] for label in states),
    )


# --- from one item to another


def name(item: Item) -> str:
    """« A7 · Installer un comité dans chaque établissement », cut where there is no more room."""
    return cut(f"{item.ref} · {item.title}", _LONGEST_CHOICE)


def link(item: Item, *, label: str = "") -> None:
    """A link to the page of an item."""
    shown = plain(cut(label or f"{item.ref} · {item.title}", _LONGEST_LINK))
    st.page_link(PAGE, label=shown, icon=":material/arrow_forward:", query_params=way_to(item))


def way_to(item: Item) -> dict[str, str]:
    """What a link to the page of an item puts in the address."""
    return {"fiche": item.ref} | (address.situation() if asked() else {})


def usual_day() -> date:
    """The day proposed for what has just happened: the one looked at; today when that one is still to come."""
    return min(session.situation().on, session.database().today())


def kind_of(item: Item) -> str:
    """« Action A7 »."""
    return f"{KINDS[item.kind].label} {item.ref}"


def asked() -> str:
    """The reference in the address (?fiche=A7), '' when there is none."""
    return str(st.query_params.get("fiche", "")).strip()


# --- what is done


def can_change() -> bool:
    """Whether the screen shows what stands now: a past one is read only."""
    return st.session_state.get("savoir") is None


def may_change() -> bool:
    """`can_change`; when it is not, one line says why there is no form."""
    if not can_change():
        st.caption(
            "Le plan est montré tel qu'il était connu ce jour-là : pour le changer, revenez à aujourd'hui, à gauche."
        )
    return can_change()


def attempt(work: Callable[[], Item], *, done: str, before: Item | None = None, where: str = "") -> bool:
    """Tell something of the plan, then say at the next run that it was done ({ref} is its reference), with the button that
    takes it back; or say here what to put right, or that nothing changed.

    before: the item that is changed: when what `work` gives is still that version, nothing was told. where: of the form
    that `say_here` also says it in.
    """
    told: list[Item] = []
    if not parts.attempt(lambda: told.append(work()), done=done):
        return False
    if before is not None and told[0].recorded_at == before.recorded_at:
        del st.session_state["fait"]
        st.info("Rien n'a changé.")
        return False
    st.session_state["fait"] = done.replace("{ref}", told[0].ref)
    st.session_state[_HERE] = (where, st.session_state["fait"])
    st.session_state[_LATEST] = (told[0].id, told[0].recorded_at)
    return True


def say_here(where: str) -> None:
    """The sentence left by `attempt`, once, at the form that did it: the top of the page may be out of sight by then.

    Not a toast: Streamlit's is a dialog without a name (axe: aria-dialog-name), gone before it is read.
    """
    if (said := st.session_state.get(_HERE)) and said[0] == where:
        del st.session_state[_HERE]
        st.success(plain(said[1]))


def say_what_was_done() -> None:
    """The sentence left by `attempt`, once, and the button that takes the change back as long as it is the latest one."""
    parts.say_what_was_done()
    latest = st.session_state.get(_LATEST)
    if not latest or not can_change():
        return
    versions = _history(session.version(), latest[0])
    if not versions or versions[0].recorded_at != latest[1]:
        del st.session_state[_LATEST]
        return
    item = versions[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        undone = st.button(
            plain(f"Annuler le dernier changement ({item.ref})"), key="plan_annuler", icon=":material/undo:"
        )
        if not item.withdrawn and asked() != item.ref:
            link(item, label=f"Ouvrir {item.ref}")
    if undone:
        del st.session_state[_LATEST]
        if parts.attempt(
            lambda: undo(session.database(), session.who(), item),
            done=f"Dernier changement annulé : {kind_of(item)}.",
        ):
            st.rerun()


def versions(item: UUID) -> list[Item]:
    """Every version of an item, the latest first."""
    return _history(session.version(), item)


# --- reads, kept until the next write


@st.cache_resource(show_spinner=False, max_entries=16)
def _standing(key: str, _as_of: datetime) -> Plan:  # noqa: ARG001
    return read_plan(session.database(), as_of=_as_of)


@st.cache_resource(show_spinner=False, max_entries=16)
def _actions(key: str) -> list[Action]:  # noqa: ARG001
    return actions(standing(), session.situation().on)


@st.cache_resource(show_spinner=False, max_entries=16)
def _chain(key: str) -> Chain:  # noqa: ARG001
    return chains.chain(standing(), indicator_labels())


@st.cache_resource(show_spinner=False, max_entries=16)
def _lacking(key: str) -> list[Orphan]:  # noqa: ARG001
    return chains.orphans(the_chain(), its_actions())


@st.cache_resource(show_spinner=False, max_entries=64)
def _history(version: str, item: UUID) -> list[Item]:  # noqa: ARG001
    return history(session.database(), item, as_of=session.known_now())
