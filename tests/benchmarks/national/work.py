"""The same five questions put to our base, to pandas and to SQLite, on the same facts; what each answers is compared."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from data.database import open_database
from data.sql import SqlFolder
from tests.benchmarks.national.base import TENTH, fresh, tenth
from tests.benchmarks.national.synthesis import again

sql = SqlFolder(__file__)
WORK = {
    "campaign": "answers of one campaign by type",
    "campaigns": "answers of all campaigns by type",
    "committee": "committee rule",
    "months": "rate by month",
    "months_types": "rate by type and month",
}
# Of the whole country, SQLite takes as long to load as the rest of the benchmark: it is asked on a tenth, and we beside it.
_WHOLE = {"ours": ("work", "ours"), "pandas": ("in_pandas", "measure")}
_TENTH = _WHOLE | {"SQLite": ("in_sqlite", "measure")}


def run(base: Path) -> list[dict[str, object]]:
    """A row a question and way, as a ratio to ours on the same facts; of the whole, then of a tenth of it."""
    whole = [] if base == TENTH else _beside(base, _WHOLE, "")
    return [*whole, *_beside(tenth(), _TENTH, ", a tenth")]


def _beside(base: Path, ways: Mapping[str, tuple[str, str]], part: str) -> list[dict[str, object]]:
    told = {way: fresh(*measure, base) for way, measure in ways.items()}
    for way, one in told.items():
        assert one["answers"] == told["ours"]["answers"], f"{way} finds something else"
    questions = [
        _row(f"{said}{part}, {way}", one["seconds"][work] / told["ours"]["seconds"][work], one["seconds"][work])
        for work, said in WORK.items()
        for way, one in told.items()
    ]
    loads = [_row(f"loading the facts{part}, {way}", 1.0, one["load"]) for way, one in told.items() if "load" in one]
    return questions + loads


def _row(what: str, ratio: float, seconds: float) -> dict[str, object]:
    return {"what": what, "ratio": ratio, "target": "beside ours", "seconds": seconds}


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


def exported(base: Path, folder: Path) -> Path:
    """The facts in Parquet files."""
    connection = duckdb.connect(str(base), read_only=True)
    connection.execute("SET enable_progress_bar = false")
    for name in ("answers", "usage", "establishments"):
        connection.execute(f"COPY ({sql(f'export_{name}')}) TO '{folder / name}.parquet'")
    connection.close()
    return folder


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
