"""One row of a workbook of targets, and what is found wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from data.errors import Refusal
from data.files.tables import Cell
from data.returns.issues import Issue, Severity
from data.returns.values import clean
from data.targets.amounts import Measure
from data.targets.scopes import Members
from data.targets.sheet import TargetSheet
from data.targets.target import Decision
from data.text import cut

_Value = TypeVar("_Value")
QUOTED = 60  # characters of a cell that an issue repeats


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a row is checked against. usual: indicator -> how its targets are usually counted, in the order of the
    screens. labels: indicator -> label. year: the school year of a row that gives none, '' for none."""

    usual: Mapping[str, Measure]
    labels: Mapping[str, str]
    members: Members
    year: str


@dataclass(kw_only=True)
class Row:
    """One row, with what is found wrong. decision: None when something keeps the row out."""

    sheet: TargetSheet
    place: int
    issues: list[Issue] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def number(self) -> int:
        """Its row on the sheet, counted from 1."""
        return self.sheet.table.first_row + self.place

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
