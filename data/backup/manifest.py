"""What a backup says of itself: a folder with the database's files and `backup.json`."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = "backups"
MANIFEST = "backup.json"
VERIFIED = "verifiee"  # an empty file: every table was read once
_INSTANT = "%Y%m%dT%H%M%S%fZ"
_WORDS = {
    "import": "un import",
    "revert": "une annulation",
    "register": "le chargement de l'annuaire",
    "restauration": "une restauration",
}


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One copy of a database. at is UTC; version is its latest write, '' when there was none; size is in bytes.

    files: name -> sha256 of each file in the folder.
    """

    folder: Path
    database: str
    at: datetime
    occasion: str
    version: str
    size: int
    files: dict[str, str]

    @property
    def main_file(self) -> Path:
        """The database of the copy; its logs lie beside it."""
        return self.folder / self.database

    @property
    def is_verified(self) -> bool:
        """Whether it was read whole once."""
        return (self.folder / VERIFIED).exists()

    @property
    def occasion_in_french(self) -> str:
        """« avant un import », « après une annulation », « à la demande »."""
        when, _, what = self.occasion.partition("-")
        if when not in ("avant", "apres") or not what:
            return "à la demande"
        return f"{'avant' if when == 'avant' else 'après'} {_WORDS.get(what, what)}"


def backups(database: Path) -> list[Backup]:
    """The copies kept of that database, newest first. They are not opened: see is_good."""
    folder = database.parent / FOLDER
    found = [read_manifest(entry) for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted(
        (backup for backup in found if backup and backup.database == database.name),
        key=lambda backup: backup.at,
        reverse=True,
    )


def read_manifest(folder: Path) -> Backup | None:
    """The backup in a folder, None when it holds none that is complete."""
    if folder.name.startswith("."):
        return None
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Backup(
            folder=folder,
            database=str(told["database"]),
            at=datetime.fromisoformat(told["at"]),
            occasion=str(told["occasion"]),
            version=str(told["version"]),
            size=int(told["size"]),
            files={str(name): str(sha256) for name, sha256 in told["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def as_manifest(backup: Backup) -> str:
    """The text of backup.json."""
    told: dict[str, Any] = {name: value for name, value in vars(backup).items() if name != "folder"}
    return json.dumps(told | {"at": backup.at.isoformat()}, ensure_ascii=False, indent=1)


def folder_name(at: datetime, occasion: str) -> str:
    """Name of a backup's folder: sorted by name, they are sorted by time."""
    return f"{at:{_INSTANT}}-{occasion}"
