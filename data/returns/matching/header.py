"""Which lines of a sheet are its header, and what they say of each column.

A header may stand under titles and take up to three lines, the upper ones merged over several columns: the reader
gives the text of a merged range in its first cell only.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.register.headers import is_uai_header
from data.returns.matching.blanks import is_blank, is_identity, is_uai_cell
from data.returns.values import clean, fold

DEPTH = 40
HEIGHT = 3
# A sheet has one or two such lines; a hostile one has as many as it likes.
_UAI_LINES_TRIED = 8


class Words(Protocol):
    """What the words of a header may ask: see `data.returns.matching.wording.Wording`."""

    def code_of(self, text: str) -> str: ...
    def alike(self, text: str) -> list[tuple[float, str]]: ...


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of a table. first and last: its lines, as indexes into the table's rows; uai_line is one of them.

    texts: what the header says of each column, '' for nothing; wordings: the ways to read it, the likeliest first;
    cells: the line of its lowest cell.
    identity: columns that describe the establishment.
    """

    first: int
    last: int
    uai_line: int
    uai: int
    texts: list[str]
    wordings: list[list[str]]
    cells: list[int]
    identity: frozenset[int]

    @cached_property
    def shape(self) -> str:
        """The same for all the tables with these headers, in whatever order, under whatever name."""
        return hashlib.sha256("\n".join(sorted(filter(None, map(fold, self.texts)))).encode()).hexdigest()

    def exact(self, wording: Words) -> dict[str, int]:
        """Question code -> column of the headers that are its label or its code. Raises Refusal for one met twice."""
        columns: dict[str, int] = {}
        for column, code in self._asking(wording):
            if code in columns:
                raise Refusal(
                    f"La question « {self.texts[column]} » a deux colonnes : gardez-en une, "
                    "puis déposez le fichier à nouveau."
                )
            columns[code] = column
        return columns

    def worth(self, wording: Words) -> tuple[int, int]:
        """How many columns ask a question exactly, and how many more seem to."""
        exact = {column for column, _ in self._asking(wording)}
        others = [column for column in range(len(self.texts)) if column not in exact and column != self.uai]
        return len(exact), sum(1 for column in others if self.alike(column, wording))

    def alike(self, column: int, wording: Words) -> list[tuple[float, str]]:
        """(likeness, code) of what a column may ask, best first."""
        if column in self.identity:
            return []
        best: dict[str, float] = {}
        for text in self.wordings[column]:
            for likeness, code in wording.alike(text):
                best[code] = max(likeness, best.get(code, 0))
        return sorted(((likeness, code) for code, likeness in best.items()), key=lambda found: (-found[0], found[1]))

    def _asking(self, wording: Words) -> Iterator[tuple[int, str]]:
        for column, wordings in enumerate(self.wordings):
            if column != self.uai and (code := next(filter(None, map(wording.code_of, wordings)), "")):
                yield column, code


def find_header(table: Table, wording: Words) -> Header | None:
    """The header of the first table of the sheet that has a UAI column and asks something; None when there is none.

    Raises Refusal when it has two UAI columns.
    """
    best: tuple[tuple[int, int, int], Header] | None = None
    lines = uai_lines(table)
    for line in lines[:_UAI_LINES_TRIED]:
        for first, last in _blocks(
            table.rows, line, floor=max((above + 1 for above in lines if above < line), default=0)
        ):
            header = _header(table.rows, first, last, line)
            exact, alike = header.worth(wording)
            worth = (exact, alike, first - last)
            if (exact or alike) and (best is None or worth > best[0]):
                best = (worth, header)
    if best is None:
        return None
    header = best[1]
    found = {column for column, cell in enumerate(table.rows[header.uai_line]) if is_uai_cell(cell)}
    found |= {column for column, text in enumerate(header.texts) if is_uai_header(text)}
    if len(found) > 1:
        raise Refusal("Ce fichier a deux colonnes UAI : gardez celle de l'établissement, puis déposez-le à nouveau.")
    return header


def uai_lines(table: Table) -> list[int]:
    """Lines, among the first ones of a sheet, where a cell is the header of a UAI column."""
    return [index for index, row in enumerate(table.rows[:DEPTH]) if any(map(is_uai_cell, row))]


def _blocks(rows: Sequence[Sequence[Cell]], line: int, *, floor: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of the headers that a UAI line may belong to, the lowest ones first, none above floor."""
    column = next(index for index, cell in enumerate(rows[line]) if is_uai_cell(cell))
    for height in range(1, HEIGHT + 1):
        for first in range(max(floor, line - height + 1), line + 1):
            last = first + height - 1
            if last < len(rows) and all(_goes_on(rows[below], column) for below in range(line + 1, last + 1)):
                yield first, last


def _goes_on(row: Sequence[Cell], uai: int) -> bool:
    """Whether a line below a UAI header may still be header: no UAI, and words only."""
    return is_blank(row[uai]) and all(cell is None or isinstance(cell, str) for cell in row)


def _header(rows: Sequence[Sequence[Cell]], first: int, last: int, uai_line: int) -> Header:
    lines = [[clean(cell) if isinstance(cell, str) else "" for cell in row] for row in rows[first : last + 1]]
    for upper in range(len(lines) - 2, -1, -1):
        lines[upper] = _spread(lines[upper], lines[upper + 1])
    stacks = [[text for text in stack if text] for stack in zip(*lines, strict=True)]
    uai = next(index for index, cell in enumerate(rows[uai_line]) if is_uai_cell(cell))
    cells = [
        max((first + n for n, line in enumerate(lines) if line[column]), default=last) for column in range(len(stacks))
    ]
    again = next((index for index in range(last + 1, min(last + 5, len(rows))) if is_uai_cell(rows[index][uai])), None)
    if again is not None:
        # The questionnaire has codes, then labels: a column that somebody added bears a label only.
        for column, cell in enumerate(rows[again]):
            if not stacks[column] and not is_blank(cell):
                stacks[column], cells[column] = [clean(cell)], again
    return Header(
        first=first,
        last=last,
        uai_line=uai_line,
        uai=uai,
        texts=[" ".join(stack) for stack in stacks],
        wordings=[_wordings(stack) for stack in stacks],
        cells=cells,
        identity=frozenset(column for column, stack in enumerate(stacks) if stack and all(map(is_identity, stack))),
    )


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    """An upper line with the text of merged cells over all the columns they cover.

    A text with nothing beneath it is a whole header merged downwards: it covers its own column only.
    """
    spread, covering = list(upper), ""
    for column, text in enumerate(upper):
        if text:
            covering = text if lower[column] else ""
        elif lower[column]:
            spread[column] = covering
        else:
            covering = ""
    return spread


def _wordings(stack: list[str]) -> list[str]:
    """A column's lines read from the last one alone to all of them, then the first with the last."""
    if not stack:
        return []
    found = [" ".join(stack[start:]) for start in range(len(stack) - 1, -1, -1)]
    return [*found, f"{stack[0]} {stack[-1]}"] if len(stack) > 2 else found
