"""The list of establishments, taken away: every row, real days and numbers, texts that nothing runs."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from indicators.establishments.worklist import LARGEST, Choice, Worklist, worklist
from indicators.exports.establishment_list import worklist_csv, worklist_workbook
from tests.helpers import add_establishments, memory_database
from tests.indicators.some_establishments import B, C, D, E, F, filled, found

HOSTILE = '=HYPERLINK("http://x";"y") <b>x</b>'
FIRST_ROW = 8


@pytest.fixture(scope="module")
def db() -> Database:
    return filled()


@pytest.fixture(scope="module")
def listed(db: Database) -> Worklist:
    return worklist(found(db, "comite_fonctionnel"))


def sheet(content: bytes) -> Worksheet:
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Établissements"]
    return book["Établissements"]


def rows(of: Worksheet) -> list[dict[str, object]]:
    header, *others = of.iter_rows(min_row=FIRST_ROW - 1, values_only=True)
    return [dict(zip([str(name) for name in header], row, strict=True)) for row in others]


def test_the_workbook_holds_all_rows_in_the_order_chosen_with_real_days_and_numbers(
    db: Database, listed: Worklist
) -> None:
    read = sheet(worklist_workbook(listed, Choice(), db.settings))
    told = rows(read)
    assert [row["UAI"] for row in told][:3] == [C, B, "0440001M"]
    assert len(told) == 9
    assert told[0] | {} == {
        "Établissement": "Collège C",
        "État": "Partiel",
        "Ce qui manque": "comptes rendus non diffusés",
        "Critères manquants": 1,
        "Ancienneté (jours)": 64,
        "Élèves": 600,
        "Type": "Collège",
        "Secteur": "Public",
        "Commune": "Nantes",
        "EPCI": "Nantes Métropole",
        "Circonscription": None,
        "Éducation prioritaire": None,
        "Réponse du": datetime(2022, 1, 10),
        "UAI": C,
    }
    day = next(cell for cell in read[FIRST_ROW] if isinstance(cell.value, datetime))
    assert (day.number_format, day.style) == ("dd/mm/yyyy", "gv date")


def test_the_workbook_says_the_day_the_filters_and_what_was_looked_for(db: Database, listed: Worklist) -> None:
    choice = Choice(states=("silencieux",), order=LARGEST)
    read = sheet(worklist_workbook(listed, choice, db.settings, demonstration=True))
    said = [str(read.cell(row, 1).value).replace("\u00a0", " ") for row in range(1, 6)]
    assert said[0] == "4 établissements sont à un pas du oui (sur 5 partiels) : il ne leur manque qu'un critère."
    assert said[1] == "Situation au 15 mars 2022 · Comité fonctionnel"
    assert "Tout le territoire · Données de démonstration" in said[2]
    assert (
        said[3] == "Ce que contient cette liste : état : Silencieux ; ordre : les plus grands. 2 établissements sur 9."
    )
    assert [row["UAI"] for row in rows(read)] == [E, F]


def test_the_csv_reads_in_french_excel_with_the_same_rows(listed: Worklist) -> None:
    content = worklist_csv(listed, Choice(states=("partiel",), criterion="direction absente"))
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["UAI"] for row in read] == ["0440009W", D]
    assert read[1]["Situation au"] == "15/03/2022"
    assert read[1]["Réponse du"] == "01/03/2022"
    assert read[1]["Critères manquants"] == "2"
    assert read[0]["Élèves"] == ""
    assert "critère manquant : direction absente" in read[0]["Filtres"]


def test_what_people_typed_is_a_text_that_nothing_runs() -> None:
    db = memory_database()
    add_establishments(db, [{"name": HOSTILE, "commune": "+1"}, {"name": "Collège B"}])
    create_campaign(db, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    listed = worklist(found(db, "comite_fonctionnel", on=date(2022, 3, 15)))
    choice = Choice(search="hyperlink")
    cell = sheet(worklist_workbook(listed, choice, db.settings)).cell(FIRST_ROW, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE, "s", True)
    row = next(csv.DictReader(StringIO(worklist_csv(listed, choice).decode("utf-8-sig")), delimiter=";"))
    assert (row["Établissement"], row["Commune"]) == (f"'{HOSTILE}", "'+1")
