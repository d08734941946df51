"""What a person is told when the database cannot be opened or written."""

import errno
import re
from pathlib import Path

from data.errors import DatabaseBusy, DatabaseDamaged, DatabaseTooNew, DiskFull

_RESTORE = (
    "Remettez une sauvegarde : un bouton de l'écran le fait, ou la commande « python -m data restore » suivie du dossier "
    "de la sauvegarde."
)
# What DuckDB says on Linux and macOS, then on Windows. The file's own name is in the message too, so no looser word.
_HELD = re.compile(r"Could not set lock on file|is already open in|being used by another process")
_NEWER = re.compile(r"with version number \d+, but we can only read|with a storage version greater than")
_FULL = re.compile(r"No space left|File too large|Disk quota exceeded|not enough space on the disk")
_FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_held(message: str) -> bool:
    """Whether DuckDB says that another program has the file."""
    return _HELD.search(message) is not None


def is_newer(message: str) -> bool:
    """Whether DuckDB says that a later version of itself wrote the file."""
    return _NEWER.search(message) is not None


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk, or a quota on it, is full."""
    return getattr(error, "errno", None) in _FULL_NUMBERS or _FULL.search(str(error)) is not None


def disk_full() -> DiskFull:
    """Nothing was written, for want of room."""
    return DiskFull(
        "Le disque est presque plein : rien n'a été enregistré et rien n'est perdu. "
        "Libérez de la place sur le disque de la base, puis recommencez."
    )


def busy(path: Path, message: str) -> DatabaseBusy:
    """Another program has the database; the message may name its process."""
    found = re.search(r"PID (\d+)", message)
    holder = f" (processus {found.group(1)})" if found else ""
    return DatabaseBusy(
        f"La base {path.name} est déjà ouverte par un autre programme{holder} : fermez-le (le tableau de bord, par "
        "exemple), puis recommencez."
    )


def newer_program() -> DatabaseTooNew:
    """The file's format is a later one."""
    return DatabaseTooNew(
        "Cette base vient d'une version plus récente du programme : mettez le programme à jour, puis recommencez. "
        "La base n'a pas été modifiée."
    )


def damaged(path: Path) -> DatabaseDamaged:
    """The file or its log cannot be read, or not all of it."""
    return DatabaseDamaged(
        f"La base {path.name} est endommagée ou n'en est pas une : elle est laissée telle quelle, rien n'a été "
        f"supprimé. {_RESTORE}"
    )


def gone(path: Path) -> DatabaseDamaged:
    """The file is not there, though its log or its backups are."""
    return DatabaseDamaged(
        f"La base {path.name} n'est plus à sa place, alors que son journal ou ses sauvegardes y sont : rien n'a été créé "
        f"ni supprimé. Remettez-la si vous l'avez déplacée. {_RESTORE}"
    )


def behind(path: Path) -> DatabaseDamaged:
    """The database opens, but knows less than its newest backup."""
    return DatabaseDamaged(
        f"La base {path.name} sait moins de choses que sa dernière sauvegarde : l'arrêt brutal du programme ou du poste "
        f"lui en a fait perdre. Rien n'a été supprimé. {_RESTORE}"
    )
