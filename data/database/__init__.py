"""The store: one connection a process, a cursor a run, and one place where writes happen.

Facts are only appended. A write is one transaction under one process-wide lock, with its journal row in it,
so it is there whole or not at all. Nothing here calls the screen.
"""

import atexit
import json
import os
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import duckdb

from data.database import refusals
from data.database.damage import DAMAGE_KINDS, as_refusal, look_before_opening, quoted, read_whole
from data.database.files import enter, leave, size_of
from data.errors import DatabaseTooNew, Refusal
from data.settings import Settings, get_settings
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_MIGRATIONS = Path(__file__).parent / "migrations"
_WRITE_LOCK = threading.RLock()
_open_bases: "weakref.WeakSet[Database]" = weakref.WeakSet()
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something. There is one local user for now; roles are checked where a write begins."""

    name: str


LOCAL = Actor(name="poste local")


def utc_now() -> datetime:
    """This instant in UTC, without a zone: the form in which instants are stored."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(kw_only=True)
class Write:
    """One transaction under way. What is put in `detail` ends up in the journal (counts and codes only).

    Set `keep` to False when it turns out that there is nothing to write: no fact, no journal row.
    """

    cursor: duckdb.DuckDBPyConnection
    actor: Actor
    at: datetime
    new_id: Callable[[], UUID]
    keep: bool
    detail: dict[str, Any] = field(default_factory=dict)

    def advance(self) -> None:
        """One instant later: what is added next is told after what was added before."""
        self.at += _TICK


class Database:
    """An open database. `reading()` gives a cursor of its own, `writing()` the only way to add facts."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        settings: Settings,
        path: Path | None,
        clock: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._connection = connection
        self.settings = settings
        self.path = path
        self.clock = clock
        self._new_id = new_id
        self.openings = 1
        """Grows when the file has to be opened anew: what was made in memory is gone."""
        self.writes = 0
        """Transactions ended by this handle: what was read before the latest may not hold any more."""
        self.is_open = True
        """False once it was closed: another handle is to be asked for."""
        self._is_writing = False
        self._is_lost = False
        self._is_keeping_put_off = False
        _open_bases.add(self)

    def close(self) -> None:
        """Close the connection; the file is then free for another program."""
        self._connection.close()
        if self.is_open and self.path is not None:
            leave(self.path)
        self.is_open = False

    def today(self) -> date:
        """The calendar day it is now in the territory."""
        return self.local(self.clock()).date()

    def first_day(self) -> date:
        """The calendar day of the first write, in the territory; today when there was none."""
        row = self.reading().execute(sql("first_write")).fetchone()
        return self.local(row[0]).date() if row and row[0] else self.today()

    def end_of(self, day: date) -> datetime:
        """The last instant (UTC) of a calendar day of the territory."""
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(self.settings.time_zone))
        return midnight.astimezone(UTC).replace(tzinfo=None) - _TICK

    def local(self, instant: datetime) -> datetime:
        """A stored UTC instant as the clock on the wall showed it."""
        return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(self.settings.time_zone)).replace(tzinfo=None)

    def reading(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one run. One connection object is not safe between threads; a cursor each is."""
        if self._is_lost:
            self._open_anew()
        return self._connection.cursor()

    def query(self, text: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of one SELECT as dictionaries."""
        cursor = self.reading()
        result = cursor.execute(text, parameters)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def version(self) -> str:
        """The latest journal row: changes with every write, so it is the key of every cache."""
        row = self.reading().execute(sql("latest_write")).fetchone()
        return f"{row[0]}" if row and row[0] else "vide"

    @contextmanager
    def writing(self, actor: Actor, action: str, subject: str, *, keep: bool = True) -> Iterator[Write]:
        """One transaction under the write lock, with its journal row.

        keep=False does the same work and rolls back: a preview. Any exception rolls back.
        Instants strictly increase from one write to the next, so « the latest fact » is never a tie.
        """
        self.check_room(0)
        with self.still():
            cursor = self.reading()
            cursor.execute("BEGIN TRANSACTION")
            self._is_writing, journal_row = True, None
            try:
                last = cursor.execute(sql("latest_write")).fetchone()
                at = self.clock() if not last or last[0] is None else max(self.clock(), last[0] + _TICK)
                write = Write(cursor=cursor, actor=actor, at=at, new_id=self._new_id, keep=keep)
                yield write
                if write.keep:
                    self._keep_up(cursor, since=at, as_of=write.at)
                journal_row = self._new_id()
                cursor.execute(
                    sql("add_journal"),
                    {
                        "id": journal_row,
                        "at": write.at,
                        "actor": actor.name,
                        "action": action,
                        "subject": subject,
                        "detail": json.dumps(write.detail, ensure_ascii=False, default=str),
                    },
                )
                cursor.execute("COMMIT" if write.keep else "ROLLBACK")
            except BaseException as error:
                _roll_back(cursor)
                cursor.close()
                if isinstance(error, duckdb.FatalException) and self._is_kept_all_the_same(journal_row):
                    return
                if isinstance(error, duckdb.Error | OSError) and refusals.is_full(error):
                    raise refusals.disk_full() from error
                raise
            finally:
                self._is_writing = False
                self.writes += 1
                cursor.close()

    def _keep_up(self, cursor: duckdb.DuckDBPyConnection, *, since: datetime, as_of: datetime) -> None:
        from data import derived  # it reads the base: it cannot be imported before it

        if self._is_keeping_put_off:
            derived.forget(cursor)
        else:
            derived.keep_up(cursor, self.settings, since=since, as_of=as_of)

    @contextmanager
    def keeping_put_off(self) -> Iterator[None]:
        """For hundreds of writes in a row: what is kept ready to read is forgotten, and has to be made again at the end.

        Meanwhile reads work it out from the facts.
        """
        self._is_keeping_put_off = True
        try:
            yield
        finally:
            self._is_keeping_put_off = False

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing is written meanwhile, by any thread: the files hold whole transactions. Not inside `writing`."""
        with _WRITE_LOCK:
            if self._is_writing:
                raise RuntimeError("a write is under way: its transaction is not in the files yet")
            yield

    def check_room(self, incoming_bytes: int) -> None:
        """Refuse a write that could fill the disk: three times what comes in, and the database once more.

        Raises DiskFull.
        """
        if self.path is None:
            return
        free = shutil.disk_usage(self.path.parent).free
        if free < max(size_of(self.path) + 3 * incoming_bytes, self.settings.minimum_free_mb * 2**20):
            raise refusals.disk_full()

    def _is_kept_all_the_same(self, journal_row: UUID | None) -> bool:
        """After an error that made every cursor useless: open anew, and see whether the write was committed before it.

        A full disk does that, when DuckDB moves its log into its main file.
        """
        self._is_lost = True
        row = self.reading().execute(sql("is_journaled"), {"id": journal_row}).fetchone()
        return bool(row and row[0])

    def _open_anew(self) -> None:
        self._connection.close()
        self._connection = _ready(self.path, self.clock)
        self.openings += 1
        self._is_lost = False


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    # A failed COMMIT or a fatal error has already ended the transaction: there is nothing left to roll back.
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        return


def open_database(
    path: Path | None,
    *,
    settings: Settings | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], UUID] = uuid4,
) -> Database:
    """Open (or make) the database at `path`, in memory when None, and bring its schema up to date.

    Raises DatabaseDamaged, DatabaseBusy, DatabaseTooNew, DiskFull or Refusal, each one French sentence.
    """
    settings = settings or get_settings()
    if path is not None:
        look_before_opening(path)
        # Before it is opened: should reading it end this process, the next one will know.
        enter(path)
    try:
        connection = _ready(path, clock)
    except BaseException:
        if path is not None:
            leave(path)
        raise
    return Database(connection, settings=settings, path=path, clock=clock, new_id=new_id)


@atexit.register
def _close_all() -> None:
    # A server that is asked to stop leaves nothing in the log, and no mark that would slow the next start.
    for database in list(_open_bases):
        database.close()


def _ready(path: Path | None, clock: Callable[[], datetime]) -> duckdb.DuckDBPyConnection:
    """A connection to a base that was read, brought up to date and locked."""
    connection = _connect(path)
    try:
        if path is not None:
            read_whole(connection, path)
        _migrate(connection, clock)
        # A second handle on the same file in this process finds the reads made and the configuration locked.
        if not connection.execute(sql("standing_attached")).fetchall():
            _attach_standing(connection)
            _lock(connection)
    except BaseException as error:
        connection.close()
        if path is not None and isinstance(error, DAMAGE_KINDS):
            raise as_refusal(path, error) from error
        raise
    return connection


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path))
    except (duckdb.Error, OSError) as error:
        if isinstance(error, OSError) and refusals.is_full(error):
            raise refusals.disk_full() from error
        if isinstance(error, OSError) or path.is_dir() or not os.access(path.parent, os.W_OK) or _is_forbidden(path):
            raise Refusal(
                f"La base ne peut pas être ouverte à l'endroit choisi ({path.parent}) : donnez dans GOUVERNAIL_DATABASE "
                "un fichier d'un dossier où vous pouvez écrire."
            ) from error
        raise as_refusal(path, error) from error


def _is_forbidden(path: Path) -> bool:
    return path.exists() and not os.access(path, os.R_OK | os.W_OK)


def _migrate(connection: duckdb.DuckDBPyConnection, clock: Callable[[], datetime]) -> None:
    """Apply what is missing, each migration with its journal row in one transaction."""
    tables = {row[0] for row in connection.execute(sql("tables")).fetchall()}
    if tables and "migration" not in tables:
        raise Refusal(
            "Ce fichier est la base d'un autre programme : il est laissé tel quel. Donnez un autre fichier dans GOUVERNAIL_DATABASE."
        )
    connection.execute(sql("migration_table"))
    done = {row[0] for row in connection.execute(sql("migrations_done")).fetchall()}
    files = {int(file.name[:4]): file for file in sorted(_MIGRATIONS.glob("*.sql"))}
    if done - files.keys():
        raise DatabaseTooNew(
            f"Cette base vient d'une version plus récente du programme (étape {max(done)}, celle-ci s'arrête à "
            f"{max(files)}) : mettez le programme à jour, puis recommencez. La base n'a pas été modifiée."
        )
    for number in sorted(files.keys() - done):
        connection.execute("BEGIN TRANSACTION")
        try:
            connection.execute(files[number].read_text(encoding="utf-8"))
            connection.execute(sql("add_migration"), {"number": number, "name": files[number].stem, "at": clock()})
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    """SQL reads and writes no file but the database, and nobody can lift that."""
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _attach_standing(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the reads of `standing.sql` in a catalog of their own, over this connection's main database."""
    row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None
    connection.execute("ATTACH ':memory:' AS standing")
    connection.execute(sql("standing").replace("main_db.", f"{quoted(str(row[0]))}.main."))
