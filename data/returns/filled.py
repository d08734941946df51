"""Tables that go out to be changed and come back: their columns, their sheet, and each row with what is said of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeVar

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.returns.issues import Issue, Severity
from data.returns.values import clean, fold
from data.text import cut

QUOTED = 60  # characters of a cell that an issue repeats
_DEPTH = 20  # rows in which the header is looked for
# As a workbook shows an instant, and as other programs write it into a .csv.
_INSTANTS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_Value = TypeVar("_Value")
State = Literal["imported", "partial", "refused", "unchanged"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. names: other headers it is known by, without case, accents and punctuation. needed: a sheet without
    it is not read. read: False for what is written for people. width: in characters."""

    code: str
    header: str
    width: float
    names: tuple[str, ...] = ()
    needed: bool = False
    read: bool = True
    help: str = ""

    def is_named(self, header: str) -> bool:
        """Whether a header is this column's."""
        return fold(header) in {fold(self.header), *self.names}


@dataclass(frozen=True, kw_only=True)
class FilledSheet:
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

    def unknown_columns(self, workbook: str) -> list[Issue]:
        """A remark about each column that is not read. workbook: what the file is, « classeur des cibles »."""
        return [
            Issue(
                sheet=self.table.sheet,
                cell=self.table.address(self.header, place),
                code="unknown_column",
                severity="warning",
                found=cut(clean(self.table.rows[self.header][place]), QUOTED),
                expected="",
                message=f"Cette colonne ne fait pas partie du {workbook} : elle n'est pas lue.",
            )
            for place in self.unknown
        ]

    def _place(self, code: str) -> int | None:
        return self.columns.get(code, self.written.get(code))


def find_header(table: Table, columns: Sequence[Column]) -> FilledSheet | None:
    """The table under the first row that has every needed column; None when there is none.

    Raises Refusal when a column that is read is there twice.
    """
    for place, row in enumerate(table.rows[:_DEPTH]):
        found = _places(row, columns)
        if found and all(column.code in found for column in columns if column.needed):
            return _sheet(table, place, found, columns)
    return None


def _places(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, int]:
    """Code -> place, of the columns that are read."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = next((one for one in columns if isinstance(cell, str) and one.read and one.is_named(cell)), None)
        if column and column.code in found:
            raise Refusal(f"Ce fichier a deux colonnes « {column.header} » : gardez-en une seule, puis recommencez.")
        if column:
            found[column.code] = place
    return found


def _sheet(table: Table, header: int, places: dict[str, int], columns: Sequence[Column]) -> FilledSheet:
    others = {place: clean(cell) for place, cell in enumerate(table.rows[header]) if place not in places.values()}
    written = {
        column.code: place
        for column in columns
        for place, text in others.items()
        if not column.read and column.is_named(text)
    }
    unknown = [place for place, text in others.items() if text and place not in written.values()]
    return FilledSheet(table=table, header=header, columns=places, written=written, unknown=unknown)


@dataclass(kw_only=True)
class FilledRow:
    """One row, with what is found wrong."""

    sheet: FilledSheet
    place: int
    issues: list[Issue] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its row on the sheet, counted from 1."""
        return self.sheet.table.first_row + self.place

    @property
    def errors(self) -> list[Issue]:
        """What keeps it out."""
        return [issue for issue in self.issues if issue.severity == "error"]

    def cell(self, column: str) -> Cell:
        """What a column holds on this row."""
        return self.sheet.cell(self.place, column)

    def text(self, column: str) -> str:
        """The same as text."""
        return clean(self.cell(column))

    def remark(self, column: str, code: str, message: str, *, expected: str, severity: Severity = "error") -> None:
        """Say something of a cell."""
        self.issues.append(
            Issue(
                sheet=self.sheet.table.sheet,
                cell=self.sheet.address(self.place, column),
                code=code,
                severity=severity,
                found=cut(self.text(column), QUOTED),
                expected=expected,
                message=message,
            )
        )

    def read(self, column: str, code: str, expected: str, work: Callable[[], _Value]) -> _Value | None:
        """What `work` gives; a Refusal becomes a remark about that cell."""
        try:
            return work()
        except Refusal as refusal:
            self.remark(column, code, str(refusal), expected=expected)
            return None


@dataclass(kw_only=True)
class TableResult:
    """What became of a file of rows. rows: those filled. unchanged: rows that say what holds already, or that nobody
    edited. reason: one French sentence when nothing was taken in. notice: what went wrong beside an import that
    succeeded."""

    file: str
    sha256: str
    state: State
    reason: str = ""
    batch: str | None = None
    rows: int = 0
    unchanged: int = 0
    issues: list[Issue] = field(default_factory=list)
    notice: str = ""

    @property
    def errors(self) -> list[Issue]:
        """What keeps rows out."""
        return [issue for issue in self.issues if issue.severity == "error"]

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract: what every such file tells, to which each kind adds its own."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "state": self.state,
            "reason": self.reason,
            "batch": self.batch,
            "rows": self.rows,
            "unchanged": self.unchanged,
            "issues": [issue.as_dict() for issue in self.issues],
        }

    def conclude(self, *, taken: int, nothing: str) -> None:
        """Set the state. taken: rows that say something new. nothing: the sentence for a file without any row."""
        if not self.rows:
            self.state, self.reason = "refused", nothing
        elif self.errors and not taken and not self.unchanged:
            self.state = "refused"
            self.reason = (
                "Aucune ligne de ce fichier ne peut être prise : corrigez les cellules listées, puis recommencez."
            )
        elif self.errors:
            self.state = "partial"
        else:
            self.state = "imported" if taken else "unchanged"


def shows(cell: Cell, instant: datetime) -> bool:
    """Whether a cell shows an instant: to the second, or to the minute when it is a text without seconds."""
    if isinstance(cell, date) and not isinstance(cell, datetime):  # midnight on the dot is read as a day
        cell = datetime.combine(cell, time())
    if isinstance(cell, datetime):
        return abs(cell - instant.replace(microsecond=0)) < timedelta(seconds=1)
    return isinstance(cell, str) and clean(cell) in {instant.strftime(form) for form in _INSTANTS}
