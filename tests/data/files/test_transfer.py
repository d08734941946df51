import json
import math

from hypothesis import given
from hypothesis import strategies as some

from data.files import transfer

CELLS = some.one_of(
    some.booleans(),
    some.integers(-3, 3),
    some.floats(allow_nan=False, allow_infinity=False),
    some.text(alphabet=some.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")),
    some.dates(),
    some.datetimes(),
)


def sent(rows: list[list]) -> list[list]:
    return transfer.unpack(json.loads(transfer.to_json(transfer.pack(rows))))


@given(some.lists(some.lists(CELLS, min_size=3, max_size=3), max_size=30))
def test_cells_arrive_as_they_left(rows: list[list]) -> None:
    for row, arrived in zip(rows, sent(rows), strict=True):
        for cell, other in zip(row, arrived, strict=True):
            assert (other or "") == cell if isinstance(cell, str) else other == cell
            assert isinstance(other, bool) == isinstance(cell, bool)


def test_whole_floats_become_integers_and_odd_numbers_text() -> None:
    assert [str(cell) for cell in sent([[12.0, 12.5, math.inf, 1e300, -0.0]])[0]] == [
        "12",
        "12.5",
        "inf",
        "1e+300",
        "0",
    ]


def test_more_values_than_two_bytes_can_number() -> None:
    rows = [[f"v{n}"] for n in range(70_000)]
    assert sent(rows) == rows


def test_what_no_sheet_can_hold_is_left_out_on_the_way() -> None:
    assert sent([["a\ud800", "\ufffeb\uffff", "\uffff"]]) == [["a", "b", None]]
