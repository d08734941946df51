"""Children that die on purpose, made by fork from a process that has loaded everything and opened nothing.

Run as a program, never inside the tests' process: that one has bases open and threads.
"""

import json
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

LONG = os.environ.get("GOUVERNAIL_LONG") == "1"


class Child:
    """A child at work. `said` is a pipe on which it writes lines while it goes on."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _work(work, writing)
        os.close(writing)
        self.said = os.fdopen(reading, encoding="utf-8")

    def kill(self) -> None:
        """kill -9: no handler runs, nothing is flushed."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> tuple[int, list[str]]:
        """Its exit status (negative: the signal that ended it) and the whole lines not read yet."""
        lines = [line.rstrip("\n") for line in self.said if line.endswith("\n")]
        self.said.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), lines


def ask_child(work: Callable[[], Any]) -> tuple[int, Any]:
    """What `work` returns in a child of its own (as JSON), and the child's exit status."""
    code, lines = Child(lambda say: say(json.dumps(work(), default=str))).wait()
    return code, json.loads(lines[-1]) if lines else None


def _work(work: Callable[[Callable[[str], None]], None], writing: int) -> None:
    code = 1
    try:
        work(lambda line: _write(writing, line))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        # Not sys.exit: what the parent registered to do at its own end is not for the child.
        os._exit(code)


def _write(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())
