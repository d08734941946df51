"""The rows of all the answer sheets of a file as one table, and remarks on them with their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from data.returns.issues import Issue, Severity
from data.returns.sheet import AnswerSheet
from data.returns.values import Cell


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The rows of all the sheets as one table; `of` is the sheet of each, `rank` the order of the sheets' names."""

    sheets: Sequence[AnswerSheet]
    of: list[AnswerSheet]
    uais: list[Cell]
    row_numbers: list[int]
    row_parts: list[str]
    columns: dict[str, list[Cell]]
    rank: dict[str, int]

    def uai_cell(self, line: int) -> str:
        """Address of the UAI of a row."""
        return self.of[line].uai_part + self.row_parts[line]

    def cell(self, line: int, question: str) -> str:
        """Address of an answer of a row; that of its UAI when its sheet does not ask the question."""
        part = self.of[line].column_parts.get(question)
        return part + self.row_parts[line] if part else self.uai_cell(line)

    def cells(self, lines: Sequence[int], question: str | None = None) -> list[str]:
        """What `uai_cell` gives for some rows, or `cell` for a question: a consolidation has thousands."""
        return [
            (sheet.column_parts.get(question or "") or sheet.uai_part) + part
            for sheet, part in zip(map(self.of.__getitem__, lines), map(self.row_parts.__getitem__, lines), strict=True)
        ]


def join(sheets: Sequence[AnswerSheet]) -> Lines:
    """The sheets one after the other; a question that a sheet does not ask is blank on its rows."""
    codes = {code: None for sheet in sheets for code in sheet.columns}
    return Lines(
        sheets=sheets,
        of=list(chain.from_iterable(repeat(sheet, len(sheet.uais)) for sheet in sheets)),
        uais=list(chain.from_iterable(sheet.uais for sheet in sheets)),
        row_numbers=list(chain.from_iterable(sheet.row_numbers for sheet in sheets)),
        row_parts=list(chain.from_iterable(sheet.row_parts for sheet in sheets)),
        columns={code: _column(sheets, code) for code in codes},
        rank={sheet.sheet: place for place, sheet in enumerate(sheets)},
    )


def _column(sheets: Sequence[AnswerSheet], code: str) -> list[Cell]:
    if len(sheets) == 1:
        return sheets[0].columns[code]
    return list(chain.from_iterable(sheet.columns.get(code) or [None] * len(sheet.uais) for sheet in sheets))


def remark(
    lines: Lines,
    line: int,
    question: str | None,
    code: str,
    found: str,
    expected: str,
    message: str,
    severity: Severity = "error",
) -> Issue:
    """A remark on an answer of a row, or on the row itself (at its UAI) when question is None."""
    return Issue(
        sheet=lines.of[line].sheet,
        cell=lines.cell(line, question) if question else lines.uai_cell(line),
        code=code,
        severity=severity,
        found=found,
        expected=expected,
        message=message,
    )


def position(cell: str) -> tuple[int, int, str]:
    """For sorting addresses: by row, then by column."""
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :] or 0), len(letters), letters
