"""Errors and formulas never computed are seen, though the reader gives blanks for them."""

import pytest
from openpyxl import Workbook

from data.files.reader import read_tables
from data.files.unread import TooMany, unread_cells
from data.settings import Limits
from tests.data.files.made import flooded_workbook
from tests.workbooks import saved


def rows(book: Workbook) -> list[list[object]]:
    (table,) = read_tables("r.xlsx", saved(book), Limits())
    return table.rows


def test_a_formula_without_a_value_shows_its_text() -> None:
    book = Workbook()
    book.active.append(["uai", "réunions"])
    book.active.append(["0440001M", "=B9*2<3"])
    assert rows(book)[1] == ["0440001M", "=B9*2<3"]


def test_an_error_shows_its_name() -> None:
    book = Workbook()
    book.active.append(["uai", "réunions"])
    book.active.append(["0440001M", "#REF!"])
    book.active["B2"].data_type = "e"
    assert rows(book)[1] == ["0440001M", "#REF!"]


def test_an_error_is_found_where_a_table_starts_further_down() -> None:
    book = Workbook()
    book.active["C5"] = "uai"
    book.active["D7"] = "#N/A"
    book.active["D7"].data_type = "e"
    (table,) = read_tables("r.xlsx", saved(book), Limits())
    assert (table.address(2, 1), table.rows[2][1]) == ("D7", "#N/A")


def test_each_sheet_keeps_its_own() -> None:
    book = Workbook()
    book.active.append(["a", "b"])
    other = book.create_sheet("Été & hiver")
    other.append(["a", "=1+1"])
    first, second = read_tables("r.xlsx", saved(book), Limits())
    assert (first.rows, second.rows) == ([["a", "b"]], [["a", "=1+1"]])


def test_more_errors_than_anybody_would_put_right_stop_the_second_look() -> None:
    with pytest.raises(TooMany):
        unread_cells(flooded_workbook(b'<row r="1">' + b'<c r="A1" t="e"><v>#N/A</v></c>' * 1_000 + b"</row>", 501))
