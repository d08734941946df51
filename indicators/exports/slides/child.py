"""The process that opens people's templates, so that a hostile one kills it and nothing else.

    python -m indicators.exports.slides.child MEMORY_MB CPU_SECONDS

stdin is a pickle of (séance, template), written by our own parent, whose template `preflight` has checked. stdout is a
line « problem length », then the deck. problem is ok or a name.
"""

import pickle
import sys

# Before the limits are set and before any byte of the template is there.
from data.files.child import allow_seconds, limit
from indicators.exports.slides.made import make
from indicators.exports.slides.template import Unfit, open_template


def main(arguments: list[str]) -> None:
    """Read stdin, write stdout. Nothing is let out: every failure has a name."""
    memory_mb, cpu_seconds = map(int, arguments)
    limit(memory_mb)
    allow_seconds(cpu_seconds)
    problem, answer = _answer(sys.stdin.buffer.read())
    sys.stdout.buffer.write(f"{problem} {len(answer)}\n".encode() + answer)


def _answer(request: bytes) -> tuple[str, bytes]:
    try:
        snapshot, template = pickle.loads(request)  # noqa: S301 - our own parent wrote it
        presentation = open_template(template)
    except Unfit as error:
        return str(error), b""
    except MemoryError:
        return "memory", b""
    except Exception:  # whatever a damaged template makes the libraries raise
        return "unreadable", b""
    try:
        return "ok", make(snapshot, presentation)
    except MemoryError:
        return "memory", b""
    except Exception:  # a layout that nobody thought of
        return "unfit", b""


if __name__ == "__main__":
    main(sys.argv[1:])
