"""Remarks kept with answers: which are still to be verified, who settled them and why, and how that is taken back."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import uuid4

import pytest

from data.batches import batches, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Actor, Database
from data.errors import Refusal
from data.returns.checks import Warned, record_warnings
from data.returns.issues import Issue
from data.returns.warnings import (
    KeptWarning,
    count_open,
    open_warnings,
    reopen_warning,
    settle_warnings,
    settled_warnings,
)
from tests.data.returns.told import Row, tell
from tests.helpers import add_establishments, make_uai, memory_database

A, B = make_uai(1), make_uai(2)
IDLE: list[Row] = [(A, "comite_existe", "oui"), (A, "comite_reunions", "0")]
SECRETARY = Actor(name="secrétaire")


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"name": "Collège A"}, {"name": "École B"}])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


def pending(db: Database, *, as_of: datetime | None = None, uai: str | None = None) -> list[KeptWarning]:
    return open_warnings(db, campaign="c", uai=uai, as_of=as_of or db.clock())


def codes(db: Database) -> list[tuple[str, str]]:
    return [(one.uai, one.code) for one in pending(db)]


def settle(db: Database, *, reason: str = "Appelé le collège") -> None:
    settle_warnings(db, SECRETARY, [one.id for one in pending(db)], reason=reason)


def test_a_remark_is_kept_with_all_that_leads_back_to_its_cell(db: Database) -> None:
    tell(db, IDLE, file_name="nantes.xlsx")
    (one,) = pending(db)
    (batch,) = [known for known in batches(db, as_of=db.clock()) if known.kind == "returns"]
    assert (one.uai, one.name, one.campaign, one.question) == (A, "Collège A", "c", "comite_reunions")
    assert (one.file_name, one.sheet, one.cell, one.batch) == ("nantes.xlsx", "Réponses", "A3", batch.id)
    assert (one.recorded_at, one.actor, one.reason) == (batch.recorded_at, LOCAL.name, None)
    assert one.code == "comite_sans_reunion" and "aucune réunion" in one.message


def test_a_remark_can_be_asked_for_by_campaign_and_by_establishment(db: Database) -> None:
    create_campaign(db, LOCAL, code="d", school_year="2020-2021")
    tell(db, IDLE)
    tell(db, [(B, question, value) for _, question, value in IDLE], campaign="d", on=date(2021, 3, 1))
    assert [one.uai for one in open_warnings(db, as_of=db.clock())] == [A, B]
    assert (count_open(db, "c", db.clock()), count_open(db, "d", db.clock()), count_open(db, "e", db.clock())) == (
        1,
        1,
        0,
    )
    assert pending(db, uai=B) == [] and len(pending(db, uai=A)) == 1


def test_before_the_file_came_nothing_was_to_be_verified(db: Database) -> None:
    before = db.clock()
    tell(db, IDLE)
    assert pending(db, as_of=before) == []


def test_a_settled_remark_leaves_the_list_with_who_when_and_why(db: Database) -> None:
    tell(db, IDLE)
    before = db.clock()
    settle(db)
    assert pending(db) == [] and len(pending(db, as_of=before)) == 1
    (one,) = settled_warnings(db, campaign="c", as_of=db.clock())
    assert (one.reason, one.settled_by) == ("Appelé le collège", "secrétaire")
    assert one.settled_at and before < one.settled_at < db.clock()
    (row,) = db.query("FROM journal WHERE action = 'settle'")
    assert (row["actor"], row["subject"]) == ("secrétaire", "1 remarque")
    assert "Appelé" not in row["detail"] and "comite_sans_reunion" in row["detail"]


def test_a_decision_can_be_taken_back_and_taken_again(db: Database) -> None:
    tell(db, IDLE)
    settle(db)
    (one,) = settled_warnings(db, as_of=db.clock())
    reopen_warning(db, SECRETARY, one.id, reason="Erreur de ma part")
    assert codes(db) == [(A, "comite_sans_reunion")] and settled_warnings(db, as_of=db.clock()) == []
    settle(db, reason="Rappelé")
    assert [one.reason for one in settled_warnings(db, as_of=db.clock())] == ["Rappelé"]
    assert db.query("SELECT count(*) AS n FROM settlement")[0]["n"] == 3


@pytest.mark.parametrize(
    ("reason", "known", "words"), [("  ", True, "ce qui a été vérifié"), ("vu", False, "La liste a changé")]
)
def test_a_decision_needs_a_reason_and_an_open_remark(db: Database, reason: str, known: bool, words: str) -> None:
    tell(db, IDLE)
    with pytest.raises(Refusal, match=words):
        settle_warnings(db, LOCAL, [pending(db)[0].id if known else uuid4()], reason=reason)
    with pytest.raises(Refusal, match="cochez au moins une"):
        settle_warnings(db, LOCAL, [], reason="vu")
    assert db.query("FROM settlement") == [] and db.query("FROM journal WHERE action = 'settle'") == []


def test_a_remark_is_settled_once_and_only_a_settled_one_is_reopened(db: Database) -> None:
    tell(db, IDLE)
    (one,) = pending(db)
    with pytest.raises(Refusal, match="La liste a changé"):
        reopen_warning(db, LOCAL, one.id, reason="x")
    settle(db)
    with pytest.raises(Refusal, match="La liste a changé"):
        settle_warnings(db, LOCAL, [one.id], reason="x")


def test_a_corrected_answer_takes_its_remark_away(db: Database) -> None:
    tell(db, IDLE)
    tell(db, [(A, "comite_reunions", "2")])
    assert pending(db) == []


def test_so_does_a_correction_of_the_other_answer(db: Database) -> None:
    tell(db, IDLE)
    tell(db, [(A, "comite_existe", "non")])
    assert pending(db) == []


def test_a_withdrawn_answer_takes_its_remark_away(db: Database) -> None:
    tell(db, IDLE)
    tell(db, [(A, "comite_reunions", None)])
    assert pending(db) == []


def test_an_undone_file_takes_its_remarks_away(db: Database) -> None:
    tell(db, IDLE)
    revert_batch(db, LOCAL, str(pending(db)[0].batch), reason="essai")
    assert pending(db) == []


def test_when_the_correction_is_undone_the_remark_is_back(db: Database) -> None:
    tell(db, IDLE)
    tell(db, [(A, "comite_reunions", "2")], file_name="corrige.xlsx")
    (corrected,) = [one for one in batches(db, as_of=db.clock()) if one.file_name == "corrige.xlsx"]
    revert_batch(db, LOCAL, str(corrected.id), reason="essai")
    assert codes(db) == [(A, "comite_sans_reunion")]


def test_the_same_answers_sent_again_are_one_remark_on_the_latest_cell(db: Database) -> None:
    tell(db, IDLE)
    tell(db, [(B, "formation_suivie", "oui"), *IDLE], file_name="renvoi.xlsx")
    assert [(one.file_name, one.cell) for one in pending(db)] == [("renvoi.xlsx", "A4")]


def test_what_was_settled_is_not_asked_again_for_the_same_answers(db: Database) -> None:
    tell(db, IDLE)
    settle(db)
    tell(db, [*IDLE, (A, "formation_suivie", "oui")], file_name="renvoi.xlsx")
    assert pending(db) == []
    assert [one.file_name for one in settled_warnings(db, as_of=db.clock())] == ["renvoi.xlsx"]


def test_other_answers_ask_again(db: Database) -> None:
    no_committee = (A, "comite_existe", "non")
    tell(db, [no_committee, (A, "comite_reunions", "3")])
    settle(db)
    tell(db, [no_committee, (A, "comite_reunions", "4")])
    assert [one.found[-1] for one in pending(db)] == ["4"]


def test_members_told_later_do_not_make_two_remarks_of_one(db: Database) -> None:
    tell(db, [(A, "comite_existe", "non"), (A, "comite_direction", "oui")])
    tell(db, [(A, "comite_parents", "oui")])
    (one,) = pending(db)
    assert "Membre : direction, Membres : parents" in one.message


def test_a_fall_stays_while_the_lower_answer_holds(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "5")])
    tell(db, [(A, "comite_reunions", "3")])
    tell(db, [(A, "comite_reunions", "3"), (A, "comite_existe", "oui")])
    assert codes(db) == [(A, "reunions_en_baisse")]
    tell(db, [(A, "comite_reunions", "6")])
    assert pending(db) == []


def test_a_remark_of_the_reading_itself_is_kept_too(db: Database) -> None:
    (told,) = tell(db, IDLE)
    issue = Issue(
        sheet="F",
        cell="B2",
        code="outside_school_year",
        severity="warning",
        found="",
        expected="",
        message="Ligne datée.",
    )
    with db.writing(LOCAL, "import", "x") as write:
        record_warnings(write, "c", [Warned(batch=told.batch, uai=A, question="", issue=issue)])
        record_warnings(write, "c", [])
    assert [(one.code, one.question) for one in pending(db)] == [
        ("comite_sans_reunion", "comite_reunions"),
        ("outside_school_year", ""),
    ]
    settle(db)
    assert pending(db) == []
