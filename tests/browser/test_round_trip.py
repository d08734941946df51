"""The round trip of returns as the secretary makes it, in a real browser: fiches out, a zip in, corrections, undoing.

The store is that of tests/screens/stores.py: of nine establishments, C, F, H and I have said nothing.
"""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data.returns.questionnaire import ANSWER_SHEET, CODE_ROW, FIRST_ROW
from tests.browser.conftest import OpenPage
from tests.browser.screen import (
    NARROW,
    complaints,
    cut_texts,
    download,
    follow,
    grave_violations,
    grid,
    settle,
)
from tests.browser.server import serving
from tests.screens.reading import read
from tests.screens.stores import A, C, E, F, H, I, fill
from tests.workbooks import saved, table

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
# What heads of school typed in their fiche: one right, one with a faulty cell, one to be verified.
TYPED: dict[str, dict[str, Any]] = {
    H: {
        "cadre_etat": "Intégré au projet",
        "comite_existe": "Non",
        "formation_suivie": "Oui",
        "date_reponse": date(2022, 3, 21),
    },
    C: {
        "cadre_etat": "Intégré dans projet",
        "comite_existe": "Non",
        "formation_suivie": "Oui",
        "date_reponse": date(2022, 3, 22),
    },
    I: {
        "cadre_etat": "Aucun",
        "comite_existe": "Oui",
        "comite_reunions": 0,
        "formation_suivie": "Non",
        "date_reponse": date(2022, 3, 23),
    },
}
# A table of somebody's own: no header is a label of the questionnaire; both rows replace an answer that is known.
OWN_TABLE = table(
    [
        ["Suivi du bassin"],
        ["UAI", "Nom", "Cadre de com. numérique", "Comité de pilotage", "Date de réponse"],
        [A, "Collège A", "Aucun", "Oui", date(2022, 3, 20)],
        [E, "École E", "Rédigé, non intégré", "Non", date(2022, 3, 20)],
    ]
)
OWN_NAME, CORRECTED = "suivi du bassin.xlsx", "fiche corrigée.xlsx"
FAULT = (
    "Cadre de communication numérique : « Intégré dans projet » n'est pas un choix proposé : « Intégré au projet », "
    "« Rédigé, non intégré », « En cours de rédaction », « Aucun ». Vouliez-vous dire « Intégré au projet » ?"
)
REMARKS = "Cellules refusées ou à vérifier, avec leur adresse et ce qu'il faut faire."
CELLS = "Ce que change chaque cellule : la réponse connue à côté de la nouvelle."
HISTORY = "Fichiers importés, du plus récent au plus ancien."
TO_CHASE = "Établissements à relancer, avec leur adresse fonctionnelle et ce qui manque."
SETTLED = "Remarques classées, avec le motif, par qui et quand, de la plus récente à la plus ancienne."
ORIGINS = "Réponses, avec le fichier, la feuille et la cellule qui les ont dites, et ce qu'elles sont devenues."


def test_from_the_fiches_sent_to_a_return_taken_back(open_page: OpenPage, tmp_path: Path) -> None:
    store, log = tmp_path / "base.duckdb", tmp_path / "server.log"
    fill(store)
    with serving(store, log) as address:
        page = open_page(f"/retours{LINK}", at=address)
        said = complaints(page)
        returned = fill_in_fiches(send_the_fiches(page))
        preview_the_drop(page, returned)
        approve_the_columns(page)
        leave_one_row_out(page)
        correction = take_the_correction(page)
        import_the_drop(page)
        corrected = import_the_correction(page, correction)
        settle_the_remark(page)
        see_who_is_left(page)
        trace_the_answer(page, expected="Compte")
        undo_the_correction(page, corrected)
        trace_the_answer(page, expected="Annulée")
        take_it_back(page)
        assert said == []
        legible_on_a_telephone(open_page, address, returned)
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")


# --- out


def send_the_fiches(page: Page) -> bytes:
    """The zip of fiches, as it was downloaded."""
    expect(page.get_by_text("9 établissements attendus, 5 ont répondu.")).to_be_visible()
    press(page, "Préparer les 9 fiches")
    return download(page, "Télécharger les fiches (zip)")


def fill_in_fiches(sent: bytes) -> bytes:
    """The fiches that come back, in one zip."""
    back = BytesIO()
    with ZipFile(BytesIO(sent)) as out, ZipFile(back, "w") as returned:
        assert len(out.namelist()) == 10  # nine fiches and the mailing list
        for name in out.namelist():
            if typed := TYPED.get(name[:8]):
                returned.writestr(name, fill_in_fiche(out.read(name), typed))
    return back.getvalue()


def fill_in_fiche(content: bytes, typed: dict[str, Any]) -> bytes:
    book = load_workbook(BytesIO(content))
    places = {row[0].value: row[2] for row in book[ANSWER_SHEET].iter_rows()}
    for code, value in typed.items():
        places[code].value = value
    return saved(book)


# --- in


def preview_the_drop(page: Page, returned: bytes) -> None:
    hand_in(page, ("retours.zip", returned), (OWN_NAME, OWN_TABLE))
    expect(
        page.get_by_text("4 fichiers lus : 1 aux colonnes à valider, 2 acceptés en entier, 1 refusé.")
    ).to_be_visible()
    settle(page)
    files = {row["Fichier"].split("/")[-1]: row for row in grid(page, "Les fichiers du dépôt, un par ligne.")}
    assert {name[:8]: row["État"] for name, row in files.items()} == {
        H: "Tout est accepté",
        C: "Refusé",
        I: "Tout est accepté",
        OWN_NAME[:8]: "Colonnes à valider",
    }
    # The most worrying file is the one shown first.
    (refused,) = grid(page, REMARKS)
    assert (refused["Cellule"], refused["Feuille"], refused["Que faire"]) == ("C14", ANSWER_SHEET, FAULT)


def approve_the_columns(page: Page) -> None:
    look_at(page, OWN_NAME)
    expect(page.get_by_text("vérifiez les correspondances")).to_be_visible()
    proposed = {
        "Cadre de com. numérique": "Cadre de communication numérique",
        "Comité de pilotage": "Comité de pilotage numérique constitué",
        "Date de réponse": "Date de la réponse",
    }
    for header, question in proposed.items():
        expect(page.get_by_role("combobox", name=f"Colonne « {header} »")).to_have_value(question)
    press(page, "Valider ces correspondances")
    expect(page.get_by_text("Correspondances gardées : le fichier est lu avec elles.")).to_be_visible()
    expect(page.get_by_text("4 fichiers lus : 3 acceptés en entier, 1 refusé.")).to_be_visible()


def leave_one_row_out(page: Page) -> None:
    """The free table would replace what is known of A: not this time. E's answer is replaced."""
    look_at(page, OWN_NAME)
    page.get_by_text("Ce que chaque cellule change", exact=True).click()
    settle(page)
    replaced = {row["Cellule"]: (row["UAI"], row["Avant"], row["Après"]) for row in grid(page, CELLS)}
    assert (replaced["C3"], replaced["C4"]) == ((A, "Intégré au projet", "Aucun"), (E, "Aucun", "Rédigé, non intégré"))
    pick_out(page, "Lignes à écarter", f"Collège A ({A}), {OWN_NAME}, ligne 3")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Importer 3 retours d'établissements")).to_be_visible()
    settle(page)


def take_the_correction(page: Page) -> bytes:
    """The correction workbook of the refused fiche, as it was downloaded: its faulty cell says what to do."""
    look_at(page, C)
    correction = download(page, "Télécharger le classeur de correction")
    sheet = load_workbook(BytesIO(correction))[ANSWER_SHEET]
    columns = {cell.value: cell.column for cell in sheet[CODE_ROW]}
    row = {code: sheet.cell(FIRST_ROW, column).value for code, column in columns.items()}
    assert (row["uai"], row["cadre_etat"], row["a_corriger"]) == (C, "Intégré dans projet", FAULT)
    assert FAULT in sheet.cell(FIRST_ROW, columns["cadre_etat"]).comment.text
    return correction


def import_the_drop(page: Page) -> None:
    press(page, "Importer 3 retours d'établissements")
    expect(page.get_by_text("3 retours d'établissements : c'est enregistré")).to_be_visible()
    expect(page.get_by_text("9 établissements attendus, 7 ont répondu.")).to_be_visible()
    taken = {row["Fichier"].split("/")[-1]: row for row in grid(page, HISTORY)}
    told = {name[:8]: (row["Lignes acceptées"], row["Remarques"]) for name, row in taken.items()}
    assert (told[H], told[I], told[OWN_NAME[:8]]) == (("1 sur 1", "0"), ("1 sur 1", "1"), ("1 sur 2", "1"))
    assert C not in told


def import_the_correction(page: Page, correction: bytes) -> bytes:
    """The correction workbook filled and dropped as it is; its bytes."""
    book = load_workbook(BytesIO(correction))
    sheet = book[ANSWER_SHEET]
    column = next(cell.column for cell in sheet[CODE_ROW] if cell.value == "cadre_etat")
    sheet.cell(FIRST_ROW, column).value = "Intégré au projet"
    corrected = saved(book)
    hand_in(page, (CORRECTED, corrected))
    press(page, "Importer 1 retour d'établissement")
    expect(page.get_by_text("9 établissements attendus, 8 ont répondu.")).to_be_visible()
    return corrected


# --- after


def settle_the_remark(page: Page) -> None:
    follow(page, "À vérifier")
    expect(page.get_by_text("1 réponse acceptée demande une vérification.")).to_be_visible()
    page.get_by_text("Lycée I · Réunions depuis le 1er septembre").click()
    page.get_by_role("textbox", name="Ce qui a été vérifié").fill("Confirmé au téléphone")
    press(page, "Classer comme vérifié")
    expect(page.get_by_text("Rien à vérifier.")).to_be_visible()
    (settled,) = grid(page, SETTLED)
    assert (settled["Établissement"], settled["Motif"]) == ("Lycée I", "Confirmé au téléphone")


def see_who_is_left(page: Page) -> None:
    follow(page, "Relances")
    assert [row["Établissement"] for row in grid(page, TO_CHASE)] == ["École F"]
    sheet = load_workbook(BytesIO(download(page, "Télécharger la liste (XLSX)")))["Silencieux"]
    assert read(str(sheet["A1"].value)) == "1 établissement sans réponse sur 9 attendus"
    assert [row[0] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]] == [F]


def trace_the_answer(page: Page, *, expected: str) -> None:
    """What the corrected answer says of where it comes from."""
    follow(page, "Origine")
    combobox = page.get_by_role("combobox", name="Établissement attendu dans l'année scolaire")
    combobox.fill(C)
    page.get_by_role("option").filter(has_text=C).click()
    settle(page)
    answers = {row["Question"]: row for row in grid(page, ORIGINS)}
    said = answers["Cadre de communication numérique"]
    assert (said["État"], said["Réponse"]) == (expected, "Intégré au projet")
    assert (said["Fichier"], said["Feuille"], said["Cellule"]) == (CORRECTED, ANSWER_SHEET, "F6")


def undo_the_correction(page: Page, corrected: bytes) -> None:
    follow(page, "Retours")
    expect(page.get_by_text(f"{CORRECTED} : 1 ligne acceptée sur 1")).to_be_visible()  # the latest import comes first
    assert download(page, "Télécharger l'original") == corrected
    page.get_by_role("textbox", name="Motif").fill("Déposé trop tôt")
    press(page, "Annuler cet import entier")
    expect(page.get_by_text(f"L'import de « {CORRECTED} » est annulé : ses réponses ne comptent plus.")).to_be_visible()
    expect(page.get_by_text("9 établissements attendus, 7 ont répondu.")).to_be_visible()


def take_it_back(page: Page) -> None:
    follow(page, "Retours")
    page.get_by_role("textbox", name="Motif").fill("C'était le bon")
    press(page, "Reprendre cet import")
    expect(
        page.get_by_text(f"L'import de « {CORRECTED} » est repris : ses réponses comptent à nouveau.")
    ).to_be_visible()
    expect(page.get_by_text("9 établissements attendus, 8 ont répondu.")).to_be_visible()


def legible_on_a_telephone(open_page: OpenPage, address: str, returned: bytes) -> None:
    """The same pages on a narrow and dark screen: nothing cut, nothing that axe finds grave."""
    page = open_page(f"/a_verifier{LINK}", size=NARROW, scheme="dark", at=address)
    for path in ("/a_verifier", "/relances", f"/origine?uai={C}", "/retours"):
        if not page.url.startswith(address + path):
            page.goto(address + path)
            settle(page)
        assert grave_violations(page) + cut_texts(page) == [], path
    hand_in(page, ("retours.zip", returned), (OWN_NAME, OWN_TABLE))
    expect(page.get_by_text("4 fichiers lus")).to_be_visible()
    settle(page)
    assert grave_violations(page) + cut_texts(page) == []


# --- gestures


def look_at(page: Page, file: str) -> None:
    """Choose the file of the drop to look at closely."""
    pick_out(page, "Fichier à regarder de près", file)
    settle(page)


def pick_out(page: Page, label: str, text: str) -> None:
    """Choose, in a list of the page, the option that holds this text."""
    box = page.get_by_test_id("stMain").get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(200)  # a screen that scrolls under a list closes it
    box.press("ArrowDown")
    page.get_by_role("option").filter(has_text=text).click()


def hand_in(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop several files at once."""
    dropped = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(dropped)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    settle(page)
