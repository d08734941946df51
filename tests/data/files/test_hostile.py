"""Files made to harm: each is refused in a sentence, in a few seconds, without weighing on the server."""

import ctypes
import gc
import sys
import threading
import time

import psutil
import pytest

from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.reader import read_tables
from data.settings import Limits
from tests.data.files.hostile import HOSTILE
from tests.data.files.made import assert_is_a_sentence

MOST_SECONDS, MOST_MB = 5, 50


class Watch:
    """The highest memory of this process above what it was, looked at every 5 ms."""

    def __enter__(self) -> "Watch":
        # What was freed and kept for later would hide what is taken now.
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)
        self._process = psutil.Process()
        self._before = self._peak = self._process.memory_info().rss
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.005):
            self._peak = max(self._peak, self._process.memory_info().rss)

    @property
    def megabytes(self) -> float:
        return (self._peak - self._before) / 2**20


def take(name: str, content: bytes) -> None:
    """As a drop does it."""
    for inside, file in open_bundle(name, content, Limits()) or [(name, content)]:
        read_tables(inside, file, Limits())


def seconds_worked() -> float:
    """Processor time of this process and its children: a busy machine does not change it."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_there_are_at_least_twelve() -> None:
    assert len(HOSTILE) >= 12


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_at_once_and_leaves_the_server_as_it_was(case: str) -> None:
    name, make = HOSTILE[case]
    content = make()
    began = seconds_worked()
    with Watch() as watch, pytest.raises(Refusal) as caught:
        take(name, content)
    assert_is_a_sentence(caught.value)
    assert seconds_worked() - began < MOST_SECONDS
    assert watch.megabytes < MOST_MB
