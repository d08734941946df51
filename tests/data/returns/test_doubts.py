"""A return whose UAI and name, or mark, disagree is spoken of; one that only writes its name otherwise is not."""

from io import BytesIO
from time import process_time

import pytest
from openpyxl import load_workbook

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.files.reader import read_tables
from data.files.tables import Cell
from data.returns.questionnaire import ANSWER_SHEET, FIRST_ROW
from data.returns.sheet import AnswerSheet, Found, find_answers, identity_doubts
from data.settings import get_settings
from tests.data.returns.test_sheet import QUESTIONS, A, B, find, sheet
from tests.helpers import Clock, add_establishments, make_uai, memory_database
from tests.workbooks import fiche, filled, saved

C = "0440003P"
EXPECTED = {A: "École Jean-Moulin", B: "Collège d'Ancenis", C: "École Sacré-Cœur"}


@pytest.fixture
def db() -> Database:
    db = memory_database(Clock())
    add_establishments(db, [{"name": "École Un"}, {"name": "École Deux"}, {"name": "École Trois"}])
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    return db


def read(content: bytes) -> Found:
    return find_answers(read_tables("x.xlsx", content, get_settings().limits), QUESTIONS, {})


def doubts(*rows: list[Cell], header: str = "Nom", expected: dict[str, str] | None = None) -> list[tuple[int, str]]:
    (one,) = find(sheet([["UAI", header, "comite_reunions"], *[[*row, 3] for row in rows]])).sheets
    return identity_doubts(one, EXPECTED if expected is None else expected)


def test_a_name_that_is_that_of_another_establishment_is_doubtful() -> None:
    (first, second) = doubts([A, "Collège d'Ancenis"], [B, "École Jean-Moulin"], [C, "École Sacré-Cœur"])
    assert (first[0], second[0]) == (0, 1)
    assert A in first[1] and B in first[1] and "Ancenis" not in first[1]


@pytest.mark.parametrize(
    "written", ["ECOLE JEAN MOULIN", "Ecole  Jean–Moulin", "e\u0301cole jean moulin", " École Jean-Moulin "]
)
def test_case_accents_and_punctuation_do_not_count(written: str) -> None:
    assert doubts([A, written]) == []
    assert [line for line, _ in doubts([B, written])] == [0]


@pytest.mark.parametrize("written", [None, "", "Moulin", "École du bourg", 44, "École\nJean"])
def test_a_name_that_is_nobody_s_is_no_doubt(written: Cell) -> None:
    assert doubts([B, written]) == []


def test_a_name_that_several_establishments_bear_tells_nothing() -> None:
    expected = {A: "École Saint-Joseph", B: "École Saint-Joseph", C: "École Trois"}
    assert doubts([C, "École Saint-Joseph"], [A, "École Saint-Joseph"], [B, "École Trois"], expected=expected) == [
        (2, doubts([B, "École Trois"], expected=expected)[0][1])
    ]


def test_a_ligature_is_two_letters() -> None:
    assert [line for line, _ in doubts([A, "Ecole Sacre Coeur"])] == [0]


def test_a_row_that_is_refused_anyway_is_left_out() -> None:
    assert doubts([None, "École Jean-Moulin"], ["0440009X", "École Jean-Moulin"], ["?", "École Jean-Moulin"]) == []


def test_a_table_without_names_has_no_doubt() -> None:
    (one,) = find(sheet([["UAI", "Commune", "comite_reunions"], [A, "Collège d'Ancenis", 3]])).sheets
    assert (one.names, identity_doubts(one, EXPECTED)) == ([], [])


def test_names_are_in_step_with_the_rows_that_are_kept() -> None:
    rows: list[list[Cell]] = [
        ["UAI", "Nom", "comite_reunions"],
        [A, "un", None],
        ["exemple", "Exemple", 1],
        [B, "deux", 2],
        [C, None, 3],
    ]
    (one,) = find(sheet(rows)).sheets
    assert (one.uais, one.names) == ([B, C], ["deux", ""])


def test_a_tableau_whose_uais_alone_were_sorted_is_doubtful(db: Database) -> None:
    first, second, third = (make_uai(number) for number in (1, 2, 3))
    book = load_workbook(BytesIO(filled(db, "p", {uai: {"comite_reunions": 3} for uai in (first, second, third)})))
    page = book[ANSWER_SHEET]
    rows = {page.cell(row, 1).value: row for row in range(FIRST_ROW, FIRST_ROW + 3)}
    page.cell(rows[first], 1).value, page.cell(rows[second], 1).value = second, first
    expected = {first: "École Un", second: "École Deux", third: "École Trois"}
    (one,) = read(saved(book)).sheets
    found = identity_doubts(one, expected)
    assert sorted(str(one.uais[line]) for line, _ in found) == [first, second]


def test_a_fiche_that_was_passed_on_is_doubtful(db: Database) -> None:
    first, second = make_uai(1), make_uai(2)
    expected = {first: "École Un", second: "École Deux"}
    book = fiche(db, "p", first, {"comite_reunions": 3})
    (sent,) = read(saved(book)).sheets
    assert (sent.marked_uai, sent.names, identity_doubts(sent, expected)) == (first, ["École Un"], [])
    page = book[ANSWER_SHEET]
    page[sent.uai_part].value = second
    (passed,) = read(saved(book)).sheets
    ((line, reason),) = identity_doubts(passed, expected)
    assert line == 0 and first in reason and second in reason
    page[sent.uai_part].value = None
    assert identity_doubts(read(saved(book)).sheets[0], expected) == []


def test_each_column_of_a_table_on_its_side_has_its_own_name() -> None:
    rows: list[list[Cell]] = [
        ["UAI", A, B],
        ["Nom", "École Jean-Moulin", "École Sacré-Cœur"],
        ["cadre_etat", "Aucun", "Aucun"],
        ["comite_reunions", 3, 4],
    ]
    first, second = find(sheet(rows)).sheets
    assert (first.names, second.names) == (["École Jean-Moulin"], ["École Sacré-Cœur"])
    assert identity_doubts(first, EXPECTED) == [] and len(identity_doubts(second, EXPECTED)) == 1


def test_ten_thousand_lines_cost_next_to_nothing() -> None:
    expected = {f"{number:08d}": f"École élémentaire publique n° {number} d'Ancenis" for number in range(10_000)}
    names = list(expected.values())
    one = AnswerSheet(
        sheet="S",
        layout="libre",
        uais=list(expected),
        columns={},
        row_numbers=[],
        uai_part="A",
        column_parts={},
        row_parts=[],
        names=[*names[:-2], names[-1], names[-2]],
    )
    taken = []
    for _ in range(5):
        before = process_time()
        found = identity_doubts(one, expected)
        taken.append(process_time() - before)
    assert [line for line, _ in found] == [9_998, 9_999]
    # 5 ms where it was measured; one comparison a pair would take minutes.
    assert min(taken) < 0.1
