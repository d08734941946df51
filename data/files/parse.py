"""From the bytes of a file to its sheets. Runs in the child process only, and imports only what that needs."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.files import transfer
from data.files.biff import unread_xls
from data.files.decode import decode, delimiter_of, split_declaration
from data.files.ods import unread_ods
from data.files.unread import TooMany, unread_cells

Unread = dict[str, list[tuple[int, int, str]]]
_UNREAD: dict[str, Callable[[bytes], Unread]] = {"xlsx": unread_cells, "xls": unread_xls, "ods": unread_ods}
# A length of time of an .ods, which its reader leaves as the file writes it.
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


# As many full sheets as a file may hold.
_SHEETS = 2


class Problem(Exception):
    """The file is not to be read: str() names a sentence of `data.files.reader`."""


class Room:
    """How far a sheet may go, in rows, columns and cells of its rectangle; and a file, in cells of all its sheets."""

    def __init__(self, rows: int, columns: int, cells: int) -> None:
        self._rows, self._columns, self._cells = rows, columns, cells
        # A thousand sheets can be the same part of the archive.
        self._left = _SHEETS * cells

    def check(self, rows: int, columns: int) -> None:
        """Raise Problem beyond the limits."""
        if rows > self._rows or columns > self._columns or rows * columns > self._cells:
            raise Problem("size")

    def take(self, rows: int, columns: int) -> None:
        """Count one more sheet of the file. Raise Problem beyond the limits."""
        self.check(rows, columns)
        self._left -= rows * columns
        if self._left < 0:
            raise Problem("sheets")


def read(content: bytes, file_format: str, room: Room, *, look_again: bool) -> bytes:
    """The sheets of a workbook, or the one table of a text, in the form of `data.files.transfer`."""
    if file_format == "csv":
        return transfer.to_json([_delimited(content, room)])
    try:
        unread = _UNREAD[file_format](content) if look_again else {}
    except TooMany as error:
        raise Problem("unread") from error
    return transfer.to_json(list(_workbook(content, room, unread, has_durations=file_format == "ods")))


def _workbook(content: bytes, room: Room, unread: Unread, *, has_durations: bool) -> Iterator[dict[str, object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for described in workbook.sheets_metadata:
        if described.typ == SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(described.name)
            room.take(sheet.total_height, sheet.total_width)
            rows, first_row, first_column = _filled(sheet, unread.get(described.name, []), room)
            yield {
                "sheet": transfer.clean(described.name),
                "hidden": described.visible != SheetVisibleEnum.Visible,
                "first_row": first_row + 1,
                "first_column": first_column + 1,
                **transfer.pack(_with_durations(rows) if has_durations else rows),
            }


def _with_durations(rows: list[list]) -> list[list]:
    for row in rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("PT") and (found := _DURATION.fullmatch(cell)):
                hours, minutes, seconds = map(int, found.groups())
                row[column] = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return rows


def _filled(sheet: CalamineSheet, unread: list[tuple[int, int, str]], room: Room) -> tuple[list[list], int, int]:
    """The rows and where they begin, with the text of the cells that the reader leaves blank or out of its rectangle."""
    rows, (top, left) = sheet.to_python(), sheet.start or (0, 0)
    if not unread:
        return rows, top, left
    places = {(row - 1, column - 1): text for row, column, text in unread}
    first = (min(row for row, _ in places), min(column for _, column in places))
    new_top, new_left = (min(top, first[0]), min(left, first[1])) if rows else first
    height = max(top + len(rows), max(row for row, _ in places) + 1) - new_top
    width = max(left + len(rows[0]) if rows else 0, max(column for _, column in places) + 1) - new_left
    room.check(new_top + height, new_left + width)
    above, below = top - new_top if rows else 0, height
    rows = [[] for _ in range(above)] + rows
    rows += [[] for _ in range(below - len(rows))]
    for row in rows:
        row[:0] = [""] * (left - new_left)
        row += [""] * (width - len(row))
    for (at_row, at_column), text in places.items():
        if rows[at_row - new_top][at_column - new_left] == "":
            rows[at_row - new_top][at_column - new_left] = text
    return rows, new_top, new_left


def _delimited(content: bytes, room: Room) -> dict[str, object]:
    declared, text = split_declaration(decode(content))
    rows: list[list[str]] = []
    width = 0
    for row in csv.reader(StringIO(text, newline=""), delimiter=declared or delimiter_of(text)):
        rows.append(row)
        width = max(width, len(row))
        room.check(len(rows), width)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return {"sheet": "", "hidden": False, "first_row": 1, "first_column": 1, **transfer.pack(rows)}
