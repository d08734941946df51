"""The menu of every screen: its sections one below the other, each with the links to its pages."""

from collections.abc import Mapping, Sequence

import streamlit as st


def show(menu: Mapping[str, Sequence[st.Page]]) -> None:
    """Streamlit's own menu with sections is a list that screen readers cannot follow (axe: list, listitem)."""
    _show(repr([(section, [(one.title, one.url_path) for one in entries]) for section, entries in menu.items()]), menu)


# As in parts.py: it is the same on every page and for everyone who has these pages.
@st.cache_resource(show_spinner=False, max_entries=8)
def _show(key: str, _menu: Mapping[str, Sequence[st.Page]]) -> None:  # noqa: ARG001
    for section, entries in _menu.items():
        with st.sidebar.container(gap="xsmall"):
            st.caption(f"**{section}**")
            for entry in entries:
                st.page_link(entry, width="stretch")
