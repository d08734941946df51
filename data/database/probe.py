"""The process that opens a doubtful database before this program does: a damaged one may end it, and nothing else.

    python -P data/database/probe.py DATABASE

Reads every row of every table, and changes nothing: read-only, DuckDB replays the log in memory. stdout is one JSON
object: state (good, unopened or damaged), version (the latest write), says (DuckDB's words).
"""

import json
import sys
from pathlib import Path

import duckdb

_LOG_BEGINS = b"d\x00b"  # field 100 is the kind of entry, and the first entry (98) tells the log's version


def main(path: Path) -> dict[str, str]:
    """Open, read everything, say what was found."""
    # DuckDB takes a log that is not one for an empty one, and goes on without the facts it held.
    log = path.with_name(path.name + ".wal")
    if log.exists() and log.stat().st_size and not log.read_bytes().startswith(_LOG_BEGINS):
        return {"state": "damaged", "says": "not a log"}
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        return {"state": "unopened", "says": str(error)}
    try:
        names = [row[0] for row in connection.execute(_sql("tables")).fetchall()]
        if "migration" not in names:  # another program's: it is for the opening to say so
            return {"state": "good", "version": "", "says": ""}
        for name in names:
            connection.execute(_sql("read_table").replace("a_table", _quoted(name))).fetchall()
        return {"state": "good", "version": _version(connection), "says": ""}
    except duckdb.Error as error:
        return {"state": "damaged", "says": str(error)}


def _version(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute(_sql("latest_write")).fetchone()
    return str(row[0]) if row and row[0] else ""


def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
