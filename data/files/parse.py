"""From the bytes of a file to its sheets. Runs in the child process only, and imports only what that needs."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.files import transfer
from data.files.decode import decode, delimiter_of, split_declaration
from data.files.unread import unread_cells


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


def read(content: bytes, room: Room, *, look_again: bool) -> bytes:
    """The sheets of a workbook, or the one table of a text, in the form of `data.files.transfer`."""
    sheets = _workbook(content, room, look_again) if content.startswith(b"PK") else iter([_delimited(content, room)])
    return transfer.to_json(list(sheets))


def _workbook(content: bytes, room: Room, look_again: bool) -> Iterator[dict[str, object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    unread = unread_cells(content) if look_again else {}
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
                **transfer.pack(_filled(sheet.to_python(), first_row, first_column, unread.get(described.name, []))),
            }


def _filled(rows: list[list], first_row: int, first_column: int, unread: list[tuple[int, int, str]]) -> list[list]:
    """The rows, with the text of the cells that the reader leaves blank or, at the edges, out of its rectangle."""
    places = [(row - 1 - first_row, column - 1 - first_column, text) for row, column, text in unread]
    places = [place for place in places if place[0] >= 0 and place[1] >= 0]
    if not places:
        return rows
    height = max(len(rows), *(row + 1 for row, _, _ in places))
    width = max(len(rows[0]) if rows else 0, *(column + 1 for _, column, _ in places))
    rows += [[] for _ in range(height - len(rows))]
    for row in rows:
        row += [""] * (width - len(row))
    for at_row, at_column, text in places:
        rows[at_row][at_column] = rows[at_row][at_column] or text
    return rows


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
