"""What is refused of judgements, of planned meetings and of their names."""

from datetime import date
from uuid import uuid4

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.seances.frozen import Snapshot
from data.seances.judgements import Overtaken, judgements, record_judgement
from data.seances.meetings import meetings, plan_meeting
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.helpers import add_establishments, memory_database

FRAMEWORK = "cadre_communication"


@pytest.fixture
def frozen() -> tuple[Database, Snapshot]:
    db = memory_database()
    add_establishments(db, [{}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock())
    return db, freeze(db, LOCAL, situation, label="Comité de mars")


def test_a_judgement_is_of_a_known_seance_and_indicator(frozen: tuple[Database, Snapshot]) -> None:
    db, seance = frozen
    with pytest.raises(Refusal, match="n'est pas dans la base"):
        record_judgement(db, LOCAL, uuid4(), FRAMEWORK, "Insuffisant")
    with pytest.raises(Refusal, match="pas d'indicateur « rien »"):
        record_judgement(db, LOCAL, seance.id, "rien", "Insuffisant")
    assert judgements(db) == {}


def test_a_judgement_takes_the_place_of_the_one_that_was_read_only(frozen: tuple[Database, Snapshot]) -> None:
    db, seance = frozen
    record_judgement(db, LOCAL, seance.id, FRAMEWORK, "De A", over="")
    with pytest.raises(Overtaken, match="« De A »") as overtaken:
        record_judgement(db, LOCAL, seance.id, FRAMEWORK, "De B", over="")
    assert overtaken.value.now == "De A"
    record_judgement(db, LOCAL, seance.id, FRAMEWORK, "De B", over="De A")
    assert judgements(db) == {seance.id: {FRAMEWORK: "De B"}}
    record_judgement(db, LOCAL, seance.id, FRAMEWORK, "", over="De B")
    with pytest.raises(Overtaken, match="a été retiré"):
        record_judgement(db, LOCAL, seance.id, FRAMEWORK, "De C", over="De B")


def test_a_meeting_has_a_short_name_of_signs_that_are_shown() -> None:
    db = memory_database()
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 14), label="\ufeffComité\x00\n de \u202ejuin ")
    assert [one.label for one in meetings(db, as_of=db.clock())] == ["Comité de juin"]
    plan_meeting(db, LOCAL, held_on=date(2022, 6, 15), label="x" * 200)
    with pytest.raises(Refusal, match="201 signes"):
        plan_meeting(db, LOCAL, held_on=date(2022, 6, 16), label="x" * 201)
    with pytest.raises(Refusal, match="Donnez un nom"):
        plan_meeting(db, LOCAL, held_on=date(2022, 6, 16), label="\ufeff\x0b ")
