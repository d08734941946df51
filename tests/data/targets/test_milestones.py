"""Milestones of a target: how they are written, which are refused, and that a new decision replaces them."""

from datetime import date
from typing import Any

import pytest

from data.database import LOCAL, Database
from data.errors import Refusal
from data.targets import Measure, Milestones, Target, parse_milestones, set_target, targets
from tests.helpers import memory_database

JANUARY, MARCH = date(2022, 1, 31), date(2022, 3, 31)


@pytest.fixture
def db() -> Database:
    return memory_database()


def decide(db: Database, **change: Any) -> Target:
    usual: dict[str, Any] = {
        "indicator": "cadre_communication",
        "school_year": "2021-2022",
        "baseline": 100,
        "value": 400,
        "due_on": date(2022, 6, 30),
        "reason": "Comité",
        "measure": "count",
    }
    return set_target(db, LOCAL, **(usual | change))


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("", "count", ()),
        ("31/01/2022 : 250", "count", ((JANUARY, 250),)),
        ("2022-01-31=250", "count", ((JANUARY, 250),)),
        ("31/03/2022 : 320\n\n 31 janvier 2022 : 1 250 ", "count", ((JANUARY, 1250), (MARCH, 320))),
        ("31/01/2022 : 20 % ; 31/03/2022 : 0,35", "rate", ((JANUARY, 0.2), (MARCH, 0.35))),
        ("31/01/2022:+1 point", "growth", ((JANUARY, 0.01),)),
    ],
)
def test_milestones_are_read_as_people_write_them(text: str, measure: Measure, expected: Milestones) -> None:
    assert parse_milestones(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("250", "« 250 » n'est pas un jalon"),
        ("janvier : 250", "n'est pas une date"),
        ("30/02/2022 : 250", "n'existe pas au calendrier"),
        ("31/01/2022 : beaucoup", "Jalon du 31/01/2022 : « beaucoup » ne convient pas"),
        ("31/01/2022 :", "n'est pas un jalon"),
        ("31/01/2022 : 12,5", "un nombre entier"),
    ],
)
def test_other_milestones_are_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        parse_milestones(text, "count")


def test_milestones_stay_with_their_target_by_day(db: Database) -> None:
    told = decide(db, milestones=[(MARCH, 320), (JANUARY, 250)])
    assert told.milestones == ((JANUARY, 250), (MARCH, 320))
    assert targets(db, school_year="2021-2022", as_of=db.clock()) == [told]


def test_a_new_decision_replaces_the_milestones_too(db: Database) -> None:
    first = decide(db, milestones=[(JANUARY, 250)])
    between = db.clock()
    second = decide(db, value=350)
    assert second.milestones == ()
    assert targets(db, school_year="2021-2022", as_of=db.clock()) == [second]
    assert targets(db, school_year="2021-2022", as_of=between) == [first]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"milestones": [(date(2021, 9, 1), 250)]}, "n'est pas entre le jour de la valeur initiale"),
        ({"milestones": [(date(2022, 6, 30), 250)]}, "n'est pas entre"),
        ({"milestones": [(JANUARY, 250), (JANUARY, 260)]}, "Deux jalons portent sur le 31/01/2022"),
        ({"milestones": [(JANUARY, 250.5)]}, "Le jalon du 31/01/2022 .250.5. ne convient pas"),
        ({"milestones": [(JANUARY, -1)]}, "nombre entier positif"),
        ({"measure": "rate", "baseline": 0.1, "value": 0.2, "milestones": [(JANUARY, 1.5)]}, "taux de 0 à 100 %"),
    ],
)
def test_impossible_milestones_are_refused_and_write_nothing(
    db: Database, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        decide(db, **change)
    assert db.query("SELECT * FROM target") == db.query("SELECT * FROM milestone") == []


def test_a_milestone_may_go_down_on_the_way_up(db: Database) -> None:
    assert decide(db, milestones=[(JANUARY, 300), (MARCH, 150)]).milestones == ((JANUARY, 300), (MARCH, 150))
