"""Sheets that list what is known to be changed and given back: header, drop-downs, and the sheet that explains them."""

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.returns.questionnaire.cells import print_setup, write
from data.returns.questionnaire.names import PRODUCT
from data.returns.questionnaire.styles import add_styles

INSTANT_FORMAT = "dd/mm/yyyy hh:mm"


def empty_book(title: str) -> Workbook:
    """A workbook with the styles of the questionnaire and no sheet."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    book.properties.creator, book.properties.title = PRODUCT, title
    book.properties.language = "fr-FR"
    add_styles(book)
    return book


def fill_header(sheet: Worksheet, headers: Sequence[tuple[str, float]], *, freeze: str = "C2") -> None:
    """Row 1: (header, width in characters) of each column. freeze: the first cell that scrolls."""
    for place, (header, width) in enumerate(headers, start=1):
        write(sheet, 1, place, header, "gv question")
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = freeze
    print_setup(sheet, "1:1", paper="A3")


def offer(sheet: Worksheet, place: int, source: str, last: int, *, one_only: bool = True) -> None:
    """A drop-down on rows 2 to last of the column of that place, counted from 1. source: a reference to its choices.

    It warns rather than forbids: the file is read all the same, and says what is wrong. one_only=False: several of them
    may be written in one cell, so it does not even warn.
    """
    rule = DataValidation(
        type="list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=one_only
    )
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def fill_help(sheet: Worksheet, told: Iterable[tuple[str, str, str]]) -> None:
    """Two columns: (name, text, style of the name)."""
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 34), ("B", 100)):
        sheet.column_dimensions[letter].width = width
    for row, (name, text, style) in enumerate(told, start=1):
        write(sheet, row, 1, name, style)
        write(sheet, row, 2, text, "gv titre" if style == "gv titre" else "gv aide")
    print_setup(sheet, "1:1", paper="A4")
