"""From the bytes of a file to its sheets. Runs in the child process only, and imports only what that needs."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.files import transfer
from data.files.decode import decode, delimiter_of, split_declaration


class Problem(Exception):
    """The file is not to be read: str() names a sentence of `data.files.reader`."""


class Room:
    """How far a sheet may go, in rows, columns and cells of its rectangle."""

    def __init__(self, rows: int, columns: int, cells: int) -> None:
        self._rows, self._columns, self._cells = rows, columns, cells

    def check(self, rows: int, columns: int) -> None:
        """Raise Problem beyond the limits."""
        if rows > self._rows or columns > self._columns or rows * columns > self._cells:
            raise Problem("size")


def read(content: bytes, room: Room) -> bytes:
    """The sheets of a workbook, or the one table of a text, in the form of `data.files.transfer`."""
    sheets = _workbook(content, room) if content.startswith(b"PK") else iter([_delimited(content, room)])
    return transfer.to_json(list(sheets))


def _workbook(content: bytes, room: Room) -> Iterator[dict[str, object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for described in workbook.sheets_metadata:
        if described.typ == SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(described.name)
            room.check(sheet.total_height, sheet.total_width)
            first_row, first_column = sheet.start or (0, 0)
            yield {
                "sheet": transfer.clean(described.name),
                "hidden": described.visible != SheetVisibleEnum.Visible,
                "first_row": first_row + 1,
                "first_column": first_column + 1,
                **transfer.pack(sheet.to_python()),
            }


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
