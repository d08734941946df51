"""Layout « tableau »: one workbook for many establishments, one row each."""

from collections.abc import Sequence

import pandas as pd

from data.campaigns import Campaign
from data.returns.questionnaire.book import add_marks, new_book, saved
from data.returns.questionnaire.cells import write
from data.returns.questionnaire.help_sheet import fill_help
from data.returns.questionnaire.names import ANSWER_SHEET, FIRST_ROW, HELP_SHEET, IDENTITY, LIST_SHEET
from data.returns.questionnaire.rules import Lists
from data.returns.questionnaire.table_sheet import fill_table, identity_columns, question_columns
from data.returns.questions import WITHDRAW, Question


def build_tableau(campaign: Campaign, questions: Sequence[Question], establishments: pd.DataFrame) -> bytes:
    """The workbook in layout « tableau ». establishments: one row each, with uai, name, type and commune."""
    book = new_book(campaign, "questionnaire")
    fill_help(book.create_sheet(HELP_SHEET), campaign, questions, len(establishments))
    sheet = book.create_sheet(ANSWER_SHEET)
    lists = Lists(book.create_sheet(LIST_SHEET))
    columns = [*identity_columns(), *question_columns(questions)]
    fill_table(sheet, campaign, columns, _reminder(campaign), len(establishments), lists)
    known = establishments[[column for _, column, _, _ in IDENTITY]].astype(object)
    for row, identity in enumerate(known.where(known.notna(), "").itertuples(index=False), start=FIRST_ROW):
        for column, text in enumerate(identity, start=1):
            write(sheet, row, column, str(text))
    add_marks(book, campaign, questions, "tableau")
    return saved(book)


def _reminder(campaign: Campaign) -> str:
    closing = f" Réponse attendue au plus tard le {campaign.closes_on:%d/%m/%Y}." if campaign.closes_on else ""
    rule = f"Une case vide ne dit rien et n'efface rien ; {WITHDRAW} retire une réponse."
    return f"Une ligne par établissement. {rule}{closing}"
