"""The process that parses a person's file, so that a hostile one kills it and nothing else.

    python -m data.files.child MEMORY_MB CPU_SECONDS ROWS COLUMNS CELLS ANSWER_MB

The file comes on stdin, already checked by `data.files.preflight`. stdout is one line, « ok » or the name of a problem,
then the sheets in JSON (`data.files.transfer`). Nothing heavy is imported: pydantic, pandas or duckdb would cost more
than the parsing.
"""

import gc
import os
import sys

# Before the limits are set and before any byte of the file is there, while the parent is still checking it.
from data.files.parse import Problem, Room, read

_MB = 2**20


def main(arguments: list[str]) -> None:
    """Read stdin, write stdout. Nothing is let out: every failure has a name."""
    memory_mb, cpu_seconds, rows, columns, cells, answer_mb = map(int, arguments)
    _limit(memory_mb, cpu_seconds)
    # Nothing here makes cycles, and the collector would look at millions of cells again and again.
    gc.disable()
    problem, answer = "ok", b""
    try:
        look_again, content = sys.stdin.buffer.read(1) == b"1", sys.stdin.buffer.read()
        answer = read(content, Room(rows, columns, cells), look_again=look_again)
        if len(answer) > answer_mb * _MB:
            problem, answer = "answer", b""
    except Problem as error:
        problem = str(error)
    except MemoryError:
        problem = "memory"
    except BaseException as error:  # a panic of the Rust reader is no Exception
        problem = "password" if type(error).__name__ == "PasswordError" else "unreadable"
    sys.stdout.buffer.write(problem.encode() + b"\n" + answer)
    sys.stdout.buffer.flush()
    # Everything is said: letting go of millions of cells one by one would only take time.
    os._exit(0)


def _limit(memory_mb: int, cpu_seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the preflight and the parent's timeout remain
        return
    for which, value in (
        (resource.RLIMIT_AS, memory_mb * _MB),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (allowed, allowed))


if __name__ == "__main__":
    main(sys.argv[1:])
