"""Checks across questions and time: what each finds, on which cell, and what it lets pass."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.checks import Warned
from data.returns.checks.declaration import Check, load_checks
from tests.data.returns.told import Row, tell
from tests.helpers import add_establishments, make_uai, memory_database

A, B = make_uai(1), make_uai(2)
MINIMAL = "order = 1\nsection = 'S'\n[[question]]\ncode = 'q'\ntype = 'whole'\nmaximum = 9\nlabel = 'Q'\n"


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"type": "Collège"} for _ in range(30)] + [{"type": "Lycée"} for _ in range(5)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


def said(warned: list[Warned]) -> list[tuple[str, str, str, str]]:
    """(code, UAI, question and cell looked at) of each remark."""
    return [(one.issue.code, one.uai, one.question, one.issue.cell) for one in warned]


CONTRADICTIONS: dict[str, tuple[list[Row], str, str]] = {
    # answers of A, then the question looked at, and what was found
    "comite_sans_reunion": (
        [(A, "comite_existe", "oui"), (A, "comite_reunions", "0")],
        "comite_reunions",
        "Comité de pilotage numérique constitué : Oui ; Réunions depuis le 1er septembre : 0",
    ),
    "membres_sans_comite": (
        [
            (A, "comite_existe", "non"),
            (A, "comite_direction", "non"),
            (A, "comite_parents", "oui"),
            (A, "comite_eleves", "oui"),
        ],
        "comite_parents",
        "Comité de pilotage numérique constitué : Non ; Membres : parents : Oui ; Membres : élèves : Oui",
    ),
    "reunions_sans_comite": (
        [(A, "comite_existe", "non"), (A, "comite_reunions", "3")],
        "comite_reunions",
        "Comité de pilotage numérique constitué : Non ; Réunions depuis le 1er septembre : 3",
    ),
    "formes_sans_formation": (
        [(A, "formation_suivie", "non"), (A, "formation_personnels", "1")],
        "formation_personnels",
        "Formation de proximité ou par les pairs suivie dans l'année : Non ; Personnels formés : 1",
    ),
    "adoption_sans_cadre": (
        [(A, "cadre_etat", "Aucun"), (A, "cadre_date_adoption", "2022-02-10")],
        "cadre_date_adoption",
        "Cadre de communication numérique : Aucun ; Adoption par le CA ou le conseil d'école : 10/02/2022",
    ),
    "reunion_avant_creation": (
        [(A, "comite_date_creation", "2022-01-15"), (A, "comite_derniere_reunion", "2022-01-14")],
        "comite_derniere_reunion",
        "Date de création : 15/01/2022 ; Dernière réunion : 14/01/2022",
    ),
    "reunion_hors_annee": ([(A, "comite_derniere_reunion", "2021-08-31")], "comite_derniere_reunion", "31/08/2021"),
}


@pytest.mark.parametrize("code", CONTRADICTIONS)
def test_a_check_finds_what_does_not_go_together(db: Database, code: str) -> None:
    rows, question, found = CONTRADICTIONS[code]
    (one,) = tell(db, rows)
    assert (one.issue.code, one.uai, one.question, one.issue.found) == (code, A, question, found)
    place = next(place for place, row in enumerate(rows, start=2) if row[1] == question)
    assert (one.issue.sheet, one.issue.cell, one.issue.severity) == ("Réponses", f"A{place}", "warning")


@pytest.mark.parametrize(
    "rows",
    [
        [(A, "comite_existe", "oui"), (A, "comite_reunions", "1")],
        [(A, "comite_existe", "non"), (A, "comite_reunions", "0"), (A, "comite_parents", "non")],
        [(A, "comite_existe", "non"), (B, "comite_reunions", "4"), (B, "comite_parents", "oui")],
        [(A, "comite_existe", None), (A, "comite_reunions", "0")],
        [(A, "formation_suivie", "non"), (A, "formation_personnels", "0")],
        [(A, "formation_suivie", "oui"), (A, "formation_personnels", "9")],
        [(A, "cadre_etat", "Intégré au projet"), (A, "cadre_date_adoption", "2022-02-10")],
        [(A, "comite_date_creation", "2022-01-15"), (A, "comite_derniere_reunion", "2022-01-15")],
        [(A, "comite_derniere_reunion", "2021-09-01"), (B, "comite_derniere_reunion", "2022-03-01")],
    ],
)
def test_answers_that_go_together_are_left_in_peace(db: Database, rows: list[Row]) -> None:
    assert tell(db, rows) == []


def test_an_answer_is_held_against_those_that_came_before(db: Database) -> None:
    assert tell(db, [(A, "comite_reunions", "0")]) == []
    found = tell(db, [(B, "comite_existe", "oui"), (A, "comite_existe", "oui")])
    assert said(found) == [("comite_sans_reunion", A, "comite_existe", "A3")]


def test_what_a_drop_does_not_speak_of_is_not_said_again(db: Database) -> None:
    assert len(tell(db, [(A, "comite_existe", "oui"), (A, "comite_reunions", "0")])) == 1
    assert tell(db, [(A, "formation_suivie", "oui"), (B, "comite_existe", "oui")]) == []


def test_of_several_claims_the_one_that_was_told_is_looked_at(db: Database) -> None:
    tell(db, [(A, "comite_direction", "oui"), (A, "comite_existe", "oui")])
    tell(db, [(A, "comite_existe", None)])
    assert tell(db, [(A, "comite_parents", "oui")]) == []
    (one,) = tell(db, [(A, "comite_existe", "non"), (A, "comite_eleves", "oui")])
    assert (one.question, one.issue.cell) == ("comite_eleves", "A3")
    assert "(Membre : direction, Membres : parents, Membres : élèves)" in one.issue.message


def test_a_withdrawn_answer_contradicts_nothing(db: Database) -> None:
    tell(db, [(A, "comite_existe", "oui")])
    assert tell(db, [(A, "comite_existe", None), (A, "comite_reunions", "0")]) == []


def test_meetings_that_go_down_are_shown_beside_the_answer_before(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "5"), (B, "comite_reunions", "10")], on=date(2022, 2, 1))
    (one,) = tell(db, [(A, "comite_reunions", "3"), (B, "comite_reunions", "10")])
    assert (one.issue.code, one.uai, one.issue.found) == ("reunions_en_baisse", A, "3, avant 5")
    assert "passe de 5 à 3" in one.issue.message and one.issue.expected == "au moins 5"


def test_an_older_return_replaces_nothing_and_is_not_checked(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "5"), (A, "comite_existe", "oui")], on=date(2022, 3, 1))
    assert tell(db, [(A, "comite_reunions", "0")], on=date(2022, 2, 1)) == []


def test_an_older_return_does_replace_one_without_a_date(db: Database) -> None:
    tell(db, [(A, "comite_reunions", "5")], on=date(2022, 3, 1), is_dated=False)
    assert said(tell(db, [(A, "comite_reunions", "2")], on=date(2022, 2, 1))) == [
        ("reunions_en_baisse", A, "comite_reunions", "A2")
    ]


def test_another_campaign_is_not_what_held_before(db: Database) -> None:
    create_campaign(db, LOCAL, code="d", school_year="2020-2021")
    tell(db, [(A, "comite_reunions", "9"), (A, "comite_existe", "oui")], campaign="d")
    assert tell(db, [(A, "comite_reunions", "0")]) == []


def trained(count: int, value: str) -> list[Row]:
    return [(make_uai(number), "formation_personnels", value) for number in range(1, count + 1)]


def test_a_number_far_from_its_group_shows_the_group(db: Database) -> None:
    # 20 collèges say 10, 9 say 14 and one 120: Q1 = 10, median = 10, Q3 = 14 (the 22.75th of 30), so the bound is 26.
    rows = trained(20, "10") + [(make_uai(number), "formation_personnels", "14") for number in range(21, 30)]
    (one,) = tell(db, [*rows, (make_uai(30), "formation_personnels", "120")])
    assert (one.uai, one.issue.code, one.issue.found) == (make_uai(30), "formes_loin_du_groupe", "120")
    assert one.issue.message.startswith(
        "120 personnels formés : les 30 établissements de même type (Collège) en ont 10 en médiane, la moitié de 10 à 14."
    )


@pytest.mark.parametrize(
    ("count", "value"),
    [
        (18, "200"),  # 19 answers in the group: too few to speak of a group
        (25, "29"),  # all others say 10: above every bound, yet 19 more only
    ],
)
def test_a_group_too_small_or_a_gap_too_small_says_nothing(db: Database, count: int, value: str) -> None:
    assert tell(db, [*trained(count, "10"), (make_uai(30), "formation_personnels", value)]) == []


def test_a_group_is_of_one_type(db: Database) -> None:
    lycee = make_uai(35)
    assert tell(db, [*trained(25, "10"), (lycee, "formation_personnels", "200")]) == []


def test_a_group_counts_what_came_before(db: Database) -> None:
    assert tell(db, trained(25, "10")) == []
    assert said(tell(db, [(make_uai(30), "formation_personnels", "30")])) == [
        ("formes_loin_du_groupe", make_uai(30), "formation_personnels", "A2")
    ]


def test_several_checks_can_speak_of_one_drop(db: Database) -> None:
    rows: list[Row] = [
        (B, "comite_existe", "oui"),
        (B, "comite_reunions", "0"),
        (A, "comite_existe", "oui"),
        (A, "comite_reunions", "0"),
        (A, "comite_derniere_reunion", "2020-10-01"),
    ]
    assert said(tell(db, rows)) == [
        ("comite_sans_reunion", A, "comite_reunions", "A5"),
        ("comite_sans_reunion", B, "comite_reunions", "A3"),
        ("reunion_hors_annee", A, "comite_derniere_reunion", "A6"),
    ]


def test_without_checks_nothing_is_found(db: Database) -> None:
    assert tell(db, [(A, "comite_existe", "oui"), (A, "comite_reunions", "0")], checks=[]) == []


# --- declarations


def catalogue(folder: Path, check: str) -> Path:
    entry = folder / "cinquieme"
    entry.mkdir()
    private = "[[question]]\ncode = 'p'\ntype = 'text'\nlabel = 'P'\nprivate = true\n"
    (entry / "questions.toml").write_text(f"{MINIMAL}{private}[[check]]\nlabel = 'L'\nmessage = 'M'\n{check}")
    return folder


def test_a_fifth_indicator_declares_its_own_check(tmp_path: Path) -> None:
    (check,) = load_checks(catalogue(tmp_path, "code = 'c'\nkind = 'fall'\nquestions = ['q']"))
    assert (check.code, check.indicator, check.involved) == ("c", "cinquieme", ("q",))


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("code = 'c'\nkind = 'fall'\nquestions = ['nope']", "nobody asks nope"),
        ("code = 'c'\nkind = 'school_year'\nquestions = ['q']", "q is not a date"),
        ("code = 'c'\nkind = 'contradiction'\ngiven = 'q'\ngiven_equals = '1'\nquestions = ['p']", "a person"),
        ("code = 'c'\nkind = 'fall'\nquestions = ['q']\n[[check]]\nlabel = 'L'\nmessage = 'M'\n"
         "code = 'c'\nkind = 'fall'\nquestions = ['q']", "checked twice"),
    ],
)  # fmt: skip
def test_a_check_that_cannot_work_is_refused_when_it_is_read(tmp_path: Path, check: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        load_checks(catalogue(tmp_path, check))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "fall", "message": "{median}"}, "does not know"),
        ({"kind": "fall", "given": "q", "given_equals": "1"}, "belong to a contradiction"),
        ({"kind": "contradiction"}, "needs both"),
        ({"kind": "order"}, "two questions"),
        ({"kind": "fall", "questions": ("a", "b")}, "one question"),
        ({"kind": "contradiction", "given": "q", "given_equals": "1", "questions": ()}, "no question"),
    ],
)
def test_a_declaration_is_complete(fields: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Check.model_validate({"code": "c", "label": "L", "message": "M", "questions": ("q",)} | fields)
