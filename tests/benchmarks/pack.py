"""The pack of a séance that has a plan and 1,000 changes since the one before, in a process of its own, against 3 s."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from data.database import LOCAL, open_database
from data.seances.frozen import Snapshot, read_snapshot
from data.settings import ROOT
from indicators.exports.pack import MEMBERS, Format, export_bytes, pack_bytes
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze

ROUNDS, MOST = 5, 3.0  # seconds at most
_PRINTED = (Format.XLSX, Format.PPTX, Format.PDF)
_BEFORE, _NOW = datetime(2021, 12, 15, 17), datetime(2022, 3, 18, 17)


def run(database: Path) -> list[dict[str, object]]:
    """Two rows: the three files that a committee opens, one after the other, and all the formats in their zip."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(database, folder))
        command = [sys.executable, "-m", "tests.benchmarks.pack", str(copy)]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    names = (
        f"full pack of a séance (XLSX + PPTX + PDF), department / {MOST:.0f} s",
        f"all {len(MEMBERS)} formats / the same",
    )
    return [
        {"what": name, "ratio": seconds / MOST, "target": "<= 1", "seconds": seconds}
        for name, seconds in zip(names, json.loads(told.stdout), strict=True)
    ]


def main() -> None:
    """The seconds of both, as JSON: the medians of a process that has made each once."""
    snapshot = _frozen(Path(sys.argv[1]))
    printed = _seconds(lambda: [export_bytes(snapshot, one) for one in _PRINTED])
    print(json.dumps([printed, _seconds(lambda: pack_bytes(snapshot))]))


def _frozen(database: Path) -> Snapshot:
    db = open_database(database)
    for held in (_BEFORE, _NOW):
        situation = Situation(school_year="2021-2022", on=held.date(), as_of=held)
        frozen = freeze(db, LOCAL, situation, label=f"Comité du {held:%d/%m/%Y}")
    snapshot = read_snapshot(db, frozen.id)
    db.close()
    changed = sum(
        len(one["establishments"]) for change in snapshot.payload["since"]["changes"] for one in change["parts"]
    )
    assert changed > 1_000 and snapshot.payload["plan"]["actions"], changed
    return snapshot


def _seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times[1:])


if __name__ == "__main__":
    main()
