"""Targets out to a workbook and back: real numbers and days, and nothing changes on the way."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from data.asked_indicators import indicator_labels
from data.database import LOCAL, Database
from data.targets import set_target, targets, withdraw_target
from data.targets.intake import import_targets
from data.targets.workbook import targets_workbook
from indicators.catalogue import catalogue
from tests.helpers import add_establishments, memory_database
from tests.workbooks import saved

YEAR, DUE = "2021-2022", date(2022, 6, 30)
HOSTILE = '=HYPERLINK("http://exemple.fr";"x")'
HEADERS = [
    *("Indicateur", "Libellé", "Année scolaire", "Périmètre", "Valeur du périmètre", "Se compte en", "Valeur initiale"),
    *("Jour de la valeur initiale", "Jalons", "Cible", "Échéance", "Motif", "Décidée le", "Par"),
]


@pytest.fixture
def db() -> Database:
    """Three targets: a number with milestones, a rate of a group, a growth."""
    database = memory_database()
    add_establishments(database, [{"type": "Collège"}, {"type": HOSTILE}])
    common: dict[str, Any] = {"school_year": YEAR, "due_on": DUE}
    set_target(
        database,
        LOCAL,
        indicator="cadre_communication",
        measure="count",
        baseline=120,
        value=400,
        reason=HOSTILE,
        milestones=[(date(2022, 1, 31), 250), (date(2022, 3, 31), 320)],
        **common,
    )
    set_target(
        database,
        LOCAL,
        indicator="usage_services",
        measure="rate",
        baseline=0.123,
        value=0.07,
        reason="Baisse voulue",
        scope=("type", HOSTILE),
        milestones=[(date(2022, 1, 31), 0.105)],
        **common,
    )
    set_target(
        database, LOCAL, indicator="usage_services", measure="growth", baseline=-0.01, value=0.07, reason="R", **common
    )
    return database


def export(db: Database) -> Workbook:
    labels = indicator_labels(db.settings.catalogue)
    return load_workbook(BytesIO(targets_workbook(db, school_year=YEAR, as_of=db.clock(), labels=labels)))


def test_labels_are_read_from_the_catalogue_without_running_it(db: Database) -> None:
    assert indicator_labels(db.settings.catalogue) == {code: one.label for code, one in catalogue().items()}


def test_a_row_a_target_with_real_numbers_and_days(db: Database) -> None:
    book = export(db)
    sheet = book["Cibles"]
    assert book.sheetnames[:3] == ["Cibles", "Historique", "Aide"]
    assert [cell.value for cell in sheet[1]] == HEADERS
    assert [cell.value for cell in sheet[2]] == [
        *("cadre_communication", "Projets intégrant un cadre de communication numérique", YEAR, "Tout le territoire"),
        *(None, "Nombre d'établissements", 120, datetime(2021, 9, 1), "31/01/2022 : 250 ; 31/03/2022 : 320"),
        *(400, datetime(2022, 6, 30), HOSTILE, datetime(2022, 3, 15, 10, 0, 7), "poste local"),
    ]
    growth, rate = sheet[3], sheet[4]
    assert (growth[5].value, growth[6].value, growth[9].value) == ("Hausse sur un an, en points", -1, 7)
    assert (rate[3].value, rate[4].value, rate[9].value, rate[8].value) == (
        "Type",
        HOSTILE,
        0.07,
        "31/01/2022 : 10,5 %",
    )
    assert (rate[9].number_format, growth[9].number_format) == ("0.0###%", "+0.0###;-0.0###;0")


def test_what_people_typed_is_text_and_never_a_formula(db: Database) -> None:
    for sheet in export(db):
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_the_header_stays_in_sight_and_three_columns_offer_choices(db: Database) -> None:
    sheet = export(db)["Cibles"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert sheet.freeze_panes == "C2"
    assert sorted(rules) == ["A2", "D2", "F2"]
    assert {rule.type for rule in rules.values()} == {"list"}


def test_an_exported_workbook_given_back_changes_nothing(db: Database) -> None:
    before = targets(db, school_year=YEAR, as_of=db.clock())
    result = import_targets(db, LOCAL, "cibles.xlsx", saved(export(db)))
    assert (result.state, result.rows, result.unchanged, result.decided, result.issues) == ("unchanged", 3, 3, [], [])
    assert targets(db, school_year=YEAR, as_of=db.clock()) == before


def test_one_cell_changed_is_one_decision_and_the_others_stay(db: Database) -> None:
    book = export(db)
    sheet = book["Cibles"]
    sheet["J2"], sheet["L2"] = 420, "Revue de mars"
    before = targets(db, school_year=YEAR, as_of=db.clock())
    result = import_targets(db, LOCAL, "cibles.xlsx", saved(book))
    assert (result.state, len(result.decided), result.unchanged, result.issues) == ("imported", 1, 2, [])
    after = targets(db, school_year=YEAR, as_of=db.clock())
    assert after[1:] == before[1:]
    assert (after[0].value, after[0].reason, after[0].file_name) == (420, "Revue de mars", "cibles.xlsx")
    assert after[0].milestones == before[0].milestones


def test_the_history_says_what_became_of_each_decision(db: Database) -> None:
    first = targets(db, school_year=YEAR, as_of=db.clock())[0]
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year=YEAR,
        measure="count",
        baseline=120,
        value=300,
        due_on=DUE,
        reason="Revue",
    )
    withdraw_target(db, LOCAL, targets(db, school_year=YEAR, as_of=db.clock())[0].id, reason="Abandon")
    rows = list(export(db)["Historique"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[9], row[14]) for row in rows] == [
        ("cadre_communication", 300, "Retirée : Abandon"),
        ("usage_services", 7, "En vigueur"),
        ("usage_services", 0.07, "En vigueur"),
        ("cadre_communication", 400, "Remplacée par une décision plus récente"),
    ]
    assert first.value == 400


def test_a_year_without_a_target_gives_rows_to_fill(db: Database) -> None:
    labels = indicator_labels(db.settings.catalogue)
    content = targets_workbook(db, school_year="2030-2031", as_of=db.clock(), labels=labels)
    assert [cell.value for cell in load_workbook(BytesIO(content))["Cibles"][1]] == HEADERS
    result = import_targets(db, LOCAL, "vide.xlsx", content)
    assert (result.state, result.reason[:36]) == ("refused", "Ce fichier ne contient aucune cible ")
