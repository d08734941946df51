"""No combination of what is published, effects and tables by group, is about fewer than the fewest that may be told."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.plan import Concerned
from data.settings import Settings
from indicators.masking import Marks
from indicators.plan.effect.told import Told
from indicators.plan.frozen import plan_payload
from indicators.situation import Situation
from tests.helpers import add_establishments, make_uai, memory_database
from tests.indicators import usage_facts
from tests.plans import tell_action

FRAMEWORK, COMMITTEE, USE = "cadre_communication", "comite_fonctionnel", "usage_services"


def territory(*groups: dict[str, Any], smallest: int = 3) -> Database:
    """One collège a description, numbered from 1."""
    db = memory_database()
    db.settings = Settings(smallest_published_group=smallest)
    add_establishments(db, groups)
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db


def about(db: Database, *lists: Iterable[int], codes: Sequence[str] = (FRAMEWORK,)) -> None:
    """One action a list of establishments, by their numbers."""
    for numbers in lists:
        concerns = Concerned(group="uai", members=tuple(make_uai(number) for number in numbers))
        tell_action(db, starts_on=date(2022, 1, 10), concerns=concerns, indicators=codes)


def masked(db: Database, **filters: str) -> list[bool]:
    then = Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock(), filters=filters)
    return [one["masked"] for action in plan_payload(db, then)["actions"] for one in action["effects"]]


# --- actions together


def test_three_actions_that_combine_into_one_establishment_are_not_all_published() -> None:
    db = territory(*[{}] * 30)
    about(db, range(1, 11), range(11, 21), range(1, 22))  # the third less the two others: the 21st
    assert masked(db) == [False, False, True]


def test_an_action_that_was_masked_tells_nothing_of_the_next() -> None:
    db = territory(*[{}] * 30)
    about(db, range(1, 11), range(1, 12), range(11, 21))  # the last two meet in the 11th alone
    assert masked(db) == [False, True, False]


def test_two_actions_that_differ_by_the_one_for_the_other_are_not_both_published() -> None:
    db = territory(*[{}] * 30)
    about(db, range(1, 11), range(2, 12))  # when one says oui more, the 11th does and the first does not
    assert masked(db) == [False, True]


def test_what_is_published_of_one_indicator_does_not_count_for_another() -> None:
    db = territory(*[{}] * 30)
    about(db, range(1, 11), codes=(FRAMEWORK, COMMITTEE))
    about(db, range(1, 12), codes=(FRAMEWORK,))
    about(db, range(11, 21), codes=(COMMITTEE,))
    about(db, range(1, 22), codes=(FRAMEWORK, COMMITTEE))
    assert masked(db) == [False, False, True, False, False, True]


def test_the_same_establishments_are_published_as_often_as_actions_are_about_them() -> None:
    db = territory(*[{}] * 9)
    about(db, (1, 2, 3), (1, 2, 3), range(4, 10))  # the others of the first two
    assert masked(db) == [False, False, False]


# --- with the tables by group


def test_two_groups_less_one_establishment_are_masked() -> None:
    db = territory(*[{"epci": "A"}] * 6, *[{"epci": "B"}] * 6, *[{"epci": "C"}] * 6)
    about(db, range(1, 12))  # A, and all of B but one
    about(db, range(1, 10))  # A, and three of B
    assert masked(db) == [True, False]


def test_what_is_left_once_whole_groups_are_taken_away_is_never_about_too_few() -> None:
    db = territory(*[{"epci": "A"}] * 6, *[{"epci": "B"}] * 12, smallest=5)
    about(db, range(1, 11), range(1, 12))  # A and four of B, then five
    assert masked(db) == [True, False]


def test_two_actions_that_are_a_group_less_one_together_are_not_both_published() -> None:
    db = territory(*[{"epci": "A"}] * 12, *[{"epci": "B"}] * 12)
    about(db, range(1, 5), range(5, 12))  # each leaves 8 and 5 of A, and both one
    assert masked(db) == [False, True]


def test_a_filtered_seance_publishes_its_own_tables() -> None:
    db = territory(*[{"epci": epci, "type": kind} for epci in "AB" for kind in ("Collège", "Lycée") for _ in range(8)])
    about(db, range(1, 8))  # all the collèges of A but one
    assert masked(db) == [False]
    assert masked(db, epci="A") == [True]
    assert masked(db, epci="B") == [True]  # the collèges of A are those of the whole less those of B
    assert masked(db, epci="A", type="Collège") == [True]


def test_a_filter_masks_no_action_of_which_it_leaves_enough() -> None:
    db = territory(*[{"epci": epci, "type": kind} for epci in "AB" for kind in ("Collège", "Lycée") for _ in range(8)])
    about(db, range(1, 6))
    assert masked(db, epci="A") == masked(db, epci="B") == [False]


# --- a rate


def test_a_group_of_which_one_more_reported_masks_a_rate() -> None:
    db = usage_facts.territory()
    add_establishments(db, [{"uai": make_uai(number), "epci": "A" if number < 25 else "B"} for number in range(11, 35)])
    create_campaign(db, LOCAL, code="d", school_year="2021-2022")
    # Of A, ten of the fourteen report, 11 to 20; all ten of B do.
    reporting = [*range(11, 21), *range(25, 35)]
    facts = [
        usage_facts.fact(make_uai(number), month, 10, 50)
        for number in reporting
        for month in (date(2021, 12, 1), date(2022, 2, 1))
    ]
    usage_facts.tell(db, *facts, on=datetime(2022, 3, 14, 9, 0))
    about(db, [*range(11, 20), 21], codes=(USE,))  # four of A are left, of which one reported
    about(db, [*range(11, 18), 21], codes=(USE,))  # six, of which three reported
    assert masked(db) == [True, False]


# --- what sums tell together


def marks(count: int, *numbers: int) -> Marks:
    return np.isin(np.arange(count), numbers)


def by(*tables: Sequence[int], smallest: int = 3) -> Told:
    return Told.by([np.array(table) for table in tables], smallest=smallest)


def test_what_the_tables_tell_already_masks_nothing_more() -> None:
    told = by([0, 1, 1, 1, 1, 1, 1, 1])  # the first is told alone
    assert told.after(marks(8, 1, 2, 3)) is not None
    assert told.after(marks(8, 0, 1, 2, 3)) is not None


def test_one_of_two_that_the_tables_tell_together_is_not_told_alone() -> None:
    told = by([0, 0] + [1] * 10, [0, 1, 0, 0, 0] + [1] * 7)
    assert told.after(marks(12, 2, 3, 4)) is None  # less them, the second table has the first alone
    assert told.after(marks(12, 2, 3, 5)) is not None


@pytest.mark.parametrize(("smallest", "kept"), [(1, True), (2, True), (3, False)])
def test_two_establishments_are_too_few_when_three_are_needed(smallest: int, kept: bool) -> None:
    told = by([0] * 12, smallest=smallest).after(marks(12, 0, 1, 2, 3))
    assert told
    told = told.after(marks(12, 4, 5, 6, 7))
    assert told
    assert (told.after(marks(12, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)) is not None) == kept


def test_more_than_two_are_told_by_what_is_common_to_several_sets() -> None:
    told = by([0] * 20, smallest=5).after(marks(20, *range(5)))
    assert told
    told = told.after(marks(20, *range(5, 10)))
    assert told
    assert told.after(marks(20, *range(14))) is None  # four more than the two others
    assert told.after(marks(20, *range(15))) is not None


def test_what_two_sets_differ_by_is_too_few_however_others_share_it() -> None:
    told = by([0] * 30, smallest=5).after(marks(30, *range(10)))
    assert told
    told = told.after(marks(30, 10, 11, *range(15, 23)))
    assert told
    assert told.after(marks(30, *range(14))) is None  # four more than the first, of which two are in the second
    assert told.after(marks(30, *range(15))) is not None


def test_sets_told_after_the_same_one_leave_each_other_alone() -> None:
    first = by([0] * 30).after(marks(30, *range(10)))
    assert first
    branches = [first.after(marks(30, *range(start, start + 10))) for start in (10, 20, 5)]
    for start, branch in zip((10, 20, 5), branches, strict=True):
        alone = by([0] * 30).after(marks(30, *range(10)))
        assert alone and branch
        fresh = alone.after(marks(30, *range(start, start + 10)))
        assert fresh and np.allclose(branch.axes[: branch.rank], fresh.axes[: fresh.rank])


def test_an_indicator_that_is_about_nobody_tells_nothing() -> None:
    assert by([]).after(marks(0)) is not None
