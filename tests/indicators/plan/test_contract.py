"""The JSON form of the plan: everything that stands, by reference, as it was on the day."""

import json
from datetime import date
from typing import Any

from data.plan import Item, Plan
from data.plan.declaration import PAUSED
from indicators.plan.contract import plan_contract
from tests.plans import item, plan_of

ON = date(2022, 3, 15)
LABELS = {"cadre": "Cadre de communication"}
THEME = item("T5", "term", title="Gouvernance et anticipation", list="Thème")
ORIGIN = item("T8", "term", title="Établissement", list="Origine")
ACTOR = item("T17", "term", title="RUPN", list="Acteur")
HORIZON = item("T28", "term", title="Court terme", list="Horizon")
LESSON = item("R1", "lesson", title="Un retour", text="Deux\nlignes.", origin=ORIGIN, themes=[THEME], uai="0440001M")
STRENGTH = item("F1", "strength", title="Le soutien", lessons=[LESSON])
IRRITANT = item("I1", "irritant", title="Trop d'outils", lessons=[LESSON], main=True)
NEED = item("B1", "need", title="Anticiper", irritants=[IRRITANT])
LEVER = item("L1", "lever", title="Un code", needs=[NEED])
AXIS = item("X1", "axis", title="Un cadre")
DECISION = item("D1", "decision", title="Une charte ?", meeting_on=ON, decided_on=ON, outcome="Oui.")
ACTION = item(
    "A1",
    "action",
    title="Écrire une charte",
    axis=AXIS,
    levers=[LEVER],
    decisions=[DECISION],
    actors=[ACTOR],
    owner="Pilotage",
    horizon=HORIZON,
    starts_on=date(2022, 1, 3),
    due_on=date(2022, 6, 30),
    concerns={"group": "type", "members": ["Collège", "Lycée"]},
    indicators=["cadre"],
    success="Des familles moins sollicitées.",
    keys="Du temps.",
)
FIRST = item("E1", "step", title="Réunir", action=ACTION, due_on=date(2022, 3, 3))
LAST = item("E2", "step", title="Écrire", action=ACTION, done_on=date(2022, 3, 14))
NOTE = item("N1", "note", title="Réuni", text="À huit.", action=ACTION, written_on=date(2022, 3, 1))
ITEMS = [LESSON, STRENGTH, IRRITANT, NEED, LEVER, AXIS, DECISION, ACTION, FIRST, LAST, NOTE]
WHOLE = plan_of(THEME, ORIGIN, ACTOR, HORIZON, *ITEMS)


def contract(plan: Plan = WHOLE, on: date = ON) -> dict[str, Any]:
    return plan_contract(plan, on, LABELS)


def test_the_chain_is_told_by_references_with_themes_from_the_lessons() -> None:
    themes = ["Gouvernance et anticipation"]
    told = contract()
    assert told["lessons"] == [
        {
            "ref": "R1",
            "title": "Un retour",
            "text": "Deux\nlignes.",
            "themes": themes,
            "origin": "Établissement",
            "uai": "0440001M",
            "voices": [],
            "told_on": None,
            "address": "",
        }
    ]
    plain = {"text": "", "themes": themes}
    assert told["strengths"] == [plain | {"ref": "F1", "title": "Le soutien", "lessons": ["R1"]}]
    assert told["irritants"] == [plain | {"ref": "I1", "title": "Trop d'outils", "lessons": ["R1"], "main": True}]
    assert told["needs"] == [plain | {"ref": "B1", "title": "Anticiper", "irritants": ["I1"]}]
    assert told["levers"] == [plain | {"ref": "L1", "title": "Un code", "needs": ["B1"]}]
    assert told["axes"] == [{"ref": "X1", "title": "Un cadre", "text": "", "themes": []}]
    assert told["orphans"] == []


def test_an_action_is_told_with_its_state_its_steps_and_its_notes() -> None:
    assert contract()["actions"] == [
        {
            "ref": "A1",
            "title": "Écrire une charte",
            "text": "",
            "themes": ["Gouvernance et anticipation"],
            "levers": ["L1"],
            "decisions": ["D1"],
            "axis": "X1",
            "actors": ["RUPN"],
            "owner": "Pilotage",
            "horizon": "Court terme",
            "starts_on": "2022-01-03",
            "due_on": "2022-06-30",
            "done_on": None,
            "concerns": {"group": "type", "members": ["Collège", "Lycée"]},
            "concerns_text": "Type : Collège, Lycée",
            "indicators": ["cadre"],
            "success": "Des familles moins sollicitées.",
            "keys": "Du temps.",
            "state": "en_retard",
            "days_late": 12,
            "held_because": "",
            "steps": [
                {"ref": "E1", "title": "Réunir", "due_on": "2022-03-03", "done_on": None, "late": True},
                {"ref": "E2", "title": "Écrire", "due_on": None, "done_on": "2022-03-14", "late": False},
            ],
            "notes": [{"ref": "N1", "title": "Réuni", "text": "À huit.", "written_on": "2022-03-01"}],
        }
    ]


def test_what_happened_later_has_not_happened_on_the_day() -> None:
    before = contract(on=date(2022, 3, 1))
    (action,) = before["actions"]
    assert (action["state"], [step["done_on"] for step in action["steps"]]) == ("en_cours", [None, None])
    (decision,) = before["decisions"]
    assert (decision["decided_on"], decision["outcome"], decision["meeting_on"]) == (None, "", "2022-03-15")
    (decision,) = contract()["decisions"]
    assert (decision["decided_on"], decision["outcome"], decision["actions"]) == ("2022-03-15", "Oui.", ["A1"])


def test_what_was_withdrawn_is_nowhere() -> None:
    left = plan_of(*(one for one in WHOLE.items.values() if one not in (LEVER, AXIS, DECISION, THEME)))
    told = contract(left)
    (action,) = told["actions"]
    assert (action["levers"], action["axis"], action["decisions"], action["themes"]) == ([], "", [], [])
    assert told["levers"] == told["axes"] == told["decisions"] == []
    assert [(one["ref"], one["lacks"]) for one in told["orphans"]] == [("B1", "lever")]


def test_what_lacks_a_link_is_told_by_reference_or_by_code() -> None:
    told = contract(plan_of(item("A1", "action", title="Former", owner="DSI", due_on=ON)))["orphans"]
    assert told == [
        {
            "kind": "action",
            "ref": "A1",
            "code": "",
            "title": "Former",
            "lacks": "indicator",
            "sentence": "Aucun indicateur ne dira si elle a servi.",
        },
        {
            "kind": "indicator",
            "ref": "",
            "code": "cadre",
            "title": "Cadre de communication",
            "lacks": "action",
            "sentence": "Aucune action ne vise cet indicateur.",
        },
    ]


def test_nobody_said_whom_an_action_concerns_and_all_are_two_things() -> None:
    def said(**told: Any) -> tuple[Any, str]:
        (action,) = contract(plan_of(item("A1", "action", **told)))["actions"]
        return action["concerns"], action["concerns_text"]

    assert said() == (None, "Non précisé")
    every = {"group": "", "members": []}
    assert said(concerns=every) == (every, "Tous les établissements")


def test_an_action_put_aside_says_why() -> None:
    (action,) = contract(plan_of(item("A1", "action", held=PAUSED, held_because="Attente")))["actions"]
    assert (action["state"], action["held_because"], action["days_late"]) == ("en_pause", "Attente", 0)


def test_it_is_json_as_it_is_and_the_same_twice() -> None:
    def reversed_plan(items: list[Item]) -> Plan:
        return plan_of(*reversed(items))

    assert json.loads(json.dumps(contract())) == contract()
    assert contract(reversed_plan(list(WHOLE.items.values()))) == contract()
    assert all(value == [] or key == "orphans" for key, value in contract(plan_of()).items())
