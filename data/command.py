"""What both command lines share: opening the database, dates, and the exit codes of the contract.

0: all done. 1: done in part. 2: nothing done, with one French sentence on stderr.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import typer

from data.database import LOCAL, Actor, Database, open_database
from data.errors import Refusal
from data.returns.questions import Question
from data.returns.values import Told, read_value
from data.settings import get_settings

NOTHING_DONE = 2
DONE_IN_PART = 1


@contextmanager
def ask() -> Iterator[None]:
    """A Refusal becomes one sentence on stderr and exit code 2."""
    try:
        yield
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(NOTHING_DONE) from refusal


@contextmanager
def opened() -> Iterator[Database]:
    """The installation's database, closed at the end."""
    settings = get_settings()
    db = open_database(settings.database, settings=settings)
    try:
        yield db
    finally:
        db.close()


def local_actor() -> Actor:
    """Who runs the command. One local user for now; this is where a login would come in."""
    return LOCAL


_DAY = Question(code="jour", type="date", label="Jour")


def day(text: str) -> date:
    """A date typed on the command line, JJ/MM/AAAA or AAAA-MM-JJ. Raises Refusal."""
    found = read_value(_DAY, text, today=date.max)
    if not isinstance(found, Told) or found.value is None:
        raise Refusal(f"« {text} » n'est pas une date : écrivez JJ/MM/AAAA ou AAAA-MM-JJ, par exemple 2022-06-30.")
    return date.fromisoformat(found.value)


def is_terminal() -> bool:
    """Whether somebody watches: a progress bar is shown to people only."""
    return sys.stderr.isatty()
