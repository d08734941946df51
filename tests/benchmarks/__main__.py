"""`make bench`: the speed targets of the design, as ratios taken in one run. Printed, and written to var/bench.json."""

import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from data.demo.build import build_demo
from data.settings import ROOT
from tests.benchmarks import drops, first_page, importing, national, pack, screens, usage


def main() -> None:
    """Run every benchmark, print the table, write the file."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "demo.duckdb"
        build_demo(database, seed=44)
        rows = [*importing.run(), *usage.run(), *drops.run(), *screens.run(database), *first_page.run(database)]
        rows += pack.run(database)
    rows += national.run()
    _print(rows)
    out = ROOT / "var" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    about = {"taken_at": datetime.now(UTC).isoformat(timespec="seconds"), "python": platform.python_version()}
    out.write_text(json.dumps(about | {"rows": rows}, indent=1), encoding="utf-8")


def _print(rows: list[dict[str, object]]) -> None:
    table = Table("what", "ratio", "target", "seconds")
    for row in rows:
        table.add_row(str(row["what"]), f"{row['ratio']:.2f}", str(row["target"]), f"{row['seconds']:.3f}")
    Console(file=sys.stdout, width=130).print(table)


if __name__ == "__main__":
    main()
