"""The plan of a séance in its workbook, read back by openpyxl."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicators.exports.plan import MOST_PATHS, paths
from indicators.exports.seance import read_seance
from indicators.exports.sheets.chain import said
from indicators.exports.workbook import workbook_bytes
from indicators.plan.effect import NO_CAUSE
from tests.indicators.exports.seances import planned_seance, recent_payload, recent_seance
from tests.indicators.exports.test_workbook import row_of, texts, values

SHEETS = ["Plan d'action", "Étapes", "Avant et après", "Chaîne", "Diagnostic", "Fiches du plan"]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(planned_seance())))


def table(sheet: Worksheet, header: str, columns: int) -> list[list[Any]]:
    """The rows under a header, to the first blank one."""
    at, found = row_of(sheet, header) + 1, []
    while any(row := values(sheet, at, columns)):
        found.append(row)
        at += 1
    return found


def test_the_sheets_of_the_plan_follow_the_targets_and_the_summary_names_them(book: Workbook) -> None:
    after = book.sheetnames.index("Cibles") + 1
    assert book.sheetnames[after : after + len(SHEETS)] == SHEETS
    summary = texts(book["Sommaire"])
    assert all(name in summary for name in SHEETS)
    assert (
        "4\u00a0actions : 1 en retard, 1 en cours, 1 terminée, 1 en pause ; 3\u00a0maillons manquent à la chaîne."
        in summary
    )


def test_an_action_is_a_row_of_real_dates_and_numbers(book: Workbook) -> None:
    first, second, third, fourth = table(book["Plan d'action"], "Repère", 19)
    assert first == [
        "A1", "Définir un cadre interne", "Écrire une charte", "Avec chaque établissement.", "RUPN, Élus", "Pilotage",
        "Court terme", datetime(2022, 1, 3), datetime(2022, 6, 30), None, "▼ En retard", 5, 1, 2,
        "2\u00a0établissements : Collège Prévert, Lycée Clemenceau", "Cadre de communication", "On s'écrit moins.", "Du temps.",
        None,
    ]  # fmt: skip
    assert (second[0], second[7], second[10], second[11]) == ("A2", datetime(2022, 2, 1), "● En cours", None)
    assert (third[9], third[10]) == (datetime(2022, 2, 20), "✓ Terminée")
    assert (fourth[10], fourth[18]) == ("❙❙ En pause", "Le logiciel change.")


def test_steps_are_rows_with_their_action(book: Workbook) -> None:
    assert table(book["Étapes"], "Repère", 7) == [
        ["E1", "Réunir", "A1", "Écrire une charte", datetime(2022, 1, 14), datetime(2022, 1, 10), "✓ Faite"],
        ["E2", "Diffuser", "A1", "Écrire une charte", datetime(2022, 3, 10), None, "▼ En retard"],
    ]


def test_each_sheet_has_filters_frozen_panes_and_a_page(book: Workbook) -> None:
    for name in SHEETS:
        sheet = book[name]
        assert sheet.auto_filter.ref and sheet.freeze_panes and sheet.print_area and sheet.print_title_rows, name


def test_its_many_columns_are_printed_on_two_pages_of_a3_with_the_reference_on_both(book: Workbook) -> None:
    sheet = book["Plan d'action"]
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (sheet.PAPERSIZE_A3, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.print_title_cols) == (2, "$A:$A")
    # What is above the table keeps within the first of them.
    assert max(one.max_col for one in sheet.merged_cells.ranges) == 9
    # The column that comes again on the second one would bring back a clipped title with it.
    header = row_of(sheet, "Repère")
    assert not any(sheet.cell(row, 1).value for row in range(1, header))
    assert sheet.cell(1, 2).value.startswith("4\u00a0actions")


def test_a_way_through_the_chain_is_a_row_and_what_is_missing_is_listed_below(book: Workbook) -> None:
    sheet = book["Chaîne"]
    assert table(sheet, "Retour d'expérience", 6) == [
        ["R1 · Un collège pilote dans la durée", "I1 · Trop d'outils sans cadre", "B1 · Anticiper",
         "L1 · Un code de conduite", "A1 · Écrire une charte", "Cadre de communication"],
        [None, "I2 · Peu d'usage par moments", None, None, None, None],
        [None, None, None, None, "A2 · Former par les pairs", None],
        [None, None, None, None, "A3 · Publier un guide", None],
        [None, None, None, None, "A4 · Recenser les équipements", None],
        [None, None, None, None, None, "Usage des services"],
    ]  # fmt: skip
    assert table(sheet, "Nature", 3) == [
        ["Irritant", "I2 · Peu d'usage par moments", "Aucun besoin n'en est tiré."],
        ["Action", "A2 · Former par les pairs", "Elle n'a pas de pilote."],
        ["Indicateur", "Usage des services", "Aucune action ne vise cet indicateur."],
    ]


def test_the_diagnosis_sets_side_by_side_what_was_heard_of_a_theme(book: Workbook) -> None:
    assert table(book["Diagnostic"], "Thème", 4) == [
        ["Gouvernance et anticipation", "R1 · Un collège pilote dans la durée", None, None],
        ["Sans thème", None, "I1 · Trop d'outils sans cadre", "F1 · Le soutien des familles"],
        ["Sans thème", None, "I2 · Peu d'usage par moments", None],
    ]


def test_every_other_text_of_the_plan_is_whole_somewhere(book: Workbook) -> None:
    rows = {row[0]: row for row in table(book["Fiches du plan"], "Repère", 8)}
    assert list(rows) == ["R1", "F1", "I1", "I2", "B1", "L1", "X1", "X2", "D1", "D2", "N1"]
    assert rows["R1"][3:5] == ["Une stratégie commune.", "Gouvernance et anticipation"]
    assert "Lien : https://exemple.fr/retour" in rows["R1"][7] and "Rapporté par : Parents" in rows["R1"][7]
    assert rows["B1"][5] == "I1"
    assert rows["D1"][7] == "Décidée le 15/11/2021 · Ce qui est décidé : Oui. · Actions : A1"
    assert rows["D2"][6] == datetime(2022, 3, 15)
    assert rows["N1"][3] == "Tous sont là."


def test_before_and_after_are_numbers_with_the_warning(book: Workbook) -> None:
    sheet = book["Avant et après"]
    assert NO_CAUSE in texts(sheet)
    began, now = datetime(2022, 1, 3), datetime(2022, 3, 15)
    concerned, others = table(sheet, "Action", 14)
    # Two concerned, none then one oui: half of them, 50 points more.
    assert concerned[3:] == ["Concernés", 2, began, 0, 0, 0, now, 2, 1, 0.5, 50]
    assert others[3:9] == ["Autres", 3, began, 1, 1, pytest.approx(1 / 3)]
    assert others[13] == 0


def test_masked_numbers_are_not_in_the_workbook() -> None:
    snapshot = planned_seance()
    [effect] = snapshot.payload["plan"]["actions"][0]["effects"]
    effect |= {"concerned": None, "others": None, "masked": True, "sentence": "Trop peu d'établissements."}
    sheet = load_workbook(BytesIO(workbook_bytes(snapshot)))["Avant et après"]
    [row] = table(sheet, "Action", 15)
    assert [cell for cell in row[4:14] if not isinstance(cell, datetime)] == ["masqué"] * 8
    assert row[14] == "Trop peu d'établissements."


def test_a_seance_frozen_before_there_was_a_plan_or_with_nothing_told_has_no_such_sheet() -> None:
    nothing = {"plan": dict.fromkeys(planned_seance().payload["plan"], [])}
    contents = [workbook_bytes(recent_seance(payload=recent_payload() | told)) for told in ({}, nothing)]
    assert contents[0] == contents[1]
    assert not set(SHEETS) & set(load_workbook(BytesIO(contents[0]), read_only=True).sheetnames)


def test_an_action_frozen_without_its_effects_is_written() -> None:
    snapshot = planned_seance()
    for action in snapshot.payload["plan"]["actions"]:
        del action["effects"]
    assert "A1" in texts(load_workbook(BytesIO(workbook_bytes(snapshot)))["Plan d'action"])


def test_chains_by_the_thousand_are_cut_and_it_is_said() -> None:
    """Ten lessons, each linked with ten irritants, and so on: ten thousand ways."""
    snapshot = planned_seance()
    plan = snapshot.payload["plan"]
    links = (
        ("lessons", "R", None),
        ("irritants", "I", "lessons"),
        ("needs", "B", "irritants"),
        ("levers", "L", "needs"),
    )
    for part, letter, link in links:
        model, above = plan[part][0], [one["ref"] for one in plan[link]] if link else []
        plan[part] = [model | {"ref": f"{letter}{at}"} | ({link: above} if link else {}) for at in range(1, 11)]
    count = len(paths(read_seance(snapshot), plan))
    assert count == MOST_PATHS
    assert said(count) == (
        "Un chemin par ligne. Case vide : le maillon manque sur ce chemin. "
        "Seuls les 5\u202f000 premiers chemins sont écrits."
    )
