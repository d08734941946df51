"""What one file of returns says, once understood: column by column, with the address of every cell."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from data.returns.issues import Issue
from data.returns.questions import WITHDRAW


@dataclass(frozen=True, kw_only=True)
class Column:
    """What accepted rows answer to one question, in step: `places` are indexes into Return.accepted, and a value of
    None withdraws an earlier answer. `parts` is the first half of each cell's address, one for all when it is a text."""

    question: str
    parts: str | list[str]
    places: Sequence[int]
    values: list[str | None]


@dataclass(kw_only=True)
class Return:
    """What one file says, column by column: a consolidation has hundreds of thousands of cells.

    rows: number of rows where a question is filled. accepted: UAI of those without an error, sorted; sheets,
    row_numbers, row_parts (second half of their cells' addresses), uai_cells, day_cells (of the return's date, '' when
    it is not asked) and days (that they speak of; dated: whether the return gave it) in step with it. columns: sorted by question.
    duplicated: (sheet, row number, UAI) of the rows that say different things of one establishment; left_out: of those
    that a person chose not to take. warned: (UAI, question, remark) of accepted answers to be verified.
    """

    rows: int = 0
    accepted: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    row_parts: list[str] = field(default_factory=list)
    uai_cells: list[str] = field(default_factory=list)
    day_cells: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    duplicated: list[tuple[str, int, str]] = field(default_factory=list)
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    warned: list[tuple[str, str, Issue]] = field(default_factory=list)

    @property
    def answer_count(self) -> int:
        """Number of cells that answer."""
        return sum(len(column.places) for column in self.columns)

    @property
    def establishments(self) -> int:
        """Number of establishments of the accepted rows: several rows of a file may complete each other."""
        return len(set(self.accepted))

    def places_of(self, uai: str) -> range:
        """Indexes of the rows of an accepted establishment."""
        return range(bisect_left(self.accepted, uai), bisect_right(self.accepted, uai))

    def content_sha256(self) -> str:
        """Over what was understood: the same for a copy renamed, saved again, sorted otherwise or imported another day."""
        digest = hashlib.sha256()
        everybody = "\n".join(self.accepted)
        for column in (column for column in self.columns if column.places):
            whole = len(column.places) == len(self.accepted)
            uais = everybody if whole else "\n".join(self.accepted[place] for place in column.places)
            answers = column.values if all(column.values) else (value or WITHDRAW for value in column.values)
            values = "\n".join(cast(Iterable[str], answers))
            digest.update("\0".join((column.question, uais, values, "")).encode())
        return digest.hexdigest()
