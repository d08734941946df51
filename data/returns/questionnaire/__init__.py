"""The questionnaire that goes out. Every question comes from its declaration: nothing is typed twice.

Layout « tableau »: one row an establishment on the sheet `Réponses`, with the codes the reading needs on a hidden row.
Layout « fiche »: one workbook an establishment, one question a line, with the codes in a hidden column.
"""

from collections.abc import Sequence
from datetime import datetime

from data.campaigns import find_campaign
from data.database import Database
from data.errors import Refusal
from data.returns.questionnaire.book import questionnaire_edition
from data.returns.questionnaire.chosen import chosen_establishments
from data.returns.questionnaire.fiches import MAILING_FILE, fiches, fiches_zip
from data.returns.questionnaire.file_names import fiche_name
from data.returns.questionnaire.mailing import MAILING_COLUMNS, mailing_csv, mailing_list
from data.returns.questionnaire.names import ANSWER_SHEET, CODE_ROW, FIRST_ROW
from data.returns.questionnaire.tableau import build_tableau
from data.returns.questions import load_questions

__all__ = [
    "ANSWER_SHEET",
    "CODE_ROW",
    "FIRST_ROW",
    "MAILING_COLUMNS",
    "MAILING_FILE",
    "build_tableau",
    "fiche_name",
    "fiches_zip",
    "mailing_csv",
    "mailing_list",
    "questionnaire",
    "questionnaire_edition",
]


def questionnaire(
    db: Database,
    *,
    campaign: str,
    layout: str,
    uai: Sequence[str] | None = None,
    as_of: datetime,
) -> bytes:
    """The questionnaire of a campaign as an .xlsx file: for all its establishments or those given (« tableau »), for
    the one given (« fiche »; `fiches_zip` makes those of many).

    Raises Refusal: unknown campaign or layout, nobody expected, a UAI that the campaign does not expect, or a fiche
    asked for none or several.
    """
    if layout not in ("tableau", "fiche"):
        raise Refusal(f"La présentation « {layout} » n'existe pas : choisissez « tableau » ou « fiche ».")
    found = find_campaign(db, campaign, as_of)
    chosen = chosen_establishments(db, found, uai=uai, as_of=as_of)
    if layout == "tableau":
        return build_tableau(found, load_questions(db.settings.catalogue), chosen)
    if len(chosen) != 1:
        raise Refusal("Une fiche est celle d'un seul établissement : donnez un UAI, ou demandez toutes les fiches.")
    return next(content for _, content in fiches(db, found, chosen, as_of=as_of))
