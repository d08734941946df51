"""The list for a mail merge: to whom each fiche goes."""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO

import pandas as pd

from data.campaigns import find_campaign
from data.database import Database
from data.returns.questionnaire.chosen import chosen_establishments, records
from data.returns.questionnaire.file_names import fiche_name
from data.text import without_direction_marks, writable

MAILING_COLUMNS = ("UAI", "Nom", "Commune", "Adresse fonctionnelle", "Fichier")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def mailing_list(db: Database, *, campaign: str, as_of: datetime) -> list[dict[str, str]]:
    """One row an expected establishment, in the order of the fiches; keys are MAILING_COLUMNS.

    The address is the functional one of the directory, '' when it is not known. Raises Refusal.
    """
    return mailing_rows(chosen_establishments(db, find_campaign(db, campaign, as_of), uai=None, as_of=as_of))


def mailing_csv(db: Database, *, campaign: str, as_of: datetime) -> bytes:
    """The same as a CSV that a French Excel opens: semicolons, a byte order mark, no cell that runs. Raises Refusal."""
    return rows_as_csv(mailing_list(db, campaign=campaign, as_of=as_of))


def mailing_rows(establishments: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of those establishments (uai, name, commune, mail), in their order."""
    return [
        {
            "UAI": row["uai"],
            "Nom": row["name"],
            "Commune": row["commune"],
            "Adresse fonctionnelle": row["mail"],
            "Fichier": fiche_name(row["uai"], row["name"], row["commune"]),
        }
        for row in records(establishments)
    ]


def rows_as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows of the mailing list as the bytes of a CSV."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(MAILING_COLUMNS)
    writer.writerows([_inert(row[column]) for column in MAILING_COLUMNS] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    """On one line, with an apostrophe before what a spreadsheet could run."""
    shown = " ".join(writable(without_direction_marks(text), " ").split())
    return f"'{shown}" if _FORMULA.match(shown) else shown
