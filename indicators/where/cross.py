"""A cross table of two groups, with nothing in it that would single an establishment out."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.findings import Finding
from indicators.groups import GroupLine, adoption_sums, line, rate_sums
from indicators.measure.adoption import AdoptionMeasure
from indicators.situation import GROUPS
from indicators.where.hiding import TOTAL, Cell, hidden_cells


@dataclass(frozen=True, kw_only=True)
class Cross:
    """rows, columns: values of the two groups, the largest first. cells: by (row, column), TOTAL for a total; a pair
    of values that no establishment has is absent."""

    finding: Finding
    groups: tuple[str, str]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, GroupLine]

    @property
    def labels(self) -> tuple[str, str]:
        """The names of both groups, as people read them."""
        return GROUPS[self.groups[0]], GROUPS[self.groups[1]]

    @property
    def masked(self) -> int:
        """How many cells and totals are masked."""
        return sum(cell.masked for cell in self.cells.values())


def cross(finding: Finding, rows: str, columns: str, *, smallest: int) -> Cross:
    """The indicator for each value of `rows` and of `columns` together. Raises Refusal when a group does not exist."""
    by_row, by_column = (finding.groups(group, smallest=smallest) for group in (rows, columns))
    sums = _sums(finding, rows, columns)
    totals = {(one.value, TOTAL) for one in by_row if one.masked} | {
        (TOTAL, one.value) for one in by_column if one.masked
    }
    hidden = _hidden(sums, totals, smallest)
    return Cross(
        finding=finding,
        groups=(rows, columns),
        rows=tuple(one.value for one in by_row),
        columns=tuple(one.value for one in by_column),
        cells={cell: line(rows, cell[0], row, hidden=cell in hidden) for cell, row in sums.items()},
    )


def _sums(finding: Finding, rows: str, columns: str) -> dict[Cell, pd.Series]:
    by = adoption_sums if isinstance(finding.measure, AdoptionMeasure) else rate_sums
    inner = by(finding.states, [rows, columns]).reset_index()
    names = [name for name in inner.columns if name not in (rows, columns)]
    sums = {(str(one[rows]), str(one[columns])): one[names] for _, one in inner.iterrows()}
    for group, place in ((rows, 0), (columns, 1)):
        for value, total in by(finding.states, [group]).iterrows():
            sums[(str(value), TOTAL) if place == 0 else (TOTAL, str(value))] = total
    if len(inner):
        sums[(TOTAL, TOTAL)] = inner[names].sum()
    return sums


def _hidden(sums: Mapping[Cell, pd.Series], totals: set[Cell], smallest: int) -> set[Cell]:
    """Few expected is few, and so is few that reported; only what was reported can be worked out."""
    few = {cell for cell, row in sums.items() if TOTAL not in cell and row["expected"] < smallest}
    reported = {cell: int(row["reported"]) for cell, row in sums.items()}
    return few | totals | hidden_cells(reported, totals, smallest=smallest)
