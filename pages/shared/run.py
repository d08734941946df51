"""One run of a screen: what it asks of the database once, whatever it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from data.database import Database

_SHOWN, _TOUCHED = "page_montree", "boite_touchee"


@dataclass
class _Run:
    """page, shown: the addresses of the page that runs and of the one this person was shown before, '' for none.

    touched: whether a person chose in a box of the page to bring this run. writes: how often the database had been written
    when its version was read, -1 as long as it was not.
    """

    db: Database
    page: str
    shown: str
    touched: bool
    writes: int = -1
    version: str = ""


# Callbacks of widgets and downloads made on demand are outside the run, and read for themselves.
_run: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def one(db: Database, page: str) -> Iterator[None]:
    """What is done in it is one run of that page (its address): nothing of it is left for the next one."""
    state = st.session_state
    token = _run.set(_Run(db, page, state.get(_SHOWN, ""), state.pop(_TOUCHED, False)))
    state[_SHOWN] = page
    try:
        yield
    finally:
        _run.reset(token)


def database() -> Database | None:
    """The database of the run as long as it is open, None outside of one."""
    held = _run.get()
    return held.db if held and held.db.is_open else None


def page() -> str:
    """The address of the page that runs, '' outside of a run."""
    held = _run.get()
    return held.page if held else ""


def shows_another_page() -> bool:
    """Whether the browser may still show the address of another page: this one was not shown just before."""
    held = _run.get()
    return held is not None and held.shown != held.page


def touch() -> None:
    """For the callback of a box: a person has just chosen there."""
    st.session_state[_TOUCHED] = True


def touched() -> bool:
    """Whether a person chose in a box to bring this run: then no link did, nor the browser's Back."""
    held = _run.get()
    return held is not None and held.touched


def written(db: Database) -> str:
    """`Database.version`, which every key of a cache holds: read once a run, and again after a write."""
    held = _run.get()
    if held is None or held.db is not db:
        return db.version()
    if held.writes != db.writes:
        # Counted before it is read: a write in between makes it read again.
        held.writes, held.version = db.writes, db.version()
    return held.version
