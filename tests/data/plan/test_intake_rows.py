"""Rows that a workbook adds to the plan: keys of its own, the same file twice, and every wrong cell told."""

from typing import Any

import pytest

from data.database import LOCAL, Database
from data.plan import add, change
from tests.data.plan.plans import (
    counts,
    current,
    directory,
    exported,
    put,
    take,
    told,
    written,
)
from tests.helpers import make_uai

IRRITANTS = ["Repère", "Intitulé", "Texte"]


@pytest.fixture
def db() -> Database:
    return directory()


def test_new_rows_link_by_the_keys_of_the_file_through_several_sheets(db: Database) -> None:
    add(db, LOCAL, "irritant", {"title": "Déjà là"})
    content = written(
        {
            "Étapes": [["Intitulé", "Action"], ["Réunir", "a"], ["Écrire", "Former les équipes"]],
            "Actions": [
                ["Repère", "Intitulé", "Leviers qu'elle actionne", "Acteurs"],
                ["a", "Former les équipes", "L9", "Pairs"],
            ],
            "Leviers": [["Repère", "Intitulé", "Besoins auxquels il répond"], ["L9", "Une charte", "n1"]],
            "besoins": [
                ["REPERE", "intitule", "Irritants dont il vient"],
                ["n1", "Anticiper", "nouveau ; I1 ; déjà LÀ"],
            ],
            "Irritants": [IRRITANTS, ["nouveau", "Trop d'outils", None]],
            "Listes": [["Terme", "Liste"], ["Pairs", "Acteur"]],
        }
    )
    result = take(db, content)
    assert (counts(result), result.issues) == (("imported", 7, 0, 0), [])
    plan = current(db)
    action, need = plan.of("action")[0], plan.of("need")[0]
    assert [one.title for one in plan.under(action, "step", "action")] == ["Réunir", "Écrire"]
    assert (plan.titles(action, "levers"), plan.titles(action, "actors")) == (["Une charte"], ["Pairs"])
    assert plan.titles(need, "irritants") == ["Trop d'outils", "Déjà là"]
    assert {one.ref for one in result.added} == {"E1", "E2", "A1", "L1", "B1", "I2", "T101"}


def test_the_same_file_twice_adds_nothing_also_after_a_part_was_refused(db: Database) -> None:
    rows: list[list[Any]] = [IRRITANTS, ["x", "Un", "=1+1"], [None, "Deux", None], ["I7", None, "sans titre"]]
    needs = [["Intitulé", "Irritants dont il vient"], ["Anticiper", "x"], ["Bloqué", "I7"]]
    first = take(db, written({"Irritants": rows, "Besoins": needs}))
    assert (counts(first), told(first)) == (
        ("partial", 3, 0, 0),
        [("Irritants", "B4", "missing_value"), ("Besoins", "B3", "refused_reference")],
    )
    rows[3] = ["I7", "Trois", "sans titre"]
    assert counts(take(db, written({"Irritants": rows, "Besoins": needs}))) == ("imported", 2, 0, 3)
    third = take(db, written({"Irritants": rows, "Besoins": needs}))
    assert (counts(third), third.batch) == (("unchanged", 0, 0, 5), None)
    assert [one.title for one in current(db).of("irritant")] == ["Un", "Deux", "Trois"]


def test_a_known_reference_without_its_version_is_refused_unless_it_says_what_stands(db: Database) -> None:
    for title in ("Un", "Deux"):
        add(db, LOCAL, "irritant", {"title": title})
    result = take(
        db, written({"Irritants": [IRRITANTS, ["I1", "Un", None], ["I2", "Autre", None], ["i3", "Neuf", None]]})
    )
    assert (counts(result), told(result)) == (("partial", 1, 0, 1), [("Irritants", "A3", "missing_version")])
    book = exported(db)
    put(book, "irritant", 2, title="Un bis", version="hier")
    assert told(take(db, book)) == [("Irritants", "A2", "unknown_version")]


def test_two_rows_of_one_reference_are_shown_and_neither_is_taken(db: Database) -> None:
    add(db, LOCAL, "irritant", {"title": "Un"})
    book = exported(db)
    put(book, "irritant", 3, ref="i1", title="Copie")
    put(book, "irritant", 4, ref="z", title="A")
    put(book, "irritant", 5, ref="Z", title="B")
    result = take(db, book)
    assert told(result) == [("Irritants", f"A{row}", "duplicate_row") for row in (2, 3, 4, 5)]
    assert (result.state, result.added, len(current(db).of("irritant"))) == ("partial", [], 1)


def test_every_wrong_cell_is_told_with_what_to_do(db: Database) -> None:
    header = ["Intitulé", "Axe", "Acteurs", "Début", "Échéance", "Établissements concernés", "Indicateurs de réussite"]
    good = ["Bonne", None, "aan", "1er mars 2022", "30/06/2022", f"{make_uai(1)}", "comite_fonctionnel"]
    wrong = ["Fausse", "X8", "Parants ; AAN", "bientôt", "31/02/2022", "EPCI : Nante Métropole", "comite"]
    worse = ["Pire", None, None, "01/09/2022", "01/01/2022", "Canton : Vertou", None]
    more = ["Encore", None, None, None, None, "0440021Z", None]
    flags = [["Intitulé", "Irritant principal"], ["Un", "peut-être"]]
    held = [["Intitulé", "Mise de côté"], ["Tenue", "Suspendue"]]
    result = take(db, written({"Actions": [header, good, wrong, worse, more], "Irritants": flags}))
    assert sorted(told(result)) == [
        ("Actions", "B3", "unknown_item"),
        ("Actions", "C3", "unknown_term"),
        ("Actions", "D3", "not_a_date"),
        ("Actions", "E3", "impossible_date"),
        ("Actions", "E4", "refused_value"),
        ("Actions", "F3", "unknown_member"),
        ("Actions", "F4", "unknown_group"),
        ("Actions", "F5", "refused_value"),
        ("Actions", "G3", "unknown_indicator"),
        ("Irritants", "B2", "not_yes_no"),
    ]
    said = {issue.cell: issue.message for issue in result.issues}
    to_do = "corrigez ce nom, ou ajoutez-le à la feuille"
    assert said["B3"] == f"Ni ce fichier ni le plan n'ont un axe « X8 » : {to_do} « Axes »."
    assert f"ne s'appelle « Parants » : {to_do} « Listes ». Vouliez-vous" in said["C3"]
    assert "Vouliez-vous dire « Parents » ?" in said["C3"] and "« Nantes Métropole » ?" in said["F3"]
    assert (counts(result)[:2], result.added[0].title) == (("partial", 1), "Bonne")
    assert told(take(db, written({"Actions": held}))) == [("Actions", "B2", "refused_value")]


def test_a_cell_that_could_not_be_read_is_the_only_one_told(db: Database) -> None:
    header, row = ["Intitulé", "Décidée le", "Ce qui est décidé"], ["Une charte ?", "bientôt", "Oui."]
    assert told(take(db, written({"Décisions": [header, row]}))) == [("Décisions", "B2", "not_a_date")]


def test_titles_that_several_items_bear_ask_for_a_reference(db: Database) -> None:
    for _ in range(2):
        add(db, LOCAL, "irritant", {"title": "Maintenance"})
    result = take(db, written({"Besoins": [["Intitulé", "Irritants dont il vient"], ["Réparer", "maintenance"]]}))
    assert told(result) == [("Besoins", "B2", "ambiguous_name")] and "(I1, I2)" in result.issues[0].message


def test_an_older_workbook_calls_a_renamed_term_as_before(db: Database) -> None:
    book = exported(db)
    old = next(term for term in current(db).terms("actor") if term.title == "AAN")
    change(db, LOCAL, old, {"title": "DRANE", "list": "Acteur"})
    put(book, "action", 2, title="Former", actors="AAN")
    assert counts(take(db, book)) == ("imported", 1, 0, 30)
    assert current(db).titles(current(db).of("action")[0], "actors") == ["DRANE"]


def test_other_sheets_and_columns_are_said_and_a_file_without_any_is_refused(db: Database) -> None:
    result = take(
        db, written({"Axes": [["Intitulé", "Couleur"], ["Un", "bleu"]], "Notes perso": [["x"]], "Leviers": [["Nom"]]})
    )
    assert told(result) == [
        ("Axes", "B1", "unknown_column"),
        ("Notes perso", "A1", "unknown_sheet"),
        ("Leviers", "A1", "unreadable_sheet"),
    ]
    assert counts(result) == ("partial", 1, 0, 0)
    refused = take(db, written({"Feuil1": [["Nom"], ["x"]]}))
    assert refused.state == "refused" and "Aucune feuille de ce fichier n'est du classeur du plan" in refused.reason
    assert take(db, written({"Axes": [["Intitulé"]]})).reason.startswith("Ce classeur ne contient aucune ligne")
