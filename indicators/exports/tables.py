"""A séance as one nominative table for the committee: a row an expected establishment and indicator."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from data.seances.frozen import Snapshot
from indicators.exports.seance import Record, Seance, day_of, read_seance
from indicators.exports.typed import Field, Typed, csv_of, parquet_of, whole

_DAY = "%d/%m/%Y"
FIELDS = (
    Field("seance"),
    Field("situation_au", "date"),
    Field("indicateur"),
    Field("version_definition", "integer"),
    Field("uai"),
    Field("etablissement"),
    Field("type"),
    Field("secteur"),
    Field("epci"),
    Field("commune"),
    Field("etat"),
    Field("ce_qui_manque"),
    Field("reponse_du", "date"),
    Field("utilisateurs", "integer"),
    Field("comptes", "integer"),
    Field("fichier"),
    Field("feuille"),
    Field("cellule"),
    Field("perimetre"),
    Field("attendus", "integer"),
    Field("repondants", "integer"),
    Field("silencieux", "integer"),
)
_IDENTITY = ("uai", "name", "type", "sector", "epci", "commune", "state")


def csv_bytes(snapshot: Snapshot) -> bytes:
    """The CSV of a séance, for French Excel: semicolons, a byte order mark, decimal commas, dd/mm/yyyy."""
    return csv_of(FIELDS, _rows(read_seance(snapshot)), day_format=_DAY)


def parquet_bytes(snapshot: Snapshot) -> bytes:
    """The same table as a Parquet file: real dates and whole numbers, null for what is not known."""
    seance = read_seance(snapshot)
    return parquet_of(FIELDS, _rows(seance), about_seance(seance))


def about_seance(seance: Seance) -> dict[str, str]:
    """What a file of the committee says of itself."""
    return {
        "seance": seance.label,
        "situation": seance.situation,
        "contexte": seance.context,
        "empreinte_de_la_seance": seance.snapshot.sha256,
    }


def frame_as_csv(frame: pd.DataFrame) -> bytes:
    """Any table of a screen in the same form, all its rows."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows = ([_told(value) for value in row] for row in plain.itertuples(index=False, name=None))
    return csv_of([Field(str(column)) for column in frame.columns], rows, day_format=_DAY)


def _told(value: Any) -> Typed:
    match value:
        case None | bool() | str():
            return value
        case int() | float():
            return value
        case date():
            return date(value.year, value.month, value.day)
        case list() | tuple():
            return ", ".join(str(part) for part in value)
    return str(value)


def _rows(seance: Seance) -> Iterator[tuple[Typed, ...]]:
    for entry in seance.indicators:
        about = seance.label, seance.on, entry["code"], entry["definition_version"]
        counted = seance.scope, entry["expected"], entry["answered"], entry["silent"]
        for record in entry["establishments"]:
            yield (*about, *_of(record), *counted)


def _of(record: Record) -> tuple[Typed, ...]:
    return (
        *(record.get(key) for key in _IDENTITY),
        ", ".join(record.get("missing") or ()),
        day_of(record.get("answered_on")),
        whole(record.get("numerator")),
        whole(record.get("denominator")),
        *(record.get(key) for key in ("file_name", "sheet", "cell")),
    )
