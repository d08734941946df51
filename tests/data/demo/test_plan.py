"""The plan of the demonstration: what stands on the day it shows, what is missing on purpose, and that it was lived."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from data.database import LOCAL, Actor, Database, open_database
from data.demo.directory import official_csv
from data.demo.establishments import Establishment, first_year
from data.demo.plan import plan_steps
from data.demo.scale import Scale
from data.demo.timeline import SetClock, at, live, seeded_ids
from data.plan import Concerned, Plan, history, read_plan
from data.reference.calendar import is_school_day
from data.register.load import register
from data.seances.meetings import meetings
from data.settings import Settings
from indicators.catalogue import catalogue
from indicators.plan.actions import actions
from indicators.plan.chain import Chain, chain, orphans
from tests.strength.nursery import LONG

ON = date(2022, 3, 18)
SECRETARY = Actor(name="secrétariat du comité")
SMALL = Scale(ecoles=20, colleges=40, segpas=0, lycees=10, without_sector=0, without_pupils=2, priority_colleges=12)


def lived(establishments: Sequence[Establishment]) -> Database:
    """A store in memory with these establishments and the whole plan."""
    clock = SetClock(at(date(2021, 9, 1), 8))
    settings = Settings(time_zone="Europe/Paris", holiday_zone="B")
    db = open_database(None, settings=settings, clock=clock, new_id=seeded_ids(Random("ids")))
    content = official_csv(establishments, day=date(2021, 9, 1))
    register(db, LOCAL, file_name="a.csv", content=content, departement="044", valid_from=date(2021, 9, 1))
    live(db, clock, plan_steps(SECRETARY, establishments))
    clock.now = at(ON, 18)
    return db


@pytest.fixture(scope="module")
def people() -> list[Establishment]:
    return first_year(Random("44"), SMALL)


@pytest.fixture(scope="module")
def db(people: list[Establishment]) -> Database:
    return lived(people)


@pytest.fixture(scope="module")
def plan(db: Database) -> Plan:
    return read_plan(db, as_of=db.clock())


def whole_chain(plan: Plan) -> Chain:
    return chain(plan, {code: indicator.short_label for code, indicator in catalogue().items()})


def test_each_state_is_seen_on_the_day_it_shows(plan: Plan) -> None:
    states = [action.state.value for action in actions(plan, ON)]
    assert {state: states.count(state) for state in states} == {
        "en_retard": 1,
        "en_cours": 6,
        "a_venir": 2,
        "terminee": 1,
        "en_pause": 1,
        "abandonnee": 1,
    }
    (late,) = [action for action in actions(plan, ON) if action.state == "en_retard"]
    assert (late.item.title, late.days_late) == ("Former par les pairs, au plus près des établissements", 14)
    assert all(action.item.line("held_because") for action in actions(plan, ON) if action.item.line("held"))


def test_three_links_are_missing_each_of_its_sort(plan: Plan) -> None:
    lacking = orphans(whole_chain(plan), actions(plan, ON))
    assert [(one.node.kind, one.lacks) for one in lacking] == [
        ("irritant", "need"),
        ("lever", "action"),
        ("action", "owner"),
    ]


def test_each_indicator_is_reached_from_the_college_or_the_departement(plan: Plan) -> None:
    found = whole_chain(plan)
    first = {lesson.title: str(lesson.id) for lesson in plan.of("lesson")}
    reached = found.around(first["Un collège REP+ de Nantes garde le même cap depuis trois ans"])
    reached |= found.around(first["Le département met tous ses dispositifs au service d'une même démarche"])
    assert {"cadre_communication", "comite_fonctionnel", "formation_pairs"} <= reached
    for code in catalogue():
        assert any(path[0] and path[-1] and path[-1].key == code and all(path) for path in found.paths()), code


def test_the_college_that_tells_is_one_of_the_directory(plan: Plan, people: list[Establishment]) -> None:
    told = next(lesson.line("uai") for lesson in plan.of("lesson") if lesson.line("uai"))
    (college,) = [one for one in people if one.uai == told]
    assert (college.type, college.commune.name, college.priority) == ("Collège", "Nantes", "REP+")


@pytest.mark.skipif(not LONG, reason="tells the whole plan once more: make test-long")
def test_where_nobody_is_rep_plus_the_plan_is_told_without_those_it_names(people: list[Establishment]) -> None:
    without = lived([replace(one, priority="REP" if one.priority else None) for one in people])
    told = read_plan(without, as_of=without.clock())
    assert not any(lesson.line("uai") for lesson in told.of("lesson"))
    concerned = {action.title: action.concerns for action in told.of("action")}
    assert concerned["Ouvrir des ateliers du soir aux familles"] == Concerned(
        group="priority_education", members=("REP",)
    )
    assert concerned["Accompagner sur place les collèges REP+ de Nantes"] is None


def test_actions_concern_everybody_a_group_or_a_list(plan: Plan) -> None:
    concerned = [action.concerns for action in plan.of("action")]
    assert {one.group for one in concerned if one} == {"", "type", "epci", "bassin", "priority_education", "uai"}


def test_decisions_are_taken_or_wait_for_june_and_become_actions(plan: Plan) -> None:
    taken = [decision for decision in plan.of("decision") if decision.day("decided_on")]
    waiting = [decision for decision in plan.of("decision") if not decision.day("decided_on")]
    left = [decision.title for decision in taken if not plan.under(decision, "action", "decisions")]
    assert (len(taken), left) == (5, ["Comment faire connaître ce qui marche déjà ?"])
    assert [decision.day("meeting_on") for decision in waiting] == [date(2022, 6, 14)] * 2


def test_the_meetings_of_the_committee_are_dated_facts(db: Database) -> None:
    held = [meeting.held_on for meeting in meetings(db, as_of=db.clock())]
    assert held == [date(2021, 10, 12), date(2021, 12, 9), date(2022, 6, 14)]


def test_it_was_lived_day_by_day_and_one_due_day_was_moved(db: Database, plan: Plan) -> None:
    told = db.query("SELECT DISTINCT recorded_at FROM plan_item")
    days = sorted({db.local(version["recorded_at"]).date() for version in told})
    assert (days[0], days[-1]) == (date(2021, 9, 28), date(2022, 3, 10))
    assert [day for day in days if not is_school_day(day, "B")] == []

    action = next(one for one in plan.of("action") if one.title.startswith("Intégrer le cadre"))
    moved = history(db, action.id, as_of=db.clock())
    assert [version.day("due_on") for version in moved] == [date(2022, 6, 30), date(2022, 5, 31)]
    known_before = read_plan(db, as_of=at(date(2021, 12, 1)))
    assert [action.title for action in known_before.of("action")] == [
        "Réunir régulièrement le comité de pilotage départemental"
    ]
