"""Where the targets stand in a file: the sheet, its header row, and which column is which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.returns.values import clean, fold
from data.targets.columns import COLUMNS, HELP_SHEET, HISTORY_SHEET, SHEET

_DEPTH = 20  # rows in which the header is looked for


@dataclass(frozen=True, kw_only=True)
class TargetSheet:
    """header: place of the header row. columns: code -> place of the columns that are read. written: the same of those
    written for people. unknown: places of the other headers."""

    table: Table
    header: int
    columns: dict[str, int]
    written: dict[str, int]
    unknown: list[int]

    def rows(self) -> Iterator[int]:
        """Places of the rows under the header where a column that is read is filled."""
        for place in range(self.header + 1, len(self.table.rows)):
            if any(clean(self.table.rows[place][column]) for column in self.columns.values()):
                yield place

    def cell(self, row: int, code: str) -> Cell:
        """What a column holds on a row; None when the file has no such column."""
        column = self._place(code)
        return None if column is None else self.table.rows[row][column]

    def address(self, row: int, code: str) -> str:
        """Where that is, as Excel writes it; the row's first cell when the file has no such column."""
        return self.table.address(row, self._place(code) or 0)

    def _place(self, code: str) -> int | None:
        return self.columns.get(code, self.written.get(code))


def find_sheet(tables: Sequence[Table]) -> TargetSheet:
    """The sheet of targets: the one called « Cibles », else the first that looks like it. Raises Refusal."""
    aside = {fold(HISTORY_SHEET), fold(HELP_SHEET)}
    visible = [table for table in tables if not table.hidden and fold(table.sheet) not in aside]
    visible.sort(key=lambda table: fold(table.sheet) != fold(SHEET))
    for table in visible:
        for place, row in enumerate(table.rows[:_DEPTH]):
            found = _columns(row)
            if found and all(column.code in found for column in COLUMNS if column.needed):
                return _sheet(table, place, found)
    needed = ", ".join(f"« {column.header} »" for column in COLUMNS if column.needed)
    raise Refusal(
        f"Aucune feuille de ce fichier n'a les colonnes {needed} : partez du classeur des cibles que la page Cibles "
        "donne à télécharger, puis recommencez."
    )


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """Code -> place, of the columns that are read."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = next((one for one in COLUMNS if isinstance(cell, str) and one.read and one.is_named(cell)), None)
        if column and column.code in found:
            raise Refusal(f"Ce fichier a deux colonnes « {column.header} » : gardez-en une seule, puis recommencez.")
        if column:
            found[column.code] = place
    return found


def _sheet(table: Table, header: int, columns: dict[str, int]) -> TargetSheet:
    others = {place: clean(cell) for place, cell in enumerate(table.rows[header]) if place not in columns.values()}
    written = {
        column.code: place
        for column in COLUMNS
        for place, text in others.items()
        if not column.read and column.is_named(text)
    }
    unknown = [place for place, text in others.items() if text and place not in written.values()]
    return TargetSheet(table=table, header=header, columns=columns, written=written, unknown=unknown)
