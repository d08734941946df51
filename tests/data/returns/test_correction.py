"""The correction workbook: refused rows as typed, faulty cells marked, what to do beside them, nothing private."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from data.campaigns import Campaign
from data.returns.correction import correction
from data.returns.issues import Issue
from data.returns.questions import Question
from data.returns.sheet import AnswerSheet

CAMPAIGN = Campaign(
    code="p", school_year="2021-2022", label="Printemps", opens_on=None, closes_on=None, expected=2, answered=0
)
QUESTIONS = (
    Question(code="etat", type="choice", label="État", choices=("Oui, intégré", "Non"), section="Cadre"),
    Question(code="vote", type="date", label="Vote", section="Cadre"),
    Question(code="reunions", type="whole", label="Réunions", maximum=60, section="Comité"),
    Question(code="fonction", type="choice", label="Fonction", choices=("A", "B"), unquoted=True, section="Comité"),
    Question(code="note", type="text", label="Note", private=True, section="Comité"),
)
ESTABLISHMENTS = pd.DataFrame(
    {
        "uai": ["0440021J", "0440001M"],
        "name": ["=Lycée", "Collège"],
        "type": ["Lycée", "Collège"],
        "commune": ["Nantes", None],
    }
)
SECRET = "Mme Durand, 06 00 00 00 00"
SHEET = AnswerSheet(
    sheet="Feuil1",
    layout="tableau",
    uais=["0440021J", " 0440001m", 440005, SECRET],
    columns={
        "etat": ["Peut-être", "Non", None, "Non"],
        "vote": [date(2021, 11, 12), datetime(2021, 11, 12), "mars 2021", None],
        "reunions": [3.0, 4, "=1+1", None],
        "fonction": [SECRET, "A", SECRET, "B"],
        "note": [SECRET, SECRET, SECRET, SECRET],
    },
    row_numbers=[3, 4, 5, 6],
    uai_part="B",
    column_parts={"etat": "C", "vote": "D", "reunions": "E", "fonction": "F", "note": "G"},
    row_parts=["3", "4", "5", "6"],
)


def issue(cell: str, message: str, *, severity: Any = "error", sheet: str = "Feuil1") -> Issue:
    return Issue(sheet=sheet, cell=cell, code="x", severity=severity, found="", expected="", message=message)


ISSUES = (
    issue("C3", "État : « Peut-être » n'est pas un choix proposé. Vouliez-vous dire « Non » ?"),
    issue("F3", "Fonction : la réponse (non recopiée ici) doit être A / B."),
    issue("D3", "Vote : un dimanche.", severity="warning"),
    issue("E4", "Réunions : en baisse.", severity="warning"),
    issue("B5", "Ce n'est pas un UAI."),
    issue("D5", "« mars 2021 » n'est pas une date\nécrivez jj/mm/aaaa."),
    issue("A6", "La ligne ne va pas."),
    issue("H1", "Colonne inconnue.", severity="warning"),
    issue("C4", "Ailleurs.", sheet="Feuil2"),
)


def made(sheets: Sequence[AnswerSheet] = (SHEET,), issues: Sequence[Issue] = ISSUES) -> bytes:
    content = correction(QUESTIONS, CAMPAIGN, sheets, issues, ESTABLISHMENTS)
    assert content is not None
    return content


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(made()))


def at(book: Workbook, row: int, code: str) -> Cell:
    sheet = book["Réponses"]
    return next(sheet.cell(row, cell.column) for cell in sheet[3] if cell.value == code)


def test_it_holds_the_refused_rows_alone_in_the_form_of_the_questionnaire(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert [cell.value for cell in sheet[3]] == [
        *("uai", "nom", "type", "commune", "a_corriger"),
        *("etat", "vote", "reunions", "fonction", "note"),
    ]
    assert [at(book, 5, code).value for code in ("uai", "a_corriger", "etat")] == ["UAI", "À corriger", "État"]
    assert [at(book, row, "uai").value for row in (6, 7, 8)] == ["0440021J", "440005", None]
    assert sheet.max_row == 8
    assert [(at(book, row, "nom").value, at(book, row, "nom").data_type) for row in (6, 7)] == [
        ("=Lycée", "s"),
        (None, "n"),
    ]
    assert len(sheet.data_validations.dataValidation) == len(QUESTIONS)


def test_answers_stand_as_they_were_typed(book: Workbook) -> None:
    assert at(book, 6, "etat").value == "Peut-être"
    assert (at(book, 6, "vote").value, at(book, 6, "vote").number_format) == (datetime(2021, 11, 12), "dd/mm/yyyy")
    assert (at(book, 6, "reunions").value, at(book, 6, "reunions").data_type) == (3, "n")
    assert at(book, 7, "vote").value == "mars 2021"
    assert (at(book, 7, "reunions").value, at(book, 7, "reunions").data_type) == ("=1+1", "s")


def test_faulty_cells_are_marked_and_say_why(book: Workbook) -> None:
    marked = {
        cell.coordinate
        for row in book["Réponses"].iter_rows(min_row=6)
        for cell in row
        if cell.fill.fgColor.rgb == "00FBE3D6"
    }
    assert marked == {"F6", "I6", "A7", "G7"}
    assert at(book, 6, "etat").comment.text == ISSUES[0].message
    assert at(book, 6, "vote").comment.text == "Vote : un dimanche."
    assert at(book, 7, "uai").comment.text == "UAI : Ce n'est pas un UAI."
    assert at(book, 7, "reunions").comment is None


def test_the_column_to_correct_says_everything_of_the_row_one_a_line_label_first(book: Workbook) -> None:
    assert at(book, 6, "a_corriger").value.split("\n") == [
        "État : « Peut-être » n'est pas un choix proposé. Vouliez-vous dire « Non » ?",
        "Vote : un dimanche.",
        "Fonction : la réponse (non recopiée ici) doit être A / B.",
    ]
    assert at(book, 7, "a_corriger").value.split("\n") == [
        "UAI : Ce n'est pas un UAI.",
        "Vote : « mars 2021 » n'est pas une date écrivez jj/mm/aaaa.",
    ]
    assert at(book, 8, "a_corriger").value == "La ligne ne va pas."
    assert at(book, 8, "a_corriger").alignment.wrap_text


def test_the_uai_can_be_put_right_the_name_cannot(book: Workbook) -> None:
    unlocked = {
        cell.column for row in book["Réponses"].iter_rows(min_row=6) for cell in row if not cell.protection.locked
    }
    assert unlocked == {1, 6, 7, 8, 9, 10}
    assert book["Réponses"].protection.sheet


def test_it_says_what_it_is_where_nobody_sees_it(book: Workbook) -> None:
    marks = {row[0]: row[1] for row in book["_gouvernail"].iter_rows(values_only=True)}
    assert (marks["campaign"], marks["layout"], book["_gouvernail"].sheet_state) == ("p", "correction", "veryHidden")


def test_nothing_that_belongs_to_a_person_is_in_the_file() -> None:
    with zipfile.ZipFile(BytesIO(made())) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "Peut-être".encode() in everything
    assert b"Durand" not in everything and b"06 00" not in everything


def test_a_fiche_is_one_row_found_by_any_of_its_cells() -> None:
    fiche = AnswerSheet(
        sheet="Réponses",
        layout="fiche",
        uais=["0440021J"],
        columns={"etat": ["Peut-être"], "reunions": [3]},
        row_numbers=[7],
        uai_part="C7",
        column_parts={"etat": "C14", "reunions": "C22"},
        row_parts=[""],
    )
    book = load_workbook(BytesIO(made([fiche], [issue("C14", "Non.", sheet="Réponses")])))
    assert [at(book, 6, code).value for code in ("uai", "nom", "a_corriger", "etat", "reunions")] == [
        *("0440021J", "=Lycée", "État : Non.", "Peut-être", 3)
    ]
    assert correction(QUESTIONS, CAMPAIGN, [fiche], [issue("C99", "x", sheet="Réponses")], ESTABLISHMENTS) is None


def test_without_a_refused_row_there_is_no_workbook() -> None:
    warnings = [one for one in ISSUES if one.severity == "warning"]
    assert correction(QUESTIONS, CAMPAIGN, [SHEET], warnings, ESTABLISHMENTS) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (True, True),
        (date(1890, 1, 1), "01/01/1890"),
        (1e300, str(int(1e300))),
        (12.5, 12.5),
        ("a\x0bb", "a b"),
        ("x" * 40_000, "x" * 32_000),
    ],
)
def test_what_excel_cannot_hold_is_written_as_text(typed: Any, kept: Any) -> None:
    sheet = AnswerSheet(
        sheet="S",
        layout="libre",
        uais=["0440021J"],
        columns={"reunions": [typed]},
        row_numbers=[2],
        uai_part="A",
        column_parts={"reunions": "B"},
        row_parts=["2"],
    )
    book = load_workbook(BytesIO(made([sheet], [issue("B2", "Non.", sheet="S")])))
    assert at(book, 6, "reunions").value == kept
