"""A target withdrawn, or told by a file that was set aside: what holds then, and what stays on record."""

from datetime import date

import pytest

from data.batches import restore_batch, revert_batch
from data.check.looking import check
from data.database import LOCAL, Database
from data.errors import Refusal
from data.targets import Target, set_target, target_history, targets, withdraw_target
from data.targets.intake import import_targets
from tests.helpers import memory_database
from tests.workbooks import table

HEADER = ["Indicateur", "Année scolaire", "Valeur initiale", "Cible", "Échéance", "Motif"]


@pytest.fixture
def db() -> Database:
    return memory_database()


def decide(db: Database, value: float) -> Target:
    return set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year="2021-2022",
        baseline=0,
        value=value,
        due_on=date(2022, 6, 30),
        reason="Comité",
        measure="count",
    )


def held(db: Database) -> list[float]:
    return [target.value for target in targets(db, school_year="2021-2022", as_of=db.clock())]


def test_no_target_holds_any_more_once_the_latest_is_withdrawn(db: Database) -> None:
    decide(db, 300)
    latest = decide(db, 400)
    before = db.clock()
    withdraw_target(db, LOCAL, latest.id, reason=" Objectif abandonné ")
    assert held(db) == []
    assert targets(db, school_year="2021-2022", as_of=before) == [latest]
    first, second = target_history(db, "cadre_communication", "2021-2022", db.clock())
    assert first.withdrawn and (first.withdrawn.reason, first.withdrawn.actor) == ("Objectif abandonné", "poste local")
    assert second.withdrawn is None
    assert [finding for finding in check(db).findings if finding.severity == "error"] == []


def test_a_new_decision_holds_after_a_withdrawal(db: Database) -> None:
    withdraw_target(db, LOCAL, decide(db, 400).id, reason="Erreur de saisie")
    decide(db, 350)
    assert held(db) == [350]


def test_a_withdrawal_needs_a_reason_and_a_target_that_holds(db: Database) -> None:
    replaced, latest = decide(db, 300), decide(db, 400)
    with pytest.raises(Refusal, match="Dites pourquoi cette cible est retirée"):
        withdraw_target(db, LOCAL, latest.id, reason=" ")
    with pytest.raises(Refusal, match="n'est plus en vigueur"):
        withdraw_target(db, LOCAL, replaced.id, reason="Trop")
    assert held(db) == [400]


def test_what_held_before_a_file_holds_again_when_that_file_is_set_aside(db: Database) -> None:
    decide(db, 300)
    content = table([HEADER, ["cadre_communication", "2021-2022", 0, 500, date(2022, 6, 30), "Comité de mars"]])
    batch = import_targets(db, LOCAL, "cibles.xlsx", content).batch or ""
    assert held(db) == [500]
    revert_batch(db, LOCAL, batch, reason="Mauvais fichier")
    assert held(db) == [300]
    (from_file, _) = target_history(db, "cadre_communication", "2021-2022", db.clock())
    assert from_file.withdrawn and (from_file.withdrawn.reason, from_file.withdrawn.with_file) == (
        "Mauvais fichier",
        True,
    )
    restore_batch(db, LOCAL, batch, reason="C'était le bon")
    assert held(db) == [500]


def test_a_withdrawal_holds_although_the_file_of_its_target_is_set_aside_later(db: Database) -> None:
    decide(db, 300)
    content = table([HEADER, ["cadre_communication", "2021-2022", 0, 500, date(2022, 6, 30), "Comité de mars"]])
    result = import_targets(db, LOCAL, "cibles.xlsx", content)
    batch, (from_file,) = result.batch or "", result.decided
    withdraw_target(db, LOCAL, from_file.id, reason="Plus de cible")
    revert_batch(db, LOCAL, batch, reason="Mauvais fichier")
    assert held(db) == []
    told, _ = target_history(db, "cadre_communication", "2021-2022", db.clock())
    assert told.withdrawn and (told.withdrawn.reason, told.withdrawn.with_file) == ("Plus de cible", False)
    restore_batch(db, LOCAL, batch, reason="C'était le bon")
    assert held(db) == []
    decide(db, 350)
    assert held(db) == [350]


def test_a_withdrawal_holds_after_a_later_decision_was_set_aside_with_its_file(db: Database) -> None:
    withdraw_target(db, LOCAL, decide(db, 300).id, reason="Plus de cible")
    content = table([HEADER, ["cadre_communication", "2021-2022", 0, 500, date(2022, 6, 30), "Comité de mars"]])
    revert_batch(db, LOCAL, import_targets(db, LOCAL, "cibles.xlsx", content).batch or "", reason="Mauvais fichier")
    assert held(db) == []
