"""The board of the second phase: from each irritant to the needs it expresses, and from each need to levers."""

import streamlit as st

from data.plan import Item, Plan
from indicators.plan.chain import themes
from indicators.plan.choosing import Choice, chosen_items
from pages.shared import plan_items
from pages.shared.text import plain

_KINDS = ("irritant", "need", "lever")


def chosen(standing: Plan, choice: Choice) -> tuple[list[Item], list[Item], list[Item]]:
    """The irritants looked for, the main ones first, then the needs that come from none and the levers that answer none.

    What is told of an irritant, of a need of it or of a lever of that need will do.
    """
    found = {item.id for kind in _KINDS for item in chosen_items(standing, standing.of(kind), choice)}
    irritants = [one for one in standing.of("irritant") if found & {item.id for item in _reached(standing, one)}]
    needs = [one for one in standing.of("need") if not standing.linked(one, "irritants")]
    levers = [one for one in standing.of("lever") if not standing.linked(one, "needs")]
    return (
        sorted(irritants, key=lambda one: not one.flag("main")),
        [one for one in needs if found & {item.id for item in (one, *standing.under(one, "lever", "needs"))}],
        [one for one in levers if one.id in found],
    )


def _reached(standing: Plan, irritant: Item) -> list[Item]:
    needs = standing.under(irritant, "need", "irritants")
    return [irritant, *needs, *(lever for need in needs for lever in standing.under(need, "lever", "needs"))]


def row(standing: Plan, irritant: Item) -> None:
    """An irritant beside its needs, each beside its levers."""
    needs = standing.under(irritant, "need", "irritants")
    with st.container(border=True):
        left, right = st.columns([1, 2], gap="medium")
        with left:
            _irritant(standing, irritant)
        with right:
            if not needs:
                st.markdown("! Aucun besoin n'en est encore tiré.")
            for need in needs:
                need_row(standing, need, key=f"{irritant.id}_{need.id}")


def need_row(standing: Plan, need: Item, *, key: str) -> None:
    """A need beside its levers. key: of this place on the board, where a need of several irritants stands several times."""
    levers = standing.under(need, "lever", "needs")
    left, right = st.columns(2, gap="medium")
    with left:
        st.badge("Besoin", color="gray")
        plan_items.head(need)
        plan_items.open_link(need)
    with right:
        if levers:
            plan_items.several("Leviers", levers)
        else:
            st.markdown("! Aucun levier n'y répond encore.")
        told = {"needs": [str(need.id)]}
        plan_items.adding("lever", f"Ajouter un levier à {need.ref}", key=f"levier_{key}", preset=told)


def _irritant(standing: Plan, irritant: Item) -> None:
    main = irritant.flag("main")
    st.badge("Irritant principal" if main else "Irritant", color="blue" if main else "gray")
    plan_items.head(irritant)
    st.caption(plain(", ".join(themes(standing, irritant)) or "sans thème"))
    plan_items.open_link(irritant)
    told = {"irritants": [str(irritant.id)]}
    plan_items.adding("need", f"Ajouter un besoin à {irritant.ref}", key=f"besoin_{irritant.id}", preset=told)
