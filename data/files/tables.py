"""What was on the sheets of a file, with the address of every cell. Light: the child process imports it."""

from dataclasses import dataclass
from datetime import date, datetime

Cell = str | float | int | bool | date | datetime | None
"""A blank cell is None, never ''. A date without a time of day is a `date`; times and durations are text."""


def column_letter(number: int) -> str:
    """Excel's name of a column counted from 1: 1 -> A, 27 -> AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Place of a column that Excel names so, counted from 1: A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet: the rectangle that holds something, every row of the same width."""

    sheet: str
    hidden: bool
    first_row: int
    """Row of rows[0] on the sheet, counted from 1."""
    first_column: int
    """Column of rows[...][0] on the sheet, counted from 1."""
    rows: list[list[Cell]]

    def address(self, row_index: int, column_index: int) -> str:
        """Where rows[row_index][column_index] stands on the sheet, as Excel writes it: C12."""
        return f"{column_letter(self.first_column + column_index)}{self.first_row + row_index}"
