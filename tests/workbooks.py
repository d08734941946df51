"""Returned workbooks for the tests, made with openpyxl from the real questionnaire."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from data.database import Database
from data.returns.questionnaire import ANSWER_SHEET, CODE_ROW, FIRST_ROW, questionnaire


def filled(db: Database, campaign: str, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The campaign's questionnaire, filled: UAI -> question code -> what the person typed."""
    book = load_workbook(BytesIO(questionnaire(db, campaign=campaign, layout="tableau", as_of=db.clock())))
    sheet = book[ANSWER_SHEET]
    columns = {cell.value: cell.column for cell in sheet[CODE_ROW] if cell.value}
    for row in range(FIRST_ROW, sheet.max_row + 1):
        for code, value in answers.get(str(sheet.cell(row, 1).value), {}).items():
            sheet.cell(row, columns[code]).value = value
    return saved(book)


def table(rows: list[list[Any]], *, sheet: str = "Feuil1") -> bytes:
    """A workbook of one sheet with these rows from A1."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fiche(db: Database, campaign: str, uai: str, answers: Mapping[str, Any]) -> Workbook:
    """The fiche of an establishment, filled: question code -> what the person typed. Open, to be changed further."""
    content = questionnaire(db, campaign=campaign, layout="fiche", uai=[uai], as_of=db.clock())
    book = load_workbook(BytesIO(content))
    for row in book[ANSWER_SHEET].iter_rows():
        if row[0].value in answers:
            row[2].value = answers[row[0].value]
    return book
