"""The sheet `Réponses` in the form of a table: a hidden row of codes, sections, labels, then one row an establishment."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign
from data.returns.questionnaire.cells import LINE_HEIGHT, lines, print_setup, protect, write
from data.returns.questionnaire.names import CODE_ROW, FIRST_ROW, IDENTITY, LABEL_ROW, SECTION_ROW
from data.returns.questionnaire.rules import Lists, validation
from data.returns.questionnaire.styles import ANSWER_STYLES
from data.returns.questions import Question

_WIDTHS = {"choice": 21, "yes_no": 15, "date": 15, "whole": 15, "text": 45}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the table. width in characters; question is None for what is not an answer."""

    code: str
    label: str
    section: str
    width: float
    style: str
    question: Question | None = None


def identity_columns() -> list[Column]:
    """Who a row is about: locked, written in advance."""
    return [
        Column(code=code, label=header, section="Établissement", width=width, style="gv connu")
        for code, _, header, width in IDENTITY
    ]


def question_columns(questions: Sequence[Question]) -> list[Column]:
    """One column to fill for each question."""
    return [
        Column(
            code=question.code,
            label=question.label,
            section=question.section,
            width=_WIDTHS[question.type],
            style=ANSWER_STYLES[question.type],
            question=question,
        )
        for question in questions
    ]


def fill_table(
    sheet: Worksheet, campaign: Campaign, columns: Sequence[Column], reminder: str, row_count: int, lists: Lists
) -> None:
    """Everything of the sheet but what its rows hold: headers, styled cells, rules, protection, page."""
    last_row = FIRST_ROW + max(row_count, 1) - 1
    write(sheet, 1, 1, campaign.label, "gv titre")
    write(sheet, 2, 1, reminder, "gv rappel")
    _write_headers(sheet, columns)
    _add_rules(sheet, campaign, columns, lists, last_row)
    for row in range(FIRST_ROW, FIRST_ROW + row_count):
        for number, column in enumerate(columns, start=1):
            sheet.cell(row, number).style = column.style
    # A default height, not a fixed one: Excel still makes a row higher for a long comment.
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 18, True
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3)
    sheet.auto_filter.ref = f"A{LABEL_ROW}:{get_column_letter(len(columns))}{last_row}"
    protect(sheet)
    print_setup(sheet, f"{SECTION_ROW}:{LABEL_ROW}", paper="A3")


def _write_headers(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        write(sheet, CODE_ROW, number, column.code, "gv code")
        write(sheet, SECTION_ROW, number, "", "gv section")
        write(sheet, LABEL_ROW, number, column.label, "gv question")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    first = 1
    for section, members in groupby(columns, key=lambda column: column.section):
        last = first + len(list(members)) - 1
        write(sheet, SECTION_ROW, first, section)
        if last > first:
            sheet.merge_cells(start_row=SECTION_ROW, start_column=first, end_row=SECTION_ROW, end_column=last)
        first = last + 1
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[CODE_ROW].hidden = True
    sheet.row_dimensions[SECTION_ROW].height = 20
    sheet.row_dimensions[LABEL_ROW].height = LINE_HEIGHT * max(lines(column.label, column.width) for column in columns)


def _add_rules(sheet: Worksheet, campaign: Campaign, columns: Sequence[Column], lists: Lists, last_row: int) -> None:
    for number, column in enumerate(columns, start=1):
        if column.question:
            letter = get_column_letter(number)
            rule = validation(column.question, campaign, lists)
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last_row}")
            sheet.add_data_validation(rule)
