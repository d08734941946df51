"""The files of a drop, those of its zips among them."""

import hashlib
from collections.abc import Iterator, Sequence

from data.database import Database
from data.files.bundle import open_bundle


def each_file(db: Database, files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file, a zip standing for those in it. Raises Refusal."""
    for name, content in files:
        yield from open_bundle(name, content, db.settings.limits) or [(name, content)]


def contents_by_sha256(db: Database, files: Sequence[tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
    """sha256 -> (name, content); of several copies, the first one. Raises Refusal."""
    found: dict[str, tuple[str, bytes]] = {}
    for name, content in each_file(db, files):
        found.setdefault(hashlib.sha256(content).hexdigest(), (name, content))
    return found
