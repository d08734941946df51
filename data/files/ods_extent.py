"""How far the filled cells of an .ods go, worked out on its XML as it is decompressed, without parsing it.

A cell may say that it stands for a million others: LibreOffice does so for the blank ones after the table, which cost
its reader nothing, and a bomb does so for filled ones.
"""

import re

# What stands between quotes may hold a « > ».
_TAG = re.compile(
    rb"""<(?:(/table:table-row)\s*|table:(table|table-row|table-cell|covered-table-cell)"""
    rb"""(?=[\s/>])((?:[^>"']++|"[^"]*+"|'[^']*+')*+))>"""
)
_TIMES = re.compile(rb"""\btable:number-(?:rows|columns)-repeated\s*=\s*["']\s*\+?(\d+)""")
_NO_VALUE_MARKS = (b'value-type="error"', b"table:formula=")
_FILLED = (b"value-type", b"table:formula")


class OdsExtent:
    """The furthest filled row and column of any sheet, counted from 1, and the largest rectangle, in cells.

    tags_read is what took time.
    """

    def __init__(self) -> None:
        self.rows = self.columns = self.cells = self.tags_read = 0
        self._start_sheet()

    def may_lack_values(self, chunk: bytes) -> bool:
        """Whether a cell of this piece may hold an error or a formula."""
        return any(mark in chunk for mark in _NO_VALUE_MARKS)

    def scan(self, chunk: bytes) -> None:
        """Take in the next piece of XML, cut just before a tag."""
        for row_end, kind, attributes in _TAG.findall(chunk):
            self.tags_read += 1
            if row_end:
                self._end_row()
            elif kind == b"table-row":
                self._start_row(attributes)
            elif kind == b"table":
                self._start_sheet()
            else:
                self._read_cell(attributes)

    def _start_sheet(self) -> None:
        self._row = self._column = self._width = 0
        self._row_times = 1
        self._is_filled = False

    def _start_row(self, attributes: bytes) -> None:
        self._column, self._is_filled = 0, False
        self._row_times = _times(attributes)
        if attributes.endswith(b"/"):
            self._end_row()

    def _end_row(self) -> None:
        self._row += self._row_times
        if self._is_filled:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._width)
            self.cells = max(self.cells, self._row * self._width)

    def _read_cell(self, attributes: bytes) -> None:
        self._column += _times(attributes) if b"repeated" in attributes else 1
        if any(mark in attributes for mark in _FILLED):
            self._is_filled = True
            self._width = max(self._width, self._column)


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found.group(1)[:12]) if found else 1
