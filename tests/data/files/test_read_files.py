"""Many files in one drop: one child process serves them, and each file answers for itself alone."""

import os
import sys
from pathlib import Path

import psutil
import pytest

from data.errors import Refusal
from data.files.reader import read_files
from data.settings import Limits
from tests.data.files import made
from tests.data.files.made_ods import ods
from tests.data.files.made_ole import xls

LIMITS = Limits()
GOOD = made.real_workbook({"S": [["uai", 1]]})


def outcome(files: list[tuple[str, bytes]], limits: Limits = LIMITS) -> list[str]:
    """The first cell of each file, or the sentence that refuses it."""
    return [
        str(result) if isinstance(result, Refusal) else str(result[0].rows[0][0])
        for result in read_files(files, limits)
    ]


def heavy(letter: bytes = b"x", megabytes: int = 120) -> bytes:
    """Within the preflight's limits and too much for a child of 100 MB."""
    row = b"".join(b'<c r="%s1" t="str"><v>%s</v></c>' % (column, letter * 30_000) for column in (b"A", b"B", b"C"))
    return made.flooded_workbook(b'<row r="1">' + row + b"</row>", megabytes * 2**20 // 90_000)


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_each_file_has_its_answer_in_the_order_of_the_drop() -> None:
    files = [("a.xlsx", GOOD), ("b.csv", b"code;nom\n1;2\n"), ("c.pdf", b"%PDF-1.7"), ("d.ods", ods({"S": [["o"]]}))]
    told = outcome([*files, ("e.xls", xls({"S": [["x"]]})), ("f.xlsx", b"")])
    assert [told[0], told[1], told[3], told[4]] == ["uai", "code", "o", "x"]
    assert "ni un classeur" in told[2]
    assert "est vide" in told[5]


def test_no_file_gives_no_answer_and_starts_no_child() -> None:
    assert read_files([], LIMITS) == []


def test_progress_counts_the_files_done() -> None:
    seen: list[int] = []
    read_files([("a.xlsx", GOOD), ("b.pdf", b"%PDF-1.7"), ("c.xlsx", GOOD)], LIMITS, progress=seen.append)
    assert seen == [1, 2, 3]


def test_a_file_that_takes_the_memory_costs_only_itself() -> None:
    told = outcome([("a.xlsx", GOOD), ("b.xlsx", heavy()), ("c.xlsx", GOOD)], Limits(memory_mb=100))
    assert (told[0], told[2]) == ("uai", "uai")
    assert "trop de mémoire" in told[1]


def test_a_file_that_takes_the_time_costs_only_itself() -> None:
    slow = made.texts_workbook(8_000)
    files = [("a.csv", b"a;b\n"), ("b.xlsx", slow), ("c.csv", b"c;d\n")]
    with_time = Limits(seconds=0.15)
    # The child is loaded before its first file, which has little to do.
    told = outcome([("z.csv", b"z;z\n"), *files], with_time)[1:]
    assert "durait trop" in told[1]
    assert told[2] == "c" or "durait trop" in told[2]  # a loaded machine may take 0.15 s to start a child


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_child_that_is_killed_between_two_files_is_replaced() -> None:
    before, killed = children(), list[int]()

    def kill_once(done: int) -> None:
        if done == 1:
            [pid] = children() - before
            os.kill(pid, 9)
            psutil.Process(pid).wait()
            killed.append(pid)

    results = read_files([("a.xlsx", GOOD), ("b.xlsx", GOOD), ("c.xlsx", GOOD)], LIMITS, progress=kill_once)
    assert killed
    assert [isinstance(result, Refusal) for result in results] == [False, False, False]


def test_one_child_serves_small_files_and_none_is_left() -> None:
    before, seen = children(), set[int]()
    read_files([("a.xlsx", GOOD)] * 30, LIMITS, progress=lambda _done: seen.update(children() - before))
    assert len(seen) == 1
    assert children() == before


def test_no_child_is_left_when_the_work_is_stopped() -> None:
    before = children()

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([("a.xlsx", GOOD), ("b.xlsx", GOOD)], LIMITS, progress=stop)
    assert children() == before


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_memory_of_a_large_file_does_not_weigh_on_the_next_ones() -> None:
    """Each of them alone fits; together they would not."""
    large = made.texts_workbook(8_000)
    files = [("a.xlsx", large)] * 4
    assert outcome(files, Limits(memory_mb=80)) == ["texte 0 0"] * 4


def test_processor_seconds_are_counted_for_each_file() -> None:
    """Twenty-four files that take more than 2 s together, under a limit of 2 s a file."""
    assert outcome([("a.xlsx", made.texts_workbook(5_000))] * 24, Limits(seconds=2.0)) == ["texte 0 0"] * 24
