"""What headers are thought to ask, and how people's decisions are kept."""

from collections.abc import Iterator

import pytest

from data.database import LOCAL, Actor, Database
from data.errors import Refusal
from data.files.reader import read_tables
from data.returns.matching import approve_matches, approved_matches
from data.returns.matching.wording import Wording
from data.returns.questions import load_questions
from data.returns.sheet import HeaderMatch, find_answers
from data.settings import get_settings
from tests.helpers import memory_database
from tests.workbooks import table

QUESTIONS = load_questions(get_settings().catalogue)
WORDING = Wording(QUESTIONS)


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    yield database
    database.close()


def header(text: str, *, shape: str = "abc", question: str = "") -> HeaderMatch:
    return HeaderMatch(
        sheet="Feuil1", cell="B1", shape=shape, header=text, question=question, likeness=80, approved=False
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Réunions depuis septembre", "comite_reunions"),
        ("Nombre de réunions", "comite_reunions"),
        ("Nb réunions depuis sept.", "comite_reunions"),
        ("CR diffusés", "comite_comptes_rendus"),
        ("Comptes-rendus diffusés (O/N)", "comite_comptes_rendus"),
        ("Comité numérique constitué ?", "comite_existe"),
        ("Date adoption CA", "cadre_date_adoption"),
        ("Date de la dernière réunion", "comite_derniere_reunion"),
        ("Date création comité", "comite_date_creation"),
        ("Membres parents d'élèves", "comite_parents"),
        ("Personnels formés dans l'année", "formation_personnels"),
        ("Fonction du répondant (sans nom)", "repondant_fonction"),
        ("Cadre de communication", "cadre_etat"),
        ("Comptes rendu difusés", "comite_comptes_rendus"),
        ("Colectivités", "comite_collectivite"),
    ],
)
def test_what_a_header_probably_asks_comes_first(text: str, code: str) -> None:
    assert WORDING.alike(text)[0][1] == code


@pytest.mark.parametrize(
    "text",
    [
        *("Téléphone", "Nom du directeur", "Observations", "Adresse", "Effectif", "Nombre d'élèves", "Date de visite"),
        *("Nombre d'enseignants", "Nom du référent numérique", "Nombre de réponses", "Formation demandée", "École"),
        *("Année scolaire", "Observations du référent", "Conseil", "N°", "", "?", "x" * 5000),
    ],
)
def test_other_headers_are_not_taken_for_questions(text: str) -> None:
    assert WORDING.alike(text) == []


def test_each_question_is_most_like_itself() -> None:
    best = {question.code: WORDING.alike(question.label)[0] for question in QUESTIONS}
    assert {code: found for code, found in best.items() if found != (100, code)} == {}


def test_decisions_are_kept_for_a_shape_and_journaled_once(db: Database) -> None:
    approve_matches(db, Actor(name="Mme R."), [(header("CR diffusés"), "comite_comptes_rendus"), (header("Tél."), "")])
    assert approved_matches(db, as_of=db.clock()) == {
        ("abc", "cr diffuses"): "comite_comptes_rendus",
        ("abc", "tel"): "",
    }
    rows = db.query("SELECT actor, action, subject FROM journal WHERE action = 'headers'")
    assert [tuple(row.values()) for row in rows] == [("Mme R.", "headers", "abc")]


def test_the_latest_decision_holds_and_the_past_can_be_read(db: Database) -> None:
    approve_matches(db, LOCAL, [(header("CR"), "comite_comptes_rendus")])
    before = db.clock()
    approve_matches(db, LOCAL, [(header("CR"), "")])
    assert approved_matches(db, as_of=before) == {("abc", "cr"): "comite_comptes_rendus"}
    assert approved_matches(db, as_of=db.clock()) == {("abc", "cr"): ""}


@pytest.mark.parametrize("again", [[(header("CR"), "comite_comptes_rendus")], []])
def test_nothing_is_written_when_nothing_changes(db: Database, again: list[tuple[HeaderMatch, str]]) -> None:
    approve_matches(db, LOCAL, [(header("CR"), "comite_comptes_rendus")])
    approve_matches(db, LOCAL, again)
    assert db.query("SELECT count(*) AS n FROM header_match")[0]["n"] == 1
    assert db.query("SELECT count(*) AS n FROM journal WHERE action = 'headers'")[0]["n"] == 1


def test_a_question_that_does_not_exist_is_refused(db: Database) -> None:
    with pytest.raises(Refusal, match="« inconnue » n'existe pas"):
        approve_matches(db, LOCAL, [(header("CR"), "inconnue")])


def test_two_columns_of_a_table_cannot_answer_one_question(db: Database) -> None:
    approve_matches(db, LOCAL, [(header("CR"), "comite_comptes_rendus")])
    with pytest.raises(Refusal, match="Deux colonnes"):
        approve_matches(db, LOCAL, [(header("Comptes-rendus"), "comite_comptes_rendus")])
    approve_matches(db, LOCAL, [(header("Comptes-rendus", shape="other"), "comite_comptes_rendus")])
    approve_matches(db, LOCAL, [(header("CR"), ""), (header("Comptes-rendus"), "comite_comptes_rendus")])
    assert approved_matches(db, as_of=db.clock())["abc", "comptes rendus"] == "comite_comptes_rendus"


def test_a_second_file_of_the_same_shape_needs_no_approval(db: Database) -> None:
    limits = get_settings().limits
    first = table([["UAI", "Nom", "CR diffusés", "Réunions depuis septembre"], ["0440001M", "É", "oui", 3]])
    found = find_answers(read_tables("nantes.xlsx", first, limits), QUESTIONS, approved_matches(db, as_of=db.clock()))
    assert found.sheets == []
    approve_matches(db, LOCAL, [(match, match.question) for match in found.matches])
    text = "Bassin de Redon\r\n\r\nRÉUNIONS depuis septembre :;UAI;CR diffusés;nom\r\n4;0440002N;non;E\r\n"
    tables = read_tables("redon.csv", text.encode("cp1252"), limits)
    (answers,) = find_answers(tables, QUESTIONS, approved_matches(db, as_of=db.clock())).sheets
    assert (answers.uais, answers.columns) == (
        ["0440002N"],
        {"comite_reunions": ["4"], "comite_comptes_rendus": ["non"]},
    )
