from hypothesis import given
from hypothesis import strategies as some

from data.files.ods_extent import OdsExtent
from tests.data.files.made_ods import text_cell

FILLED, BLANK = text_cell("x"), "<table:table-cell/>"


def extent_of(*sheets: str) -> tuple[int, int, int]:
    """(rows, columns, cells) of sheets whose rows are given in XML."""
    extent = OdsExtent()
    extent.scan("".join(f'<table:table table:name="S">{rows}</table:table>' for rows in sheets).encode())
    return extent.rows, extent.columns, extent.cells


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_blank_cells_count_only_before_a_filled_one() -> None:
    blank = '<table:table-cell table:number-columns-repeated="7"/>'
    assert extent_of(row(FILLED + blank)) == (1, 1, 1)
    assert extent_of(row(blank + FILLED)) == (1, 8, 8)
    assert extent_of(row(blank, 'table:number-rows-repeated="9"')) == (0, 0, 0)
    assert extent_of(row(blank, 'table:number-rows-repeated="9"') + row(FILLED)) == (10, 1, 10)


def test_filled_cells_and_rows_count_as_often_as_they_are_repeated() -> None:
    cell = text_cell("x", 'table:number-columns-repeated="300"')
    assert extent_of(row(cell, "table:number-rows-repeated='40'")) == (40, 300, 12_000)
    assert extent_of(row('<table:table-cell table:formula="of:=1" table:number-columns-repeated="5"/>')) == (1, 5, 5)


def test_a_number_is_found_behind_a_quoted_end_of_tag() -> None:
    assert extent_of(row(text_cell("x", 'table:style-name="a>b" table:number-columns-repeated="99"'))) == (1, 99, 99)


def test_the_largest_rectangle_is_that_of_one_sheet() -> None:
    tall, wide = row(FILLED) * 50, row(FILLED * 40)
    assert extent_of(tall, wide) == (50, 40, 50)


@given(some.lists(some.lists(some.booleans(), max_size=8), max_size=8))
def test_plain_rows_are_measured_exactly(grid: list[list[bool]]) -> None:
    places = [(r, c) for r, cells in enumerate(grid, 1) for c, is_filled in enumerate(cells, 1) if is_filled]
    expected = (max((r for r, _ in places), default=0), max((c for _, c in places), default=0))
    assert (
        extent_of("".join(row("".join(FILLED if cell else BLANK for cell in cells)) for cells in grid))[:2] == expected
    )
