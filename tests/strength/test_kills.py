"""Killed at any moment, an import is there whole or not at all, and what was said to be done is there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.settings import ROOT
from tests.strength.nursery import LONG

KILLS = 200 if LONG else 4


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_killed_import_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.strength.kills", str(tmp_path), str(KILLS), "44"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    print(told)
    assert told["wrong"] == []
    assert told["kills"] == KILLS
    # The kills struck before and after commits: otherwise they would prove little.
    assert told["absent"] and (not LONG or told["whole"])
