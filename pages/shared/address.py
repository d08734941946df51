"""What a page chooses, held in its own address by hand.

Streamlit's `bind` serves what every page has (the sidebar). What is bound on one page alone is still in the address when a
link leaves that page: the server then takes it out before the browser has changed page, which adds a false address to the
history, and Back no longer finds what was chosen. A parameter that is not bound leaves with its page.

For the same reason what the address says already is not written again by a page that has just come: the browser may hear
of it before it has changed page.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from pages.shared import run

_EVERYWHERE = ("annee", "jour", "savoir", "type", "secteur", "epci")
# Parameter -> values, as long as `at_once` holds them back.
_held: ContextVar[dict[str, list[str]] | None] = ContextVar("held", default=None)


def follow(name: str) -> list[str] | None:
    """What a box begins with in this run: the values of a parameter when the address says something else than what was
    last written there by this page (a link, the browser's Back), or when the box was not shown just before; None when the
    box decides.

    name: of the parameter, which is the key of the box.
    """
    state = st.session_state
    asked, (page, written) = st.query_params.get_all(name), state.get(f"{name}_ecrit", ("", []))
    # A choice made before the browser heard of the one before comes with the address of before: it is no link. Nor is a
    # box of that name on another page this box.
    if name in state and page == run.page() and (run.touched() or asked == written):
        return None
    return asked


def write(name: str, values: Sequence[str]) -> None:
    """Put what is chosen in the address, or take the parameter out when nothing is."""
    kept, held = [one for one in values if one], _held.get()
    if held is None:
        _settle({name: kept})
    else:
        held[name] = kept


@contextmanager
def at_once() -> Iterator[None]:
    """What is written in it reaches the browser as one address, where one choice changes several boxes: each address is
    one step of Back."""
    held: dict[str, list[str]] = {}
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    _settle(held)


def situation() -> dict[str, str]:
    """What the sidebar put in the address, for a link to the page that is already shown: only a link to another page
    keeps it by itself."""
    return {name: st.query_params[name] for name in _EVERYWHERE if name in st.query_params}


def say_again(name: str) -> None:
    """Write a parameter as it is. A link to the page that is already shown tells it to the page, not to the address that
    the browser shows and goes back to."""
    if (asked := st.query_params.get_all(name)) and not run.shows_another_page():
        st.query_params[name] = asked


def _settle(chosen: Mapping[str, list[str]]) -> None:
    state, page, new = st.session_state, run.page(), {}
    for name, values in chosen.items():
        # A link to the page that is already shown may have said so to the page only.
        unheard = state.get(f"{name}_ecrit") != (page, values) and not run.shows_another_page()
        if unheard or st.query_params.get_all(name) != values:
            new[name] = values
        state[f"{name}_ecrit"] = (page, values)
    if new:
        st.query_params.update(new)  # one message to the browser; a parameter without values is not in it
