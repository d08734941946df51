"""The five questions in SQLite, with indexes that hold all they read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.sql import SqlFolder
from tests.benchmarks.national.work import WORK, exported, loading, temporary, timed

sql = SqlFolder(__file__)
_TABLES = {"answers": "answer", "usage": "usage", "establishments": "establishment"}


def measure(base: Path) -> dict[str, Any]:
    """Seconds to load, and of each question once loaded."""
    with temporary() as folder:
        facts = exported(base, Path(folder))
        connection, load = loading(lambda: _load(facts))
        told = timed({work: _asked(connection, sql(f"sqlite_{work}")) for work in WORK})
        connection.close()
    return told | {"load": load}


def _load(facts: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(facts / "facts.sqlite")
    connection.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;" + sql("sqlite_tables"))
    for file, table in _TABLES.items():
        _fill(connection, pq.ParquetFile(facts / f"{file}.parquet"), table)
    connection.executescript(sql("sqlite_indexes"))
    connection.commit()
    return connection


def _fill(connection: sqlite3.Connection, file: pq.ParquetFile, table: str) -> None:
    marks = ", ".join("?" for _ in file.schema_arrow.names)
    for part in file.iter_batches(100_000):
        columns = [_texts(column) for column in part.to_pydict().values()]
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", zip(*columns, strict=True))


def _texts(column: list[Any]) -> list[Any]:
    """Days as ISO text: SQLite has no type for them."""
    return [day.isoformat() for day in column] if hasattr(column[0], "isoformat") else column


def _asked(connection: sqlite3.Connection, text: str) -> Callable[[], list[Any]]:
    return lambda: connection.execute(text).fetchall()
