"""The same five questions put to our base, to pandas and to SQLite, on the same facts; what each answers is compared."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from data.database import open_database
from data.sql import SqlFolder
from tests.benchmarks.national.base import fresh
from tests.benchmarks.national.synthesis import again

sql = SqlFolder(__file__)
WORK = {
    "campaign": "answers of one campaign by type",
    "campaigns": "answers of all campaigns by type",
    "committee": "committee rule",
    "months": "rate by month",
    "months_types": "rate by type and month",
}
# SQLite takes as long to load the whole country as the rest of the benchmark.
_SQLITE_MOST = 6_500


def run(base: Path) -> list[dict[str, object]]:
    """A row a question and way, as a ratio to ours (SQLite: to ours on all, the part of the facts is said)."""
    told = {
        "ours": fresh("work", "ours", base),
        "pandas": fresh("in_pandas", "measure", base),
        "SQLite": fresh("in_sqlite", "measure", base),
    }
    assert told["pandas"]["answers"] == told["ours"]["answers"], "pandas finds something else"
    if told["SQLite"]["modulo"] == 1:
        assert told["SQLite"]["answers"] == told["ours"]["answers"], "SQLite finds something else"
    part = "" if told["SQLite"]["modulo"] == 1 else f" (1 / {told['SQLite']['modulo']} of the facts)"
    rows: list[dict[str, object]] = []
    for work, said in WORK.items():
        for way, one in told.items():
            warm = one["seconds"][work]
            rows.append(
                {
                    "what": f"{said}, {way}{part if way == 'SQLite' else ''}",
                    "ratio": warm / told["ours"]["seconds"][work],
                    "target": "beside ours",
                    "seconds": warm,
                }
            )
    for way in ("pandas", "SQLite"):
        seconds = told[way]["load"]
        rows.append({"what": f"loading the facts, {way}", "ratio": 1.0, "target": "beside ours", "seconds": seconds})
    return rows


def ours(base: Path) -> dict[str, Any]:
    """Seconds of each question on our base, warm, and what it answers."""
    db = open_database(base)
    told = timed({work: _asked(db.reading(), sql(f"work_{work}")) for work in WORK})
    db.close()
    return told


def timed(works: dict[str, Callable[[], list[Any]]]) -> dict[str, Any]:
    """Median seconds of each work and the sum of the numbers that it gives, by which ways are compared."""
    answers = {work: _total(do()) for work, do in works.items()}
    return {"seconds": {work: again(do) for work, do in works.items()}, "answers": answers}


def exported(base: Path, folder: Path, modulo: int = 1) -> Path:
    """The facts in Parquet files, or those of one establishment in so many."""
    connection = duckdb.connect(str(base), read_only=True)
    connection.execute("SET enable_progress_bar = false")
    for name in ("answers", "usage", "establishments"):
        text = sql(f"export_{name}").replace("$modulo", str(modulo))
        connection.execute(f"COPY ({text}) TO '{folder / name}.parquet'")
    connection.close()
    return folder


def modulo_for(base: Path) -> int:
    """One establishment in how many goes to SQLite."""
    connection = duckdb.connect(str(base), read_only=True)
    row = connection.execute("SELECT count(DISTINCT uai) FROM establishment").fetchone()
    connection.close()
    return 1 if row is None or row[0] <= _SQLITE_MOST else 10


def loading(load: Callable[[], Any]) -> tuple[Any, float]:
    """What was loaded, and the seconds it took."""
    began = time.perf_counter()
    loaded = load()
    return loaded, time.perf_counter() - began


def temporary() -> TemporaryDirectory[str]:
    """A folder for the exports, away from memory-backed ones."""
    return TemporaryDirectory(dir=Path.cwd() / "var")


def _asked(cursor: duckdb.DuckDBPyConnection, text: str) -> Callable[[], list[Any]]:
    return lambda: cursor.execute(text).fetchall()


def _total(rows: list[Any]) -> list[int]:
    return [len(rows), int(sum(cell for row in rows for cell in row if isinstance(cell, int)))]
