"""The process that parses people's files, so that a hostile one kills it and nothing else.

    python -m data.files.child MEMORY_MB CPU_SECONDS ROWS COLUMNS CELLS ANSWER_MB

stdin is one file after the other, already checked by `data.files.preflight`: a line « format look_again length », then
the bytes. stdout is, for each, a line « problem length last », then the sheets in JSON (`data.files.transfer`). problem
is ok or a name; last is 1 when the memory of this file may weigh on the next ones: the process then ends. Nothing heavy
is imported: pydantic, pandas or duckdb would cost more than the parsing.
"""

import gc
import os
import sys
from math import ceil
from typing import BinaryIO

# Before the limits are set and before any byte of the file is there, while the parent is still checking it.
from data.files.parse import Problem, Room, read

try:
    import resource
except ImportError:  # Windows: the preflight and the parent's timeout remain
    resource = None  # type: ignore[assignment]

_MB = 2**20
# A process that has kept this share of its memory once a file is read is not given another.
_HIGH_WATER = 0.2


def main(arguments: list[str]) -> None:
    """Read stdin, write stdout. Nothing is let out: every failure has a name."""
    memory_mb, cpu_seconds, rows, columns, cells, answer_mb = map(int, arguments)
    limit(memory_mb)
    # Nothing here makes cycles, and the collector would look at millions of cells again and again.
    gc.disable()
    is_last = False
    high_water = _size_mb() + memory_mb * _HIGH_WATER
    while not is_last and (request := sys.stdin.buffer.readline()):
        allow_seconds(cpu_seconds)
        problem, answer = _answer(sys.stdin.buffer, request.split(), Room(rows, columns, cells), answer_mb)
        is_last = problem == "memory" or _size_mb() > high_water
        sys.stdout.buffer.write(f"{problem} {len(answer)} {is_last:d}\n".encode() + answer)
        sys.stdout.buffer.flush()
    # Everything is said: letting go of millions of cells one by one would only take time.
    os._exit(0)


def _answer(stream: BinaryIO, request: list[bytes], room: Room, answer_mb: int) -> tuple[str, bytes]:
    """(« ok » or the name of a problem, the sheets)."""
    file_format, look_again, length = request
    try:
        content = stream.read(int(length))
        answer = read(content, file_format.decode(), room, look_again=look_again == b"1")
    except Problem as error:
        return str(error), b""
    except MemoryError:
        return "memory", b""
    except BaseException as error:  # a panic of the Rust reader is no Exception
        return ("password" if type(error).__name__ == "PasswordError" else "unreadable"), b""
    return ("answer", b"") if len(answer) > answer_mb * _MB else ("ok", answer)


def limit(memory_mb: int) -> None:
    """No more memory than that from now on, few files open, none written, none left behind by a crash."""
    if resource:
        for which, value in (
            (resource.RLIMIT_AS, memory_mb * _MB),
            (resource.RLIMIT_NOFILE, 32),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(which)[1]
            allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (allowed, allowed))


def allow_seconds(seconds: int) -> None:
    """Processor time from now on: the system counts it from the start of the process."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = ceil(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _size_mb() -> float:
    """Memory this process holds, as its limit counts it; 0 where the system does not tell. (Not the peak of getrusage,
    which begins with that of the parent.)"""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib is not imported here
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") / _MB
    except OSError:
        return 0


if __name__ == "__main__":
    main(sys.argv[1:])
