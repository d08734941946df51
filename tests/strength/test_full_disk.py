"""A full disk: a sentence, the same program goes on reading, and the base opens again with all that was kept."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.database import open_database
from data.settings import ROOT, Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB, where this machine lets us mount one."""
    place = tmp_path / "disque"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(path: Path, *limit: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.strength.filling", str(path), *limit],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    print(told)
    return told


def rows(path: Path) -> int:
    db = open_database(path, settings=Settings(database=path, minimum_free_mb=0))
    try:
        return int(db.query("SELECT count(*) AS n FROM property")[0]["n"])
    finally:
        db.close()


def test_a_base_whose_files_may_not_grow_says_so_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "g.duckdb"
    told = fill(path, "12")
    assert told["kept"] > 0 and "presque plein" in told["said"]
    assert told["read"] == rows(path) == 20_000 * told["kept"]


def test_a_base_on_a_full_disk_says_so_and_loses_nothing(small_disk: Path) -> None:
    path = small_disk / "g.duckdb"
    told = fill(path)
    assert told["kept"] > 0 and "presque plein" in told["said"]
    assert told["read"] == 20_000 * told["kept"]
    # No room for a copy: a sentence again, and no half of one.
    assert "presque plein" in told["backup"] and told["left"] == []
    assert rows(path) == 20_000 * told["kept"]
