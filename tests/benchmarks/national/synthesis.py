"""The synthesis, from a file that is not open yet to four verdicts, against a bare scan of the columns it needs."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median

import duckdb

from data.database import open_database
from data.sql import SqlFolder
from indicators.findings import findings
from tests.benchmarks.national.base import fresh, situation

sql = SqlFolder(__file__)
_ROUNDS, _RERUNS = 5, 7
_SCANS = ("scan_answers", "scan_usage", "scan_establishments", "scan_expected")


def run(base: Path) -> list[dict[str, object]]:
    """Cold as a ratio to the scan; warm, and on days that nobody looked at yet, as ratios to 150 ms."""
    ours = [fresh("synthesis", "measure", base) for _ in range(_ROUNDS)]
    scans = [fresh("synthesis", "scan", base) for _ in range(_ROUNDS)]
    cold, warm, other, bare = (
        median(one[name] for one in told)
        for told, name in ((ours, "cold"), (ours, "warm"), (ours, "other"), (scans, "cold"))
    )
    return [
        {
            "what": "national synthesis, new process / bare scan of its columns",
            "ratio": cold / bare,
            "target": "<= 3",
            "seconds": cold,
        },
        {"what": "national synthesis, again / 150 ms", "ratio": warm / 0.15, "target": "<= 1", "seconds": warm},
        {
            "what": "national synthesis, another day / 150 ms",
            "ratio": other / 0.15,
            "target": "beside",
            "seconds": other,
        },
    ]


def measure(base: Path) -> dict[str, float]:
    """Seconds to open the base and find all indicators, to find them again, and to find them on another day."""
    began = time.perf_counter()
    db = open_database(base)
    looked_at = situation(db)
    findings(db, looked_at)
    cold = time.perf_counter() - began
    warm = again(lambda: findings(db, looked_at))
    days = (replace(looked_at, on=looked_at.on - timedelta(days=number)) for number in count(1))
    other = again(lambda: findings(db, next(days)))
    db.close()
    return {"cold": cold, "warm": warm, "other": other}


def scan(base: Path) -> dict[str, float]:
    """Seconds to open the file with DuckDB alone and read the columns, and to read them again."""
    began = time.perf_counter()
    connection = duckdb.connect(str(base), read_only=True)
    _scan(connection)
    cold = time.perf_counter() - began
    warm = again(lambda: _scan(connection))
    connection.close()
    return {"cold": cold, "warm": warm}


def _scan(connection: duckdb.DuckDBPyConnection) -> None:
    for name in _SCANS:
        connection.execute(sql(name)).fetchall()


def again(work: Callable[[], object]) -> float:
    """Median seconds of some more runs."""
    times = []
    for _ in range(_RERUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times)
