"""The correction workbook: refused rows in the form of the questionnaire, faulty cells marked, and what to do."""

from collections.abc import Sequence

import pandas as pd
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign
from data.files.tables import Cell
from data.register.uai import looks_like_uai, read_uai
from data.returns.correction.refused import UAI, RefusedRow, sentence
from data.returns.questionnaire.book import add_marks, new_book, saved
from data.returns.questionnaire.cells import LINE_HEIGHT, lines, write, write_typed
from data.returns.questionnaire.names import (
    ANSWER_SHEET,
    FIRST_ROW,
    LIST_SHEET,
    PRODUCT,
    TO_CORRECT,
    TO_CORRECT_LABEL,
)
from data.returns.questionnaire.rules import Lists
from data.returns.questionnaire.styles import FAULT, FAULT_INK, fill, font
from data.returns.questionnaire.table_sheet import Column, fill_table, identity_columns, question_columns
from data.returns.questions import Question
from data.returns.values import clean
from data.text import writable

_WIDTH = 70
_TALLEST = 400  # points; Excel stops at 409


def build_correction(
    questions: Sequence[Question], campaign: Campaign, rows: Sequence[RefusedRow], establishments: pd.DataFrame
) -> bytes:
    """The workbook of these rows. establishments: uai, name, type and commune of those that are known."""
    book = new_book(campaign, "lignes à corriger")
    sheet = book.create_sheet(ANSWER_SHEET)
    columns = _columns(questions)
    fill_table(sheet, campaign, columns, _reminder(rows, questions), len(rows), Lists(book.create_sheet(LIST_SHEET)))
    known = _known(rows, establishments)
    for number, row in enumerate(rows, start=FIRST_ROW):
        _fill_row(sheet, number, row, columns, questions, known)
    add_marks(book, campaign, questions, "correction")
    return saved(book)


def _columns(questions: Sequence[Question]) -> list[Column]:
    uai, *others = identity_columns()
    return [
        Column(code=uai.code, label=uai.label, section=uai.section, width=uai.width + 2, style="gv uai à vérifier"),
        *others,
        Column(
            code=TO_CORRECT,
            label=TO_CORRECT_LABEL,
            section="Ce qui a empêché la reprise",
            width=_WIDTH,
            style="gv à corriger",
        ),
        *question_columns(questions),
    ]


def _reminder(rows: Sequence[RefusedRow], questions: Sequence[Question]) -> str:
    count = "1 ligne a été refusée" if len(rows) == 1 else f"{len(rows)} lignes ont été refusées"
    again = [f"« {question.label} »" for question in questions if _is_personal(question)]
    blank = f" Non recopié, à remplir à nouveau : {', '.join(again)}." if again else ""
    return f"{count}. Corrigez les cases colorées, enregistrez, puis déposez ce classeur tel quel.{blank}"


def _is_personal(question: Question) -> bool:
    return question.private or question.unquoted


def _known(rows: Sequence[RefusedRow], establishments: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """UAI of the rows -> name, type, commune."""
    wanted = establishments[establishments["uai"].isin([_uai(row.uai) for row in rows])]
    texts = wanted[["uai", "name", "type", "commune"]].astype(object)
    return {uai: tuple(map(str, told)) for uai, *told in texts.where(texts.notna(), "").itertuples(index=False)}


def _uai(cell: Cell) -> str:
    return read_uai(clean(cell))[0] or ""


def _uai_as_typed(cell: Cell) -> str:
    """What stands for the UAI, unless it may be a name or an address typed in the wrong column."""
    text = clean(cell)
    return text if read_uai(text)[0] or looks_like_uai(text) else ""


def _fill_row(
    sheet: Worksheet,
    number: int,
    row: RefusedRow,
    columns: Sequence[Column],
    questions: Sequence[Question],
    known: dict[str, tuple[str, ...]],
) -> None:
    sentences = row.sentences(questions)
    write(sheet, number, 1, _uai_as_typed(row.uai))
    for place, text in enumerate(known.get(_uai(row.uai), ()), start=2):
        write(sheet, number, place, text)
    for place, column in enumerate(columns, start=1):
        if column.code == TO_CORRECT:
            write(sheet, number, place, "\n".join(sentences))
        elif column.question and not _is_personal(column.question) and column.code in row.answers:
            write_typed(sheet, number, place, row.answers[column.code])
        _remark(sheet, number, place, column, row)
    most = sum(lines(text, _WIDTH) for text in sentences)
    sheet.row_dimensions[number].height = min(max(LINE_HEIGHT * most + 4, 18), _TALLEST)


def _remark(sheet: Worksheet, number: int, place: int, column: Column, row: RefusedRow) -> None:
    """Mark a faulty cell, and say in a comment what is wrong with it."""
    if column.code != UAI and not column.question:
        return
    cell = sheet.cell(number, place)
    if column.code in row.faulty():
        cell.fill, cell.font = fill(FAULT), font(FAULT_INK, bold=True)
    if said := row.remarks.get(column.code):
        text = writable("\n".join(sentence(column.label, issue) for issue in said), " ")
        cell.comment = Comment(text, PRODUCT, width=320, height=30 + 18 * lines(text, 48))
