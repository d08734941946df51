"""Cross tables: what is masked cannot be worked out, checked by solving the equations that the totals give."""

from itertools import combinations

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.groups import masked
from indicators.where.hiding import TOTAL, Cell, hidden_cells

Sizes = dict[Cell, int]


def with_totals(inner: Sizes) -> Sizes:
    sizes = dict(inner)
    for (row, column), size in inner.items():
        for total in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            sizes[total] = sizes.get(total, 0) + size
    return sizes


def masked_totals(sizes: Sizes) -> set[Cell]:
    """The totals that the tables by one group mask."""
    rows = {row: size for (row, column), size in sizes.items() if column == TOTAL and row != TOTAL}
    columns = {column: size for (row, column), size in sizes.items() if row == TOTAL and column != TOTAL}
    return {(row, TOTAL) for row in masked(rows, 3)} | {(TOTAL, column) for column in masked(columns, 3)}


def hide(inner: Sizes) -> set[Cell]:
    sizes = with_totals(inner)
    return hidden_cells(sizes, masked_totals(sizes), smallest=3)


def worked_out(inner: Sizes, hidden: set[Cell]) -> list[tuple[Cell, ...]]:
    """Cells, alone or several of fewer than three establishments together, whose number the published ones settle.

    Independent of the product: each row and column is an equation over what is masked; a sum of unknowns is settled
    when it adds nothing to the rank of the equations.
    """
    unknown = sorted(hidden)
    sizes = with_totals(inner)
    few = [
        cells
        for count in (1, 2)
        for cells in combinations([cell for cell in unknown if TOTAL not in cell], count)
        if sum(sizes[cell] for cell in cells) < 3
    ]
    return settled(inner, unknown, few)


def total_worked_out(inner: Sizes, hidden: set[Cell]) -> list[tuple[Cell, ...]]:
    """The masked totals, of any size, that the published numbers settle."""
    return settled(inner, sorted(hidden), [(cell,) for cell in hidden if TOTAL in cell])


def settled(inner: Sizes, unknown: list[Cell], sums: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Those of these sums of masked cells that the equations settle."""
    sizes = with_totals(inner)
    rows = {row for row, _ in sizes} - {TOTAL}
    columns = {column for _, column in sizes} - {TOTAL}
    equations = []
    for side, names in ((0, rows | {TOTAL}), (1, columns | {TOTAL})):
        for name in names:
            # The members of a line add up to its total.
            equations.append([0 if cell[side] != name else -1 if cell[1 - side] == TOTAL else 1 for cell in unknown])
    matrix = numpy.array(equations, dtype=float).reshape(len(equations), len(unknown))
    rank = numpy.linalg.matrix_rank(matrix) if unknown else 0
    found = []
    for cells in sums:
        asked = numpy.array([float(cell in cells) for cell in unknown])
        if numpy.linalg.matrix_rank(numpy.vstack([matrix, asked])) == rank:
            found.append(cells)
    return found


def table(*lines: str) -> Sizes:
    return {
        (f"r{i}", f"c{j}"): int(size)
        for i, line in enumerate(lines)
        for j, size in enumerate(line.split())
        if size != "0"
    }


def test_nothing_is_masked_when_every_cell_is_large_enough() -> None:
    assert hide(table("3 4", "5 9")) == set()


def test_a_small_cell_takes_three_others_with_it() -> None:
    # Alone in its row or column it would be the total minus the rest: a rectangle of four leaves it free.
    assert hide(table("2 5 9", "6 7 9", "9 9 9")) == {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")}


def test_two_ones_on_a_row_are_not_enough_together() -> None:
    hidden = hide(table("1 1 8", "9 9 9", "9 9 9"))
    assert ("r0", "c2") in hidden
    assert worked_out(table("1 1 8", "9 9 9", "9 9 9"), hidden) == []


def test_a_cell_that_joins_two_rings_is_not_left_to_be_worked_out() -> None:
    # Each row and column has none or two masked cells or more, and yet r2 c2 is what the upper left corner lacks.
    inner = table("2 2 9 9 9", "2 2 9 9 9", "9 2 2 9 9", "9 9 9 2 2", "9 9 2 2 2")
    plain = {cell for cell, size in inner.items() if size == 2}
    assert worked_out(inner, plain) != []
    assert worked_out(inner, hide(inner)) == []


def test_a_masked_total_is_not_given_away_by_its_cells() -> None:
    inner = table("2 0 0", "9 9 9", "9 9 9")
    hidden = hide(inner)
    assert {("r0", "c0"), ("r0", TOTAL)} <= hidden
    assert worked_out(inner, hidden) == []


def test_an_empty_table_masks_nothing() -> None:
    assert hidden_cells({}, set(), smallest=3) == set()


@settings(max_examples=400, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 7, 12]), min_size=width, max_size=width),
            min_size=2,
            max_size=5,
        )
    )
)
def test_nothing_masked_can_be_worked_out(lines: list[list[int]]) -> None:
    inner = {(f"r{i}", f"c{j}"): size for i, line in enumerate(lines) for j, size in enumerate(line) if size}
    hidden = hide(inner)
    assert {cell for cell, size in inner.items() if size < 3} <= hidden
    free = [cell for cell in inner if cell not in hidden]
    # With nothing left to mask, a territory of one row, or of two establishments, gives itself away.
    assert not free or worked_out(inner, hidden) == []


def test_a_total_masked_for_another_table_is_not_the_sum_of_its_cells() -> None:
    # Row r1 is masked to protect r0 in a third table: its cells, large as they are, must not add up to it.
    inner = table("4 5", "6 7", "8 9")
    hidden = hidden_cells(with_totals(inner), {("r1", TOTAL)}, smallest=3)
    assert total_worked_out(inner, hidden) == []
    assert [cell for cell in inner if cell not in hidden]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 4, 7, 12]), min_size=3, max_size=3), min_size=3, max_size=5),
    st.sets(st.sampled_from([("r0", TOTAL), ("r1", TOTAL), (TOTAL, "c0"), (TOTAL, "c2")])),
)
def test_no_masked_total_can_be_worked_out(lines: list[list[int]], more: set[Cell]) -> None:
    inner = {(f"r{i}", f"c{j}"): size for i, line in enumerate(lines) for j, size in enumerate(line) if size}
    # A territory of one row gives it away, whatever is masked.
    assume(min(len({cell[side] for cell in inner}) for side in (0, 1)) > 1 if inner else False)
    sizes = with_totals(inner)
    hidden = hidden_cells(sizes, masked_totals(sizes) | more, smallest=3)
    free = [cell for cell in inner if cell not in hidden]
    assert not free or total_worked_out(inner, hidden) == []


@pytest.mark.parametrize("smallest", [1, 2, 5])
def test_cells_under_the_threshold_are_always_masked(smallest: int) -> None:
    inner = table("1 2 3", "4 5 6", "7 8 9")
    hidden = hidden_cells(with_totals(inner), set(), smallest=smallest)
    assert {cell for cell, size in inner.items() if size < smallest} <= hidden
