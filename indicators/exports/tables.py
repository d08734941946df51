"""A séance as one table, for French Excel: a row an expected establishment and indicator."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import Any

import pandas as pd

from indicators.exports.inert import looks_like_formula, one_line
from indicators.exports.seance import Entry, Record, Seance, day_of, read_seance
from indicators.french import day
from indicators.snapshots.freeze import Snapshot

COLUMNS = (
    "seance",
    "situation_au",
    "indicateur",
    "version_definition",
    "uai",
    "etablissement",
    "type",
    "secteur",
    "epci",
    "commune",
    "etat",
    "ce_qui_manque",
    "reponse_du",
    "utilisateurs",
    "comptes",
    "fichier",
    "feuille",
    "cellule",
)


def csv_bytes(snapshot: Snapshot) -> bytes:
    """The CSV of a séance: semicolons, a byte order mark so that Excel reads accents, decimal commas, dd/mm/yyyy."""
    return _encode(COLUMNS, _rows(read_seance(snapshot)))


def frame_as_csv(frame: pd.DataFrame) -> bytes:
    """Any table of a screen in the same form, all its rows."""
    plain = frame.astype(object).where(frame.notna(), None)
    rows = ([_shown(value) for value in row] for row in plain.itertuples(index=False, name=None))
    return _encode([inert(str(column)) for column in frame.columns], rows)


def _encode(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return decimal(value)
        case date():
            return day(value)
        case list() | tuple():
            return inert(", ".join(str(part) for part in value))
    return inert(str(value))


def _rows(seance: Seance) -> Iterator[list[str]]:
    for entry in seance.indicators:
        for record in entry["establishments"]:
            yield _row(seance, entry, record)


def _row(seance: Seance, entry: Entry, record: Record) -> list[str]:
    texts = (record.get(key) for key in ("uai", "name", "type", "sector", "epci", "commune", "state"))
    answered = day_of(record.get("answered_on"))
    return [
        inert(seance.label),
        day(seance.on),
        inert(entry["code"]),
        str(entry["definition_version"]),
        *(inert(text) for text in texts),
        inert(", ".join(record.get("missing") or [])),
        day(answered) if answered else "",
        decimal(record.get("numerator")),
        decimal(record.get("denominator")),
        *(inert(record.get(key)) for key in ("file_name", "sheet", "cell")),
    ]


def inert(text: str | None) -> str:
    """Text that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    shown = one_line(text or "")
    return f"'{shown}" if looks_like_formula(shown) else shown


def decimal(value: float | None) -> str:
    """1234 or 12,5: no space between thousands, which would make it a text."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")
