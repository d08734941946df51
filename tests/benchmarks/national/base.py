"""Which base is measured, and measures in processes of their own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data.database import Database
from data.demo.national import build_national
from data.settings import ROOT
from indicators.situation import Situation

TENTH = ROOT / "var" / "bench" / "national_tenth.duckdb"


@dataclass(frozen=True, kw_only=True)
class Base:
    """A national base, and how it is named in what is printed."""

    path: Path
    said: str


def find_base() -> Base:
    """The base that GOUVERNAIL_NATIONAL names; else a tenth of the country, made once."""
    if named := os.environ.get("GOUVERNAIL_NATIONAL"):
        return Base(path=Path(named), said=f"{named}")
    return Base(path=tenth(), said=f"a tenth of the country ({TENTH}): name a whole one in GOUVERNAIL_NATIONAL")


def tenth() -> Path:
    """The base of a tenth of the country, made when it is not there yet."""
    if not TENTH.exists():
        print(f"national: making {TENTH}, a few minutes", flush=True)
        build_national(TENTH, share=0.1)
    return TENTH


def situation(db: Database) -> Situation:
    """What the demonstration's screens show: 18 March 2022, with all that is known."""
    return Situation(school_year="2021-2022", on=date(2022, 3, 18), as_of=datetime.fromisoformat(db.version()))


def fresh(module: str, function: str, base: Path) -> dict[str, Any]:
    """What a measure gives in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.national", module, function, str(base)],
        cwd=ROOT,
        env=os.environ | {"GOUVERNAIL_DATABASE": str(base)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
