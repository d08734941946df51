"""The files a database is made of, and the mark that tells a clean stop from a brutal one.

None of them may be opened by this process while the database is: closing one would let go of DuckDB's lock on it.
"""

from collections import Counter
from pathlib import Path

# The log, and what DuckDB makes beside it during a checkpoint.
_LOGS = (".wal", ".wal.checkpoint", ".wal.recovery")
_MARK = ".en-service"
_open_here: Counter[Path] = Counter()


def logs(path: Path) -> list[Path]:
    """The logs of a database that hold something: facts that its main file does not have yet."""
    found = [path.with_name(path.name + ending) for ending in _LOGS]
    return [log for log in found if log.exists() and log.stat().st_size]


def database_files(path: Path) -> list[Path]:
    """The main file (when it is there), then its logs."""
    return [file for file in (path, *logs(path)) if file.exists()]


def size_of(path: Path) -> int:
    """Size of the whole database, in bytes."""
    return sum(file.stat().st_size for file in database_files(path))


def is_open_here(path: Path) -> bool:
    """Whether this process has it open already."""
    return _open_here[_key(path)] > 0


def stopped_cleanly(path: Path) -> bool:
    """False when whoever had it open last was killed."""
    return not logs(path) and not _mark(path).exists()


def enter(path: Path) -> None:
    """Say that this process has it open."""
    _open_here[_key(path)] += 1
    # A mark that cannot be written costs nothing but a slower next start, and DuckDB will say why.
    try:
        _mark(path).touch()
    except OSError:
        return


def leave(path: Path) -> None:
    """Say that it is closed, once by `enter`."""
    _open_here[_key(path)] -= 1
    if not is_open_here(path):
        _mark(path).unlink(missing_ok=True)


def _key(path: Path) -> Path:
    return path.absolute()


def _mark(path: Path) -> Path:
    return path.with_name(path.name + _MARK)
