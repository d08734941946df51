"""A damaged base or log leads to one refusal, never to a traceback, a deletion or a start that fails again and again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.settings import ROOT
from tests.strength.nursery import LONG

DAMAGES = 300 if LONG else 12


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_damaged_base_is_refused_and_left_as_it_is_or_does_no_harm(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.strength.damages", str(tmp_path), str(DAMAGES), "44"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    print(told)
    assert told["wrong"] == []
    refused = sum(count for name, count in told["tally"].items() if name.endswith("refused"))
    assert refused > DAMAGES / 2
