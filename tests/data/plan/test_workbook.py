"""The workbook of the plan going out: a sheet a kind, texts that stay texts, all that was said, how to fill it."""

from datetime import datetime

import pytest
from openpyxl import Workbook

from data.database import LOCAL
from data.plan import change, withdraw
from data.plan.declaration import DECLARED
from tests.data.plan.plans import HOSTILE, current, directory, exported, full_plan, place
from tests.helpers import make_uai


@pytest.fixture(scope="module")
def book() -> Workbook:
    db = directory()
    full_plan(db)
    return exported(db)


def cell(book: Workbook, kind: str, row: int, code: str) -> object:
    sheet, column = place(book, kind, code)
    return book[sheet].cell(row, column).value


def test_a_sheet_a_kind_then_history_and_help(book: Workbook) -> None:
    shown = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    assert shown == [*(declared.labels for declared in DECLARED), "Historique", "Aide"]
    assert [one.value for one in book["Irritants"][1]] == [
        *("Repère", "Intitulé", "Texte", "Retours d'expérience", "Irritant principal", "Version", "Par"),
    ]
    assert (book["Irritants"].freeze_panes, book["Irritants"].print_title_rows) == ("C2", "$1:$1")


def test_cells_hold_days_names_references_and_groups(book: Workbook) -> None:
    assert cell(book, "lesson", 2, "told_on") == datetime(2022, 3, 1)
    assert cell(book, "lesson", 2, "themes") == "Gouvernance et anticipation ; Enseigner et apprendre"
    assert cell(book, "action", 2, "actors") == "AAN ; Familles ; tuteurs"
    assert (cell(book, "action", 2, "axis"), cell(book, "action", 2, "levers")) == ("X1", "L1")
    assert cell(book, "need", 2, "irritants").split(" ; ")[:2] == ["I1", "I2"]  # type: ignore[attr-defined]
    assert cell(book, "irritant", 2, "main") == "Oui"
    assert cell(book, "action", 2, "indicators") == "cadre_communication ; comite_fonctionnel"
    concerned = [cell(book, "action", row, "concerns") for row in (2, 3, 4)]
    assert concerned == ["EPCI : A ; B ; Nantes Métropole", f"{make_uai(1)} ; {make_uai(2)}", "Tous"]


def test_hostile_texts_are_texts_in_every_cell(book: Workbook) -> None:
    for name in book.sheetnames:
        for row in book[name].iter_rows():
            assert all(one.data_type != "f" and one.hyperlink is None for one in row)
    titles = [book["Irritants"].cell(row, 2) for row in range(2, len(HOSTILE) + 2)]
    assert [one.data_type for one in titles] == ["s"] * len(HOSTILE)
    assert titles[0].value == "=1+1"


def test_drop_downs_warn_and_offer_the_rows_to_add(book: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in book["Besoins"].data_validations.dataValidation}
    last = len(HOSTILE) + 1 + 40
    assert [(place, rule.formula1) for place, rule in rules.items()] == [("D2:D42", f"'Irritants'!$A$2:$A${last}")]
    kinds = {str(rule.sqref)[0]: rule for rule in book["Étapes"].data_validations.dataValidation}
    assert (kinds["C"].errorStyle, kinds["C"].showErrorMessage) == ("warning", True)
    strengths = book["Forces"].data_validations.dataValidation
    assert strengths[0].formula1 == "'Retours d''expérience'!$A$2:$A$42"


def test_the_history_has_every_version_and_the_reason_of_a_withdrawal() -> None:
    db = directory()
    full_plan(db)
    axis = change(db, LOCAL, current(db).of("axis")[0], {"title": "Un autre cadre"})
    withdraw(db, LOCAL, axis, reason="=doublon")
    rows = [[one.value for one in row] for row in exported(db)["Historique"].iter_rows(min_row=2)]
    axes = [(row[0], row[4], row[6]) for row in rows if row[1] == "Axe"]
    assert axes == [
        ("X1", "Retrait : =doublon", "Intitulé : Un autre cadre"),
        ("X1", "Remplacée par une version plus récente", "Intitulé : Un autre cadre"),
        ("X1", "Remplacée par une version plus récente", "Intitulé : Un cadre"),
    ]
    assert [row[0] for row in rows if row[1] == "Terme"] == ["T101"]


def test_an_empty_plan_gives_a_workbook_to_fill() -> None:
    db = directory()
    book = exported(db)
    assert book["Actions"].max_row == 41
    assert [book["Actions"].cell(2, column).value for column in range(1, 5)] == [None] * 4
    assert book["Listes"].cell(2, 2).value == "Égal accès au numérique"
