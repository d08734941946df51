"""Boxes of one page whose choice the address of the page holds: a link tells it, and the browser's Back finds it again.

Each is drawn where one stands. Its name is its key and its parameter of the address, which is left out for what a box begins
with by itself; what is not offered there is left out too. `say` is what a choice reads as, in the box and in the address.
"""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import streamlit as st

from pages.shared import address, run

Choice = TypeVar("Choice")


def words(label: str, *, name: str, placeholder: str) -> str:
    """What is typed, '' for nothing."""
    if (told := address.follow(name)) is not None:
        st.session_state[name] = told[0] if told else ""
    text = st.text_input(label, placeholder=placeholder, key=name, on_change=run.touch)
    address.write(name, [text or ""])
    return text or ""


def several(label: str, offered: Sequence[str], *, name: str, placeholder: str = "Tous") -> tuple[str, ...]:
    """Any number of them, none at first."""
    if (told := address.follow(name)) is not None:
        st.session_state[name] = [one for one in told if one in offered]
    chosen = st.multiselect(label, offered, placeholder=placeholder, key=name, on_change=run.touch, select_all=False)
    address.write(name, chosen)
    return tuple(chosen)


def one(
    label: str,
    offered: Sequence[Choice],
    *,
    name: str,
    say: Callable[[Choice], str] = str,
    width: int | Literal["stretch"] = "stretch",
) -> Choice:
    """One of them, the first one at first."""
    _begin(name, offered, say)
    chosen = st.selectbox(label, offered, format_func=say, key=name, width=width, on_change=run.touch)
    _tell(name, chosen, offered, say)
    return chosen


def one_in_sight(label: str, offered: Sequence[Choice], *, name: str, say: Callable[[Choice], str] = str) -> Choice:
    """As `one`, every choice in sight."""
    _begin(name, offered, say)
    chosen = st.radio(label, offered, format_func=say, horizontal=True, key=name, on_change=run.touch)
    _tell(name, chosen, offered, say)
    return chosen


def one_or_none(
    label: str, offered: Sequence[str], *, name: str, show: Callable[[str], str], placeholder: str, help: str
) -> str | None:
    """One of them, None at first. show: what the box shows for what the address holds."""
    if (told := address.follow(name)) is not None:
        st.session_state[name] = told[0] if told else None
    if st.session_state[name] not in offered:  # offered no more, or not yet
        st.session_state[name] = None
    chosen: str | None = st.selectbox(
        label,
        offered,
        index=None,
        format_func=show,
        placeholder=placeholder,
        help=help,
        key=name,
        on_change=run.touch,
    )
    address.write(name, [chosen or ""])
    return chosen


def choose(**chosen: object) -> None:
    """For a callback: choose in boxes, by their names, in place of the person."""
    st.session_state.update(chosen)
    run.touch()


def _begin(name: str, offered: Sequence[Choice], say: Callable[[Choice], str]) -> None:
    if (told := address.follow(name)) is not None and offered:
        st.session_state[name] = next((each for each in offered if say(each) in told), offered[0])


def _tell(name: str, chosen: Choice, offered: Sequence[Choice], say: Callable[[Choice], str]) -> None:
    address.write(name, [say(chosen)] if offered and chosen != offered[0] else [])
