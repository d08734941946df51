"""What the tests of usage files share: a store with three establishments, files, and what stands."""

from collections.abc import Sequence
from typing import Any

from data.database import LOCAL, Database
from data.usage.intake import UsageResult, import_usage
from tests.helpers import add_establishments, make_uai, memory_database

A, B, C = (make_uai(number) for number in (1, 2, 3))
TITLES = "uai;mois;service;profil;comptes potentiels;comptes activés;utilisateurs uniques;visites"
NAMES = ("potential", "activated", "unique_users", "visits")


def store() -> Database:
    """Three establishments, on 15 March 2022."""
    db = memory_database()
    add_establishments(db, [{}, {}, {}])
    return db


def take(db: Database, content: bytes | str, name: str = "releve.csv", **options: Any) -> UsageResult:
    """Import one file."""
    told = content.encode() if isinstance(content, str) else content
    (result,) = import_usage(db, LOCAL, [(name, told)], **options)
    return result


def lines(*rows: str, titles: str = TITLES) -> str:
    """A CSV of these rows."""
    return "\n".join([titles, *rows]) + "\n"


def codes(result: UsageResult) -> list[tuple[str, str, str]]:
    """(cell, code, severity) of each remark."""
    return [(issue.cell, issue.code, issue.severity) for issue in result.issues]


def standing(db: Database, as_of: Any = None) -> dict[tuple[str, str, str, str], tuple[int | None, ...]]:
    """(uai, YYYY-MM, service, profile) -> the four numbers that stand."""
    rows: Sequence[dict[str, Any]] = db.query("SELECT * FROM standing.usage($as_of)", as_of=as_of or db.clock())
    return {
        (row["uai"], f"{row['month']:%Y-%m}", row["service"], row["profile"]): tuple(row[name] for name in NAMES)
        for row in rows
    }
