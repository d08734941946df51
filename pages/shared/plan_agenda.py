"""The part of the screens that says what waits for the next meeting: what is late, what to decide, what follows from it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from data.plan import Item
from data.text import cut
from indicators.french import day, long_day, plural
from indicators.plan.agenda import Agenda, Decided, Due, Lacking, ToDecide, Told, agenda
from indicators.snapshots.calendar import CalendarEntry
from pages.shared import meetings, parts, plan, plan_forms, plan_items, session
from pages.shared.text import plain

SEANCES, PLAN, CHAIN = "pages/gerer/seances.py", "pages/agir/plan_action.py", "pages/agir/chaine.py"
_MOST_SHOWN = 300  # characters of a text of which the page of the item shows the rest
_MOST = 10  # lines of a list; the page of the plan has them all
_OF_AN_ACTION = ("title", "text", "axis", "actors", "owner", "starts_on", "due_on", "indicators")


def found() -> Agenda:
    """The agenda on the day chosen on the left."""
    situation = session.situation()
    return _agenda(session.key(situation.as_of, situation.on))


def line() -> None:
    """What the synthesis says of the plan, with the ways to it; nothing as long as nothing was told."""
    if all(item.kind == "term" for item in plan.standing().items.values()):
        return
    waiting = found()
    late = f"{plural(len(waiting.late), 'action')} en retard sur {len(plan.its_actions())}"
    missing = sum(len(group.orphans) for group in waiting.lacking)
    st.caption(
        plain(f"Plan d'action : {late}, {plural(missing, 'maillon manquant', 'maillons manquants')} à la chaîne.")
    )
    with st.container(horizontal=True):
        st.page_link(PLAN, label="Plan d'action", icon=":material/checklist:")
        st.page_link(CHAIN, label="Maillons manquants", icon=":material/account_tree:")


# --- decisions


def to_decide(waiting: Sequence[ToDecide]) -> None:
    """The decisions to take, each with the form that records what was decided."""
    st.subheader("Décisions à prendre", anchor=False)
    if not waiting:
        st.caption("Aucune décision n'attend le comité.")
    for one in waiting:
        with st.container(border=True):
            _title(one.item)
            st.caption(plain(one.sentence))
            plan_items.open_link(one.item)
            if plan.can_change():
                parts.once_open("Consigner la décision", f"consigner_{one.item.id}", partial(_record, one.item))


def note_one(following: CalendarEntry | None, *, begins_open: bool) -> None:
    """The form that puts a decision on the agenda, of the next meeting unless another day is given."""
    preset = {"meeting_on": following.day.isoformat()} if following else {}
    plan_items.adding(
        "decision",
        "Noter une décision à prendre",
        key="decision_a_prendre",
        preset=preset,
        only=("title", "text", "meeting_on"),
        begins_open=begins_open,
    )


def without_action(decided: Sequence[Item]) -> None:
    """The decisions that nothing followed, each with the form that makes an action of it."""
    if not decided:
        return
    st.subheader("Décisions sans suite", anchor=False)
    for item in decided:
        with st.container(border=True):
            _title(item)
            _outcome(item)
            st.markdown(":orange-badge[! Aucune action n'en est encore tirée]")
            plan_items.open_link(item)
            if plan.can_change():
                parts.once_open("En faire une action", f"en_faire_une_action_{item.id}", partial(_make_action, item))


def decided(taken: Sequence[Decided], since: CalendarEntry | None) -> None:
    """What was decided since that meeting and became actions."""
    followed = [one for one in taken if one.actions]
    if not followed:
        return
    title = f"Décidé depuis le {long_day(since.day)}" if since else "Décidé"
    st.subheader(plain(title), anchor=False)
    for one in followed:
        with st.container(border=True):
            _title(one.item)
            _outcome(one.item)
            plan_items.open_link(one.item)
            plan_items.several("Actions qui en viennent", one.actions)


def _title(item: Item) -> None:
    plan_items.head(item)
    if text := item.line("text"):
        st.markdown(plain(cut(text, _MOST_SHOWN)))


def _outcome(item: Item) -> None:
    decided_on = item.day("decided_on")
    said = f"Décidé le {day(decided_on)} : " if decided_on else ""
    st.markdown(plain(f"{said}{cut(item.line('outcome'), _MOST_SHOWN)}"))


def _record(item: Item) -> None:
    both = ("decided_on", "outcome")
    plan_forms.edit_form(item, key="consigner", only=both, needed=both, button="Consigner cette décision")


def _make_action(item: Item) -> None:
    preset = {"title": item.title, "decisions": [str(item.id)]}
    st.caption("L'action garde le lien vers sa décision ; sa fiche permet d'en dire plus ensuite.")
    plan_forms.add_form(
        "action", key=f"action_de_{item.id}", preset=preset, only=_OF_AN_ACTION, button="Créer cette action"
    )


# --- actions


def told(title: str, actions: Sequence[Told]) -> None:
    """Actions under what they have in common, each once with its sentences and who leads it; nothing when there is none."""
    if not actions:
        return
    st.subheader(plain(title), anchor=False)
    by_action: dict[UUID, list[Told]] = {}
    for one in actions:
        by_action.setdefault(one.action.item.id, []).append(one)
    for its in list(by_action.values())[:_MOST]:
        _one_action(its)
    if len(by_action) > _MOST:
        st.caption(plain(f"Et {plural(len(by_action) - _MOST, 'autre')} : le plan d'action les donne toutes."))


def _one_action(its: Sequence[Told]) -> None:
    item = its[0].action.item
    led = f"Pilote : {its[0].owner}" if its[0].owner else "Pas de pilote"
    plan_items.head(item)
    if len(its) == 1:
        st.caption(plain(f"{its[0].sentence.removesuffix('.')} · {led}"))
    else:
        st.caption("\n".join(f"- {plain(line)}" for line in (*(one.sentence for one in its), f"{led}.")))
    plan_items.open_link(item)


def due(actions: Sequence[Due], until: date) -> None:
    """What is due until that day."""
    told(f"À faire d'ici le {long_day(until)}", actions)


# --- missing links


def lacking_sentence(groups: Sequence[Lacking]) -> str:
    """« 5 maillons manquent : irritants sans besoin (2), actions sans pilote (3). »."""
    count = sum(len(group.orphans) for group in groups)
    if not count:
        return "Aucun maillon ne manque à la chaîne."
    counted = ", ".join(f"{group.label[:1].lower()}{group.label[1:]} ({len(group.orphans)})" for group in groups)
    return f"{plural(count, 'maillon manque', 'maillons manquent')} à la chaîne : {counted}."


def lacking(groups: Sequence[Lacking]) -> None:
    """What is missing, counted, and the way to it."""
    if groups:
        st.subheader("Maillons manquants", anchor=False)
        st.markdown(plain(lacking_sentence(groups)))
        st.page_link(CHAIN, label="Voir lesquels sur la chaîne", icon=":material/account_tree:")


@st.cache_resource(show_spinner=False, max_entries=16)
def _agenda(key: str) -> Agenda:  # noqa: ARG001
    on = session.situation().on
    return agenda(plan.standing(), plan.its_actions(), plan.lacking(), entries=meetings.entries_then(), on=on)
