"""What a page chooses, held in its own address by hand.

Streamlit's `bind` serves what every page has (the sidebar). What is bound on one page alone is still in the address when a
link leaves that page: the server then takes it out before the browser has changed page, which adds a false address to the
history, and Back no longer finds what was chosen. A parameter that is not bound leaves with its page.

For the same reason what the address says already is not written again by a page that has just come: the browser may hear
of it before it has changed page.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from pages.shared import run

_EVERYWHERE = ("annee", "jour", "savoir", "type", "secteur", "epci")


def follow(name: str, key: str, offered: Collection[str] | None = None) -> list[str] | None:
    """What a box begins with in this run: the values of a parameter when the address says something else than what was
    last written there (a link, the browser's Back), or when the box was not shown just before; None when the box decides.

    name: of the parameter. key: of the box. offered: other values are left out; None keeps them all.
    """
    state = st.session_state
    asked, touched = st.query_params.get_all(name), state.pop(f"{key}_touche", False)
    # A choice made before the browser heard of the one before comes with the address of before: it is no link.
    if key in state and (touched or asked == state.get(f"{key}_ecrit", [])):
        return None
    return [one for one in asked if offered is None or one in offered]


def touched(key: str) -> None:
    """For `on_change` of the box: a person has just chosen there."""
    st.session_state[f"{key}_touche"] = True


def write(name: str, key: str, values: Sequence[str]) -> None:
    """Put what is chosen in the address, or take the parameter out when nothing is."""
    kept = [one for one in values if one]
    st.session_state[f"{key}_ecrit"] = kept
    if kept:
        _tell(name, kept)
    else:
        st.query_params.pop(name, None)


def situation() -> dict[str, str]:
    """What the sidebar put in the address, for a link to the page that is already shown: only a link to another page
    keeps it by itself."""
    return {name: st.query_params[name] for name in _EVERYWHERE if name in st.query_params}


def say_again(name: str) -> None:
    """Write a parameter as it is. A link to the page that is already shown tells it to the page, not to the address that
    the browser shows and goes back to."""
    if asked := st.query_params.get_all(name):
        _tell(name, asked)


def _tell(name: str, values: list[str]) -> None:
    if not run.shows_another_page() or st.query_params.get_all(name) != values:
        st.query_params[name] = values
