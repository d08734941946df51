import pytest

from data.files.tables import Table, column_letter


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_a_column_is_named_as_excel_does(number: int, letters: str) -> None:
    assert column_letter(number) == letters


def test_an_address_counts_from_where_the_table_begins() -> None:
    table = Table(sheet="S", hidden=False, first_row=5, first_column=3, rows=[["a", "b"], ["c", "d"]])
    assert table.address(0, 0) == "C5"
    assert table.address(1, 1) == "D6"
