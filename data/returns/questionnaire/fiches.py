"""Fiches for everybody: one workbook an establishment, in a zip with the list that says to whom each goes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pandas as pd

from data.campaigns import Campaign, find_campaign
from data.database import Database
from data.returns.questionnaire.book import zip_entry
from data.returns.questionnaire.chosen import chosen_establishments, records
from data.returns.questionnaire.fiche import fiche_template, fiche_values
from data.returns.questionnaire.file_names import fiche_name
from data.returns.questionnaire.known import known_answers
from data.returns.questionnaire.mailing import mailing_rows, rows_as_csv
from data.returns.questions import load_questions

MAILING_FILE = "liste_publipostage.csv"


def fiches_zip(
    db: Database,
    *,
    campaign: str,
    uai: Sequence[str] | None = None,
    as_of: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """A zip of one fiche an expected establishment (or of those given), and the mailing list.

    progress is told (done, total) after each fiche. The same facts at the same as_of give the same bytes.
    Raises Refusal: unknown campaign, nobody expected, or a UAI that the campaign does not expect.
    """
    found = find_campaign(db, campaign, as_of)
    chosen = chosen_establishments(db, found, uai=uai, as_of=as_of)
    at = db.local(as_of)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for done, (name, content) in enumerate(fiches(db, found, chosen, as_of=as_of), start=1):
            archive.writestr(zip_entry(name, at, ZIP_STORED), content)  # a workbook is compressed already
            progress(done, len(chosen))
        archive.writestr(zip_entry(MAILING_FILE, at, ZIP_DEFLATED), rows_as_csv(mailing_rows(chosen)))
    return made.getvalue()


def fiches(
    db: Database, campaign: Campaign, establishments: pd.DataFrame, *, as_of: datetime
) -> Iterator[tuple[str, bytes]]:
    """(file name, workbook) of each of these establishments, as given by `chosen_establishments`."""
    questions = load_questions(db.settings.catalogue)
    template = fiche_template(campaign, questions)
    known = known_answers(db, questions, campaign=campaign.code, as_of=as_of, uai=list(establishments["uai"]))
    at = db.local(as_of)
    for row in records(establishments):
        content = template.fill(fiche_values(row, known.get(row["uai"], {})), at=at)
        yield fiche_name(row["uai"], row["name"], row["commune"]), content
