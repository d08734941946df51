"""Telling a sound database from a damaged one, before it is opened and once it is."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.database import refusals
from data.database.files import is_open_here, logs, size_of, stopped_cleanly
from data.errors import DatabaseDamaged, Refusal
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_PROBE = Path(__file__).with_name("probe.py")
# Reading the demonstration whole takes 20 ms (4 MB); a base of this size, a fifth of a second.
_READ_AT_START_MB = 32
_PATIENCE_S = 300.0
# What DuckDB raised on 180 damaged bases; six more ended the process.
DAMAGE_KINDS = (duckdb.IOException, duckdb.InternalException, duckdb.SerializationException, duckdb.FatalException)


@dataclass(frozen=True, kw_only=True)
class Probed:
    """What a process of its own found: every table was read. version: the latest write, '' when there was none."""

    version: str


def probe(path: Path) -> Probed:
    """Read a whole database in a process of its own, changing nothing.

    Raises DatabaseDamaged (also when that process dies of it), DatabaseBusy or DatabaseTooNew.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROBE), str(path.absolute())],
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        raise refusals.damaged(path) from error
    if told["state"] != "good":
        raise _refusal(path, told["says"])
    return Probed(version=told["version"])


def look_before_opening(path: Path) -> None:
    """Refuse what must not be opened: a base that is gone, or that a brutal stop left damaged. Raises Refusal."""
    if not path.exists():
        if logs(path) or _newest_backup(path):
            raise refusals.gone(path)
        return
    if is_open_here(path) or stopped_cleanly(path) or not os.access(path, os.R_OK | os.W_OK):
        return
    if probe(path).version < _newest_backup(path):
        raise refusals.behind(path)


def read_whole(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Read every table of one of our databases when that is quick. Raises duckdb.Error when one cannot be read."""
    if size_of(path) > _READ_AT_START_MB * 2**20:
        return
    names = [row[0] for row in connection.execute(sql("tables")).fetchall()]
    if "migration" not in names:
        return
    # One query: a query each costs twice as much in a small base.
    reads = [sql("read_table").replace("a_table", quoted(name)) for name in names]
    connection.execute(" UNION ALL ".join(reads)).fetchall()


def quoted(name: str) -> str:
    """A name of SQL, as written in a statement."""
    return '"' + name.replace('"', '""') + '"'


def as_refusal(path: Path, error: duckdb.Error) -> Refusal:
    """What stopped the opening of a database, as a sentence."""
    return refusals.disk_full() if refusals.is_full(error) else _refusal(path, str(error))


def damage_of(path: Path | None, error: BaseException) -> DatabaseDamaged | None:
    """The damage that made a read fail, None when the error (and its causes) is of another kind."""
    cause: BaseException | None = error
    while cause is not None and path is not None:
        if isinstance(cause, DatabaseDamaged):
            return cause
        if isinstance(cause, DAMAGE_KINDS) and not refusals.is_full(cause):
            return refusals.damaged(path)
        cause = cause.__cause__ or cause.__context__
    return None


def _refusal(path: Path, message: str) -> Refusal:
    if refusals.is_held(message):
        return refusals.busy(path, message)
    if refusals.is_newer(message):
        return refusals.newer_program()
    return refusals.damaged(path)


def _newest_backup(path: Path) -> str:
    """The latest write that any backup holds, '' without one."""
    from data.backup.manifest import backups  # it needs this package

    return max((backup.version for backup in backups(path)), default="")
