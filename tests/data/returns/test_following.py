"""Who has answered: silent, partial and complete told apart, what lacks, since when, and the count day by day."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.batches import revert_batch
from data.campaigns import create_campaign, find_campaign, set_expected
from data.database import LOCAL, Database
from data.returns.following import follow, responses_by_day
from data.returns.questions import load_questions
from indicators.catalogue import catalogue
from indicators.definition import Adoption
from indicators.measure.adoption import measure_adoption
from indicators.situation import Situation
from tests.helpers import Clock, add_answers, add_establishments, make_uai, memory_database

A, B, C = make_uai(1), make_uai(2), make_uai(3)
CADRE = "Cadre de communication numérique"
COMITE = "Comité de pilotage numérique constitué"
FORMATION = "Formation de proximité ou par les pairs suivie dans l'année"
NEEDED = [("cadre_etat", "Aucun"), ("comite_existe", "non"), ("formation_suivie", "non")]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def db(clock: Clock) -> Database:
    """Three establishments expected by campaign `c`."""
    db = memory_database(clock)
    add_establishments(db, [{"circonscription": "Nantes Nord"}, {"commune": "Rezé"}, {"commune": "Évron"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db


def tell(db: Database, *answers: tuple[str, str, str | None], on: date = date(2022, 3, 1)) -> str:
    return add_answers(db, campaign="c", answers=answers, answered_on=on)


def of(db: Database, uai: str) -> dict[str, Any]:
    rows = follow(db, campaign="c", as_of=db.clock()).set_index("uai")
    return {str(name): value for name, value in rows.loc[uai].items()}


def test_one_row_an_expected_establishment_whatever_it_told(db: Database) -> None:
    set_expected(db, LOCAL, campaign="c", uai_list=[B], expected=False, reason="répond avec A")
    tell(db, (B, "cadre_etat", "Aucun"))
    followed = follow(db, campaign="c", as_of=db.clock())
    assert list(followed["uai"]) == [C, A]  # Évron before Nantes: accents are folded
    assert list(followed["circonscription"]) == [None, "Nantes Nord"]


def test_nothing_told_is_silence(db: Database) -> None:
    found = of(db, A)
    assert (found["status"], found["missing"]) == ("silencieux", [CADRE, COMITE, FORMATION])
    assert (found["answered_on"], found["first_received"], found["last_file"]) == (None, None, None)


def test_a_date_and_a_function_alone_tell_nothing(db: Database) -> None:
    tell(db, (A, "date_reponse", "2022-03-01"), (A, "repondant_fonction", "Direction"))
    assert of(db, A)["status"] == "silencieux"
    assert of(db, A)["first_received"] is None


def test_an_answer_to_a_question_that_is_not_needed_is_a_partial_return(db: Database) -> None:
    tell(db, (A, "cadre_canaux", "oui"))
    found = of(db, A)
    assert (found["status"], found["missing"]) == ("partiel", [CADRE, COMITE, FORMATION])


def test_a_partial_return_names_what_lacks(db: Database) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), (A, "formation_suivie", "oui"))
    found = of(db, A)
    assert (found["status"], found["missing"]) == ("partiel", [COMITE])


def test_every_needed_question_makes_a_complete_return(db: Database) -> None:
    tell(db, *((A, question, value) for question, value in NEEDED))
    assert (of(db, A)["status"], of(db, A)["missing"]) == ("complet", [])


def test_a_withdrawn_answer_no_longer_counts(db: Database) -> None:
    tell(db, *((A, question, value) for question, value in NEEDED))
    tell(db, (A, "comite_existe", None), on=date(2022, 3, 8))
    assert (of(db, A)["status"], of(db, A)["missing"]) == ("partiel", [COMITE])
    tell(db, (A, "cadre_etat", None), (A, "formation_suivie", None), on=date(2022, 3, 8))
    assert of(db, A)["status"] == "silencieux"


def test_an_import_set_aside_no_longer_counts(db: Database) -> None:
    before = db.clock()
    batch = tell(db, (A, "cadre_etat", "Aucun"))
    assert of(db, A)["status"] == "partiel"
    known = db.clock()
    revert_batch(db, LOCAL, batch, reason="mauvais fichier")
    assert of(db, A)["status"] == "silencieux"
    then = [follow(db, campaign="c", as_of=instant)["status"].ne("silencieux").sum() for instant in (before, known)]
    assert then == [0, 1]


def test_days_and_file_are_those_of_the_answers_that_count(db: Database, clock: Clock) -> None:
    clock.now = datetime(2022, 3, 15, 23, 30)  # 16 March, half past midnight in Paris
    tell(db, (A, "cadre_etat", "Aucun"), on=date(2022, 3, 12))
    clock.now = datetime(2022, 3, 20, 9, 0)
    tell(db, (A, "comite_existe", "oui"), on=date(2022, 3, 10))
    found = of(db, A)
    assert (found["answered_on"], found["first_received"]) == (date(2022, 3, 12), date(2022, 3, 16))
    assert found["last_file"] == "retours.xlsx"


def test_an_answer_given_again_after_its_withdrawal_is_received_then(db: Database, clock: Clock) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), on=date(2022, 3, 1))
    clock.now = datetime(2022, 3, 20, 9, 0)
    tell(db, (A, "cadre_etat", None), on=date(2022, 3, 18))
    clock.now = datetime(2022, 3, 25, 9, 0)
    tell(db, (A, "cadre_etat", "Aucun"), on=date(2022, 3, 24))
    assert of(db, A)["first_received"] == date(2022, 3, 25)


@pytest.mark.parametrize("undated", [False, True])
def test_the_count_of_the_campaign_agrees(db: Database, undated: bool) -> None:
    tell(db, (A, "cadre_etat", "Aucun"), (B, "date_reponse", "2022-03-01"), (C, "cadre_canaux", "oui"))
    if undated:  # the return then speaks of the day of the withdrawal told after it
        db.reading().execute("UPDATE answer SET is_dated = false, answered_on = DATE '2022-03-15'")
    tell(db, (C, "cadre_canaux", None), on=date(2022, 3, 5))
    followed = follow(db, campaign="c", as_of=db.clock())
    assert dict(zip(followed["uai"], followed["status"], strict=True)) == {
        A: "partiel",
        B: "silencieux",
        C: "silencieux",
    }
    assert find_campaign(db, "c", db.clock()).answered == 1


def test_an_unknown_campaign_has_no_row_but_its_columns(db: Database) -> None:
    followed = follow(db, campaign="autre", as_of=db.clock())
    assert followed.empty
    assert {"uai", "status", "missing", "first_received"} <= set(followed.columns)


def test_nobody_is_lost_when_the_directory_no_longer_knows_them(db: Database) -> None:
    batch = db.query("SELECT DISTINCT batch FROM establishment")[0]["batch"]
    revert_batch(db, LOCAL, str(batch), reason="mauvais fichier")
    followed = follow(db, campaign="c", as_of=db.clock())
    assert list(followed["name"]) == ["Établissement absent de l'annuaire"] * 3


# --- what is needed: exactly that without which an indicator knows nothing


@pytest.mark.parametrize("code", [code for code, one in catalogue().items() if isinstance(one, Adoption)])
def test_an_indicator_is_silent_without_its_needed_questions_and_only_then(db: Database, code: str) -> None:
    indicator = catalogue()[code]
    assert isinstance(indicator, Adoption)
    asked = [question for question in load_questions(db.settings.catalogue) if question.indicator == code]
    needed = {question.code for question in asked if question.needed}
    assert needed
    values = {"choice": "", "yes_no": "oui", "date": "2022-02-01", "whole": "2"}
    told = {question.code: (question.choices or (values[question.type],))[0] for question in asked}
    tell(db, *((A, question, told[question]) for question in needed))
    tell(db, *((B, question, value) for question, value in told.items() if question not in needed))
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 15), as_of=db.clock())
    states = measure_adoption(db, indicator, situation).states.set_index("uai")["state"]
    assert states[A] != "silencieux"
    assert states[B] == "silencieux"


# --- day by day


def received(*days: date | None) -> pd.DataFrame:
    return pd.DataFrame({"first_received": pd.Series(days, dtype=object)})


def numbers(curve: pd.DataFrame) -> list[tuple[int, int]]:
    return [(day.day, answered) for day, answered in zip(curve["day"], curve["answered"], strict=True)]


def test_responses_add_up_day_after_day_from_the_opening() -> None:
    followed = received(date(2022, 3, 3), None, date(2022, 3, 5), date(2022, 3, 3))
    curve = responses_by_day(followed, opens_on=date(2022, 3, 1), until=date(2022, 3, 6))
    assert numbers(curve) == [(1, 0), (2, 0), (3, 2), (4, 2), (5, 3), (6, 3)]


def test_a_return_before_the_opening_or_after_the_last_day_is_not_lost() -> None:
    followed = received(date(2022, 3, 1), date(2022, 3, 5))
    curve = responses_by_day(followed, opens_on=date(2022, 3, 2), until=date(2022, 3, 4))
    assert numbers(curve) == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 2)]


def test_without_an_opening_day_the_first_return_begins_the_curve() -> None:
    curve = responses_by_day(received(date(2022, 3, 3)), opens_on=None, until=date(2022, 3, 4))
    assert numbers(curve) == [(3, 1), (4, 1)]


def test_nothing_received_is_a_flat_line() -> None:
    followed = received(None)
    assert numbers(responses_by_day(followed, opens_on=None, until=date(2022, 3, 4))) == [(4, 0)]
    later = responses_by_day(followed, opens_on=date(2022, 3, 6), until=date(2022, 3, 4))
    assert numbers(later) == [(6, 0)]  # a campaign that opens later


def test_the_catalogue_folder_of_the_settings_is_the_one_asked(tmp_path: Path) -> None:
    entry = tmp_path / "demo"
    entry.mkdir()
    (entry / "questions.toml").write_text(
        'order = 1\nsection = "S"\n[[question]]\ncode = "q"\ntype = "yes_no"\nlabel = "Q ?"\nneeded = true\n',
        encoding="utf-8",
    )
    db = memory_database(catalogue=tmp_path)
    add_establishments(db, [{}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    assert of(db, A)["missing"] == ["Q ?"]
    tell(db, (A, "q", "non"))
    assert of(db, A)["status"] == "complet"
    assert find_campaign(db, "c", db.clock()).answered == 1
