"""Who an establishment is: as the directory describes it on the day, and the names it bore."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.database import Database
from data.errors import Refusal
from data.register.uai import read_uai
from data.sql import SqlFolder
from indicators.establishments.searching import holding, searched

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """As described on the day, else as first described. latitude and longitude in degrees. mail: the functional address.

    valid_from: the day from which this description holds. names: (name, day from which it bore it), oldest first.
    """

    uai: str
    name: str
    type: str
    sector: str | None
    commune: str | None
    epci: str | None
    arrondissement: str | None
    bassin: str | None
    circonscription: str | None
    priority_education: str | None
    pupils: int | None
    latitude: float | None
    longitude: float | None
    mail: str | None
    is_open: bool
    valid_from: date
    names: tuple[tuple[str, date], ...]


def identity(db: Database, uai: str, *, on: date, as_of: datetime) -> Identity:
    """Who that establishment is. Raises Refusal when the UAI is wrong, or when no directory knows it."""
    code, problem = read_uai(uai)
    if code is None:
        raise Refusal(f"{problem} Corrigez l'adresse, ou cherchez l'établissement par son nom.")
    told = db.query(sql("identity"), uai=code, as_of=as_of)
    if not told:
        raise Refusal(
            f"L'annuaire ne connaît pas {code} : cherchez l'établissement par son nom, ou chargez un annuaire plus récent."
        )
    standing = [one for one in told if one["valid_from"] <= on]
    return Identity(**(standing[-1] if standing else told[0]), names=_names(told))


def _names(told: Sequence[dict[str, Any]]) -> tuple[tuple[str, date], ...]:
    changes = [
        one for before, one in zip([None, *told], told, strict=False) if not before or before["name"] != one["name"]
    ]
    return tuple((one["name"], one["valid_from"]) for one in changes)


def directory(db: Database, *, on: date, as_of: datetime) -> pd.DataFrame:
    """One row an establishment known, open or closed: uai, name, type, commune, is_open, and `searched`, folded."""
    rows = db.reading().execute(sql("directory"), {"on_day": on, "as_of": as_of}).df()
    return rows.assign(searched=searched(rows))


def search(known: pd.DataFrame, text: str, *, most: int) -> tuple[list[dict[str, Any]], int]:
    """The first establishments of `directory` that hold every word of the text, and how many do."""
    rows = holding(known, text)
    first = rows.head(most)[["uai", "name", "commune", "is_open"]]
    return [{str(key): value for key, value in row.items()} for row in first.to_dict("records")], len(rows)
