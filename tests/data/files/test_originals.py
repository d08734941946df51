import errno
import hashlib
from pathlib import Path

import pytest

from data.database import open_database
from data.errors import DiskFull
from data.files import originals
from data.files.originals import keep_original
from tests.helpers import memory_database

CONTENT = "UAI;été\n".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_is_kept_once_under_its_sha256(tmp_path: Path) -> None:
    db = open_database(tmp_path / "var" / "g.duckdb")
    assert keep_original(db, CONTENT) == keep_original(db, CONTENT) == SHA256
    assert [file.name for file in (tmp_path / "var" / "originals").iterdir()] == [SHA256]
    assert (tmp_path / "var" / "originals" / SHA256).read_bytes() == CONTENT
    db.close()


def test_a_store_in_memory_keeps_no_file() -> None:
    assert keep_original(memory_database(), CONTENT) == SHA256


def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    db = open_database(tmp_path / "g.duckdb")
    monkeypatch.setattr(originals.os, "fsync", full)
    with pytest.raises(DiskFull, match="Le disque est plein"):
        keep_original(db, CONTENT)
    assert list((tmp_path / "originals").iterdir()) == []
    db.close()
