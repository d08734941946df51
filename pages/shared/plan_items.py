"""Pieces that the boards of the plan share: an item in sight, a few of them, the form that adds one where it belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from data.plan import Item, put_back
from data.plan.items import withdrawn_items
from indicators.establishments.identity import directory
from pages.shared import parts, plan, session
from pages.shared.plan_forms import add_form
from pages.shared.text import plain

MOST = 20  # items of a board shown at once
_MOST_LINKS = 30


def head(item: Item) -> None:
    """An item by its reference and its whole title: a link has one line, which cuts it."""
    st.markdown(f"**{item.ref}** · {plain(item.title)}")


def open_link(item: Item) -> None:
    """The link to its page, where its whole title is shown beside."""
    st.page_link(
        plan.PAGE,
        label=f"Ouvrir {item.ref}",
        icon=":material/arrow_forward:",
        query_params=plan.way_to(item),
        width="content",
    )


def several(title: str, items: Sequence[Item]) -> None:
    """A few items under what they are: their whole titles, then a link to each; nothing when there is none."""
    if not items:
        return
    first = items[:_MOST_LINKS]
    lines = [f"- **{item.ref}** · {plain(item.title)}" for item in first]
    if len(items) > len(first):
        lines.append(f"- et {len(items) - len(first)} de plus")
    st.markdown("\n".join([f"**{plain(title)}**", "", *lines]))
    with st.container(horizontal=True, gap="small"):
        for item in first:
            st.page_link(
                plan.PAGE,
                label=f"Ouvrir {item.ref}",
                icon=":material/arrow_forward:",
                query_params=plan.way_to(item),
                width="content",
            )


def adding(
    kind: str,
    label: str,
    *,
    key: str,
    preset: Mapping[str, Any] | None = None,
    only: Sequence[str] | None = None,
    begins_open: bool = False,
) -> None:
    """The form that adds one of a kind, folded. preset, only: see `add_form`. Nothing on a past day, which is read only."""
    if plan.can_change():
        show = partial(add_form, kind, key=key, preset=preset, only=only)
        parts.once_open(label, f"{key}_ouvert", show, begins_open=begins_open)


def page_of(item: Item) -> None:
    """The button to the page of the web that a lesson names; none but of the web is kept, and none other is opened."""
    address = item.line("address")
    if address.casefold().startswith(("https://", "http://")):
        st.link_button("Voir le lien", address, icon=":material/open_in_new:", help=plain(address), type="tertiary")


def withdrawn() -> list[Item]:
    """The items that no longer hold, the latest first."""
    return _withdrawn(session.version(), session.situation().as_of)


def put_back_button(item: Item) -> None:
    """The button that puts a withdrawn item back as it was."""
    where = "dans la liste" if item.kind == "term" else "au plan"
    if st.button(f"Remettre {item.ref} {where}", key=f"remettre_{item.id}") and plan.attempt(
        lambda: put_back(session.database(), session.who(), item, replace(item, withdrawn="")),
        done=f"{item.ref} est de retour {where}.",
    ):
        st.rerun()


def establishment_names() -> dict[str, str]:
    """UAI -> name, of the whole directory."""
    chosen = session.situation()
    return _names(session.version(), chosen.on, chosen.as_of)


@st.cache_data(show_spinner=False, max_entries=8)
def _names(version: str, on: date, as_of: datetime) -> dict[str, str]:  # noqa: ARG001
    known = directory(session.database(), on=on, as_of=as_of)
    return dict(zip(known["uai"], known["name"], strict=True))


@st.cache_resource(show_spinner=False, max_entries=4)
def _withdrawn(version: str, as_of: datetime) -> list[Item]:  # noqa: ARG001
    return withdrawn_items(session.database(), as_of=as_of)
