"""Targets: amounts as people write them, what is refused, and which decision holds."""

from datetime import date
from typing import Any

import pytest

from data.database import LOCAL, Database
from data.errors import Refusal
from data.targets import Measure, Target, parse_amount, set_target, target_history, targets
from tests.helpers import add_establishments, memory_database

COUNT: dict[str, Any] = {
    "indicator": "cadre_communication",
    "school_year": "2021-2022",
    "baseline": 120,
    "value": 400,
    "due_on": date(2022, 6, 30),
    "reason": "Décision du comité du 5 octobre",
    "measure": "count",
}


@pytest.fixture
def db() -> Database:
    database = memory_database()
    add_establishments(database, [{}])
    return database


def decide(db: Database, **change: Any) -> Target:
    return set_target(db, LOCAL, **(COUNT | change))


def test_a_target_starts_on_the_first_day_of_its_school_year(db: Database) -> None:
    target = decide(db)
    assert (target.baseline_on, target.scope_group, target.scope_value) == (date(2021, 9, 1), "", "")
    assert targets(db, school_year="2021-2022", as_of=db.clock()) == [target]
    assert targets(db, school_year="2022-2023", as_of=db.clock()) == []


def test_the_latest_decision_holds_and_the_earlier_one_stays_on_record(db: Database) -> None:
    first = decide(db)
    between = db.clock()
    second = decide(db, value=350, reason="Revue de mars")
    assert targets(db, school_year="2021-2022", as_of=db.clock()) == [second]
    assert targets(db, school_year="2021-2022", as_of=between) == [first]
    assert target_history(db, "cadre_communication", "2021-2022", db.clock()) == [second, first]


def test_each_scope_has_its_own_target(db: Database) -> None:
    whole = decide(db)
    group = decide(db, value=60, baseline=10, scope=("epci", " Nantes Métropole "))
    assert (group.scope_group, group.scope_value) == ("epci", "Nantes Métropole")
    assert targets(db, school_year="2021-2022", as_of=db.clock()) == [whole, group]


@pytest.mark.parametrize(
    "change",
    [
        {"baseline": 400, "value": 120},
        {"baseline": 120, "value": 120},
        {"value": 0},
        {"due_on": date(2021, 9, 2)},
        {"measure": "rate", "baseline": 0.0, "value": 1.0},
        {"measure": "growth", "baseline": 0.0, "value": -0.02},
    ],
)
def test_falling_flat_zero_and_next_day_targets_are_allowed(db: Database, change: dict[str, Any]) -> None:
    target = decide(db, **change)
    assert target_history(db, "cadre_communication", "2021-2022", db.clock()) == [target]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicator": " "}, "indicateur"),
        ({"reason": "  "}, "motif"),
        ({"school_year": "2021"}, "deux années"),
        ({"due_on": date(2021, 8, 31)}, "avant le jour de la valeur initiale"),
        ({"due_on": date(2032, 6, 30)}, "plus de 10 ans"),
        ({"value": 400.5}, "La cible .* nombre entier"),
        ({"baseline": -1}, "La valeur initiale .* nombre entier"),
        ({"value": float("nan")}, "nombre entier"),
        ({"value": float("inf")}, "nombre entier"),
        ({"measure": "rate", "baseline": 0.2, "value": 1.2}, "taux de 0 à 100 %"),
        ({"measure": "growth", "baseline": 0, "value": 2}, "points"),
        ({"scope": ("canton", "Rezé")}, "parmi type, sector"),
        ({"scope": ("epci", " ")}, "epci=... est vide"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_writes_nothing(
    db: Database, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        decide(db, **change)
    assert db.query("SELECT * FROM target") == []


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("400", "count", 400),
        (" 0 ", "count", 0),
        ("1 234", "count", 1234),
        ("1\u202f234", "count", 1234),
        ("1\u00a0234\u00a0567", "count", 1234567),
        ("45 %", "rate", 0.45),
        ("45%", "rate", 0.45),
        ("45\u00a0%", "rate", 0.45),
        ("45,5", "rate", 0.455),
        ("0,45", "rate", 0.45),
        ("0.45", "rate", 0.45),
        ("0,5 %", "rate", 0.005),
        ("1 %", "rate", 0.01),
        ("1", "rate", 1.0),
        ("100", "rate", 1.0),
        ("0", "rate", 0.0),
        ("+2", "growth", 0.02),
        ("2 points", "growth", 0.02),
        ("1 point", "growth", 0.01),
        ("2,5", "growth", 0.025),
        ("0,5 pt", "growth", 0.005),
        ("-1", "growth", -0.01),
        ("\u22121,5 points", "growth", -0.015),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, measure: Measure, expected: float) -> None:
    assert parse_amount(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("", "count"),
        ("environ 30", "count"),
        ("12,5", "count"),
        ("1 2", "count"),
        ("-3", "count"),
        ("45 %", "count"),
        ("9" * 400, "count"),
        ("120 %", "rate"),
        ("101", "rate"),
        ("-5 %", "rate"),
        ("2 points", "rate"),
        ("2 %", "growth"),
        ("150", "growth"),
        ("nan", "growth"),
    ],
)
def test_other_amounts_are_refused_with_an_example(text: str, measure: Measure) -> None:
    with pytest.raises(Refusal, match="par exemple"):
        parse_amount(text, measure)


@pytest.mark.parametrize(
    ("baseline", "value", "milestone"), [(0, 100, 101), (100, 20, 19), (10, 10, 11)], ids=["rising", "falling", "level"]
)
def test_a_milestone_beyond_the_target_is_refused(db: Database, baseline: int, value: int, milestone: int) -> None:
    steps = ((date(2022, 1, 31), milestone),)
    with pytest.raises(Refusal, match="va plus loin que la cible"):
        decide(db, baseline=baseline, value=value, milestones=steps)
    at_the_target = decide(db, baseline=baseline, value=value, milestones=((date(2022, 1, 31), value),))
    assert at_the_target.milestones == ((date(2022, 1, 31), value),)
