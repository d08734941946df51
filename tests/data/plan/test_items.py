"""The plan as it stands at an instant: what was told, its history, its references, and what it links to."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from data.database import LOCAL, Actor, Database
from data.database.journal import journal
from data.plan import Concerned, change, history, put_back, read_plan, withdraw
from data.plan.declaration import DECLARED, KINDS
from data.plan.items import number_of, withdrawn_items
from tests.helpers import memory_database
from tests.plans import item, plan_now, plan_of, tell_action, tell_lesson, tell_step, term, told_plan

BEFORE = timedelta(microseconds=1)


@pytest.fixture
def db() -> Database:
    return memory_database()


def test_a_whole_plan_is_read_back_as_it_was_told(db: Database) -> None:
    told = told_plan(db)
    plan = plan_now(db)
    assert {ref: plan.find(one.ref) for ref, one in told.items()} == told
    action = plan.of("action")[0]
    assert action.title == "Écrire une charte avec chaque établissement"
    assert (action.day("starts_on"), action.day("done_on")) == (date(2022, 1, 3), None)
    assert (action.concerns, action.indicators) == (Concerned(), ("cadre_communication",))
    assert plan.linked(action, "levers") == [told["lever"]]
    assert plan.titles(action, "horizon") == ["Année scolaire 2021-2022"]
    assert plan.under(action, "step", "action") == [told["first_step"], told["last_step"]]
    assert plan.of("lesson")[0].line("text") == "Une stratégie commune.\nDe l'attention à la fracture numérique."
    assert plan.of("irritant")[0].flag("main")


def test_an_empty_plan_has_nothing_but_the_terms_of_the_program(db: Database) -> None:
    plan = plan_now(db)
    assert {one.kind for one in plan.items.values()} == {"term"}
    assert plan.find("A1") is None
    assert withdrawn_items(db, as_of=db.clock()) == []


def test_the_plan_of_a_past_instant_is_that_of_the_time(db: Database) -> None:
    action = tell_action(db, title="Première idée")
    changed = change(db, LOCAL, action, {"title": "Seconde idée"})
    gone = withdraw(db, LOCAL, changed, reason="Abandon")

    def title(at: datetime) -> str | None:
        found = read_plan(db, as_of=at).find("A1")
        return found.title if found else None

    assert title(action.recorded_at - BEFORE) is None
    assert title(action.recorded_at) == "Première idée" == title(changed.recorded_at - BEFORE)
    assert title(changed.recorded_at) == "Seconde idée" == title(gone.recorded_at - BEFORE)
    assert title(gone.recorded_at) is None


def test_the_history_has_every_version_the_latest_first_with_who_told_it(db: Database) -> None:
    first = tell_action(db, title="Première idée")
    second = change(db, Actor(name="secrétaire"), first, {"title": "Seconde idée"})
    third = withdraw(db, LOCAL, second, reason="  Sans \u202e objet ")
    found = history(db, first.id, as_of=db.clock())
    assert found == [third, second, first]
    assert [(one.title, one.withdrawn, one.actor) for one in found] == [
        ("Seconde idée", "Sans objet", "poste local"),
        ("Seconde idée", "", "secrétaire"),
        ("Première idée", "", "poste local"),
    ]
    assert withdrawn_items(db, as_of=db.clock()) == [third]
    assert history(db, first.id, as_of=second.recorded_at) == [second, first]


def test_the_same_values_again_are_no_new_version(db: Database) -> None:
    action = tell_action(db, title="Former", owner="DSI")
    entries = len(journal(db, limit=100))
    assert change(db, LOCAL, action, {"owner": " DSI ", "title": "Former", "text": ""}) == action
    assert history(db, action.id, as_of=db.clock()) == [action]
    assert len(journal(db, limit=100)) == entries


def test_a_blank_field_of_a_change_is_blank_from_then_on(db: Database) -> None:
    action = tell_action(db, title="Former", owner="DSI")
    assert "owner" not in change(db, LOCAL, action, {"title": "Former"}).values


def test_references_are_never_given_twice(db: Database) -> None:
    first, second = tell_action(db), tell_action(db)
    withdraw(db, LOCAL, second, reason="Doublon")
    third = tell_action(db)
    assert [first.ref, second.ref, third.ref] == ["A1", "A2", "A3"]
    assert tell_lesson(db).ref == "R1"
    assert put_back(db, LOCAL, withdrawn_items(db, as_of=db.clock())[0], second).ref == "A2"


def test_every_kind_has_a_letter_of_its_own_and_is_named_by_its_first_field() -> None:
    assert len({declared.letter for declared in DECLARED}) == len(DECLARED) == len(KINDS)
    assert all(declared.fields[0].code == "title" for declared in DECLARED)
    assert all(len({field.code for field in declared.fields}) == len(declared.fields) for declared in DECLARED)
    assert all(field.of in KINDS for one in DECLARED for field in one.fields if field.type in ("item", "items"))


def test_items_come_by_the_number_of_their_reference() -> None:
    plan = plan_of(item("A10", "action"), item("A9", "action"))
    assert [one.ref for one in plan.of("action")] == ["A9", "A10"]
    assert number_of("A10") == 10


def test_an_item_is_found_by_its_reference_or_its_id_however_it_is_typed() -> None:
    action = item("A1", "action")
    plan = plan_of(action, item("A11", "action"))
    assert plan.find(" a1 ") == action == plan.find(str(action.id).upper())
    assert plan.find("") is None


def test_what_is_withdrawn_drops_out_of_links_and_comes_back_with_them(db: Database) -> None:
    told = told_plan(db)
    gone = withdraw(db, LOCAL, told["lever"], reason="Doublon")
    action = plan_now(db).of("action")[0]
    assert plan_now(db).linked(action, "levers") == []
    assert action.ids("levers") == (told["lever"].id,)
    put_back(db, LOCAL, gone, told["lever"])
    assert [one.ref for one in plan_now(db).linked(action, "levers")] == ["L1"]


def test_steps_of_a_withdrawn_action_go_and_come_back_with_it(db: Database) -> None:
    action = tell_action(db)
    step = tell_step(db, action)
    gone = withdraw(db, LOCAL, action, reason="Doublon")
    assert plan_now(db).of("step") == []
    put_back(db, LOCAL, gone, action)
    assert [one.ref for one in plan_now(db).of("step")] == [step.ref]


def test_an_item_linked_twice_hangs_once() -> None:
    lever = item("L1", "lever")
    action = item("A1", "action", levers=[lever, lever])
    assert plan_of(lever, action).under(lever, "action", "levers") == [action]


def test_the_journal_says_who_told_what_without_its_text(db: Database) -> None:
    action = tell_action(db, title="Un titre confidentiel")
    change(db, LOCAL, action, {"title": "Un autre titre confidentiel"})
    entries = journal(db, limit=2)
    assert [entry.action for entry in entries] == ["plan_change", "plan_add"]
    assert "confidentiel" not in repr(entries)


def test_a_term_is_told_once_for_all_items_that_use_it(db: Database) -> None:
    theme = term(db, "theme", "Enseigner et apprendre")
    lesson = tell_lesson(db, themes=[theme, theme])
    assert lesson.ids("themes") == (theme,)
    assert replace(lesson, values={}).ids("themes") == ()
