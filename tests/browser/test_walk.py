"""The secretary's walk, from a database with nothing in it to the workbook of a meeting, in a real browser.

Every number expected here was worked out by hand from the files that the test makes.
"""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from data.returns.questionnaire import ANSWER_SHEET, CODE_ROW, FIRST_ROW
from tests.browser.conftest import OpenPage
from tests.browser.official import directory, school
from tests.browser.screen import (
    NARROW,
    WIDE,
    chart_numbers,
    choose,
    download,
    follow,
    grid,
    no_error,
    press,
    press_link,
    settle,
    upload,
)
from tests.browser.server import serving
from tests.strength.nursery import LONG
from tests.workbooks import saved

pytestmark = pytest.mark.browser

NANTES, SAINT_NAZAIRE = ("44109", "Nantes"), ("44184", "Saint-Nazaire")
SCHOOLS = [
    school("0449001V", "Collège des Ajoncs", "Collège", *NANTES),
    school("0449002W", "Collège des Bruyères", "Collège", *NANTES),
    school("0449003X", "Collège des Genêts", "Collège", *NANTES),
    school("0449004Y", "Collège des Roseaux", "Collège", *NANTES),
    school("0449008C", "École de l'If", "Ecole", *NANTES),
    school("0449009D", "École de l'Orme", "Ecole", *NANTES),
    school("0449005Z", "École du Bouleau", "Ecole", *NANTES),
    school("0449006A", "École du Chêne", "Ecole", *NANTES),
    school("0449007B", "École du Frêne", "Ecole", *NANTES),
    school("0449010E", "Lycée Galerne", "Lycée", *SAINT_NAZAIRE),
    school("0449011F", "Lycée Noroît", "Lycée", *SAINT_NAZAIRE),
    school("0449012G", "Lycée Suroît", "Lycée", *SAINT_NAZAIRE),
]
NOT_A_SCHOOL = school("0449014J", "CIO de Nantes", "Information et orientation", *NANTES)
WRONG_LETTER = school("0449013Z", "École sans la bonne lettre", "Ecole", *NANTES)

# What people typed. The questionnaire lists the schools in the order above, from row 6 on.
TYPED = {
    "0449001V": {"cadre_etat": "Intégré au projet", "date_reponse": date(2022, 3, 10)},
    "0449002W": {"cadre_etat": "Rédigé, non intégré", "date_reponse": date(2022, 3, 11)},
    "0449003X": {"cadre_etat": "Intégré dans projet", "date_reponse": date(2022, 3, 11)},  # E8: no such choice
    "0449005Z": {
        "cadre_etat": "Intégré au projet",
        "cadre_date_adoption": date(2021, 11, 15),
        "date_reponse": date(2022, 3, 14),
    },
    "0449006A": {"cadre_etat": "Intégré au projet", "date_reponse": date(2022, 3, 14)},
    "0449008C": {"cadre_etat": "Intégré au projet", "comite_reunions": "environ 30"},  # M10: not a number
    "0449010E": {"cadre_etat": "Intégré au projet", "date_reponse": date(2022, 3, 21)},
    "0449011F": {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 22)},
}
REFUSED = {
    "E8": "Cadre de communication numérique : « Intégré dans projet » n'est pas un choix proposé : « Intégré au "
    "projet », « Rédigé, non intégré », « En cours de rédaction », « Aucun ». Vouliez-vous dire « Intégré au projet » ?",
    "M10": "Réunions depuis le 1er septembre : « environ 30 » n'est pas un nombre entier : écrivez le nombre seul, "
    "par exemple 30.",
}

# Target: 8 on 30 June from 0 on 1 September. School days of zone B from 2 September 2021, to the end of March:
# 21 + 16 + 16 + 13 + 21 + 10 + 23 = 120; to the end of June: 120 + 11 + 20 + 21 = 172. The pace: 8 x 120 / 172 = 5.58,
# tolerance 8 x 5 % = 0.4. Four say yes, six are silent: from 4 to 10, so nothing can be concluded.
# On pace from 5.18: 2 more yes, and these 6 are ahead, from 5.98. Late when the most is under 5.18: 10 - 5 = 5, so 5 more no.
SENTENCE = (
    "On ne peut pas conclure : entre 4 et 10 projets, le rythme attend 6 au 31/03/2022. 2 réponses favorables de plus "
    "suffiraient à dire « en avance », 5 réponses défavorables à dire « en retard »."
)
BY_TYPE = [
    {"Type": "École", "Attendus": "5", "Oui": "2", "Partiel": "0", "Non": "0", "Silencieux": "3"},
    {"Type": "Collège", "Attendus": "4", "Oui": "1", "Partiel": "1", "Non": "0", "Silencieux": "2"},
    {"Type": "Lycée", "Attendus": "3", "Oui": "1", "Partiel": "0", "Non": "1", "Silencieux": "1"},
]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(WIDE, "light"), (NARROW, "dark")][: 2 if LONG else 1],
    ids=["wide", "narrow"][: 2 if LONG else 1],
)
def test_from_an_empty_database_to_the_workbook_of_a_meeting(
    open_page: OpenPage, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    log = tmp_path / "server.log"
    with serving(tmp_path / "vide" / "base.duckdb", log) as address:
        page = open_page("/", size=size, scheme=scheme, at=address)
        with no_error(page, log):
            load_the_directory(page)
            create_the_campaign(page)
            set_a_target(page)
            take_the_returns_in(page)
            page.goto(f"{address}/?annee=2021-2022&jour=2022-03-31")
            settle(page)
            read_the_synthesis(page)
            read_the_indicator(page)
            freeze_a_meeting(page)


def load_the_directory(page: Page) -> None:
    expect(page.get_by_text("Bienvenue. Rien n'est encore chargé.")).to_be_visible()
    press_link(page, "1. Charger l'annuaire")
    expect(page.get_by_text("Aucun établissement n'est encore connu")).to_be_visible()
    upload(page, "annuaire.csv", directory([*SCHOOLS, NOT_A_SCHOOL, WRONG_LETTER]))
    press(page, "Charger annuaire.csv")
    expect(page.get_by_text("L'annuaire a été lu jusqu'au bout.")).to_be_visible()
    expect(page.get_by_text("12 établissements ouverts dans l'annuaire.")).to_be_visible()
    expect(
        page.get_by_text(
            "12 établissements lus : 12 ajoutés, 0 modifiés, 0 fermés, 0 inchangés. 14\u00a0lignes lues, 1\u00a0service"
        )
    ).to_be_visible()
    (refused,) = grid(page, "Lignes de l'annuaire refusées, avec leur adresse.")
    assert refused == {
        "Cellule": "A15",
        "Que faire": "« 0449013Z » n'est pas un UAI : après 0449013, la lettre attendue est H, pas Z.",
    }


def create_the_campaign(page: Page) -> None:
    follow(page, "Synthèse")
    expect(page.get_by_text("L'annuaire est chargé. Deuxième étape : créer la campagne")).to_be_visible()
    press_link(page, "2. Créer une campagne")
    choose(page, "Année scolaire de la campagne", "2021-2022")
    for label, filled in {"Code": "2021-2022", "Nom": "Enquête 2021-2022"}.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(filled)
    press(page, "Enregistrer la campagne")
    expect(page.get_by_text("La campagne « Enquête 2021-2022 » attend maintenant")).to_be_visible()
    (campaign,) = grid(page, "Campagnes, avec les établissements attendus.")
    assert campaign == {
        "Code": "2021-2022",
        "Nom": "Enquête 2021-2022",
        "Année scolaire": "2021-2022",
        "Ouverture": "01/09/2021",
        "Clôture": "30/06/2022",
        "Attendus": "12",
        "Ont répondu": "0",
    }


def set_a_target(page: Page) -> None:
    follow(page, "Cibles")
    expect(page.get_by_role("heading", name="Quelles cibles pour 2021-2022 ?")).to_be_visible()
    page.get_by_label("Cible", exact=True).fill("8")
    page.get_by_label("Motif", exact=True).fill("Décision du comité")
    press(page, "Fixer cette cible")
    expect(page.get_by_text("Cible fixée pour « Projets intégrant un cadre")).to_be_visible()
    (target,) = grid(page, "Cibles en vigueur, avec leur verdict du jour.")
    assert (target["Valeur initiale"], target["Cible"], target["Échéance"]) == ("0 au 01/09/2021", "8", "30/06/2022")


def take_the_returns_in(page: Page) -> None:
    follow(page, "Retours")
    expect(page.get_by_text("12 établissements attendus, 0 a répondu.")).to_be_visible()
    sent = download(page, "Télécharger le tableau")
    upload(page, "retours.xlsx", fill_in(sent))
    expect(page.get_by_text("6 lignes acceptées sur 8 ; 13 réponses nouvelles")).to_be_visible()
    settle(page)
    refused = grid(page, "Cellules refusées ou à vérifier, avec leur adresse et ce qu'il faut faire.")
    assert {row["Cellule"]: row["Que faire"] for row in refused} == REFUSED
    press(page, "Importer 6 retours d'établissements")
    expect(page.get_by_text("6 retours d'établissements : c'est enregistré")).to_be_visible()
    expect(page.get_by_text("12 établissements attendus, 6 ont répondu.")).to_be_visible()
    (batch,) = grid(page, "Fichiers importés, du plus récent au plus ancien.")
    assert (batch["Fichier"], batch["Lignes acceptées"], batch["Remarques"]) == ("retours.xlsx", "6 sur 8", "2")


def read_the_synthesis(page: Page) -> None:
    expect(page.get_by_text("Situation au 31/03/2022 · tous les établissements").first).to_be_visible()
    expect(page.get_by_text("Au 31/03/2022 : 1 « on ne peut pas conclure », 3 « sans cible ».")).to_be_visible()
    expect(page.get_by_text(SENTENCE, exact=True)).to_be_visible()
    shown = [metric.inner_text().split() for metric in page.get_by_test_id("stMetric").all()[:4]]
    assert shown == [
        ["Connu", "4"],
        ["Au", "plus", "10"],
        ["Attendu", "à", "ce", "jour", "6"],
        ["Cible", "au", "30/06/2022", "8"],
    ]
    months = {row["Jour"]: (row["Connus (oui)"], row["Au plus"]) for row in chart_numbers(page, 0)}
    # The school that adopted its framework on 15 November counts from that day.
    assert (months["31/10/2021"], months["30/11/2021"], months["31/03/2022"]) == (("0", "12"), ("1", "12"), ("4", "10"))


def read_the_indicator(page: Page) -> None:
    press_link(page, "Où, et pourquoi : cadre de communication")
    expect(page.get_by_text(SENTENCE, exact=True)).to_be_visible()
    numbers = {row["Type"]: row for row in chart_numbers(page, 1)}
    assert [{name: numbers[row["Type"]][name] for name in row} for row in BY_TYPE] == BY_TYPE
    listed = download(page, "Télécharger cette liste (CSV pour Excel)").decode("utf-8-sig")
    rows = {row["UAI"]: row for row in csv.DictReader(StringIO(listed), delimiter=";")}
    assert len(rows) == 12
    said = rows["0449006A"]
    assert (said["Établissement"], said["État"], said["Réponse du"]) == ("École du Chêne", "Oui", "14/03/2022")
    assert (said["Fichier"], said["Cellule"]) == ("retours.xlsx", "Réponses!E13")
    assert (rows["0449008C"]["État"], rows["0449008C"]["Fichier"]) == ("Silencieux", "")


def freeze_a_meeting(page: Page) -> None:
    follow(page, "Séances")
    page.get_by_label("Nom de la séance").fill("Comité du 31 mars 2022")
    press(page, "Figer la situation au 31 mars 2022")
    expect(page.get_by_text("La séance « Comité du 31 mars 2022 » est figée.")).to_be_visible()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    page.get_by_text("Télécharger", exact=True).click()
    book = load_workbook(BytesIO(download(page, "Classeur (XLSX)")))
    row = next(row for row in book["Synthèse"].iter_rows(values_only=True) if str(row[0]).startswith("Projets"))
    known, low, high, target, due, pace, answered, silent, expected = row[3:12]
    assert (known, low, high, target, due) == (4, 4, 10, 8, datetime(2022, 6, 30))
    assert pace == pytest.approx(8 * 120 / 172)
    assert (answered, silent, expected) == (6, 6, 12)
    assert book["Cadre de communication"]._charts


def fill_in(questionnaire: bytes) -> bytes:
    """The questionnaire as it was sent, filled with what people typed."""
    book = load_workbook(BytesIO(questionnaire))
    sheet = book[ANSWER_SHEET]
    columns = {cell.value: cell.column for cell in sheet[CODE_ROW]}
    for row in range(FIRST_ROW, FIRST_ROW + len(SCHOOLS)):
        for code, value in TYPED.get(sheet.cell(row, columns["uai"]).value, {}).items():
            sheet.cell(row, columns[code]).value = value
    return saved(book)
