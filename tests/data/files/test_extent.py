import re

from hypothesis import given
from hypothesis import strategies as some

from data.files.extent import _DIGITS, _LETTERS, Extent, _up_to
from data.files.tables import column_letter
from tests.data.files.made import sheet_xml


def extent_of(rows: str, *, pieces: int = 1) -> tuple[int, int]:
    """(rows, columns) of a sheet handed over in pieces cut before a tag."""
    extent = Extent(most_rows=150_000, most_columns=500)
    text = sheet_xml(rows)
    for part in range(pieces):
        start, end = (len(text) * at // pieces for at in (part, part + 1))
        start, end = (text.find("<", at) if 0 < at < len(text) else at for at in (start, end))
        extent.scan(text[start:end].encode())
    return extent.rows, extent.columns


@given(last=some.integers(1, 20_000), code=some.integers(1, 20_000))
def test_the_expression_of_codes_up_to_one_takes_these_and_no_other(last: int, code: int) -> None:
    assert bool(re.fullmatch(_up_to(str(last), _DIGITS), str(code))) == (code <= last)
    letters = re.fullmatch(_up_to(column_letter(last), _LETTERS), column_letter(code))
    assert bool(letters) == (code <= last)


@given(
    cells=some.lists(some.tuples(some.integers(1, 999), some.integers(1, 400)), min_size=1, max_size=40),
    pieces=some.integers(1, 4),
)
def test_plain_rows_in_order_are_measured_exactly(cells: list[tuple[int, int]], pieces: int) -> None:
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    text = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column_letter(c)}{row}"><v>1</v></c>' for c in columns) + "</row>"
        for row, columns in sorted(by_row.items())
    )
    assert extent_of(text, pieces=pieces) == (max(by_row), max(column for _, column in cells))


@given(heights=some.lists(some.integers(0, 30), min_size=1, max_size=20))
def test_rows_and_cells_without_a_number_are_counted(heights: list[int]) -> None:
    text = "".join("<row>" + "<c><v>1</v></c>" * width + "</row>" for width in heights)
    assert extent_of(text) == (len(heights), max(heights))


def test_every_spelling_of_a_far_cell_is_seen() -> None:
    for cell in (
        '<c r="XFD1048576"/>',
        "<c r='XFD1048576'/>",
        '<c s="1" r="XFD1048576"/>',
        '<c\n  r = "XFD1048576" />',
        '<c r="xfd1048576"/>',
        '<x:c r="XFD1048576"/>',
    ):
        for rows in (f'<row r="1">{cell}</row>', f'<row r="1">{cell}</row><row r="2"><c r="A2"/></row>'):
            assert extent_of(rows) == (1_048_576, 16_384), rows


def test_a_colon_in_a_text_is_no_prefix() -> None:
    rows = '<row r="1"><c r="A1"><is><t>voir :c et x:row </t></is></c></row><row r="2"><c r="B2"/></row>'
    extent = Extent(most_rows=150_000, most_columns=500)
    extent.scan((sheet_xml(rows)).encode())
    assert (extent.rows, extent.columns) == (2, 2)
    assert extent.tags_read == 4  # the last row, its cell, two colons


def test_a_far_row_out_of_order_is_seen() -> None:
    rows = '<row r="1048576"><c r="B1048576"/></row><row r="2"><c r="A2"/></row>'
    assert extent_of(rows)[0] == 1_048_576


def test_a_far_cell_in_a_row_that_says_less_is_seen() -> None:
    rows = '<row r="10"><c r="KN10"/><c r="A99999"/></row><row r="10000"><c r="A10000"/></row><row r="20"><c r="A20"/></row>'
    assert extent_of(rows) == (99_999, 300)


def test_what_is_not_a_sheet_has_no_extent() -> None:
    extent = Extent(most_rows=150_000, most_columns=500)
    extent.scan(b'<calcChain><c r="XFD1048576"/></calcChain>')
    assert (extent.rows, extent.columns) == (0, 0)
