"""The targets of groups beside the territory's: what they add up to, who has none, and what is doubtful."""

from datetime import date
from typing import Any

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.targets import Scope, Target, expected_by_scope, set_target, targets
from data.targets.doubts import doubt_about, expected_in
from data.targets.scopes import GROUP_LABELS
from data.targets.sums import Sum, sums
from indicators.situation import GROUPS
from tests.helpers import add_establishments, memory_database

YEAR = "2021-2022"
# Three collèges, two écoles, one lycée; one école is of no bassin.
SCHOOLS: list[dict[str, Any]] = [
    *[{"type": "Collège", "bassin": "Nantes"}] * 3,
    {"type": "École", "sector": "Privé", "bassin": "Nantes"},
    {"type": "École", "sector": "Privé", "bassin": None},
    {"type": "Lycée", "bassin": "Châteaubriant"},
]


@pytest.fixture
def db() -> Database:
    database = memory_database()
    add_establishments(database, SCHOOLS)
    return database


def decide(db: Database, value: float, scope: Scope | None = None, **change: Any) -> Target:
    usual: dict[str, Any] = {
        "indicator": "comite_fonctionnel",
        "school_year": YEAR,
        "baseline": 0,
        "due_on": date(2022, 6, 30),
        "reason": "Comité",
        "measure": "count",
    }
    return set_target(db, LOCAL, **(usual | change), value=value, scope=scope)


def added(db: Database) -> list[Sum]:
    expected = expected_by_scope(db, school_year=YEAR, on=db.today(), as_of=db.clock())
    return sums(targets(db, school_year=YEAR, as_of=db.clock()), expected)


def open_campaign(db: Database) -> None:
    create_campaign(db, LOCAL, code="c", school_year=YEAR)


def test_expected_establishments_are_counted_by_scope(db: Database) -> None:
    open_campaign(db)
    counted = expected_by_scope(db, school_year=YEAR, on=db.today(), as_of=db.clock())
    assert counted[("", "")] == 6
    assert {scope: count for scope, count in counted.items() if scope[0] in ("type", "sector", "bassin")} == {
        ("type", "Collège"): 3,
        ("type", "École"): 2,
        ("type", "Lycée"): 1,
        ("sector", "Public"): 4,
        ("sector", "Privé"): 2,
        ("bassin", "Nantes"): 4,
        ("bassin", "Châteaubriant"): 1,
    }


def test_targets_of_types_are_added_up_beside_the_territory_s(db: Database) -> None:
    open_campaign(db)
    whole = decide(db, 5)
    decide(db, 1, ("type", "École"))
    decide(db, 2, ("type", "Collège"))
    (one,) = added(db)
    assert (one.indicator, one.group, one.whole, one.parts) == (
        "comite_fonctionnel",
        "type",
        whole,
        (("Collège", 2), ("École", 1)),
    )
    assert (one.total, one.over, one.without, one.unplaced, one.same_days) == (3, -2, ("Lycée",), 0, True)


def test_a_sum_may_exceed_the_territory_s_target_or_have_none_to_compare_with(db: Database) -> None:
    decide(db, 3, ("sector", "Public"), due_on=date(2022, 6, 1))
    assert [(one.whole, one.over) for one in added(db)] == [(None, None)]
    decide(db, 1)
    assert [(one.over, one.same_days) for one in added(db)] == [(2, False)]


def test_each_group_has_its_own_sum_and_says_who_is_in_none(db: Database) -> None:
    open_campaign(db)
    decide(db, 2, ("bassin", "Nantes"))
    decide(db, 1, ("type", "École"))
    assert [(one.group, one.without, one.unplaced) for one in added(db)] == [
        ("type", ("Collège", "Lycée"), 0),
        ("bassin", ("Châteaubriant",), 1),
    ]


def test_rates_are_never_added_up(db: Database) -> None:
    decide(db, 0.5, ("type", "Lycée"), indicator="usage_services", measure="rate")
    decide(db, 0.01, ("type", "Collège"), indicator="usage_services", measure="growth")
    assert added(db) == []


@pytest.mark.parametrize(
    ("value", "scope", "said"),
    [
        (3, ("type", "Collège"), ""),
        (4, ("type", "Collège"), "Cette cible va jusqu'à 4, mais 3 établissements sont attendus dans « Collège »"),
        (2, ("type", "Lycée"), "Cette cible va jusqu'à 2, mais 1 établissement est attendu dans « Lycée »"),
        (6, None, ""),
        (7, None, "Cette cible va jusqu'à 7, mais 6 établissements sont attendus en tout"),
    ],
)
def test_a_target_above_the_number_of_establishments_is_doubtful(
    db: Database, value: float, scope: Scope | None, said: str
) -> None:
    target = decide(db, value, scope)
    assert doubt_about(target, expected_in(db, target)) == ""  # nobody is expected yet: nothing to compare with
    open_campaign(db)
    doubt = doubt_about(target, expected_in(db, target))
    assert doubt.startswith(said) and bool(doubt) == bool(said)


def test_a_target_above_the_number_of_establishments_is_doubtful_and_a_rate_is_not(db: Database) -> None:
    open_campaign(db)
    high = decide(db, 5, ("type", "Collège"))
    assert doubt_about(high, expected_in(db, high)).startswith("Cette cible va jusqu'à 5, mais 3")
    rate = decide(db, 0.9, ("type", "Lycée"), indicator="usage_services", measure="rate")
    assert doubt_about(rate, expected_in(db, rate)) == ""


def test_a_scope_where_nobody_is_expected_is_doubtful(db: Database) -> None:
    open_campaign(db)
    add_establishments(db, [{"uai": "0449999D", "type": "EREA"}])
    target = decide(db, 1, ("type", "EREA"))
    assert doubt_about(target, expected_in(db, target)).startswith("Aucun établissement n'est attendu dans « EREA »")


def test_groups_are_called_the_same_in_workbooks_and_on_screens() -> None:
    assert dict(GROUPS) == GROUP_LABELS
