"""The fiche of one establishment, re-opened as Excel users (openpyxl) and our own reading see it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.files.reader import read_tables
from data.returns.questionnaire import questionnaire, questionnaire_edition
from data.returns.questions import load_questions
from data.settings import get_settings
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

UAI = make_uai(1)
QUESTIONS = load_questions(get_settings().catalogue)


@pytest.fixture(scope="module")
def db() -> Database:
    db = memory_database()
    add_establishments(db, [{"name": '=HYPERLINK("http://x") & <fils>'}, {"name": "École\x0bPasteur", "commune": None}])
    create_campaign(
        db, LOCAL, code="p", school_year="2021-2022", label="Retours <du> printemps", closes_on=date(2022, 4, 8)
    )
    add_answers(db, campaign="p", answered_on=date(2021, 11, 12), answers=[(UAI, "comite_existe", "oui")])
    return db


def fiche(db: Database, uai: str = UAI) -> bytes:
    return questionnaire(db, campaign="p", layout="fiche", uai=[uai], as_of=db.clock())


@pytest.fixture(scope="module")
def book(db: Database) -> Workbook:
    return load_workbook(BytesIO(fiche(db)))


@pytest.fixture(scope="module")
def rules(book: Workbook) -> dict[str, DataValidation]:
    return {str(rule.sqref): rule for rule in book["Réponses"].data_validations.dataValidation}


def row_of(book: Workbook, code: str) -> int:
    return next(cell.row for cell in book["Réponses"]["A"] if cell.value == code)


def test_a_line_a_question_under_its_section_with_its_code_in_a_hidden_column(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert sheet.column_dimensions["A"].hidden
    lines = [(a.value, b.value) for a, b in sheet.iter_rows(min_col=1, max_col=2) if a.value or b.value]
    assert lines[5:10] == [
        ("uai", "UAI"),
        ("nom", "Nom"),
        ("type", "Type"),
        ("commune", "Commune"),
        ("code", "Question"),
    ]
    assert lines[10:12] == [
        (None, "Cadre de communication numérique"),
        ("cadre_etat", "Cadre de communication numérique"),
    ]
    assert [code for code, _ in lines if code][5:] == [question.code for question in QUESTIONS]


def test_the_top_says_whose_it_is_and_when_it_is_due(book: Workbook) -> None:
    sheet = book["Réponses"]
    top = [sheet.cell(row, 2).value for row in range(1, 6)]
    assert top[0] == "Retours <du> printemps"
    assert "2021-2022" in top[1] and "08/04/2022" in top[1]
    assert "(effacer)" in top[3]
    assert [cell.value for cell in sheet[row_of(book, "code")]] == [
        "code",
        "Question",
        "Votre réponse",
        "Dernière réponse connue",
        "Aide",
    ]


def test_a_name_that_looks_like_a_formula_or_like_xml_is_text(book: Workbook) -> None:
    cell = book["Réponses"].cell(row_of(book, "nom"), 3)
    assert cell.value == '=HYPERLINK("http://x") & <fils>'
    assert cell.data_type in ("s", "inlineStr")


def test_control_characters_and_what_is_unknown_do_not_stop_the_fiche(db: Database) -> None:
    book = load_workbook(BytesIO(fiche(db, make_uai(2))))
    sheet = book["Réponses"]
    assert sheet.cell(row_of(book, "nom"), 3).value == "École Pasteur"
    assert sheet.cell(row_of(book, "commune"), 3).value is None


def test_the_last_known_answer_stands_beside_the_cell_to_fill(book: Workbook) -> None:
    row = row_of(book, "comite_existe")
    assert [book["Réponses"].cell(row, column).value for column in (3, 4)] == [None, "Oui (12/11/2021)"]
    assert book["Réponses"].cell(row_of(book, "cadre_etat"), 4).value is None


def test_only_answers_can_be_written(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert sheet.protection.sheet and not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"C{row_of(book, question.code)}" for question in QUESTIONS}


def test_each_answer_has_its_rule(book: Workbook, rules: dict[str, DataValidation]) -> None:
    def rule(code: str) -> tuple[str, str]:
        found = rules[f"C{row_of(book, code)}"]
        assert found.errorStyle == "warning" and "(effacer)" in found.error and found.showInputMessage
        return found.type, found.formula1

    assert len(rules) == len(QUESTIONS)
    assert rule("cadre_date_adoption") == ("date", "DATE(1990,1,1)")
    assert rule("comite_reunions") == ("whole", "0")
    assert rule("cadre_etat") == ("list", "'_listes'!$A$1:$A$4")
    assert [book["_listes"].cell(row, 1).value for row in (1, 2)] == ["Intégré au projet", "Rédigé, non intégré"]
    assert book["Réponses"].cell(row_of(book, "comite_derniere_reunion"), 3).number_format == "dd/mm/yyyy"


def test_it_prints_on_one_upright_a4_page(book: Workbook) -> None:
    sheet = book["Réponses"]
    page = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (page.orientation, int(page.paperSize), page.fitToWidth, page.fitToHeight) == ("portrait", 9, 1, 1)
    assert sheet.print_area == f"'Réponses'!$B$1:$E${row_of(book, QUESTIONS[-1].code)}"


def test_it_says_what_it_is_and_whose_where_nobody_sees_it(book: Workbook) -> None:
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Réponses", "visible"),
        ("_listes", "veryHidden"),
        ("_gouvernail", "veryHidden"),
    ]
    assert {row[0]: row[1] for row in book["_gouvernail"].iter_rows(values_only=True)} == {
        "product": "Gouvernail",
        "campaign": "p",
        "edition": questionnaire_edition(QUESTIONS),
        "layout": "fiche",
        "uai": UAI,
    }


def test_our_own_reading_opens_it_and_finds_no_answer_in_it_yet(db: Database) -> None:
    table = next(
        table for table in read_tables("fiche.xlsx", fiche(db), db.settings.limits) if table.sheet == "Réponses"
    )
    told = {row[0]: row[2] for row in table.rows if row[0]}
    assert told["uai"] == UAI
    assert {told[question.code] for question in QUESTIONS} == {None}


def test_the_same_facts_at_the_same_instant_give_the_same_bytes(db: Database) -> None:
    as_of = db.clock()
    one, two = (questionnaire(db, campaign="p", layout="fiche", uai=[UAI], as_of=as_of) for _ in range(2))
    assert one == two
    with ZipFile(BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2022, 3, 15, 10, 0, as_of.second // 2 * 2)}


def test_a_fiche_is_for_one_establishment(db: Database) -> None:
    with pytest.raises(Refusal, match="un seul établissement"):
        questionnaire(db, campaign="p", layout="fiche", as_of=db.clock())
    with pytest.raises(Refusal, match="n'attend pas 0449999Z"):
        questionnaire(db, campaign="p", layout="fiche", uai=["0449999Z"], as_of=db.clock())
