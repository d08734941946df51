"""The files people gave us, kept as they came, each under the sha256 of its bytes."""

import errno
import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from data.database import Database
from data.errors import DiskFull

_SHA256 = re.compile(r"[0-9a-f]{64}")


def keep_original(db: Database, content: bytes) -> str:
    """Keep a file in the `originals` folder beside the database; returns its sha256. Doing it twice keeps one.

    A database in memory keeps none. Call it before the transaction: a kept file without facts harms nobody, facts
    without their file could not be shown. Raises DiskFull.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if db.path is None:
        return sha256
    kept = db.path.parent / "originals" / sha256
    if not kept.exists():
        try:
            _write_whole(kept, content)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(
                    "Le disque est plein : le fichier n'a pas pu être gardé et rien n'a été enregistré. "
                    "Libérez de la place sur le disque de la base, puis recommencez."
                ) from error
            raise
    return sha256


def read_original(db: Database, sha256: str) -> bytes | None:
    """A kept file, None when it is not there, cannot be read, or is no longer what it was."""
    if db.path is None or not _SHA256.fullmatch(sha256):
        return None
    try:
        content = (db.path.parent / "originals" / sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _write_whole(target: Path, content: bytes) -> None:
    """There under its name only once every byte is on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".en-cours-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            temporary.replace(target)
        except BaseException:
            file.close()
            temporary.unlink(missing_ok=True)
            raise
