"""The board of the first phase: each lesson with what hurt and what worked, and the way to add to it."""

import streamlit as st

from data.plan import Item, Plan
from data.text import cut
from indicators.french import day
from indicators.plan.choosing import Choice, chosen_items
from indicators.plan.tables import diagnosis_table
from indicators.tables import Table
from pages.shared import parts, plan_items, session
from pages.shared.text import plain

_MOST_SHOWN = 600  # characters of a text: two or three lines are asked; its own page shows the rest
_ABOUT = ("irritant", "strength")


def chosen(standing: Plan, choice: Choice) -> list[Item]:
    """The lessons looked for, the latest first: what is told of one, or of an irritant or a strength of it, will do."""
    lessons = standing.of("lesson")
    about = {
        one.id: [one, *(link for kind in _ABOUT for link in standing.under(one, kind, "lessons"))] for one in lessons
    }
    looked_at = list({item.id: item for items in about.values() for item in items}.values())
    found = {item.id for item in chosen_items(standing, looked_at, choice)}
    kept = [lesson for lesson in lessons if found & {item.id for item in about[lesson.id]}]
    return sorted(kept, key=lambda one: one.line("told_on"), reverse=True)


def card(standing: Plan, lesson: Item) -> None:
    """One lesson, as it was told."""
    with st.container(border=True):
        st.subheader(f"{lesson.ref} · {plain(lesson.title)}", anchor=False)
        st.caption(plain(_who(standing, lesson)))
        if text := lesson.line("text"):
            st.markdown(plain(cut(text, _MOST_SHOWN)))
        left, right = st.columns(2, gap="medium")
        with left:
            _about(standing, lesson, "irritant", "Ce qui a gêné", "Ajouter un irritant")
        with right:
            _about(standing, lesson, "strength", "Ce qui a marché", "Ajouter une force")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            plan_items.open_link(lesson)
            plan_items.page_of(lesson)


def alone(standing: Plan) -> None:
    """Irritants and strengths that no lesson of the plan tells."""
    for kind, title in (
        ("irritant", "Irritants sans retour d'expérience"),
        ("strength", "Forces sans retour d'expérience"),
    ):
        plan_items.several(title, [item for item in standing.of(kind) if not standing.linked(item, "lessons")])


def diagnosis(standing: Plan) -> None:
    """The table of the themes: lessons, irritants and strengths."""
    read = session.key(session.situation().as_of)
    alt = "Diagnostic : retours d'expérience, irritants et forces de chaque thème."
    parts.table(_diagnosis(read, standing), alt=alt, read_as=read)


@st.cache_resource(show_spinner=False, max_entries=8)
def _diagnosis(key: str, _standing: Plan) -> Table:  # noqa: ARG001
    return diagnosis_table(_standing)


def _who(standing: Plan, lesson: Item) -> str:
    """« Établissement (Collège A) · Enseignants, Parents · 05/10/2021 · Gouvernance et anticipation »."""
    told_on, uai = lesson.day("told_on"), lesson.line("uai")
    where = plan_items.establishment_names().get(uai, uai) if uai else ""
    pieces = [
        ", ".join(standing.titles(lesson, "origin")) + (f" : {where}" if where else ""),
        ", ".join(standing.titles(lesson, "voices")),
        day(told_on) if told_on else "",
        ", ".join(standing.titles(lesson, "themes")) or "sans thème",
    ]
    return " · ".join(piece for piece in pieces if piece)


def _about(standing: Plan, lesson: Item, kind: str, title: str, label: str) -> None:
    found = standing.under(lesson, kind, "lessons")
    plan_items.several(title, found)
    if not found:
        st.markdown(f"**{title}** : rien d'inscrit.")
    plan_items.adding(kind, label, key=f"{kind}_{lesson.id}", preset={"lessons": [str(lesson.id)]})
