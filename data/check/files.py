"""The files beside the base: each original as it came, and a backup that can be put back."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from data.backup import backups, is_good
from data.backup.restoring import unknown_originals
from data.check.findings import Finding, error, note
from data.database import Database
from data.errors import Refusal
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def look_at_files(db: Database) -> Iterator[Finding]:
    """Originals missing or changed, files that no import names, and the newest backup. Nothing for a base in memory."""
    if db.path is None:
        return
    yield from _originals(db, db.path.parent / "originals")
    for original in unknown_originals(db):
        yield note(
            "unknown_original",
            original.sha256,
            f"Le fichier {original.path.name}, reçu le {original.received_at:%d/%m/%Y} (UTC), n'est celui d'aucun import : "
            "si la base a été remise d'une sauvegarde, importez-le à nouveau.",
        )
    yield from _backup(db, db.path)


def _originals(db: Database, folder: Path) -> Iterator[Finding]:
    taken_in = [row for row in db.query(sql("files_taken_in")) if _SHA256.fullmatch(row["file_sha256"])]
    if taken_in and not folder.is_dir():
        yield _no_originals(db)
        return
    for row in taken_in:
        sha256, kept = row["file_sha256"], folder / row["file_sha256"]
        if not kept.is_file():
            yield error(
                "original_missing",
                sha256,
                f"Le fichier « {row['file_name']} » n'est plus dans « originals » : remettez-le sous le nom {sha256}.",
            )
        elif sha256_of(kept) != sha256:
            yield error(
                "original_changed",
                sha256,
                f"Le fichier gardé de « {row['file_name']} » a changé depuis qu'il a été reçu : remettez l'original.",
            )


def _no_originals(db: Database) -> Finding:
    """One word for all of them: a base that was rebuilt and took nothing in since is a copy, its files stay elsewhere."""
    if db.query(sql("rebuilt_since")):
        return note(
            "originals_elsewhere",
            "originals",
            "Les fichiers d'origine ne sont pas à côté de cette base, refaite à partir d'une autre : mettez-la dans le "
            "dossier de l'autre, ou copiez-y le dossier « originals ».",
        )
    return error(
        "original_missing",
        "originals",
        "Les fichiers d'origine ne sont pas à côté de cette base : remettez-y le dossier « originals », depuis une copie.",
    )


def _backup(db: Database, path: Path) -> Iterator[Finding]:
    known = backups(path)
    if not known:
        yield note("no_backup", path.name, "Cette base n'a aucune sauvegarde : « python -m data backup » en fait une.")
        return
    if db.version().replace("vide", "") < max(backup.version for backup in known):
        yield error(
            "behind_its_backup",
            path.name,
            "La base sait moins de choses que sa dernière sauvegarde : elle a perdu des écritures, ou c'est une ancienne copie.",
        )
    try:
        good = is_good(known[0])
    except Refusal:  # no room for a copy: nothing is known of it
        return
    if not good:
        yield error(
            "backup_unreadable",
            known[0].folder.name,
            "La dernière sauvegarde ne se lit pas : faites-en une autre (python -m data backup --out, sur un autre disque).",
        )


def sha256_of(file: Path) -> str:
    """Of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
