"""All the fiches of a campaign in one zip, and the list that says to whom each goes."""

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.returns.questionnaire import fiche_name, fiches_zip, mailing_csv, mailing_list, questionnaire
from tests.helpers import add_answers, add_establishments, make_uai, memory_database


@pytest.fixture(scope="module")
def db() -> Database:
    db = memory_database()
    add_establishments(
        db,
        [
            {"name": "Lycée Cœur-de-Jésus / ../x", "type": "Lycée"},
            {"name": "Collège Jacques Prévert", "type": "Collège"},
            {"name": "=1+1", "type": "École", "commune": "@Nantes"},
        ],
    )
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    add_answers(db, campaign="p", answered_on=date(2022, 3, 1), answers=[(make_uai(2), "comite_existe", "oui")])
    return db


NAMES = [
    f"{make_uai(2)}_College_Jacques_Prevert_Nantes.xlsx",
    f"{make_uai(3)}_1_1_Nantes.xlsx",
    f"{make_uai(1)}_Lycee_Coeur-de-Jesus_x_Nantes.xlsx",
]


def test_one_fiche_an_establishment_in_the_order_of_the_list(db: Database) -> None:
    told: list[tuple[int, int]] = []
    content = fiches_zip(db, campaign="p", as_of=db.clock(), progress=lambda done, total: told.append((done, total)))
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [*NAMES, "liste_publipostage.csv"]
        assert archive.testzip() is None
        assert archive.read("liste_publipostage.csv") == mailing_csv(db, campaign="p", as_of=db.clock())
        whose = [load_workbook(BytesIO(archive.read(name)))["_gouvernail"]["B5"].value for name in NAMES]
    assert whose == [make_uai(2), make_uai(3), make_uai(1)]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_fiche_of_the_zip_is_the_fiche_alone_and_the_zip_is_the_same_each_time(db: Database) -> None:
    as_of = db.clock()
    one, two = (fiches_zip(db, campaign="p", as_of=as_of) for _ in range(2))
    assert one == two
    alone = questionnaire(db, campaign="p", layout="fiche", uai=[make_uai(2)], as_of=as_of)
    with ZipFile(BytesIO(one)) as archive:
        assert archive.read(NAMES[0]) == alone


def test_only_the_establishments_asked_for(db: Database) -> None:
    content = fiches_zip(db, campaign="p", uai=[make_uai(3), make_uai(1).lower()], as_of=db.clock())
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [*NAMES[1:], "liste_publipostage.csv"]
    with pytest.raises(Refusal, match="n'attend pas 0449999Z"):
        fiches_zip(db, campaign="p", uai=["0449999Z"], as_of=db.clock())


def test_names_stay_within_what_every_system_keeps() -> None:
    assert fiche_name("0440021J", "", "") == "0440021J.xlsx"
    assert fiche_name("0440021J", "C:\\con\n..", "L'Haÿ") == "0440021J_C_con_L_Hay.xlsx"
    assert fiche_name("0440021J", "é" * 300, "n" * 300) == f"0440021J_{'e' * 80}_{'n' * 80}.xlsx"


def test_the_mailing_list_gives_address_and_file() -> None:
    db = memory_database()
    add_establishments(db, [{}, {"commune": None}])
    with db.writing(LOCAL, "register", "essai") as write:
        write.cursor.execute("UPDATE establishment SET mail = 'ce.0440001M@ac-nantes.fr' WHERE uai = '0440001M'")
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    name = "Collège Jacques Prévert"
    assert mailing_list(db, campaign="p", as_of=db.clock()) == [
        {
            "UAI": make_uai(2),
            "Nom": name,
            "Commune": "",
            "Adresse fonctionnelle": "",
            "Fichier": f"{make_uai(2)}_College_Jacques_Prevert.xlsx",
        },
        {
            "UAI": "0440001M",
            "Nom": name,
            "Commune": "Nantes",
            "Adresse fonctionnelle": "ce.0440001M@ac-nantes.fr",
            "Fichier": "0440001M_College_Jacques_Prevert_Nantes.xlsx",
        },
    ]


def test_the_mailing_csv_is_one_that_a_french_excel_opens_and_does_not_run(db: Database) -> None:
    content = mailing_csv(db, campaign="p", as_of=db.clock())
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["UAI", "Nom", "Commune", "Adresse fonctionnelle", "Fichier"]
    assert rows[2] == [make_uai(3), "'=1+1", "'@Nantes", "", NAMES[1]]
    assert len(rows) == 4
