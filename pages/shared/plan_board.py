"""The board of the plan: the school year as a picture, then each axis with its actions, one card an action."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from data.plan import Item
from data.reference.calendar import school_year
from data.text import cut
from indicators import figures
from indicators.french import day, plural
from indicators.plan.actions import Action, State
from indicators.plan.tables import actions_table
from indicators.plan.timeline import timeline, timeline_alt, timeline_caption
from indicators.plan.words import late_step_text, state_text
from pages.shared import meetings, parts, plan, plan_items, readings, session
from pages.shared.text import plain

# States in the order in which actions are looked at, and Streamlit's own names of their tints.
TONES: Mapping[State, parts.Tone] = {
    State.EN_RETARD: "orange",
    State.EN_COURS: "blue",
    State.A_VENIR: "gray",
    State.EN_PAUSE: "gray",
    State.TERMINEE: "green",
    State.ABANDONNEE: "gray",
}
_ORDER = list(TONES)
_MOST = 40  # cards; the table has every action
_MOST_SHOWN = 300  # characters of a text of which the page of the item shows the rest


def count_line(kept: Sequence[Action], everything: Sequence[Action]) -> str:
    """« 3 actions sur 9 répondent à cette recherche. »; '' when nothing was left out."""
    if len(kept) == len(everything):
        return ""
    if not kept:
        return "Aucune action ne répond à cette recherche : enlevez un mot ou un filtre."
    answering = plural(len(kept), "action répond", "actions répondent")
    return f"{answering} à cette recherche, sur {len(everything)}."


def picture(kept: Sequence[Action]) -> None:
    """The school year: a bar an action, steps, holidays, meetings."""
    situation = session.situation()
    drawn = tuple(action.item.ref for action in kept)
    key = session.key(situation.as_of, situation.on, situation.school_year, drawn, session.theme())
    shown, caption = _timeline(key, session.theme(), kept)
    parts.picture(shown, key="frise")
    st.caption(plain(caption))


def board(kept: Sequence[Action]) -> None:
    """The actions by axis, those of no axis last."""
    left = _MOST
    for axis, its in _by_axis(kept):
        _heading(axis, its)
        _cards(its[:left])
        left = max(0, left - len(its))
    if len(kept) > _MOST:
        st.caption(
            plain(f"{plural(len(kept) - _MOST, 'autre action', 'autres actions')} : le tableau les donne toutes.")
        )


def table(kept: Sequence[Action]) -> None:
    """Every action in a table, drawn when it is unfolded."""
    parts.once_open("Toutes les actions en tableau", "tableau_des_actions", partial(_table, kept))


def _by_axis(kept: Sequence[Action]) -> Iterator[tuple[Item | None, list[Action]]]:
    standing = plan.standing()
    ordered = sorted(kept, key=lambda one: (_ORDER.index(one.state), one.due_on or date.max))
    # An axis without any action is shown with the whole plan only: a search is about actions.
    whole = len(kept) == len(plan.its_actions())
    for axis in standing.of("axis"):
        its = [action for action in ordered if axis.id in action.item.ids("axis")]
        if its or whole:
            yield axis, its
    without = [action for action in ordered if not standing.linked(action.item, "axis")]
    if without:
        yield None, without


def _heading(axis: Item | None, its: Sequence[Action]) -> None:
    st.subheader(plain(axis.title) if axis else "Sans axe", anchor=False)
    if axis is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        counted = plural(len(its), "action") if its else "Aucune action pour cet axe"
        st.caption(counted, width="content")
        plan_items.open_link(axis)


def _cards(its: Sequence[Action]) -> None:
    """Two a line, read from left to right: on a telephone they stand one under the other in that order."""
    for place in range(0, len(its), 2):
        for action, column in zip(its[place : place + 2], st.columns(2), strict=False):
            with column.container(border=True, height="stretch"):
                _card(action)


def _card(action: Action) -> None:
    item = action.item
    badge = f":{TONES[action.state]}-badge[{state_text(action.state)}]"
    st.markdown(f"{badge} {plain(when(action, session.situation().on))}")
    plan_items.head(item)
    st.caption(plain(" · ".join(_details(action))))
    plan_items.open_link(item)


def _details(action: Action) -> Iterator[str]:
    item = action.item
    yield f"Pilote : {item.line('owner')}" if item.line("owner") else "Pas de pilote"
    if action.steps:
        yield f"{plural(action.steps_done, 'étape faite', 'étapes faites')} sur {len(action.steps)}"
    labels = plan.indicator_labels()
    aimed = ", ".join(labels.get(code, code).lower() for code in item.indicators)
    yield f"Vise : {aimed}" if aimed else "Ne vise aucun indicateur"
    if item.line("held_because"):
        yield cut(f"Motif : {item.line('held_because')}", _MOST_SHOWN)


def when(action: Action, on: date) -> str:
    """« depuis 12 jours (étape E2 attendue le 03/03/2022), échéance le 30/06/2022 », « échéance le 30/06/2022, dans 91
    jours », « le 08/03/2022 »."""
    if action.done_on and action.state == State.TERMINEE:
        return f"le {day(action.done_on)}"
    if action.state == State.EN_RETARD:
        due = f", échéance le {day(action.due_on)}" if action.due_on else ""
        step = f" ({late_step_text(action)})" if action.late_step else ""
        return f"depuis {plural(action.days_late, 'jour')}{step}{due}"
    if action.state == State.ABANDONNEE:
        return ""
    return f"échéance le {day(action.due_on)}, {_away(action.due_on, on)}" if action.due_on else "sans échéance"


def _away(due: date, on: date) -> str:
    left = (due - on).days
    if left < 0:
        return f"depuis {plural(-left, 'jour')}"
    return {0: "aujourd'hui", 1: "demain"}.get(left) or f"dans {plural(left, 'jour')}"


def _table(kept: Sequence[Action]) -> None:
    st.dataframe(
        actions_table(kept, plan.indicator_labels()),
        hide_index=True,
        placeholder="",
        alt="Les actions, avec qui les mène, leurs jours, leur état, leurs étapes et leurs indicateurs.",
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def _timeline(key: str, _theme: figures.Theme, _kept: Sequence[Action]) -> tuple[readings.Picture, str]:  # noqa: ARG001
    situation = session.situation()
    shown = timeline(
        _kept,
        year=school_year(situation.school_year),
        zone=session.database().settings.holiday_zone,
        meetings=meetings.entries_then(),
        on=situation.on,
    )
    drawn = readings.Picture(figure=figures.timeline_figure(shown, _theme), alt=timeline_alt(shown))
    return drawn, timeline_caption(shown)
