"""A sheet under construction: headings, tables, links and printing, the same on every sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from textwrap import wrap
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from indicators.exports.inert import looks_like_formula, one_line
from indicators.exports.long_table import Cell as LongCell
from indicators.exports.long_table import Late, row_lines
from indicators.exports.styles import HEADER, KEY, LINK, NOTE, SUBTITLE, TEXT, TITLE, WARNING, WRAPPED

Value = str | float | date | None
SUMMARY = "Sommaire"
LINE_HEIGHT = 12.75  # points, for 10-point text
_TALLEST = 400.0  # points; Excel stops at 409
_FOOTER_LABEL = 90  # characters: the three parts of a footer share 255


@dataclass(frozen=True)
class Column:
    """A column of a table. width: in characters; None keeps the sheet's."""

    header: str
    style: str
    width: float | None = None


@dataclass(frozen=True)
class Styled:
    """A value that does not wear its column's style."""

    value: Value
    style: str


@dataclass(frozen=True)
class Block:
    """Where a table stands: the row of its header, and its first and last rows (last < first when it is empty)."""

    header: int
    first: int
    last: int


class Told(Protocol):
    """What every sheet says of the whole: a séance does, and so may anything with these words."""

    @property
    def label(self) -> str: ...
    @property
    def situation(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def demonstration(self) -> bool: ...


class Page:
    """One sheet. Rows and columns count from 1."""

    def __init__(self, book: Workbook, about: Told, name: str) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.name = name
        self._book = book
        self._about = about
        self._arrays: dict[tuple[str, bool], StyleArray] = {}
        self._numbers: dict[tuple[str, bool], int] = {}
        self._results: dict[str, float | str] = {}
        self._lines: Iterable[str] = ()
        self._end = (0, 0)  # last row and column of the long table
        self.sheet.sheet_view.showGridLines = False

    # --- cells

    def put(self, row: int, column: int, value: Value, style: str) -> Cell:
        """Write one cell. Text is text whatever it looks like: a name that starts with = is not a formula."""
        cell: Cell = self.sheet.cell(row, column)
        formula = False
        if isinstance(value, str):
            text = one_line(value)
            formula = looks_like_formula(text)
            cell.value = text or None
            cell.data_type = "s"
        else:
            cell.value = value
        cell._style = self._array(style, quoted=formula)
        return cell

    def formula(self, row: int, column: int, text: str, result: float | str, style: str) -> None:
        """A formula of ours (« =B4+C4 »), with what it gives now."""
        cell: Cell = self.sheet.cell(row, column)
        cell.value, cell.data_type = text, "f"
        cell._style = self._array(style, quoted=False)
        self._results[cell.coordinate] = result

    def _array(self, style: str, *, quoted: bool) -> StyleArray:
        """A named style as the array a cell wears. Shared between cells: 30,000 look-ups by name take a second.

        quoted: the mark that keeps a text inert even after someone edits its cell.
        """
        if (style, quoted) not in self._arrays:
            model = self.sheet.cell(1, 1)
            worn, model.style = model._style, style
            array, model._style = copy(model._style), worn
            array.quotePrefix = int(quoted)
            self._arrays[style, quoted] = array
        return self._arrays[style, quoted]

    def merge(self, row: int, first: int, last: int) -> None:
        """One cell over several columns of a row, with its frame closed if it has one."""
        top = self.sheet.cell(row, first).border.top
        if last > first and top and top.style:
            for column in range(first + 1, last + 1):
                self.sheet.cell(row, column)._style = self.sheet.cell(row, first)._style
            self.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        elif last > first:
            # openpyxl's own merging looks for the frame cell by cell: a quarter of the time of a workbook.
            self.sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
            for column in range(first + 1, last + 1):
                self.sheet._cells[row, column] = MergedCell(self.sheet, row, column)

    def link(self, row: int, column: int, sheet: str, text: str, style: str = LINK) -> None:
        """A cell that leads to another sheet."""
        cell = self.put(row, column, text, style)
        location = "'" + sheet.replace("'", "''") + "'!A1"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, display=one_line(text))

    # --- widths and heights

    def widths(self, widths: Iterable[float]) -> None:
        """Column widths from the first column on, in characters."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def width(self, first: int, last: int) -> float:
        """Characters that columns first to last hold together."""
        return sum(self.sheet.column_dimensions[get_column_letter(column)].width for column in range(first, last + 1))

    def fit(
        self, row: int, texts: Iterable[tuple[str, float]], *, line: float = LINE_HEIGHT, least: float = 16.0
    ) -> None:
        """Make a row high enough for these (text, width) once wrapped: a merged cell does not do it by itself."""
        self.sheet.row_dimensions[row].height = _height(texts, line=line, least=least)

    def paragraph(self, row: int, text: str, last_column: int, style: str = NOTE, *, first_column: int = 1) -> None:
        """A wrapped text over the columns up to last_column."""
        self.put(row, first_column, text, style)
        self.merge(row, first_column, last_column)
        line = LINE_HEIGHT * 1.35 if style == TITLE else LINE_HEIGHT
        # Characters of a 14-point bold title are half as wide again as the 10-point ones that widths count in.
        room = self.width(first_column, last_column) / (1.55 if style == TITLE else 1.0)
        self.fit(row, [(text, room)], line=line, least=22.0 if style == TITLE else 16.0)

    def pair(self, row: int, key: str, text: str) -> int:
        """What it is called, what it says. Returns the row under it."""
        self.put(row, 1, key, KEY)
        self.put(row, 2, text, TEXT)
        self.fit(row, [(key, self.width(1, 1) / 1.1), (text, self.width(2, 2))])
        return row + 1

    # --- what every sheet has

    def heading(
        self, title: str, last_column: int, *, situation: str = "", notes: Sequence[str] = (), first_column: int = 1
    ) -> int:
        """Title, « Situation au … », context, way back, notes. Returns the next free row, one row left blank.

        first_column: after those that are printed again on the pages beside, which would bring a piece of it along.
        """
        self.paragraph(1, title, last_column, TITLE, first_column=first_column)
        self.put(2, first_column, situation or self._about.situation, SUBTITLE)
        self.sheet.row_dimensions[2].height = 18
        context = WARNING if self._about.demonstration else NOTE
        self.paragraph(3, self._about.context, last_column, context, first_column=first_column)
        row = 4
        if self.name != SUMMARY:
            self.link(row, first_column, SUMMARY, "← Sommaire")
            row += 1
        for note in notes:
            self.paragraph(row, note, last_column, first_column=first_column)
            row += 1
        return row + 1

    def table(self, row: int, columns: Sequence[Column], rows: Iterable[Sequence[Value | Styled]]) -> Block:
        """A header row then a row each. Wrapped texts make their row higher."""
        self._header(row, columns)
        rooms = self._rooms(columns)
        at = row
        for at, values in enumerate(rows, start=row + 1):
            for column, value in enumerate(values, start=1):
                worn, style = (
                    (value.value, value.style) if isinstance(value, Styled) else (value, columns[column - 1].style)
                )
                self.put(at, column, worn, style)
            long = _long_texts(values, rooms)
            if long:
                self.fit(at, long)
        return Block(row, row + 1, at)

    def long_table(
        self, row: int, columns: Sequence[Column], rows: Iterable[Sequence[Value | Styled]], count: int
    ) -> Block:
        """The same for the last table of a sheet, when it may be long: its rows are read only as the file is written."""
        self._header(row, columns)
        letters = [get_column_letter(at) for at in range(1, len(columns) + 1)]
        self._lines = row_lines(row + 1, letters, self._long_rows(columns, rows), self._number_of)
        self._end = (row + count, len(columns))
        return Block(row, row + 1, row + count)

    def _long_rows(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Value | Styled]]
    ) -> Iterator[tuple[list[LongCell], float | None]]:
        rooms = self._rooms(columns)
        styles = [column.style for column in columns]
        for values in rows:
            cells = [
                (value.value, value.style) if isinstance(value, Styled) else (value, style)
                for value, style in zip(values, styles, strict=False)
            ]
            long = _long_texts(values, rooms)
            yield cells, _height(long) if long else None

    def _number_of(self, style: str, quoted: bool) -> int:
        key = style, quoted
        if key not in self._numbers:
            self._numbers[key] = self._book._cell_styles.add(self._array(style, quoted=quoted))
        return self._numbers[key]

    @property
    def late(self) -> Late | None:
        """What its file still lacks once openpyxl has written it; None when nothing."""
        if not (self._end[0] or self._results):
            return None
        return Late(lines=self._lines, dimension=self._reach(), results=self._results)

    def _reach(self) -> str:
        """The range of all its cells, « A1:W935 »."""
        last = max(self.sheet.max_row, self._end[0])
        return f"A1:{get_column_letter(max(self.sheet.max_column, self._end[1]))}{last}"

    def _rooms(self, columns: Sequence[Column]) -> dict[int, float]:
        """Characters that the wrapped columns hold, by their place from 0."""
        wrapped = [index for index, column in enumerate(columns) if column.style in WRAPPED]
        return {index: self.width(index + 1, index + 1) for index in wrapped}

    def _header(self, row: int, columns: Sequence[Column]) -> None:
        for column, declared in enumerate(columns, start=1):
            if declared.width is not None:
                self.sheet.column_dimensions[get_column_letter(column)].width = declared.width
            self.put(row, column, declared.header, HEADER)
        # Bold, and a filter's arrow takes room: count a column narrower than it is.
        texts = [(declared.header, self.width(at, at) - 2) for at, declared in enumerate(columns, start=1)]
        self.fit(row, texts, least=30.0)

    def filtered(self, block: Block, columns: int) -> None:
        """A filter's arrow on each header of a table."""
        self.sheet.auto_filter.ref = f"A{block.header}:{get_column_letter(columns)}{max(block.last, block.header)}"

    def finish(self, *, freeze: str, titles: str, large: bool = False, wide: int = 1) -> None:
        """Frozen panes and printing: landscape, header rows repeated, the séance and page in the foot.

        wide: pages beside one another; the first column is on each of them.
        """
        sheet = self.sheet
        sheet.freeze_panes = freeze
        sheet.print_title_rows = titles
        sheet.print_title_cols = "A:A" if wide > 1 else None
        sheet.print_area = sheet.print_area or self._reach()
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if large else sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4  # inches
        margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
        self._foot()

    def _foot(self) -> None:
        # & is a code in a footer; two of them print one.
        texts = (one_line(self._about.label)[:_FOOTER_LABEL], self._about.situation)
        label, situation = (text.replace("&", "&&") for text in texts)
        foot = self.sheet.oddFooter
        foot.left.text, foot.center.text, foot.right.text = label, situation, "&A, page &P sur &N"
        for part in (foot.left, foot.center, foot.right):
            part.size = 8


def _long_texts(values: Sequence[Value | Styled], rooms: Mapping[int, float]) -> list[tuple[str, float]]:
    """(text, room) of those that need more than a line."""
    return [
        (value, room)
        for index, room in rooms.items()
        if index < len(values) and isinstance(value := values[index], str) and len(value) > room - 1
    ]


def _height(texts: Iterable[tuple[str, float]], *, line: float = LINE_HEIGHT, least: float = 16.0) -> float:
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(max(least, lines * line + 3), _TALLEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """Lines a text takes in that many characters, some lost to the margins and to words that do not break."""
    room = max(ceil(width) - 1, 4)
    return len(wrap(text, room)) if len(text) > room else 1
