"""« Dernière réponse connue »: whose answer, of which campaign, and what is never shown."""

from datetime import date

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.questionnaire.known import known_answers
from data.returns.questions import load_questions
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

UAI = make_uai(1)


@pytest.fixture
def db() -> Database:
    db = memory_database()
    add_establishments(db, [{}, {}])
    for code, year in (("an_dernier", "2020-2021"), ("automne", "2021-2022"), ("printemps", "2021-2022")):
        create_campaign(db, LOCAL, code=code, school_year=year)
    return db


def known(db: Database, campaign: str = "printemps", uai: list[str] | None = None) -> dict[str, dict[str, str]]:
    questions = load_questions(db.settings.catalogue)
    return known_answers(db, questions, campaign=campaign, as_of=db.clock(), uai=uai)


def tell(db: Database, campaign: str, day: date, *answers: tuple[str, str | None], uai: str = UAI) -> str:
    return add_answers(
        db, campaign=campaign, answered_on=day, answers=[(uai, question, value) for question, value in answers]
    )


def test_each_kind_of_answer_is_said_in_french_with_its_day(db: Database) -> None:
    tell(
        db,
        "printemps",
        date(2022, 3, 1),
        ("cadre_etat", "Rédigé, non intégré"),
        ("cadre_date_adoption", "2021-11-12"),
        ("comite_existe", "non"),
        ("comite_reunions", "2"),
        ("date_reponse", "2022-03-01"),
    )
    assert known(db) == {
        UAI: {
            "cadre_etat": "Rédigé, non intégré (01/03/2022)",
            "cadre_date_adoption": "12/11/2021 (01/03/2022)",
            "comite_existe": "Non (01/03/2022)",
            "comite_reunions": "2 (01/03/2022)",
            "date_reponse": "01/03/2022",
        }
    }


def test_the_answer_of_the_campaign_comes_first_then_the_latest_earlier_campaign(db: Database) -> None:
    tell(
        db, "an_dernier", date(2021, 5, 3), ("comite_existe", "non"), ("comite_parents", "oui"), ("cadre_canaux", "oui")
    )
    tell(db, "automne", date(2021, 11, 12), ("comite_existe", "oui"), ("comite_parents", "non"))
    tell(db, "printemps", date(2021, 10, 1), ("comite_existe", "non"))
    assert known(db) == {
        UAI: {
            "comite_existe": "Non (01/10/2021)",
            "comite_parents": "Non (12/11/2021)",
            "cadre_canaux": "Oui (03/05/2021)",
        }
    }


def test_a_later_campaign_is_not_looked_at(db: Database) -> None:
    tell(db, "printemps", date(2022, 3, 1), ("comite_existe", "oui"))
    assert known(db, "automne") == {}


def test_the_latest_answer_of_a_campaign_holds_whatever_the_order_of_arrival(db: Database) -> None:
    tell(db, "printemps", date(2022, 3, 1), ("comite_reunions", "3"))
    tell(db, "printemps", date(2022, 1, 10), ("comite_reunions", "1"))
    assert known(db)[UAI] == {"comite_reunions": "3 (01/03/2022)"}


def test_a_withdrawn_answer_shows_nothing_not_even_an_older_one(db: Database) -> None:
    tell(db, "automne", date(2021, 11, 12), ("comite_existe", "oui"), ("comite_parents", "oui"))
    tell(db, "printemps", date(2022, 3, 1), ("comite_existe", None))
    assert known(db)[UAI] == {"comite_parents": "Oui (12/11/2021)"}


def test_what_may_name_a_person_is_never_shown(db: Database) -> None:
    tell(db, "printemps", date(2022, 3, 1), ("repondant_fonction", "Direction"), ("commentaire", "Mme Durand"))
    assert known(db) == {}


def test_one_establishment_or_all(db: Database) -> None:
    for uai in (UAI, make_uai(2)):
        tell(db, "printemps", date(2022, 3, 1), ("comite_existe", "oui"), uai=uai)
    assert set(known(db)) == {UAI, make_uai(2)}
    assert set(known(db, uai=[make_uai(2)])) == {make_uai(2)}
