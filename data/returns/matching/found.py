"""What is found in a returned file: where the answers stand, which headers need somebody's word, what was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.files.tables import Cell
from data.returns.issues import Issue

Layout = Literal["tableau", "fiche", "libre"]
Approved = Mapping[tuple[str, str], str]
"""(shape of a table, folded header) -> code of the question, or '' for a column that is not to be read."""


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """Answers of one sheet, column by column.

    Only rows where a question is filled; examples and totals are left out (with a note). The address of a cell is its
    column part followed by its row part: « A » + « 12 » ; in a fiche « C12 » + « ».
    """

    sheet: str
    layout: Layout
    uais: list[Cell]
    """The UAI cell of each row, as typed."""
    columns: dict[str, list[Cell]]
    """Question code -> cells, in step with `uais`."""
    row_numbers: list[int]
    """Row on the sheet of each line (of the UAI cell for a fiche)."""
    uai_part: str
    column_parts: dict[str, str]
    row_parts: list[str]
    names: list[str] = field(default_factory=list)
    """The name written beside each UAI, in step with `uais`, '' for none; empty when there is no such column."""
    marked_uai: str = ""
    """The UAI that the one fiche of a file was sent out for, '' when nothing says it."""


@dataclass(frozen=True, kw_only=True)
class HeaderMatch:
    """A header that no label or code matches exactly, and the question it is thought, or was decided, to ask."""

    sheet: str
    cell: str
    shape: str
    header: str
    """As written, cut at 60 characters."""
    question: str
    """Code proposed or approved; '' when there is none, or when the column is not to be read."""
    likeness: int
    """From 0 to 100."""
    approved: bool
    """True: somebody decided, and it is read accordingly. False: a proposal, not read yet."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one file holds. sheets: in the file's order; several fiches on one sheet are as many entries."""

    sheets: list[AnswerSheet]
    matches: list[HeaderMatch]
    issues: list[Issue]
    """Warnings: columns that were not read, example rows, totals, hidden sheets with answers."""
    marks: dict[str, str]
    """What the questionnaire says of itself on its very hidden sheet `_gouvernail`; empty for other files."""
