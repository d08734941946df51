"""Which rows of a file were refused, and what is said of each of their cells."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.files.tables import Cell
from data.returns.issues import Issue
from data.returns.questions import Question
from data.returns.sheet import AnswerSheet

UAI = "uai"
_DIGITS = re.compile(r"[0-9]+$")


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """One row that was kept out, as it was typed.

    answers: question code -> cell. remarks: question code (or UAI, or '' for the row as a whole) -> what is said.
    """

    uai: Cell
    answers: dict[str, Cell]
    remarks: dict[str, list[Issue]]

    def faulty(self) -> list[str]:
        """Codes of the cells that keep the row out, the UAI's among them."""
        return [code for code, found in self.remarks.items() if code and any(_is_error(issue) for issue in found)]

    def sentences(self, questions: Sequence[Question]) -> list[str]:
        """Everything that is said of the row, each on one line that starts with the question's label."""
        labels = {UAI: "UAI"} | {question.code: question.label for question in questions} | {"": ""}
        return [
            sentence(labels[code], issue)
            for code in labels
            for issue in sorted(self.remarks.get(code, []), key=lambda issue: not _is_error(issue))
        ]


def sentence(label: str, issue: Issue) -> str:
    """« Label : what is wrong and what to do », on one line. Most messages begin with the label already."""
    message = re.sub(r"[\r\n]+", " ", issue.message)
    return message if not label or message.startswith(f"{label} : ") else f"{label} : {message}"


def refused_rows(sheets: Sequence[AnswerSheet], issues: Sequence[Issue]) -> list[RefusedRow]:
    """The rows with an error, in the order of the sheets; each issue goes to the row that holds its cell."""
    told: dict[str, dict[str, list[Issue]]] = defaultdict(lambda: defaultdict(list))
    for issue in issues:
        told[issue.sheet][issue.cell].append(issue)
    return [row for sheet in sheets for row in _rows(sheet, told[sheet.sheet]) if row is not None]


def _rows(sheet: AnswerSheet, told: Mapping[str, list[Issue]]) -> Iterator[RefusedRow | None]:
    parts = {UAI: sheet.uai_part} | sheet.column_parts
    by_row: dict[str | None, list[Issue]] = defaultdict(list)
    for cell, issues in told.items():
        by_row[_row_part(sheet, cell)] += issues
    for line, row_part in enumerate(sheet.row_parts):
        if any(_is_error(issue) for issue in by_row[row_part]):
            yield _row(sheet, line, {f"{part}{row_part}": code for code, part in parts.items()}, by_row[row_part])


def _row_part(sheet: AnswerSheet, cell: str) -> str | None:
    """The row of the sheet that a cell is on; a fiche is one row, wherever its cells are."""
    if sheet.layout == "fiche":
        return "" if cell in {sheet.uai_part, *sheet.column_parts.values()} else None
    digits = _DIGITS.search(cell)
    return digits.group() if digits else None


def _row(sheet: AnswerSheet, line: int, codes: Mapping[str, str], issues: Sequence[Issue]) -> RefusedRow:
    remarks: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        remarks[codes.get(issue.cell, "")].append(issue)
    answers = {code: cells[line] for code, cells in sheet.columns.items() if cells[line] is not None}
    return RefusedRow(uai=sheet.uais[line], answers=answers, remarks=dict(remarks))


def _is_error(issue: Issue) -> bool:
    return issue.severity == "error"
