"""A frozen séance is identical whatever comes later; worked out again from the facts, it says what would differ and why."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest

from data import derived
from data.batches import restore_batch, revert_batch
from data.campaigns import create_campaign, set_expected
from data.database import LOCAL, Database
from data.definitions import change_definition
from data.errors import Refusal
from data.seances.frozen import Snapshot, altered, canonical, find_snapshot, listed, read_snapshot
from data.seances.judgements import record_judgement
from data.seances.meetings import plan_meeting
from data.settings import Settings
from data.targets import set_target
from data.usage.record import record_usage
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from indicators.snapshots.verify import _ENTRY, as_contract, said, verify
from tests.helpers import Clock, add_answers, add_establishments, memory_database
from tests.indicators.usage_facts import fact

YEAR, ON = "2021-2022", date(2022, 3, 15)
FEBRUARY = date(2022, 2, 1)
INTEGRATED = "Intégré au projet"


def spring() -> tuple[Database, list[str], str]:
    """Four expected, two answers, a target, use of one of them, and a séance before the one that is held."""
    db = memory_database(Clock(datetime(2022, 3, 14, 9, 0)))
    uais = add_establishments(db, [{}, {}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    batch = add_answers(db, campaign="c", answers=[(uai, "cadre_etat", INTEGRATED) for uai in uais[:2]])
    aim(db, 3)
    use(db, uais[0], 100)
    freeze(db, LOCAL, Situation(school_year=YEAR, on=date(2022, 3, 1), as_of=db.clock()), label="Avant")
    add_answers(db, campaign="c", answers=[(uais[2], "cadre_etat", "Aucun")])
    return db, uais, batch


def aim(db: Database, value: float) -> None:
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year=YEAR,
        baseline=0,
        baseline_on=date(2021, 9, 1),
        measure="count",
        value=value,
        due_on=date(2022, 6, 30),
        reason="Comité",
    )


def use(db: Database, uai: str, users: int) -> None:
    token = str(db.clock())
    record_usage(db, LOCAL, [fact(uai, FEBRUARY, users, 400)], file_name="u", file_sha256=token, content_sha256=token)


def hold(db: Database) -> Snapshot:
    return freeze(db, LOCAL, Situation(school_year=YEAR, on=ON, as_of=db.clock()), label="Mars")


def lose(db: Database, uai: str) -> None:
    db.reading().execute("DELETE FROM answer WHERE uai = $uai", {"uai": uai})
    derived.rebuild(db, LOCAL)


LATER: dict[str, Callable[[Database, list[str], str], object]] = {
    "an answer comes in": lambda db, uais, _: add_answers(db, campaign="c", answers=[(uais[3], "cadre_etat", "Aucun")]),
    "an answer of that time is corrected": lambda db, uais, _: add_answers(
        db, campaign="c", answers=[(uais[0], "cadre_etat", "Aucun")], answered_on=date(2022, 3, 2)
    ),
    "an answer is withdrawn": lambda db, uais, _: add_answers(
        db, campaign="c", answers=[(uais[0], "cadre_etat", None)], answered_on=date(2022, 3, 2)
    ),
    "a file is set aside": lambda db, _, batch: revert_batch(db, LOCAL, batch, reason="essai"),
    "a file is set aside and taken back": lambda db, _, batch: (
        revert_batch(db, LOCAL, batch, reason="essai"),
        restore_batch(db, LOCAL, batch, reason="essai"),
    ),
    "the definition changes": lambda db, *_: change_definition(
        db, LOCAL, "cadre_communication", {"adoption_dated": True}, "Comité"
    ),
    "the target changes": lambda db, *_: aim(db, 4),
    "a month of use is told again": lambda db, uais, _: use(db, uais[0], 300),
    "the directory is loaded again": lambda db, uais, _: add_establishments(
        db, [{"uai": uais[0], "name": "Autre nom", "type": "Lycée"}, {"uai": uais[1], "is_open": False}]
    ),
    "an establishment is no longer expected": lambda db, uais, _: set_expected(
        db, LOCAL, campaign="c", uai_list=[uais[0]], expected=False, reason="fermé"
    ),
    "a campaign is added": lambda db, *_: create_campaign(db, LOCAL, code="d", school_year=YEAR),
    "another séance is frozen": lambda db, *_: freeze(
        db, LOCAL, Situation(school_year=YEAR, on=date(2022, 3, 10), as_of=db.clock()), label="Autre"
    ),
    "the committee judges": lambda db, *_: record_judgement(
        db, LOCAL, listed(db)[0].id, "cadre_communication", "Insuffisant"
    ),
    "a meeting is planned": lambda db, *_: plan_meeting(db, LOCAL, held_on=date(2022, 6, 1), label="Juin"),
    "what is kept is made again": lambda db, *_: derived.rebuild(db, LOCAL),
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_a_seance_holds_whatever_comes_later(later: Callable[[Database, list[str], str], object]) -> None:
    db, uais, batch = spring()
    frozen = hold(db)
    text = canonical(frozen.payload)
    later(db, uais, batch)
    again = read_snapshot(db, frozen.id)
    assert canonical(again.payload) == text and again.sha256 == frozen.sha256 and not altered(db)
    found = verify(db, again)
    assert found.holds, as_contract(found)
    assert said(found) == "La séance tient : recalculée depuis les faits, elle donne exactement les mêmes nombres."


def test_a_change_of_setting_is_told_as_one() -> None:
    db, *_ = spring()
    frozen = hold(db)
    db.settings = Settings(tolerance=0.5)
    found = verify(db, frozen)
    assert found.causes == ("settings",)
    assert {one.what for one in found.differences} >= {"Tolérance"}
    assert "Les réglages de l'installation ont changé depuis." in said(found)


def test_a_rule_that_is_no_longer_the_program_s_is_told_as_one() -> None:
    db, *_ = spring()
    frozen = hold(db)
    # As an older program would have frozen it: another rule, which gave another state.
    payload = json.loads(canonical(frozen.payload))
    entry = payload["indicators"][0]
    entry["rule_made_from"], entry["establishments"][0]["state"] = "another rule", "partiel"
    found = verify(db, Snapshot(**(vars(frozen) | {"payload": payload})))
    assert found.causes == ("program",)
    assert {one.what for one in found.differences} == {"Règle appliquée", "Établissements"}


def test_facts_that_were_lost_are_told_as_lost() -> None:
    db, uais, _ = spring()
    frozen = hold(db)
    lose(db, uais[0])
    found = verify(db, frozen)
    assert found.causes == ("facts",)
    by_what = {(one.what, one.where.split("/")[0]): one for one in found.differences}
    told = by_what["Oui", "cadre_communication"]
    assert (told.frozen, told.again) == ("2", "1")


def test_lost_facts_are_told_beside_a_change_of_setting() -> None:
    db, uais, _ = spring()
    frozen = hold(db)
    lose(db, uais[0])
    db.settings = Settings(tolerance=0.5)
    assert verify(db, frozen).causes == ("settings", "facts")


def test_lost_facts_are_told_of_a_seance_that_an_older_program_froze() -> None:
    db, uais, _ = spring()
    frozen = hold(db)
    lose(db, uais[0])
    older = Snapshot(**(vars(frozen) | {"payload": frozen.payload | {"program": "0.3.0"}}))
    assert "facts" in verify(db, older).causes


def test_another_holiday_zone_accuses_no_fact() -> None:
    db, *_ = spring()
    frozen = hold(db)
    db.settings = Settings(holiday_zone="C")
    assert verify(db, frozen).causes == ("settings",)


def test_a_seance_before_that_is_gone_is_told_as_such() -> None:
    db, *_ = spring()
    frozen = hold(db)
    db.reading().execute("DELETE FROM snapshot WHERE label = 'Avant'")
    assert verify(db, frozen).causes == ("before",)


TAMPERED = {
    "payload": "replace(payload, '\"yes\":2', '\"yes\":3')",
    "establishments": "NULL",
    "situation_on": "DATE '2022-03-16'",
    "as_of": "as_of - INTERVAL 1 HOUR",
    "comment": "'autre'",
}


@pytest.mark.parametrize("column", TAMPERED)
def test_a_seance_that_was_tampered_with_is_found(column: str) -> None:
    db, *_ = spring()
    frozen = hold(db)
    db.reading().execute(f"UPDATE snapshot SET {column} = {TAMPERED[column]} WHERE label = 'Mars'")
    assert [label for _, label in altered(db)] == ["Mars"]
    assert verify(db, frozen).causes[0] == "altered"


@pytest.mark.parametrize(("column", "value"), [("establishments", "'x'::BLOB"), ("payload", "left(payload, 99)")])
def test_a_seance_that_can_no_longer_be_read_is_a_sentence_and_hides_no_other(column: str, value: str) -> None:
    db, *_ = spring()
    hold(db)
    db.reading().execute(f"UPDATE snapshot SET {column} = {value} WHERE label = 'Mars'")
    with pytest.raises(Refusal, match="La séance « Mars » a été modifiée dans la base et ne se lit plus"):
        find_snapshot(db, "Mars")
    assert "Avant" in [one.label for one in listed(db)]
    assert [label for _, label in altered(db)] == ["Mars"]


def test_everything_a_seance_holds_has_a_name_for_people() -> None:
    db, *_ = spring()
    assert {key for entry in hold(db).payload["indicators"] for key in entry} <= _ENTRY.keys()


def test_what_the_list_reads_has_no_establishment() -> None:
    db, uais, _ = spring()
    frozen = hold(db)
    light = listed(db)[0]
    assert light.label == "Mars" and uais[0] not in canonical(light.payload)
    assert uais[0] in canonical(frozen.payload)
    assert canonical(find_snapshot(db, str(frozen.id)[:8]).payload) == canonical(frozen.payload)


def test_a_seance_frozen_by_an_older_program_opens_and_holds() -> None:
    """Format 1: everything in one text, without what was added since."""
    db, *_ = spring()
    frozen = hold(db)
    payload = json.loads(canonical(frozen.payload))
    for key in ("since", "targets", "program", "holiday_zone", "label", "comment"):
        del payload[key]
    for entry in payload["indicators"]:
        del entry["rule_made_from"], entry["unit_one"]
    text = canonical(payload | {"format": 1})
    db.reading().execute(
        "UPDATE snapshot SET payload = $text, establishments = NULL, sha256 = sha256($text) WHERE label = 'Mars'",
        {"text": text},
    )
    older = find_snapshot(db, "Mars")
    assert canonical(older.payload) == text and not altered(db)
    assert verify(db, older).holds
