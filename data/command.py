"""What both command lines share: opening the database, dates, and the exit codes of the contract.

0: all done. 1: done in part. 2: nothing done, with one French sentence on stderr.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import typer
from typer.exceptions import TyperException

from data.database import LOCAL, Actor, Database, open_database
from data.errors import Refusal
from data.returns.filled import TableResult
from data.returns.questions import Question
from data.returns.values import Told, read_value
from data.settings import get_settings
from data.text import writable

NOTHING_DONE = 2
DONE_IN_PART = 1
_UNREADABLE = (
    "« {} » n'est pas écrit en UTF-8 : réglez le terminal sur UTF-8 et tapez-le de nouveau, ou renommez le fichier."
)


def run(app: typer.Typer) -> None:
    """Run a command line. A command that cannot be understood gets its one French sentence too.

    What it prints is UTF-8 everywhere: a Windows console would refuse the thin space of French numbers.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    if unreadable := next((argument for argument in sys.argv if not _is_unicode(argument)), ""):
        typer.echo(_UNREADABLE.format(writable(unreadable, "?")), err=True)
        sys.exit(NOTHING_DONE)
    try:
        code = app(standalone_mode=False)
    except TyperException as error:
        typer.echo(_misunderstood(error), err=True)
        code = NOTHING_DONE
    sys.exit(code)


def _is_unicode(argument: str) -> bool:
    """Bytes that are no UTF-8 come as halves of surrogate pairs: nothing can store or print them."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _misunderstood(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        names = getattr(error, "option_name", "")
    else:
        names = parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.name).rstrip("_").upper()
    match type(error).__name__:
        case "MissingParameter":
            problem = f"Il manque {names}"
        case "NoSuchOption":
            problem = f"L'option {names} n'existe pas"
        case "BadParameter":
            problem = f"La valeur de {names} ne convient pas"
        case _:
            problem = "Cette commande n'existe pas ou n'est pas complète"
    return f"{problem} : la même commande suivie de --help dit ce qu'elle attend."


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
_LAST_DAY = date(2199, 12, 31)  # calendars end with the year 9999, and school years do so sooner


def day(text: str) -> date:
    """A date typed on the command line, JJ/MM/AAAA or AAAA-MM-JJ. Raises Refusal."""
    found = read_value(_DAY, text, today=_LAST_DAY)
    if not isinstance(found, Told) or found.value is None:
        raise Refusal(f"« {text} » n'est pas une date : écrivez JJ/MM/AAAA ou AAAA-MM-JJ, par exemple 2022-06-30.")
    return date.fromisoformat(found.value)


def read_file(path: Path) -> bytes:
    """The content of a file that a command is given. Raises Refusal when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"Le fichier {path} ne peut pas être lu : vérifiez son nom et ses droits d'accès.") from error


def write_file(path: Path, content: bytes) -> None:
    """Write what a command makes. Raises Refusal when the place will not do."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(
            f"Impossible d'écrire {path} : choisissez un dossier qui existe et où vous pouvez écrire."
        ) from error


def conclude(result: TableResult, summary: str, *, as_json: bool) -> None:
    """Say what became of a file of rows, and exit as the contract has it. summary: the sentence for a person."""
    if as_json:
        typer.echo(json.dumps(result.as_dict(), ensure_ascii=False))
    else:
        typer.echo(f"{result.file} : {summary}")
        for issue in result.issues:
            typer.echo(f"  {issue.sheet} {issue.cell} : {issue.message}")
    if result.notice:
        typer.echo(result.notice, err=True)
    if result.state == "refused":
        typer.echo(result.reason, err=True)
        raise typer.Exit(NOTHING_DONE)
    if result.errors:
        raise typer.Exit(DONE_IN_PART)


def is_terminal() -> bool:
    """Whether somebody watches: a progress bar is shown to people only."""
    return sys.stderr.isatty()
