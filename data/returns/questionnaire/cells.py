"""Putting things on a sheet: text that stays text, locked cells, one page to print."""

import math
import re
from datetime import date
from textwrap import wrap

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from data.files.tables import Cell as Value
from data.returns.values import clean
from data.text import writable

LINE_HEIGHT = 15.5
"""Points of one line of text."""
_TEXT_MAXIMUM = 32_000  # characters; a cell holds 32,767
# What stands for a character in the file of a sheet: typed, it has to be written so that it stays what it is.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_FIRST_DAY = date(1900, 3, 1)  # Excel's calendar is wrong before it


def write(sheet: Worksheet, row: int, column: int, text: str, style: str | None = None) -> Cell:
    """Put text in a cell, as text whatever it looks like: a name that starts with = is not a formula."""
    cell: Cell = sheet.cell(row, column)
    if text:
        cell.value = _ESCAPED.sub("_x005F_", writable(text, " ")[:_TEXT_MAXIMUM])
        cell.data_type = "s"
    if style:
        cell.style = style
    return cell


def write_typed(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """Put a value in a styled cell as somebody typed it: dates and numbers stay what they are, where Excel holds them."""
    if _holds(value):
        cell = sheet.cell(row, column)
        number_format = cell.number_format
        cell.value = value
        cell.number_format = number_format
    else:
        write(sheet, row, column, value if isinstance(value, str) else clean(value))


def _holds(value: Value) -> bool:
    match value:
        case None | str():
            return False
        case bool():
            return True
        case int() | float():
            return math.isfinite(value) and abs(value) < _EXACT
    return value.isoformat()[:10] >= _FIRST_DAY.isoformat()


def sentence(text: str) -> str:
    """With a capital letter."""
    return f"{text[:1].upper()}{text[1:]}"


def lines(text: str, width: float) -> int:
    """Lines a text takes in a column of that width, at about a character a unit, some of it lost to the margins."""
    return sum(max(len(wrap(line, max(int(width) - 3, 1))), 1) for line in (text.splitlines() or [""]))


def protect(sheet: Worksheet) -> None:
    """Without a password: it keeps codes and names from being overwritten by accident, it is no secret."""
    protection = sheet.protection
    protection.enable()
    # Here False means allowed.
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False


def print_setup(sheet: Worksheet, title_rows: str, *, paper: str, orientation: str = "landscape") -> None:
    """One page wide, with its name and page number at the foot. paper: A4 or A3."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if paper == "A3" else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = title_rows
    sheet.oddFooter.center.text = "&A - page &P sur &N"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top = margins.bottom = 0.6
    margins.footer = 0.3
