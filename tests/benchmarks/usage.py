"""Import of 100,000 monthly usage facts in a CSV, against a bare pandas script; then ten times as many, in ten files."""

import random
import sqlite3
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median

import pandas as pd

from data.database import LOCAL
from data.usage.intake import import_usage
from tests.benchmarks.importing import database, establishments

ROWS, ROUNDS, FILES = 100_000, 3, 10
_PROFILES = ("élèves", "enseignants", "parents", "personnels", "autres")
_MONTHS = 10
_TITLES = "uai;mois;service;profil;comptes potentiels;comptes activés;utilisateurs uniques;visites\n"


def run() -> list[dict[str, object]]:
    """The rows of the table: medians of one run, and their ratios."""
    files = [(f"{year}.csv", _file(year)) for year in range(2011, 2011 + FILES)]
    ours = median(_import(files[:1]) for _ in range(ROUNDS))
    script = median(_timed(lambda: _bare_script(files[0][1])) for _ in range(ROUNDS))
    tenfold = _import(files)
    return [
        {
            "what": f"usage import, {ROWS} rows of CSV / bare pandas read_csv + to_sql",
            "ratio": ours / script,
            "target": "none set",
            "seconds": ours,
        },
        {
            "what": f"usage import of {FILES} such files / {FILES} x one",
            "ratio": tenfold / (FILES * ours),
            "target": "<= 1.5",
            "seconds": tenfold,
        },
    ]


def _file(year: int) -> bytes:
    """One calendar year: 2,000 establishments, ten months, five profiles."""
    chance = random.Random(year)
    rows = []
    for uai in establishments()[: ROWS // (_MONTHS * len(_PROFILES))]:
        for month in range(1, _MONTHS + 1):
            for profile in _PROFILES:
                accounts, users = chance.randrange(100, 900), chance.randrange(100)
                rows.append(f"{uai};{month:02}/{year};e-lyco;{profile};{accounts};{accounts};{users};{9 * users}")
    return (_TITLES + "\n".join(rows)).encode()


def _import(files: list[tuple[str, bytes]]) -> float:
    db = database(establishments())
    results = []
    seconds = _timed(lambda: results.extend(import_usage(db, LOCAL, files)))
    assert [(one.state, one.new) for one in results] == [("imported", ROWS)] * len(files), results[0].reason
    db.close()
    return seconds


def _bare_script(content: bytes) -> None:
    """The habit replaced: no check, no history, nothing compared."""
    connection = sqlite3.connect(":memory:")
    pd.read_csv(BytesIO(content), sep=";").to_sql("usage", connection, index=False)
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
