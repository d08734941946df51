"""Taking a backup, keeping the newest ones, and telling a good one."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from data.backup.child import copy_files, settle
from data.backup.manifest import FOLDER, MANIFEST, VERIFIED, Backup, as_manifest, backups, folder_name
from data.database import Database, refusals, utc_now
from data.database.damage import probe
from data.database.files import database_files, size_of
from data.errors import DiskFull, Refusal

_UNFINISHED = ".en-cours-"
_TICK = timedelta(microseconds=1)


@dataclass(kw_only=True)
class Kept:
    """What `backed_up` could not do after a write that succeeded: one French sentence, '' when all is well.

    To be read once the `with` block is over.
    """

    warning: str = ""


@contextmanager
def backed_up(db: Database, what: str) -> Iterator[Kept]:
    """A backup before the work and one after it. Not inside `writing`.

    When the first cannot be made, nothing is done: raises DiskFull or Refusal. The work done, a second one that fails
    takes nothing back: the sentence is in what this gives.
    """
    kept = Kept()
    try:
        back_up(db, occasion=f"avant-{what}")
    except Refusal as refusal:
        # On Windows nobody may read a file that DuckDB holds: no work could ever be done there.
        if isinstance(refusal, DiskFull) or sys.platform != "win32":
            raise
    yield kept
    try:
        back_up(db, occasion=f"apres-{what}")
    except Refusal as refusal:
        kept.warning = f"C'est enregistré, mais la sauvegarde d'après n'a pas pu être faite. {refusal}"


def back_up(db: Database, *, occasion: str = "demande", into: Path | None = None) -> Path | None:
    """Copy the database, log included, while nobody writes; returns the new folder.

    None when there is nothing to do: a database in memory, no backups wanted, or the newest one already holds the same
    writes. into: another folder than the usual one; there a copy is always made, and none is ever removed.
    Raises DiskFull or Refusal.
    """
    if db.path is None or (into is None and not db.settings.backups_kept):
        return None
    with db.still():
        if into is None:
            _sweep(db.path.parent / FOLDER)
        known = backups(db.path)
        version = db.version().replace("vide", "")
        if into is None and known and known[0].version == version:
            return None
        made = _copy(db, db.path, into or db.path.parent / FOLDER, _instant(db, known), occasion, version)
        if into is None:
            _let_go(db.path, db.settings.backups_kept)
    return made.folder


def is_good(backup: Backup) -> bool:
    """Whether its files are those that were copied, and every table can be read (in a process of its own, on a copy).

    Raises DiskFull when there is no room for that copy.
    """
    try:
        with TemporaryDirectory(dir=backup.folder, prefix=_UNFINISHED) as folder:
            unpack(backup, Path(folder))
        (backup.folder / VERIFIED).touch()
    except DiskFull:
        raise
    except (OSError, Refusal):
        return False
    return True


def unpack(backup: Backup, folder: Path) -> None:
    """Copy a backup's files into a folder, and read them whole there. Raises Refusal when they are not what was copied."""
    copied = copy_files([backup.folder / name for name in backup.files], folder)
    if any(sha256 and copied[name] != sha256 for name, sha256 in backup.files.items()):
        raise refusals.damaged(backup.main_file)
    probe(folder / backup.database)


def set_backups_aside(database: Path) -> None:
    """Another base takes the place of this one: its backups are kept in a folder of their own, and are no longer offered."""
    known = backups(database)
    if known:
        folder = database.parent / FOLDER / f"avant-{utc_now():%Y%m%dT%H%M%S%f}Z"
        folder.mkdir()
        for backup in known:
            backup.folder.rename(folder / backup.folder.name)


def _instant(db: Database, known: list[Backup]) -> datetime:
    """Now, and later than any backup: a clock set back does not make the newest one look old."""
    return max([db.clock(), *(backup.at + _TICK for backup in known[:1])])


def _copy(db: Database, path: Path, into: Path, at: datetime, occasion: str, version: str) -> Backup:
    """The folder is there under its name only once every byte is on the disk."""
    size = size_of(path)
    try:
        into.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(into).free < size + db.settings.minimum_free_mb * 2**20:
            raise refusals.disk_full()
        temporary = Path(mkdtemp(dir=into, prefix=_UNFINISHED))
        try:
            files = copy_files(database_files(path), temporary)
            made = Backup(
                folder=into / folder_name(at, occasion),
                database=path.name,
                at=at,
                occasion=occasion,
                version=version,
                size=size,
                files=files,
            )
            (temporary / MANIFEST).write_text(as_manifest(made), encoding="utf-8")
            settle(temporary)
            temporary.rename(made.folder)
            settle(into)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    except OSError as error:
        if refusals.is_full(error):
            raise refusals.disk_full() from error
        raise Refusal(
            f"La sauvegarde n'a pas pu être écrite dans {into} : choisissez un dossier où vous pouvez écrire, puis recommencez."
        ) from error
    return made


def _sweep(folder: Path) -> None:
    """Remove what a backup cut short left: it never had its name."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _let_go(database: Path, kept: int) -> None:
    """Remove the oldest backups, unless one that is known to be good would have no good one after it."""
    known = backups(database)
    newest, older = known[:kept], known[kept:]
    if older and any(backup.is_verified or is_good(backup) for backup in newest):
        for backup in older:
            # Out of sight first: one half removed must not pass for a backup. One that stays is tried again next time.
            hidden = backup.folder.with_name(_UNFINISHED + backup.folder.name)
            with suppress(OSError):
                backup.folder.rename(hidden)
                shutil.rmtree(hidden)
