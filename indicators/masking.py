"""Which groups to mask so that no table by group, nor the difference of two of them, singles an establishment out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.situation import UNKNOWN

Numbers = NDArray[np.intp]
Marks = NDArray[np.bool_]


@dataclass(kw_only=True)
class _Table:
    """The table of one group. codes: the place in `names` of the value of each establishment, then of each of those
    that reported, when they are not the same. shown: the values that are."""

    names: list[str]
    codes: list[Numbers]
    shown: Marks

    def blocks(self, which: int) -> Numbers:
        """What the table tells: each value shown, and those masked all together, the rest of the total."""
        return np.where(self.shown, np.arange(len(self.names)), len(self.names))[self.codes[which]]

    def sizes(self, which: int) -> Numbers:
        """Establishments of each value."""
        return np.bincount(self.codes[which], minlength=len(self.names))

    def smallest_shown(self, which: int) -> Numbers:
        """The values shown that some establishment has, the smallest first."""
        sizes = self.sizes(which)
        places = np.argsort(sizes, kind="stable")
        return places[self.shown[places] & (sizes[places] > 0)]


def group_masks(columns: Mapping[str, pd.Series], reported: Marks, *, smallest: int) -> dict[str, set[str]]:
    """The values to mask in the table of each group, when all the tables are published, with the total.

    columns: each establishment's value of each group. reported: the establishments whose figures are in the sums.
    What is masked in a table, and what is left of a value once those of another table that lie inside it are taken
    away, are never fewer than `smallest` establishments, nor fewer that reported, as long as there are others to mask.
    """
    kept: list[slice | Marks] = [slice(None), *([] if reported.all() else [reported])]
    tables = {group: _table(column, kept) for group, column in columns.items()}
    for table in tables.values():
        for which in range(len(kept)):
            table.shown &= ~_few(table.sizes(which), smallest)
    _hold(list(tables.values()), range(len(kept)), smallest)
    return {group: {table.names[place] for place in np.flatnonzero(~table.shown)} for group, table in tables.items()}


def _table(column: pd.Series, kept: Sequence[slice | Marks]) -> _Table:
    # The values are few: they are named, then put in order, away from the many establishments that have them.
    codes, found = pd.factorize(column, use_na_sentinel=False)
    order, names = pd.factorize(
        np.array([UNKNOWN if pd.isna(one) or one == "" else str(one) for one in found], dtype=object), sort=True
    )
    return _Table(names=list(names), codes=[order[codes][rows] for rows in kept], shown=np.ones(len(names), dtype=bool))


def _few(sizes: Numbers, smallest: int) -> Marks:
    return (sizes > 0) & (sizes < smallest)


def _hold(tables: Sequence[_Table], counts: Sequence[int], smallest: int) -> None:
    """Mask more until nothing small can be told: what one table masks may be told by another."""
    held: dict[tuple[int, int], int] = {}  # how many values two tables showed when they last told nothing
    before = -1
    while before != (before := sum(map(_showing, tables))):
        for table, which in product(tables, counts):
            _cover_masked(table, which, smallest)
        for one, other in permutations(range(len(tables)), 2):
            shown = _showing(tables[one]) + _showing(tables[other])
            if held.get((one, other)) == shown:
                continue
            for which in counts:
                _cover_rest(tables[one], tables[other], which, smallest)
            held[one, other] = shown


def _showing(table: _Table) -> int:
    return int(np.count_nonzero(table.shown))


def _cover_masked(table: _Table, which: int, smallest: int) -> None:
    """The total gives what is masked all together: mask the smallest of the others while that is few."""
    for place in table.smallest_shown(which):
        if not _few(table.sizes(which)[~table.shown].sum(), smallest):
            return
        table.shown[place] = False


def _cover_rest(whole: _Table, parts: _Table, which: int, smallest: int) -> None:
    """Take from each block of one table the blocks of the other that lie inside it: where few are left, mask the
    smallest value inside it; or one elsewhere, when all that is masked lies inside it and is taken away with the rest."""
    blocks, inner = whole.blocks(which), parts.blocks(which)
    masked = len(parts.names)
    around = np.full(masked + 1, -1, dtype=np.intp)
    around[inner] = blocks
    around[inner[blocks != around[inner]]] = -1  # astride several blocks
    few = _few(np.bincount(blocks[around[inner] < 0], minlength=len(whole.names) + 1), smallest)
    if not few.any():
        return
    candidates = parts.smallest_shown(which)
    place = around[candidates]
    elsewhere = around[masked] >= 0 and few[around[masked]]
    inside = (place >= 0) & few[place] & (place != around[masked])
    _, firsts = np.unique(place[inside], return_index=True)
    parts.shown[candidates[inside][firsts]] = False
    if elsewhere:
        parts.shown[candidates[place != around[masked]][:1]] = False
