"""Groups: sums, bounds, and small groups masked so that nobody can be singled out."""

import pandas as pd
import pytest

from indicators.groups import adoption_groups, masked, members, rate_groups


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 2, "b": 9, "c": 5}, {"a", "c"}),  # a alone could be deduced: the smallest other one goes too
        ({"a": 2, "b": 1, "c": 5}, {"a", "b"}),  # three establishments together: none can be told apart
        ({"a": 1, "b": 1, "c": 5, "d": 4}, {"a", "b", "d"}),
        ({"a": 2}, {"a"}),
        ({"a": 0, "b": 9}, set()),
    ],
)
def test_which_groups_are_masked(sizes: dict[str, int], expected: set[str]) -> None:
    assert masked(sizes, 3) == expected


def states(*rows: tuple[object, ...], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["type", *columns])
    return frame.assign(uai=[f"u{n}" for n in range(len(frame))])


def test_adoption_counts_by_group_largest_first() -> None:
    told = [("École", s) for s in ("oui", "oui", "non", "silencieux")] + [
        ("Lycée", s) for s in ("oui", "partiel", "non")
    ]
    ecole, lycee = adoption_groups(states(*told, columns=["state"]), "type", smallest=3)
    assert (ecole.value, ecole.expected, ecole.yes, ecole.silent, ecole.low, ecole.high) == ("École", 4, 2, 1, 2, 3)
    assert (lycee.partial, lycee.share) == (1, pytest.approx(1 / 3))


def test_a_missing_group_is_named() -> None:
    told = [(None, "oui")] * 3
    (line,) = adoption_groups(states(*told, columns=["state"]), "type", smallest=3)
    assert line.value == "Non renseigné"


def test_a_masked_group_gives_no_number_but_its_size() -> None:
    told = [("EREA", "oui")] * 2 + [("École", "non")] * 5 + [("Lycée", "oui")] * 4
    lines = {line.value: line for line in adoption_groups(states(*told, columns=["state"]), "type", smallest=3)}
    assert lines["EREA"].masked and lines["Lycée"].masked and not lines["École"].masked
    assert (lines["EREA"].expected, lines["EREA"].yes, lines["EREA"].share) == (2, None, None)


RATE = ["state", "numerator", "denominator", "last_accounts"]


def test_the_silent_of_a_group_give_its_bounds() -> None:
    told = [("Lycée", "relevé", 50, 100, 90)] * 3 + [("Lycée", "silencieux", None, None, 300)]
    (line,) = rate_groups(states(*told, columns=RATE), "type", smallest=3)
    # 150 of 300 known; with the silent one, from 150 to 450 of 600.
    assert (line.numerator, line.denominator, line.share) == (150, 300, 0.5)
    assert (line.low, line.high, line.silent) == (0.25, 0.75, 1)


def test_a_rate_is_masked_by_its_size_even_when_nobody_reported() -> None:
    told = (
        [("Lycée", "silencieux", None, None, 0)]
        + [("Collège", "relevé", 1, 2, 0)] * 4
        + [("École", "relevé", 1, 2, 0)] * 5
    )
    lines = {line.value: line.masked for line in rate_groups(states(*told, columns=RATE), "type", smallest=3)}
    assert lines == {"Lycée": True, "Collège": True, "École": False}


def test_members_are_in_order_and_none_for_the_whole_territory() -> None:
    frame = pd.DataFrame({"type": ["Lycée", None, "École", "Lycée"]})
    assert (members(frame, "type"), members(frame, "")) == (["École", "Lycée"], [])
