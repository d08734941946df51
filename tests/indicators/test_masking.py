"""Masks that hold from one table to another: what any two tables and the total leave is never under the threshold."""

from itertools import combinations

import numpy
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.groups import adoption_groups, masks, rate_groups

GROUPS = ("commune", "epci", "type")


def territory(*rows: tuple[str, int]) -> pd.DataFrame:
    """("X a", 3): three establishments of commune a in EPCI X, all of one type."""
    told = [(*place.split(), "École") for place, count in rows for _ in range(count)]
    return pd.DataFrame([(commune, epci, kind) for epci, commune, kind in told], columns=list(GROUPS)).assign(
        state="oui"
    )


def masked_communes(frame: pd.DataFrame) -> set[str]:
    return {line.value for line in adoption_groups(frame, "commune", smallest=3) if line.masked}


def test_an_epci_less_its_communes_does_not_leave_the_one_that_is_masked() -> None:
    # a and d are three together, enough for the total alone; X less b and c would be a.
    frame = territory(("X a", 1), ("X b", 4), ("X c", 5), ("Y d", 2), ("Y e", 6), ("Y f", 7))
    assert masked_communes(frame) == {"a", "b", "d", "e"}


def test_two_masked_communes_of_three_establishments_in_one_epci_need_no_other() -> None:
    frame = territory(("X a", 1), ("X g", 2), ("X c", 5), ("Y e", 6))
    assert masked_communes(frame) == {"a", "g"}


def test_what_a_commune_astride_two_epcis_has_in_one_of_them_is_not_told() -> None:
    # X less a and b is the one establishment that c has there: a is masked, and another out of X, or the total gives a.
    frame = territory(("X a", 4), ("X b", 5), ("X c", 1), ("Y c", 5), ("Y d", 6))
    assert masked_communes(frame) == {"a", "c"}


def test_a_table_that_shows_what_another_hides_as_its_cover_hides_it_too() -> None:
    # In the table of communes b covers a; but b is the whole of Y, which the table of EPCI would show.
    frame = territory(("X a", 2), ("Y b", 3), ("X c", 9), ("Z d", 9))
    assert told(frame, masks(frame, smallest=3)) == []


def test_what_nobody_else_can_cover_is_masked_all_the_same() -> None:
    assert masks(territory(("X a", 2)), smallest=3) == {"type": {"École"}, "commune": {"a"}, "epci": {"X"}}


def test_few_reports_are_covered_inside_their_epci_too() -> None:
    frame = territory(("X a", 4), ("X b", 5), ("X c", 5), ("Y d", 6), ("Y e", 6))
    state = ["relevé" if not (commune == "a" and n) else "silencieux" for n, commune in enumerate(frame["commune"])]
    frame = frame.assign(state=state, numerator=1, denominator=2, last_accounts=0)
    lines = rate_groups(frame, "commune", smallest=3)
    assert {line.value for line in lines if line.masked} == {"a", "b"}


def told(rows: pd.DataFrame | list[dict[str, str]], hidden: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Sets of one or two establishments whose number all the tables together settle, worked out by linear algebra.

    Establishments that no table tells apart are one unknown. Independent of the product.
    """
    frame = pd.DataFrame(rows)[list(GROUPS)]
    sizes = frame.groupby(list(GROUPS)).size()
    equations = [numpy.ones(len(sizes))]
    for place, group in enumerate(GROUPS):
        held = sizes.index.get_level_values(place)
        equations += [(held == value).astype(float) for value in set(held) - hidden.get(group, set())]
    matrix = numpy.array(equations)
    rank = numpy.linalg.matrix_rank(matrix)
    found = []
    for count in (1, 2):
        for few in combinations(range(len(sizes)), count):
            asked = numpy.zeros(len(sizes))
            asked[list(few)] = 1
            if sizes.iloc[list(few)].sum() < 3 and numpy.linalg.matrix_rank(numpy.vstack([matrix, asked])) == rank:
                found.append(tuple(str(sizes.index[one]) for one in few))
    return found


# Communes inside EPCI, some of one establishment, all of one type.
nested = st.lists(st.lists(st.sampled_from([1, 1, 2, 3, 4, 6]), min_size=1, max_size=4), min_size=1, max_size=5).map(
    lambda epcis: [
        {"commune": f"c{i}{j}", "epci": f"e{i}", "type": "École"}
        for i, communes in enumerate(epcis)
        for j, size in enumerate(communes)
        for _ in range(size)
    ]
)


@settings(max_examples=80, deadline=None)
@given(nested)
def test_nothing_small_is_left_of_an_epci_once_its_communes_are_taken_away(rows: list[dict[str, str]]) -> None:
    hidden = masks(pd.DataFrame(rows).assign(state="oui"), smallest=3)
    shown = any({row[group] for row in rows} - hidden[group] for group in GROUPS[:2])
    # A territory that shows nothing but its total, of two establishments, gives them away.
    assert not shown or told(rows, hidden) == []
