"""Where answers stand: exact headers, proposals, approvals, shapes, and what is refused."""

from typing import Any

import pytest

from data.errors import Refusal
from data.files.tables import Cell, Table
from data.returns.questions import load_questions
from data.returns.sheet import Found, HeaderMatch, find_answers
from data.returns.values import fold
from data.settings import get_settings

QUESTIONS = load_questions(get_settings().catalogue)
A, B = "0440001M", "0440002N"
HEADERS = ["UAI", "Nom", "Réunions depuis septembre", "CR diffusés", "Téléphone"]
ROWS: list[list[Any]] = [HEADERS, [A, "École 1", 3, "oui", "0240"], [B, "École 2", 4, "non", None]]


def sheet(rows: list[list[Cell]], *, name: str = "Feuil1", hidden: bool = False) -> Table:
    width = max(map(len, rows))
    even = [[*row, *[None] * (width - len(row))] for row in rows]
    return Table(sheet=name, hidden=hidden, first_row=1, first_column=1, rows=even)


def find(*tables: Table, approved: dict[tuple[str, str], str] | None = None) -> Found:
    return find_answers(tables, QUESTIONS, approved or {})


def approve(found: Found) -> dict[tuple[str, str], str]:
    """Every proposal as it stands."""
    return {(match.shape, fold(match.header)): match.question for match in found.matches}


def seen(found: Found) -> list[tuple[str, str, str, bool]]:
    return [(match.cell, match.header, match.question, match.approved) for match in found.matches]


def test_likely_headers_are_proposed_and_not_read() -> None:
    found = find(sheet(ROWS))
    assert found.sheets == []
    assert seen(found) == [
        ("C1", "Réunions depuis septembre", "comite_reunions", False),
        ("D1", "CR diffusés", "comite_comptes_rendus", False),
        ("E1", "Téléphone", "", False),
    ]
    assert [(issue.cell, issue.code, issue.severity) for issue in found.issues] == [("E1", "unknown_column", "warning")]


def test_what_is_approved_is_read() -> None:
    found = find(sheet(ROWS), approved=approve(find(sheet(ROWS))))
    (answers,) = found.sheets
    assert answers.columns == {"comite_reunions": [3, 4], "comite_comptes_rendus": ["oui", "non"]}
    assert (answers.uais, answers.layout, answers.column_parts["comite_reunions"]) == ([A, B], "libre", "C")
    assert [approved for *_, approved in seen(found)] == [True, True, True]


def test_a_column_that_somebody_set_aside_is_no_longer_spoken_of() -> None:
    found = find(sheet(ROWS), approved=approve(find(sheet(ROWS))))
    assert found.issues == []


def test_a_proposal_can_be_turned_down_or_sent_to_another_question() -> None:
    (first, second, third) = find(sheet(ROWS)).matches
    approved = {
        (first.shape, fold(first.header)): "",
        (second.shape, fold(second.header)): "comite_existe",
        (third.shape, fold(third.header)): "commentaire",
    }
    (answers,) = find(sheet(ROWS), approved=approved).sheets
    assert answers.columns == {"comite_existe": ["oui", "non"], "commentaire": ["0240", None]}


def test_the_next_file_of_the_same_shape_needs_no_approval() -> None:
    approved = approve(find(sheet(ROWS)))
    other = sheet([["Retours de mars"], [], *(row[::-1] for row in ROWS)], name="Autre nom")
    (answers,) = find(other, approved=approved).sheets
    assert answers.columns == {"comite_reunions": [3, 4], "comite_comptes_rendus": ["oui", "non"]}
    assert answers.row_numbers == [4, 5]


def test_another_shape_needs_its_own_approval() -> None:
    approved = approve(find(sheet(ROWS)))
    wider = [[*row, extra] for row, extra in zip(ROWS, ["Bassin", "Nantes", "Nantes"], strict=True)]
    assert find(sheet(wider), approved=approved).sheets == []


def test_exact_headers_are_read_at_once_beside_proposals() -> None:
    found = find(sheet([["UAI", "Comptes rendus diffusés", "Réunions depuis septembre"], [A, "x", 3]]))
    assert found.sheets[0].columns == {"comite_comptes_rendus": ["x"]}
    assert seen(found) == [("C1", "Réunions depuis septembre", "comite_reunions", False)]


def test_two_headers_are_not_proposed_for_one_question() -> None:
    found = find(sheet([["UAI", "Nb de réunions", "Réunions depuis septembre"], [A, 1, 2]]))
    assert seen(found) == [
        ("B1", "Nb de réunions", "", False),
        ("C1", "Réunions depuis septembre", "comite_reunions", False),
    ]


def test_a_question_that_has_its_column_is_not_proposed_again() -> None:
    found = find(sheet([["UAI", "comite_reunions", "Réunions depuis septembre"], [A, 1, 2]]))
    assert found.sheets[0].columns == {"comite_reunions": [1]}
    assert [issue.cell for issue in found.issues] == ["C1"]


def test_an_approval_for_a_question_that_has_its_column_is_void_and_said() -> None:
    table = sheet([["UAI", "comite_reunions", "Réunions depuis septembre"], [A, 1, 2]])
    (match,) = find(table).matches
    found = find(table, approved={(match.shape, fold(match.header)): "comite_reunions"})
    assert found.sheets[0].columns == {"comite_reunions": [1]}
    assert [(issue.cell, issue.code) for issue in found.issues] == [("C1", "unknown_column")]


def test_columns_that_describe_the_school_ours_and_blank_ones_are_not_spoken_of() -> None:
    headers: list[Cell] = [
        *("UAI", "Nom de l'établissement", "Type", "Commune", "Code postal", "Mail", "Secteur"),
        *("À corriger", "Observations", "comite_reunions"),
    ]
    found = find(sheet([headers, [A, "n", "t", "c", 44000, "m", "Public", "voir C4", " ", 1]]))
    assert (found.issues, found.matches) == ([], [])


def test_a_column_added_beside_the_questionnaire_is_spoken_of() -> None:
    rows: list[list[Cell]] = [["uai", "comite_reunions"], ["Établissement", "Comité"], ["UAI", "Réunions", "Ma note"]]
    found = find(sheet([*rows, [A, 1, "à revoir"]]))
    assert [(issue.cell, issue.found) for issue in found.issues] == [("C3", "Ma note")]
    assert found.sheets[0].row_numbers == [4]


def test_a_long_header_is_shown_by_both_ends_and_can_be_approved() -> None:
    long = "Comité de pilotage numérique de l'établissement ou de la circonscription : nombre de réunions"
    table = sheet([["UAI", long], [A, 3]])
    match = HeaderMatch(
        sheet="Feuil1",
        cell="B1",
        shape="",
        header="Comité de pilotage numérique  … onscription : nombre de réunions",
        question="",
        likeness=0,
        approved=False,
    )
    with pytest.raises(Refusal, match="aucune colonne ne porte une question"):
        find(table)
    beside = sheet([["UAI", long, "comite_existe"], [A, 3, "oui"]])
    (seen_match,) = find(beside).matches
    assert len(seen_match.header) <= 60 and seen_match.header.startswith(match.header[:20])
    approved = {(seen_match.shape, fold(seen_match.header)): "comite_reunions"}
    assert find(beside, approved=approved).sheets[0].columns["comite_reunions"] == [3]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[None, "\u00a0"], [None, None]], "est vide"),
        ([["UAI", "Nom"], [A, "École 1"]], "aucune colonne ne porte une question"),
        ([["Commune", "Réunions"], ["Nantes", 12]], "n'a pas de colonne UAI"),
        ([["Cadre de communication numérique", 12], ["Dernière réunion", 3]], "n'a pas de colonne UAI"),
        ([["UAI", "Code établissement", "comite_reunions"], [A, A, 1]], "deux colonnes UAI"),
        ([["UAI", "comite_reunions", "Réunions depuis le 1er septembre"], [A, 1, 1]], "a deux colonnes"),
        ([["UAI", A], ["Dernière réunion", "12/03/2022"], ["comite_existe", 1], ["comite_existe", 0]], "deux lignes"),
        (
            [["UAI", "comite_reunions", "comite_existe"], [A, 1, 1], ["UAI", "comite_existe", "comite_reunions"]],
            "dans un autre ordre",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(rows: list[list[Cell]], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        find(sheet(rows))


def test_answers_on_a_hidden_sheet_alone_are_refused_by_its_name() -> None:
    with pytest.raises(Refusal, match="« Cachée »"):
        find(sheet([["Bonjour"]]), sheet([["UAI", "comite_reunions"], [A, 1]], name="Cachée", hidden=True))


def test_a_hidden_sheet_left_blank_is_not_spoken_of() -> None:
    shown = sheet([["UAI", "comite_reunions"], [A, 1]])
    assert find(shown, sheet([["UAI", "comite_reunions"], [B, None]], name="Cachée", hidden=True)).issues == []
