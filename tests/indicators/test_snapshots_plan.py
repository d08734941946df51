"""The plan is frozen with the figures: it holds whatever is told later, and what was altered in the base is found."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.batches import revert_batch
from data.database import LOCAL, Database
from data.plan import Concerned, Item, add, change, put_back, undo, withdraw
from data.plan.declaration import LISTS
from data.plan.recording import next_refs, tell
from data.plan.terms import first_terms
from data.seances.frozen import Snapshot, canonical, read_snapshot
from data.settings import Settings
from indicators.snapshots.planned import EFFECTS, ITEMS
from indicators.snapshots.verify import Verification, as_contract, said, verify
from tests.helpers import add_answers, add_file
from tests.indicators.test_snapshots_verify import hold, lose, spring, use
from tests.plans import tell_action, tell_step, told_plan

Planned = tuple[Database, list[str], dict[str, Item]]


def planned() -> Planned:
    """The store of `spring` with a whole chain, an action about two of its four establishments, and one from a workbook."""
    db, uais, _ = spring()
    told = told_plan(db)
    told["few"] = tell_action(
        db,
        title="Accompagner deux collèges",
        starts_on=date(2022, 2, 1),
        concerns=Concerned(group="uai", members=tuple(uais[:2])),
        indicators=["cadre_communication"],
    )
    told["imported"] = imported(db)
    return db, uais, told


def imported(db: Database) -> Item:
    """An action that a workbook told."""
    with db.writing(LOCAL, "import_plan", "plan.xlsx") as write:
        batch = add_file(write, "plan", "plan.xlsx", rows=1)
        [ref] = next_refs(db, "action", 1)
        values = {"title": "Venue d'un classeur"}
        return tell(write, item=None, ref=ref, kind="action", values=values, batch=batch, sheet="Actions", row_number=3)


def told_again(db: Database, item: Item, **told: Any) -> Item:
    return change(db, LOCAL, item, {"title": item.title, "action": item.ids("action")[0]} | told)


LATER: dict[str, Callable[[Database, list[str], dict[str, Item]], object]] = {
    "an action is added": lambda db, *_: tell_action(db, title="Une autre", indicators=["formation_pairs"]),
    "an irritant is added": lambda db, *_: add(db, LOCAL, "irritant", {"title": "Un autre"}),
    "a step is added": lambda db, _, told: tell_step(db, told["action"]),
    "a step is said to be done": lambda db, _, told: told_again(db, told["last_step"], done_on=date(2022, 3, 1)),
    "an item is withdrawn": lambda db, _, told: withdraw(db, LOCAL, told["need"], reason="essai"),
    "a change is taken back": lambda db, _, told: undo(
        db, LOCAL, told_again(db, told["last_step"], due_on=date(2022, 3, 1))
    ),
    "an item is withdrawn and put back": lambda db, _, told: put_back(
        db, LOCAL, withdraw(db, LOCAL, told["lever"], reason="essai"), told["lever"]
    ),
    "a workbook of the plan is set aside": lambda db, _, told: revert_batch(
        db, LOCAL, str(told["imported"].batch), reason="essai"
    ),
    "an answer of that time is corrected": lambda db, uais, _: add_answers(
        db, campaign="c", answers=[(uais[0], "cadre_etat", "Aucun")], answered_on=date(2022, 1, 2)
    ),
    "use is told again": lambda db, uais, _: use(db, uais[0], 300),
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_the_plan_of_a_seance_holds_whatever_comes_later(later: Callable[..., object]) -> None:
    db, uais, told = planned()
    frozen = hold(db)
    later(db, uais, told)
    again = read_snapshot(db, frozen.id)
    assert again.sha256 == frozen.sha256
    assert canonical(again.payload["plan"]) == canonical(frozen.payload["plan"])
    found = verify(db, again)
    assert found.holds, as_contract(found)


def test_the_plan_is_frozen_whole_on_the_day_of_the_seance() -> None:
    db, *_ = planned()
    plan = hold(db).payload["plan"]
    assert [one["ref"] for one in plan["actions"]] == ["A1", "A2", "A3"]
    assert (plan["actions"][0]["state"], plan["actions"][0]["axis"]) == ("en_cours", "X1")
    assert [(step["ref"], step["done_on"]) for step in plan["actions"][0]["steps"]] == [
        ("E1", "2022-01-10"),
        ("E2", None),
    ]
    assert plan["irritants"][0]["themes"] == ["Gouvernance et anticipation"]


def _wheres(found: Verification, what: str = ITEMS) -> set[str]:
    return {one.where for one in found.differences if one.what == what}


def _set(db: Database, item: Item, **values: Any) -> None:
    told = json.dumps(dict(item.values) | values, ensure_ascii=False)
    db.reading().execute("UPDATE plan_item SET told = $told WHERE id = $id", {"told": told, "id": item.id})


def test_a_text_altered_in_the_base_is_told_as_facts() -> None:
    db, _, told = planned()
    frozen = hold(db)
    _set(db, told["action"], owner="Quelqu'un d'autre")
    found = verify(db, frozen)
    assert found.causes == ("facts",)
    [one] = found.differences
    assert (one.what, one.where, one.frozen, one.again) == (
        "Plan d'action",
        "plan/actions/A1/owner",
        "Pilotage départemental",
        "Quelqu'un d'autre",
    )


def test_a_row_that_is_gone_shifts_no_other() -> None:
    db, _, told = planned()
    frozen = hold(db)
    db.reading().execute("DELETE FROM plan_item WHERE id = $id", {"id": told["first_step"].id})
    found = verify(db, frozen)
    assert found.causes == ("facts",)
    assert _wheres(found) == {"plan/actions/A1/steps/E1"}


def test_an_action_that_is_gone_is_told_with_what_it_did() -> None:
    db, _, told = planned()
    frozen = hold(db)
    db.reading().execute("DELETE FROM plan_item WHERE id = $id", {"id": told["few"].id})
    found = verify(db, frozen)
    assert found.causes == ("facts",)
    assert "plan/actions/A2" in _wheres(found)


def test_a_row_slipped_in_under_an_earlier_instant_is_found() -> None:
    db, _, told = planned()
    frozen = hold(db)
    late = add(db, LOCAL, "need", {"title": "Ajouté après coup", "irritants": [told["irritant"].id]})
    db.reading().execute(
        "UPDATE plan_item SET recorded_at = $at WHERE id = $id", {"at": told["need"].recorded_at, "id": late.id}
    )
    found = verify(db, frozen)
    assert found.causes == ("facts",)
    assert [(one.where, one.frozen, one.again) for one in found.differences] == [("plan/needs/B2", "absent", "présent")]


def test_answers_that_were_lost_are_told_of_what_an_action_did() -> None:
    db, uais, _ = planned()
    frozen = hold(db)
    lose(db, uais[0])
    found = verify(db, frozen)
    assert "facts" in found.causes and not _wheres(found)
    assert _wheres(found, EFFECTS)


def test_another_smallest_group_is_a_setting_even_where_it_masks_an_effect() -> None:
    db, *_ = planned()
    db.settings = Settings(smallest_published_group=1)
    frozen = hold(db)
    db.settings = Settings(smallest_published_group=3)
    found = verify(db, frozen)
    assert found.causes == ("settings",)
    assert _wheres(found, EFFECTS)


def _with_terms(db: Database, folder: Path, **renamed: str) -> Settings:
    """The installation's settings with a file of first terms of its own. renamed: T17 -> its new title, '' to leave it out."""
    terms = db.settings.plan_terms
    labels = {one.ref: (one, renamed.get(one.ref, one.title)) for one in first_terms(terms)}
    codes = {label: code for code, label in LISTS.items()}
    text = "".join(
        f'[[term]]\nnumber = {ref[1:]}\nlist = "{codes[one.line("list")]}"\nlabel = "{title}"\n'  # type: ignore[index]
        for ref, (one, title) in labels.items()
        if title
    )
    file = folder / "listes.toml"
    file.write_text(text, encoding="utf-8")
    return Settings(plan_terms=file)


def test_first_terms_that_were_changed_are_a_setting(tmp_path: Path) -> None:
    db, *_ = planned()
    frozen = hold(db)
    # A word of the lesson's theme, of who told it, of its origin, and of the action's actor.
    db.settings = _with_terms(db, tmp_path, T5="Gouverner", T10="", T8="Collège ou lycée", T17="Référent")
    found = verify(db, frozen)
    assert found.causes == ("settings",)
    assert said(found).endswith("ont changé depuis. Réglages changés : Listes de départ du plan.")
    assert {
        "plan/lessons/R1/themes/0",
        "plan/lessons/R1/voices",
        "plan/lessons/R1/origin",
        "plan/actions/A1/actors/0",
    } <= (_wheres(found))
    assert ("Listes de départ du plan", "plan_terms/T17", "RUPN", "Référent") in {
        (one.what, one.where, one.frozen, one.again) for one in found.differences
    }


def test_first_terms_that_were_changed_hide_no_fact(tmp_path: Path) -> None:
    db, _, told = planned()
    frozen = hold(db)
    _set(db, told["action"], actors=[], owner="Quelqu'un d'autre")
    db.settings = _with_terms(db, tmp_path, T5="Gouverner")
    assert verify(db, frozen).causes == ("settings", "facts")


def test_a_word_of_the_program_that_changed_accuses_no_fact() -> None:
    db, *_ = planned()
    frozen = hold(db)
    payload = json.loads(canonical(frozen.payload)) | {"program": "0.4.0"}
    payload["plan"]["orphans"][0]["sentence"] = "Dit autrement."
    found = verify(db, Snapshot(**(vars(frozen) | {"payload": payload})))
    assert found.causes == ("program",)


def test_a_seance_frozen_before_there_was_a_plan_holds() -> None:
    db, *_ = planned()
    frozen = hold(db)
    payload = {key: value for key, value in frozen.payload.items() if key != "plan"}
    assert verify(db, Snapshot(**(vars(frozen) | {"payload": payload}))).holds


def test_an_indicator_added_since_is_no_difference() -> None:
    db, *_ = planned()
    frozen = hold(db)
    payload = json.loads(canonical(frozen.payload))
    kept = [one for one in payload["plan"]["orphans"] if one["code"] != "formation_pairs"]
    assert len(kept) == len(payload["plan"]["orphans"]) - 1
    payload["plan"]["orphans"] = kept
    assert verify(db, Snapshot(**(vars(frozen) | {"payload": payload}))).holds
