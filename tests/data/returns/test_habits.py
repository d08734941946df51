"""How people fill, change and send back workbooks. Each test cites the habit it stands for.

Real files all the way: bytes -> tables -> answers -> values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.files.reader import read_tables
from data.register.uai import read_uai
from data.returns.questions import load_questions
from data.returns.sheet import Found, find_answers
from data.returns.values import Problem, Told, clean, read_value
from data.settings import get_settings
from tests.helpers import add_establishments, memory_database
from tests.workbooks import fiche, filled, saved, table

QUESTIONS = load_questions(get_settings().catalogue)
TODAY = date(2022, 3, 15)
A, B, C = "0440001M", "0440002N", "0440003P"
Rows = list[list[Any]]


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"name": f"École {number}"} for number in range(1, 4)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


def find(content: bytes, *, name: str = "retour.xlsx", approved: Mapping[tuple[str, str], str] | None = None) -> Found:
    return find_answers(read_tables(name, content, get_settings().limits), QUESTIONS, approved or {})


def answers(found: Found) -> dict[str, dict[str, str | None]]:
    """UAI, put right -> question -> what its cell says: a value, or the code of a problem. Silent cells are left out."""
    told: dict[str, dict[str, str | None]] = {}
    for sheet in found.sheets:
        for line, cell in enumerate(sheet.uais):
            said = told.setdefault(read_uai(clean(cell))[0] or clean(cell), {})
            for question in QUESTIONS:
                if question.code in sheet.columns:
                    reading = read_value(question, sheet.columns[question.code][line], today=TODAY)
                    if reading:
                        said[question.code] = reading.value if isinstance(reading, Told) else reading.code
    return told


def remarks(found: Found) -> list[tuple[str, str, str]]:
    return [(issue.sheet, issue.cell, issue.code) for issue in found.issues]


def one_cell(question: str, typed: Any) -> str | None:
    """What a cell of that question is understood as, None for no answer."""
    rows: Rows = [["UAI", question, "formation_suivie"], [A, typed, "oui"]]
    return answers(find(table(rows)))[A].get(question)


def changed(change: Callable[[Worksheet], None], rows: Rows) -> bytes:
    """A workbook of these rows, changed by hand."""
    book = load_workbook(BytesIO(table(rows)))
    change(book.active)
    return saved(book)


# --- where the header stands, and how it is written


def test_title_lines_stand_above_the_header() -> None:
    """Habit: a title, the year and the service are written above the table, on several lines."""
    rows: Rows = [["Retours 2021-2022"], ["DSDEN 44", None, "mars 2022"], [], ["UAI", "comite_reunions"], [A, 3]]
    found = find(table(rows))
    assert answers(found) == {A: {"comite_reunions": "3"}}
    assert (found.sheets[0].uai_part, found.sheets[0].row_parts) == ("A", ["5"])


def test_the_word_uai_stands_in_a_title() -> None:
    """Habit: a line of advice above the table names the UAI."""
    rows: Rows = [["UAI", "à vérifier sur l'annuaire"], [], ["UAI", "comite_reunions"], [A, 3]]
    found = find(table(rows))
    assert (answers(found), found.sheets[0].row_numbers) == ({A: {"comite_reunions": "3"}}, [4])


def test_a_table_does_not_start_in_the_first_cell() -> None:
    """Habit: an empty margin is left above and left of the table; addresses are still those of the sheet."""
    rows: Rows = [[], [], [None, None, "UAI", "comite_reunions"], [None, None, A, 3]]
    (sheet,) = find(table(rows)).sheets
    assert sheet.uai_part + sheet.row_parts[0] == "C4"
    assert sheet.column_parts["comite_reunions"] + sheet.row_parts[0] == "D4"


def test_header_groups_are_merged_over_their_columns() -> None:
    """Habit: « Membre : » is merged over the columns of the members, whose names stand on the line below."""
    rows: Rows = [
        ["UAI", "Commune", "Membre :", None, "Personnels formés"],
        [None, None, "direction", "vie scolaire", None],
        [A, "Nantes", "Oui", "Non", 4],
    ]

    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
            sheet.merge_cells(cells)

    found = find(changed(merge, rows))
    expected = {"comite_direction": "oui", "comite_vie_scolaire": "non", "formation_personnels": "4"}
    assert (answers(found), remarks(found), found.matches) == ({A: expected}, [], [])
    assert found.sheets[0].row_numbers == [3]


def test_a_header_takes_three_lines() -> None:
    """Habit: a header is cut over three lines of cells, the UAI on the last one."""
    rows: Rows = [
        [None, "Comptes", "Réunions"],
        [None, "rendus", "depuis le"],
        ["UAI", "diffusés", "1er septembre"],
        [A, "x", 2],
    ]
    assert answers(find(table(rows))) == {A: {"comite_comptes_rendus": "oui", "comite_reunions": "2"}}


def test_a_header_is_broken_inside_its_cell() -> None:
    """Habit: Alt+Enter in a header, a no-break space, a colon at its end."""
    rows: Rows = [["Code UAI :", "Comptes rendus\ndiffusés\u00a0:"], [A, "Oui"]]
    assert answers(find(table(rows))) == {A: {"comite_comptes_rendus": "oui"}}


def test_a_group_above_the_header_is_not_taken_for_a_question(db: Database) -> None:
    """Habit: the hidden row of codes is deleted; a section bears the name of a question below it."""
    book = load_workbook(BytesIO(filled(db, "c", {A: {"cadre_etat": "Aucun", "cadre_canaux": "Non"}})))
    book["Réponses"].delete_rows(3)
    found = find(saved(book))
    assert answers(found) == {A: {"cadre_etat": "Aucun", "cadre_canaux": "non"}}
    assert found.sheets[0].row_numbers == [5]


def test_columns_are_put_in_another_order(db: Database) -> None:
    """Habit: somebody moves the columns of the questionnaire to suit them."""
    book = load_workbook(BytesIO(filled(db, "c", {A: {"cadre_etat": "Aucun", "comite_reunions": 2}})))
    turned = Workbook()
    for row in book["Réponses"].iter_rows(values_only=True):
        turned.active.append(row[::-1])
    assert answers(find(saved(turned))) == {A: {"cadre_etat": "Aucun", "comite_reunions": "2"}}


def test_the_header_is_said_again_further_down() -> None:
    """Habit: tables are pasted one under the other, each with its header."""
    rows: Rows = [["UAI", "comite_reunions"], [A, 1], [], ["UAI", "Réunions depuis le 1er septembre"], [B, 2]]
    assert answers(find(table(rows))) == {A: {"comite_reunions": "1"}, B: {"comite_reunions": "2"}}


def test_a_questionnaire_is_pasted_under_another(db: Database) -> None:
    """Habit: whole questionnaires are pasted one under the other: title, codes, sections and labels come along."""
    first = load_workbook(BytesIO(filled(db, "c", {A: {"cadre_etat": "Aucun"}})))["Réponses"]
    second = load_workbook(BytesIO(filled(db, "c", {B: {"cadre_etat": "Aucun", "comite_reunions": 2}})))["Réponses"]
    rows = [list(row) for sheet in (first, second) for row in sheet.iter_rows(values_only=True)]
    found = find(table(rows))
    assert answers(found) == {A: {"cadre_etat": "Aucun"}, B: {"cadre_etat": "Aucun", "comite_reunions": "2"}}


# --- rows that are no returns


def test_blank_rows_and_rows_that_only_name_an_establishment_are_no_returns() -> None:
    """Habit: blank rows part the schools, and those that did not answer stay in the list."""
    rows: Rows = [["UAI", "Nom", "comite_reunions"], [A, "École 1", 1], [], [B, "École 2", " "], [C, "École 3", 3]]
    (sheet,) = find(table(rows)).sheets
    assert (sheet.uais, sheet.row_numbers, sheet.columns) == ([A, C], [2, 5], {"comite_reunions": [1, 3]})


@pytest.mark.parametrize(
    "example",
    [
        ["Exemple", "Collège Jean Moulin", 3],
        ["EXEMPLE :", None, 3],
        ["0440021J", "Exemple : collège Jean Moulin", 3],
        ["0440021J", "Ex. : collège Jean Moulin", 3],
        ["ex", None, "Oui"],
        ["«\u00a0Exemple\u00a0»", None, 3],
    ],
)
def test_an_example_row_shows_how_to_fill_the_table(example: list[Any]) -> None:
    """Habit: the first row is an example, and stays."""
    found = find(table([["UAI", "Nom", "comite_reunions"], example, [A, "École 1", 1]]))
    assert (found.sheets[0].uais, remarks(found)) == ([A], [("Feuil1", "A2", "example_row")])


def test_an_example_is_announced_on_the_line_above() -> None:
    """Habit: « Exemple de réponse : » on its own line, then the example with a true UAI."""
    rows: Rows = [["UAI", "comite_reunions"], ["Exemple de réponse :"], ["0440021J", 3], [A, 1]]
    found = find(table(rows))
    assert (found.sheets[0].uais, remarks(found)) == ([A], [("Feuil1", "A3", "example_row")])


def test_a_line_of_hints_is_no_return() -> None:
    """Habit: the line under the header says how to answer."""
    rows: Rows = [["UAI", "comite_existe", "date_reponse"], [None, "Oui / Non", "jj/mm/aaaa"], [A, "Oui", None]]
    found = find(table(rows))
    assert (answers(found), remarks(found)) == (
        {A: {"comite_existe": "oui"}},
        [("Feuil1", "A2", "example_row")],
    )


def test_an_establishment_whose_name_begins_like_an_example_is_read() -> None:
    """Habit: « Exupéry », « Ex-école normale » are names."""
    rows: Rows = [["UAI", "Nom", "comite_reunions"], [A, "Exupéry", 1], [B, "Ex-école normale", 2]]
    found = find(table(rows))
    assert (found.sheets[0].uais, found.issues) == ([A, B], [])


@pytest.mark.parametrize(
    "words", ["Total", "TOTAUX", "Total général", "Ensemble", "Ensemble du bassin", "Moyenne", "Nombre de réponses"]
)
def test_a_totals_line_ends_the_table(words: str) -> None:
    """Habit: sums and means stand under the last school."""
    found = find(table([["UAI", "Nom", "comite_reunions"], [A, "École 1", 1], [None, words, 1]]))
    assert (found.sheets[0].uais, remarks(found)) == ([A], [("Feuil1", "A3", "totals_row")])


def test_a_school_whose_name_sounds_like_a_total_is_read() -> None:
    """Habit: « Ensemble scolaire Saint-Joseph » is a school; without its UAI the row is kept, to be refused aloud."""
    rows: Rows = [
        ["Nom", "UAI", "comite_reunions"],
        ["Total Saint-Paul", A, 1],
        ["Total Saint-Paul", B.lower(), 1],
        ["Ensemble scolaire X", None, 2],
    ]
    found = find(table(rows))
    assert (found.sheets[0].uais, found.issues) == ([A, B.lower(), None], [])


def test_hidden_rows_are_read() -> None:
    """Habit: a filter is left on when the file is sent: it hides rows, it does not withdraw them."""

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    content = changed(hide, [["UAI", "comite_reunions"], [A, 1], [B, 2]])
    assert answers(find(content)) == {A: {"comite_reunions": "1"}, B: {"comite_reunions": "2"}}


# --- sheets


def sheets(rows: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
        page.sheet_state = "hidden" if name in hidden else "visible"
    return saved(book)


def test_each_bassin_has_its_sheet() -> None:
    """Habit: one sheet a bassin, with the columns each likes, and a sheet of notes."""
    found = find(
        sheets(
            {
                "Nantes": [["UAI", "comite_reunions"], [A, 1]],
                "Notes": [["À relancer"], ["École 3"]],
                "Saint-Nazaire": [["comite_existe", "UAI"], ["Oui", B]],
            }
        )
    )
    assert answers(found) == {A: {"comite_reunions": "1"}, B: {"comite_existe": "oui"}}
    assert [sheet.sheet for sheet in found.sheets] == ["Nantes", "Saint-Nazaire"]


def test_a_hidden_sheet_with_answers_is_not_read_and_is_named() -> None:
    """Habit: last year's sheet is hidden, not deleted."""
    rows: Rows = [["UAI", "comite_reunions"], [A, 1]]
    content = sheets({"2022": rows, "2021": [rows[0], [B, 9]], "Aide": [["Bonjour"]]}, hidden=["2021", "Aide"])
    found = find(content)
    assert (answers(found), remarks(found)) == ({A: {"comite_reunions": "1"}}, [("2021", "", "hidden_sheet")])
    assert "« 2021 »" in found.issues[0].message


def test_the_sheets_that_the_questionnaire_brings_along_are_never_spoken_of(db: Database) -> None:
    """Habit: the questionnaire comes back whole, with its help and its hidden sheets."""
    found = find(filled(db, "c", {A: {"cadre_etat": "Aucun"}}))
    assert (len(found.sheets), found.sheets[0].layout, found.issues, found.matches) == (1, "tableau", [], [])
    assert found.marks["campaign"] == "c"


# --- fiches


FICHE = {"cadre_etat": "Aucun", "comite_reunions": 2, "date_reponse": date(2022, 3, 1)}
FICHE_TOLD = {A: {"cadre_etat": "Aucun", "comite_reunions": "2", "date_reponse": "2022-03-01"}}


def test_a_fiche_comes_back(db: Database) -> None:
    """Habit: a head of school fills a fiche."""
    book = fiche(db, "c", A, FICHE)
    found = find(saved(book))
    assert (answers(found), found.issues, found.marks["uai"]) == (FICHE_TOLD, [], A)
    (sheet,) = found.sheets
    page = book["Réponses"]
    assert (sheet.layout, sheet.row_parts, page[sheet.uai_part].value) == ("fiche", [""], A)
    assert page[sheet.column_parts["comite_reunions"]].value == 2


def test_a_fiche_comes_back_without_its_hidden_column(db: Database) -> None:
    """Habit: the visible columns are copied to a new workbook: no codes, no marks, and a section named like a question."""
    copied = Workbook()
    for row in fiche(db, "c", A, FICHE)["Réponses"].iter_rows(min_col=2, values_only=True):
        copied.active.append(row)
    found = find(saved(copied))
    assert (answers(found), found.issues, found.marks) == (FICHE_TOLD, [], {})


def test_a_fiche_is_retyped_with_two_columns() -> None:
    """Habit: questions and answers typed again in two columns, without « Votre réponse », and one question more."""
    rows: Rows = [
        ["Collège Jean Moulin"],
        ["Code établissement", A],
        [],
        ["Comité de pilotage numérique constitué ?", "oui"],
        ["Dernière réunion", "12/03/2022"],
        ["Nombre de tablettes", 30],
    ]
    found = find(table(rows))
    assert answers(found) == {A: {"comite_existe": "oui", "comite_derniere_reunion": "2022-03-12"}}
    assert remarks(found) == [("Feuil1", "B6", "unknown_line")]
    assert found.sheets[0].uai_part == "B2"


def test_fiches_are_gathered_in_one_workbook(db: Database) -> None:
    """Habit: the fiches of a circonscription are put in one workbook, a sheet each, or one under the other."""
    first, second, third = (
        [list(row) for row in fiche(db, "c", uai, {"comite_reunions": count})["Réponses"].iter_rows(values_only=True)]
        for uai, count in ((A, 1), (B, 2), (C, 3))
    )
    found = find(sheets({"A": first, "B et C": [*second, [], *third]}))
    assert answers(found) == {uai: {"comite_reunions": str(count)} for uai, count in ((A, 1), (B, 2), (C, 3))}


def test_a_fiche_whose_uai_was_deleted_is_still_the_one_that_was_sent(db: Database) -> None:
    """Habit: the head lines of the fiche are deleted."""
    book = fiche(db, "c", A, FICHE)
    page = book["Réponses"]
    for merged in list(page.merged_cells.ranges):
        page.unmerge_cells(str(merged))
    page.delete_rows(next(row for row in range(1, 20) if page.cell(row, 1).value == "uai"))
    assert answers(find(saved(book))) == FICHE_TOLD


def test_a_fiche_left_blank_is_no_return(db: Database) -> None:
    """Habit: a fiche is sent back as it came; what was known before is not an answer."""
    (sheet,) = find(saved(fiche(db, "c", A, {}))).sheets
    assert sheet.uais == []


# --- files of other forms


def test_a_csv_of_french_excel() -> None:
    """Habit: « Enregistrer sous CSV » in French Excel: cp1252, semicolons, decimal comma."""
    text = "UAI;Comité de pilotage numérique constitué;Dernière réunion;Réunions depuis le 1er septembre\r\n"
    text += f"{A};Oui;12/03/2022;3,0\r\n"
    assert answers(find(text.encode("cp1252"), name="bassin.csv")) == {
        A: {"comite_existe": "oui", "comite_derniere_reunion": "2022-03-12", "comite_reunions": "3"}
    }


@pytest.mark.parametrize("typed", ["0440001m", " 0440001M ", "0440001\u00a0M", "044 0001 M", "\u200b0440001M"])
def test_a_uai_is_written_in_lower_case_or_with_blanks(typed: str) -> None:
    """Habit: a UAI is typed, or pasted from a web page."""
    assert answers(find(table([["Code RNE", "comite_reunions"], [typed, 1]]))) == {A: {"comite_reunions": "1"}}


# --- what is typed in cells


@pytest.mark.parametrize("typed", ["Oui ", "O", "o", "x", "X", "1", 1, "OUI.", True, "oui\u00a0", "\u200bOui", "✓"])
def test_yes_is_written_in_many_ways(typed: Any) -> None:
    """Habit: `Oui ` / `O` / `x` / `1`."""
    assert one_cell("comite_existe", typed) == "oui"


@pytest.mark.parametrize("typed", ["oui (depuis 2020)", "Oui, en projet", "oui/non", "-1", "ok", "2"])
def test_a_yes_that_says_more_is_refused(typed: Any) -> None:
    """Habit: a yes with a reserve; only what is unambiguous is read."""
    assert one_cell("comite_existe", typed) == "not_yes_no"


@pytest.mark.parametrize(
    "typed",
    [
        "12/03/2022",
        "2022-03-12",
        "12 mars 2022",
        "samedi 12 mars 2022",
        "12-mars-22",
        "12.03.22",
        "12/03/2022 14:30",
        "2022-03-12T14:30:00",
        date(2022, 3, 12),
    ],
)
def test_a_day_is_written_in_many_ways(typed: Any) -> None:
    """Habit: 12/03/2022, ISO, in words, with the hour of a form, a true Excel date."""
    assert one_cell("comite_derniere_reunion", typed) == "2022-03-12"


def test_a_workbook_counts_its_days_from_1904() -> None:
    """Habit: a workbook begun on an old Mac; the same day has another number in it."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["UAI", "comite_derniere_reunion"])
    book.active.append([A, date(2022, 3, 12)])
    content = saved(book)
    with ZipFile(BytesIO(content)) as archive:
        assert b"<v>43170</v>" in archive.read("xl/worksheets/sheet1.xml")  # 44632 in the base of 1900
    assert answers(find(content)) == {A: {"comite_derniere_reunion": "2022-03-12"}}


def test_a_day_that_became_a_number_is_refused_since_it_has_two_meanings() -> None:
    """Habit: a column of dates is pasted as values and shows 44632."""
    assert one_cell("comite_derniere_reunion", 44632) == "not_a_date"
    reading = read_value(next(q for q in QUESTIONS if q.code == "comite_derniere_reunion"), 44632, today=TODAY)
    assert isinstance(reading, Problem)
    assert (reading.suggestion, "écrivez 12/03/2022" in reading.message) == ("12/03/2022", True)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("1 234,5", "not_a_whole_number"),
        ("1\u202f234,5", "not_a_whole_number"),
        ("85 %", "not_a_whole_number"),
        ("85\u00a0%", "not_a_whole_number"),
        ("environ 30", "not_a_whole_number"),
        ("3,0", "3"),
        (" 12\u00a0", "12"),
        ("1\u202f234", "out_of_range"),  # read as 1234, beyond the 500 that this question allows
        ("1 234", "out_of_range"),
    ],
)
def test_numbers_are_written_the_french_way(typed: str, understood: str) -> None:
    """Habit: `1 234,5`, `85 %`, no-break spaces between thousands."""
    assert one_cell("formation_personnels", typed) == understood


@pytest.mark.parametrize(
    "typed", ["NSP", "NC", "-", "n.c.", "N/A", "ne sait pas", "?", "/", "sans objet", "\u00a0", "\u200b"]
)
@pytest.mark.parametrize("question", ["comite_existe", "cadre_etat", "comite_reunions", "date_reponse"])
def test_no_answer_is_written_in_many_ways(question: str, typed: str) -> None:
    """Habit: `NSP` / `NC` / `-` stand for no answer."""
    assert one_cell(question, typed) is None


def test_a_failed_formula_is_not_taken_for_no_answer() -> None:
    """Habit: a lookup that fails leaves #N/A, which is not « N/A »."""
    book = load_workbook(BytesIO(table([["UAI", "comite_existe"], [A, "#N/A"]])))
    book.active["B2"].data_type = "e"
    assert answers(find(saved(book))) == {A: {"comite_existe": "not_yes_no"}}
