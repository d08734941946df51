"""The country: synthesis against a bare scan, the path of a user, the same work in pandas and SQLite, ten times the data.

Each measure runs in a process of its own, on the base that GOUVERNAIL_NATIONAL names; without it, on a tenth made once
in var/bench.
"""

from tests.benchmarks.national import path, synthesis, work
from tests.benchmarks.national.base import find_base

Row = dict[str, object]


def run() -> list[Row]:
    """The rows of the table."""
    base = find_base()
    print(f"national: {base.said}", flush=True)
    return [*synthesis.run(base.path), *path.run(base.path), *work.run(base.path)]
