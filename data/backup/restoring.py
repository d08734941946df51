"""Putting a backup back: the present files are set aside, and what they alone knew can be imported again."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from data.backup.child import settle
from data.backup.copies import unpack
from data.backup.manifest import Backup, read_manifest
from data.database import LOCAL, Actor, Database, open_database, refusals, utc_now
from data.database.damage import probe
from data.database.files import database_files
from data.errors import DatabaseBusy, DatabaseDamaged, DiskFull, Refusal
from data.settings import Settings
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_SHA256 = re.compile(r"[0-9a-f]{64}")

DECIDE_AGAIN = (
    "Ce qui a été décidé depuis cette sauvegarde n'y est pas, et reste à refaire : campagnes, cibles, lignes écartées, colonnes "
    "reconnues, remarques classées et imports annulés."
)
"""What no file can tell again, said wherever a backup was put back."""


@dataclass(frozen=True, kw_only=True)
class Original:
    """A file kept as it came, that the restored database does not know. received_at is UTC; suffix is guessed from its
    first bytes (.xlsx, .xls, .csv)."""

    path: Path
    sha256: str
    received_at: datetime
    size: int
    suffix: str

    @property
    def usual_name(self) -> str:
        """A name to import it under again."""
        return f"original-{self.sha256[:8]}{self.suffix}"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was done. set_aside: the files that were there, under their new names. unknown: latest first."""

    backup: Backup
    database: Path
    set_aside: list[Path]
    unknown: list[Original]


def restore(
    source: Backup | Path, database: Path, *, actor: Actor = LOCAL, settings: Settings | None = None
) -> Restored:
    """Put a backup (or any sound copy of a database) in the place of `database`, recorded in its journal.

    All is done on a copy before anything moves, and what was there is renamed, never removed: cut short, it leaves
    either the old base, or no base and its backups. Raises Refusal.
    """
    backup = source if isinstance(source, Backup) else _find(source)
    if backup.main_file.absolute() == database.absolute():
        raise Refusal("C'est la base elle-même, pas une sauvegarde : donnez le dossier d'une sauvegarde (« backups »).")
    _check_free(database)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=database.parent, prefix=".restauration-") as folder:
            _unpack(backup, Path(folder))
            copy = Path(folder) / backup.database
            known = _record(backup, copy, actor, settings)
            set_aside = _set_aside(database)
            _put_in_place(copy, database)
    except OSError as error:
        if refusals.is_full(error):
            raise refusals.disk_full() from error
        raise Refusal(
            f"La sauvegarde n'a pas pu être remise dans {database.parent} : fermez les programmes qui s'en servent, "
            "vérifiez que vous pouvez y écrire, puis recommencez."
        ) from error
    return Restored(backup=backup, database=database, set_aside=set_aside, unknown=_unknown(database, known))


def unknown_originals(db: Database) -> list[Original]:
    """The files kept beside the database that no import of it names, latest first."""
    return _unknown(db.path, _known_files(db)) if db.path else []


def _known_files(db: Database) -> set[str]:
    return {row["file_sha256"] for row in db.query(sql("known_files"))}


def _unknown(database: Path, known: set[str]) -> list[Original]:
    folder = database.parent / "originals"
    kept = [file for file in folder.iterdir() if _SHA256.fullmatch(file.name)] if folder.is_dir() else []
    found = [_original(file) for file in kept if file.name not in known]
    return sorted(found, key=lambda original: original.received_at, reverse=True)


def _record(backup: Backup, copy: Path, actor: Actor, settings: Settings | None) -> set[str]:
    """Write in the copy's journal that it was restored: it then knows more than any backup. Returns the files it names."""
    db = open_database(copy, settings=settings)
    try:
        with db.writing(actor, "restore", backup.folder.name) as write:
            write.detail["version"] = backup.version
        return _known_files(db)
    finally:
        db.close()


def _find(place: Path) -> Backup:
    """The backup in that folder, or the copy of a database in that file."""
    known = read_manifest(place) or read_manifest(place.parent)
    if known:
        return known
    if not place.is_file():
        raise Refusal(
            f"Il n'y a pas de sauvegarde à cet endroit ({place}) : donnez un dossier de « backups », à côté de la base, ou "
            "la copie d'une base."
        )
    return Backup(
        folder=place.parent,
        database=place.name,
        at=datetime.fromtimestamp(place.stat().st_mtime, UTC).replace(tzinfo=None),
        occasion="copie",
        version="",
        size=place.stat().st_size,
        files={file.name: "" for file in database_files(place)},
    )


def _check_free(database: Path) -> None:
    if not database.exists():
        return
    try:
        probe(database)
    except DatabaseBusy:
        raise
    except Refusal:
        return


def _unpack(backup: Backup, folder: Path) -> None:
    try:
        unpack(backup, folder)
    except DiskFull:
        raise
    except (DatabaseDamaged, OSError) as error:
        raise Refusal(
            f"Cette sauvegarde ({backup.folder.name}) n'est pas lisible : rien n'a changé. Choisissez-en une autre."
        ) from error


def _set_aside(database: Path) -> list[Path]:
    """Rename what is there, the main file first: alone, it would pass for a base that knows less."""
    name = f"{database.name}.endommagee-{utc_now():%Y%m%dT%H%M%S%f}Z"
    return [
        file.rename(file.with_name(name + file.name.removeprefix(database.name))) for file in database_files(database)
    ]


def _put_in_place(copy: Path, database: Path) -> None:
    """The main file last, for the same reason."""
    for file in reversed(database_files(copy)):
        file.rename(database.with_name(database.name + file.name.removeprefix(copy.name)))
    settle(database.parent)


def _original(file: Path) -> Original:
    told = file.stat()
    with file.open("rb") as opened:
        beginning = opened.read(4)
    suffixes = {b"PK\x03\x04": ".xlsx", b"\xd0\xcf\x11\xe0": ".xls"}
    return Original(
        path=file,
        sha256=file.name,
        received_at=datetime.fromtimestamp(told.st_mtime, UTC).replace(tzinfo=None),
        size=told.st_size,
        suffix=suffixes.get(beginning, ".csv"),
    )
