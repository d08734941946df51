"""Questions down the first column, one establishment a column: each is read, and a column left out is said."""

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL
from data.files.tables import Cell
from data.returns.intake import import_returns
from tests.data.returns.test_sheet import A, B, find, sheet
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import table

C = "0440003P"


def told(rows: list[list[Cell]]) -> tuple[list[tuple[Cell, dict[str, Cell]]], list[tuple[str, str]]]:
    """(UAI, what it answers, blanks left out) of each fiche with answers, and (code, cell) of each remark."""
    found = find(sheet(rows))
    answers: list[tuple[Cell, dict[str, Cell]]] = [
        (uai, {code: cells[0] for code, cells in one.columns.items() if cells[0] is not None})
        for one in found.sheets
        for uai in one.uais
    ]
    return answers, [(issue.code, issue.cell) for issue in found.issues]


def test_each_establishment_has_its_column() -> None:
    answers, remarks = told(
        [["UAI", A, B, C], ["cadre_etat", "Aucun", "Intégré au projet"], ["comite_reunions", 3, 4, 0]]
    )
    assert answers == [
        (A, {"cadre_etat": "Aucun", "comite_reunions": 3}),
        (B, {"cadre_etat": "Intégré au projet", "comite_reunions": 4}),
        (C, {"comite_reunions": 0}),
    ]
    assert remarks == []


def test_each_answer_has_the_address_of_its_own_column() -> None:
    first, second = find(sheet([["UAI", A, B], ["cadre_etat", "Aucun", "Aucun"], ["comite_reunions", 3, 4]])).sheets
    assert (first.uai_part, first.column_parts) == ("B1", {"cadre_etat": "B2", "comite_reunions": "B3"})
    assert (second.uai_part, second.column_parts) == ("C1", {"cadre_etat": "C2", "comite_reunions": "C3"})
    assert (second.row_numbers, second.row_parts, second.layout) == ([1], [""], "fiche")


def test_the_first_column_may_be_blank_and_the_second_told() -> None:
    rows: list[list[Cell]] = [["UAI", None, B], ["cadre_etat", None, "Aucun"], ["comite_reunions", None, 4]]
    assert told(rows) == ([(B, {"cadre_etat": "Aucun", "comite_reunions": 4})], [])


def test_answers_without_an_uai_do_not_take_that_of_the_column_beside() -> None:
    rows: list[list[Cell]] = [["UAI", None, B], ["cadre_etat", "Aucun", "Aucun"], ["comite_reunions", 3, 4]]
    assert [uai for uai, _ in told(rows)[0]] == [None, B]


def test_a_mistyped_uai_is_a_fiche_too_and_will_be_refused_as_such() -> None:
    rows: list[list[Cell]] = [["UAI", A, B[:-1]], ["cadre_etat", "Aucun", "Aucun"], ["comite_reunions", 3, 4]]
    assert [uai for uai, _ in told(rows)[0]] == [A, B[:-1]]


def test_a_column_filled_beside_the_answers_without_an_uai_is_said() -> None:
    for beside in (None, "École de B"):
        rows: list[list[Cell]] = [["UAI", A, beside], ["cadre_etat", "Aucun", None], ["comite_reunions", 3, 4]]
        answers, remarks = told(rows)
        assert answers == [(A, {"cadre_etat": "Aucun", "comite_reunions": 3})]
        assert remarks == [("column_without_uai", "C1")]
    (issue,) = find(sheet(rows)).issues
    assert issue.severity == "warning" and "colonne C" in issue.message


def test_columns_that_help_to_answer_are_not_spoken_of() -> None:
    heads = ["Question", "Attendu", "Votre réponse", "Dernière réponse connue", "Aide"]
    rows: list[list[Cell]] = [
        ["UAI", None, A],
        [*heads],
        ["cadre_etat", "choix", "Aucun", "Aucun (le 1er mars)", "Le cadre…"],
        ["comite_reunions", "nombre", 3, "2", "Depuis septembre"],
    ]
    assert told(rows) == ([(A, {"cadre_etat": "Aucun", "comite_reunions": 3})], [])


def test_what_is_unknown_among_several_columns_is_said_once() -> None:
    rows: list[list[Cell]] = [
        ["UAI", A, B],
        ["cadre_etat", "Aucun", "Aucun"],
        ["Numéro du portail", None, "12"],
        ["comite_reunions", 3, 4],
    ]
    assert told(rows)[1] == [("unknown_line", "C3")]


def test_a_question_on_two_lines_is_refused_whichever_column_answers_it() -> None:
    from data.errors import Refusal

    rows: list[list[Cell]] = [
        ["UAI", A, B],
        ["comite_reunions", None, 4],
        ["cadre_etat", "Aucun", "Aucun"],
        ["comite_reunions", 3, None],
    ]
    with pytest.raises(Refusal, match="sur deux lignes"):
        find(sheet(rows))


def test_stacked_fiches_have_their_own_columns() -> None:
    rows: list[list[Cell]] = [
        ["UAI", A, B],
        ["cadre_etat", "Aucun", "Aucun"],
        ["comite_reunions", 3, 4],
        ["UAI", C, None],
        ["cadre_etat", "Aucun", None],
        ["comite_reunions", 5, 6],
    ]
    answers, remarks = told(rows)
    assert [(uai, cells["comite_reunions"]) for uai, cells in answers] == [(A, 3), (B, 4), (C, 5)]
    assert remarks == [("column_without_uai", "C4")]


def test_side_by_side_answers_are_imported_for_each() -> None:
    db = memory_database()
    add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    content = table([["UAI", make_uai(1), make_uai(2)], ["cadre_etat", "Aucun", "Aucun"], ["comite_reunions", 3, 4]])
    (result,) = import_returns(db, LOCAL, [("deux.xlsx", content)], campaign="p")
    assert (result.state, result.rows, result.accepted, result.new) == ("imported", 2, 2, 4)
    stored = db.query("SELECT uai, value, cell FROM answer WHERE question = 'comite_reunions' ORDER BY uai")
    assert [tuple(row.values()) for row in stored] == [(make_uai(1), "3", "B3"), (make_uai(2), "4", "C3")]
