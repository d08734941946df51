"""The child process as its parent sees it: started ahead of need, watched, replaced when it dies."""

import os
import subprocess
import sys
from contextlib import suppress
from math import ceil
from threading import Timer
from types import TracebackType
from typing import BinaryIO, cast

from data.settings import ROOT, Limits

# What the interpreter needs to find itself; the rest (addresses, secrets) is not for a process that reads strangers' files.
ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP")
# An allocation refused by the limit aborts the Rust reader (SIGABRT) or faults (SIGSEGV).
CAUSES = {-6: "memory", -11: "memory", -9: "time", -24: "time"}
_LONGEST_LINE = 80


class Worker:
    """One child process at a time, for as many files as it survives. Use it with `with`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if self._child:
            self._child.end()

    def get_ready(self) -> None:
        """Start a child if none is there, so that it loads while its file is being checked."""
        if self._child and self._child.is_dead():
            self._child.end()
            self._child = None
        if self._child is None:
            self._child = _Child(self._limits)

    def read(self, content: bytes, file_format: str, *, look_again: bool, seconds: float) -> tuple[str, bytes]:
        """(« ok » or the name of a problem, the sheets in the form of `data.files.transfer`)."""
        self.get_ready()
        child = cast(_Child, self._child)
        request = f"{file_format} {look_again:d} {len(content)}\n".encode()
        problem, answer, is_last = child.ask(request, content, seconds)
        if is_last:
            child.end()
            self._child = None
        return problem, answer


class _Child:
    def __init__(self, limits: Limits) -> None:
        self._largest_answer = limits.file_mb * 2**20
        self._process = subprocess.Popen(
            _command(limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={key: os.environ[key] for key in ENVIRONMENT if key in os.environ},
        )
        self._stdin, self._stdout = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._is_late = False

    def ask(self, request: bytes, content: bytes, seconds: float) -> tuple[str, bytes, bool]:
        """(problem, sheets, whether this child can be given nothing more)."""
        self._is_late = False
        # A timer rather than a wait on the pipe, which Windows cannot do.
        timer = Timer(seconds, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(request, content)
        finally:
            timer.cancel()
            timer.join()
        if answer is None:
            return self._cause_of_death(), b"", True
        problem, packed, is_last = answer
        return problem, packed, is_last or self._is_late

    def is_dead(self) -> bool:
        """Whether something ended it between two files: the next one must not answer for that."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Let go of the process, whatever it is doing."""
        self._process.kill()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _exchange(self, request: bytes, content: bytes) -> tuple[str, bytes, bool] | None:
        """None when the child died before it had said everything."""
        try:
            self._stdin.write(request)
            self._stdin.write(content)
            self._stdin.flush()
        except OSError:
            return None
        said = self._stdout.readline(_LONGEST_LINE).split()
        if len(said) != 3:
            return None
        problem, length, is_last = said[0].decode(), int(said[1]), said[2] == b"1"
        packed = self._stdout.read(min(length, self._largest_answer))
        return (problem, packed, is_last) if len(packed) == length else None

    def _stop_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _cause_of_death(self) -> str:
        self._stdout.close()
        code = self._process.wait()
        return "time" if self._is_late else CAUSES.get(code, "unreadable")


def _command(limits: Limits) -> list[str]:
    numbers = (
        limits.memory_mb,
        ceil(limits.seconds),
        limits.rows,
        limits.columns,
        limits.cells,
        # The answer fits in what a file may weigh, so this process never grows by much more than that.
        limits.file_mb,
    )
    return [sys.executable, "-X", "utf8", "-m", "data.files.child", *map(str, numbers)]
