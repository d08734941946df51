"""Whatever has happened to a file on its way, it gives tables or one French sentence: nothing else, and nobody dies.

60 mutants in the usual run; 2,000 with GOUVERNAIL_LONG=1. A failure names its seed.
"""

import os
import random

import pytest

from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.reader import read_files
from data.files.tables import Table
from data.settings import Limits
from tests.data.files.made import assert_is_a_sentence
from tests.data.files.mutants import good_files, mutant

COUNT = 2_000 if os.environ.get("GOUVERNAIL_LONG") == "1" else 60
BATCH = 20
LIMITS = Limits(memory_mb=400, seconds=10)
GOOD = good_files()


def opened(name: str, content: bytes) -> list[tuple[str, bytes]] | Refusal:
    try:
        return open_bundle(name, content, LIMITS) or [(name, content)]
    except Refusal as refusal:
        return refusal


def test_the_good_files_are_read() -> None:
    for name, content in GOOD:
        files = opened(name, content)
        assert not isinstance(files, Refusal)
        assert all(not isinstance(result, Refusal) for result in read_files(files, LIMITS)), name


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_a_damaged_file_gives_tables_or_a_sentence(first: int) -> None:
    files: list[tuple[str, bytes]] = []
    seeds: list[int] = []
    for seed in range(first, first + BATCH):
        name, content = GOOD[seed % len(GOOD)]
        found = opened(name, mutant(content, random.Random(seed)))
        if isinstance(found, Refusal):
            assert_is_a_sentence(found)
        else:
            files += found
            seeds += [seed] * len(found)
    for seed, result in zip(seeds, read_files(files, LIMITS), strict=True):
        if isinstance(result, Refusal):
            assert_is_a_sentence(result)
        else:
            assert all(isinstance(table, Table) for table in result), seed
            assert all(len(row) == len(table.rows[0]) for table in result for row in table.rows), seed
