"""A file of the plan given again: nothing is told twice, whatever happened to what it told meanwhile."""

from typing import Any

import pytest

from data.batches import revert_batch
from data.database import LOCAL, Database
from data.files.reader import read_tables
from data.plan import Item, add, change, put_back, withdraw
from data.plan.columns import columns_of
from data.plan.declaration import DECLARED, KINDS
from data.plan.intake import _keep, import_plan
from data.plan.sheet import find_sheets
from tests.data.plan.plans import counts, current, directory, exported, full_plan, put, take, told, written

FILE = written(
    {
        "Listes": [["Repère", "Terme", "Liste"], ["nouveau1", "Élus lycéens", "Acteur"]],
        "Irritants": [["Repère", "Intitulé"], ["n1", "Un irritant"]],
        "Besoins": [["Repère", "Intitulé", "Irritants dont il vient"], [None, "Un besoin", "n1"]],
        "Actions": [["Repère", "Intitulé", "Acteurs"], [None, "Une action", "nouveau1"]],
    }
)


@pytest.fixture
def db() -> Database:
    return directory()


def only(db: Database, kind: str) -> Item:
    (item,) = current(db).of(kind)
    return item


def test_a_file_with_a_new_term_adds_nothing_the_second_time(db: Database) -> None:
    assert counts(take(db, FILE)) == ("imported", 4, 0, 0)
    again = take(db, FILE)
    assert (counts(again), again.issues) == (("unchanged", 0, 0, 4), [])


def test_a_term_written_on_two_rows_is_added_once(db: Database) -> None:
    rows = [["Terme", "Liste"], ["Élus A", "Acteur"], ["Élus A", "Acteur"], ["élus a", "Acteur"]]
    result = take(db, written({"Listes": rows}))
    assert (counts(result), told(result)) == (
        ("partial", 1, 0, 1),
        [("Listes", "A3", "same_row"), ("Listes", "A4", "refused_value")],
    )


def test_an_exported_workbook_without_its_versions_changes_nothing(db: Database) -> None:
    plan = full_plan(db)
    withdraw(db, LOCAL, plan.of("irritant")[0], reason="Doublon")
    book = exported(db)
    for declared in DECLARED:
        codes = [column.code for column in columns_of(declared)]
        book[declared.labels].delete_cols(codes.index("version") + 1)
    result = take(db, book)
    assert (counts(result), result.issues) == (("unchanged", 0, 0, 56), [])


def test_what_a_screen_reworded_is_not_told_again_by_the_same_file(db: Database) -> None:
    take(db, FILE)
    change(db, LOCAL, only(db, "irritant"), {"title": "Un irritant, mieux dit"})
    again = take(db, FILE)
    assert (counts(again), told(again)) == (("unchanged", 0, 0, 4), [("Irritants", "A2", "already_imported")])
    assert again.issues[0].severity == "warning"
    assert again.issues[0].message == (
        "Cette ligne est déjà importée (I1), et sa fiche modifiée depuis : la ligne ne change rien."
    )
    assert (only(db, "irritant").title, only(db, "need").title) == ("Un irritant, mieux dit", "Un besoin")


def test_what_a_screen_withdrew_does_not_come_back_by_the_same_file(db: Database) -> None:
    take(db, FILE)
    withdraw(db, LOCAL, only(db, "irritant"), reason="Doublon")
    again = take(db, FILE)
    assert (counts(again), told(again)) == (("unchanged", 0, 0, 4), [("Irritants", "A2", "already_imported")])
    assert "et sa fiche retirée depuis" in again.issues[0].message
    assert current(db).of("irritant") == []


def test_a_corrected_file_tells_only_what_was_corrected_though_a_screen_reworded_the_rest(db: Database) -> None:
    rows: list[list[Any]] = [["Repère", "Intitulé"], ["n1", "Un irritant"], ["n2", None]]
    needs = [["Intitulé", "Irritants dont il vient"], ["Un besoin", "n1"], ["Un autre", "n2"]]
    assert counts(take(db, written({"Irritants": rows, "Besoins": needs})))[:2] == ("partial", 2)
    change(db, LOCAL, only(db, "irritant"), {"title": "Mieux dit"})
    rows[2][1] = "Deux"
    again = take(db, written({"Irritants": rows, "Besoins": needs}))
    assert (counts(again), told(again)) == (("imported", 2, 0, 2), [("Irritants", "A2", "already_imported")])
    assert [one.title for one in current(db).of("irritant")] == ["Mieux dit", "Deux"]
    assert [one.title for one in current(db).of("need")] == ["Un besoin", "Un autre"]


def test_a_new_row_may_say_what_an_item_said_once_on_a_screen(db: Database) -> None:
    axis = add(db, LOCAL, "axis", {"title": "Un"})
    change(db, LOCAL, axis, {"title": "Deux"})
    assert counts(take(db, written({"Axes": [["Intitulé"], ["Un"]]}))) == ("imported", 1, 0, 0)


def test_a_new_row_may_say_what_another_row_of_the_file_changes(db: Database) -> None:
    add(db, LOCAL, "axis", {"title": "Un"})
    book = exported(db)
    put(book, "axis", 2, title="Un bis")
    put(book, "axis", 3, title="Un")
    assert counts(take(db, book))[:3] == ("imported", 1, 1)
    assert [one.title for one in current(db).of("axis")] == ["Un bis", "Un"]


def test_a_file_set_aside_tells_all_of_it_when_given_again(db: Database) -> None:
    first = take(db, FILE)
    change(db, LOCAL, only(db, "irritant"), {"title": "Mieux dit"})
    assert first.batch
    revert_batch(db, LOCAL, first.batch, reason="Trop tôt")
    assert counts(take(db, FILE))[:2] == ("imported", 4)


def test_a_file_that_someone_else_took_in_since_the_preview_leaves_no_trace(db: Database) -> None:
    preview = take(db, FILE, keep=False)
    take(db, FILE)
    before = db.query("SELECT count(*) AS rows FROM journal")
    sheets = find_sheets(read_tables("plan.xlsx", FILE, db.settings.limits))
    _keep(db, LOCAL, sheets, preview, FILE)
    assert (preview.batch, preview.added, preview.unchanged) == (None, [], 4)
    assert db.query("SELECT count(*) AS rows FROM journal") == before


def three_irritants(db: Database) -> tuple[list[Item], Item]:
    """Three irritants, and the need that comes from them."""
    irritants = [add(db, LOCAL, "irritant", {"title": title}) for title in ("Lent", "Bruyant", "Tard")]
    return irritants, add(db, LOCAL, "need", {"title": "Vite", "irritants": [one.id for one in irritants]})


def test_a_withdrawn_link_is_left_out_of_the_cell_and_stays_though_the_row_is_edited_elsewhere(db: Database) -> None:
    (slow, loud, _), need = three_irritants(db)
    gone = withdraw(db, LOCAL, slow, reason="Doublon")
    book = exported(db)
    assert book["Besoins"].cell(2, 4).value == "I2 ; I3"
    withdraw(db, LOCAL, loud, reason="Doublon")
    put_back(db, LOCAL, gone, slow)
    assert counts(take(db, book))[:3] == ("unchanged", 0, 0)
    put(book, "need", 2, title="Plus vite")
    assert counts(take(db, book))[:3] == ("imported", 0, 1)
    assert only(db, "need").ids("irritants") == need.ids("irritants")


def test_a_link_that_was_never_withdrawn_is_taken_away_by_hand(db: Database) -> None:
    (slow, loud, _), _ = three_irritants(db)
    book = exported(db)
    withdraw(db, LOCAL, loud, reason="Doublon")
    put(book, "need", 2, irritants="I1")
    assert counts(take(db, book))[:3] == ("imported", 0, 1)
    assert only(db, "need").ids("irritants") == (slow.id,)


def test_a_withdrawn_term_is_left_out_of_the_cell(db: Database) -> None:
    actors = {one.title: one for one in current(db).terms("actor")}
    add(db, LOCAL, "action", {"title": "Former", "actors": [actors["AAN"].id, actors["IAN"].id]})
    withdraw(db, LOCAL, actors["AAN"], reason="Doublon")
    book = exported(db)
    place = [column.code for column in columns_of(KINDS["action"])].index("actors") + 1
    assert book["Actions"].cell(2, place).value == "IAN"
    assert counts(take(db, book))[:3] == ("unchanged", 0, 0)


def test_a_name_that_two_terms_had_is_not_guessed(db: Database) -> None:
    first = next(one for one in current(db).terms("actor") if one.title == "AAN")
    change(db, LOCAL, first, {"title": "DRANE", "list": "Acteur"})
    second = add(db, LOCAL, "term", {"title": "AAN", "list": "Acteur"})
    change(db, LOCAL, second, {"title": "Réseau", "list": "Acteur"})
    result = take(db, written({"Actions": [["Intitulé", "Acteurs"], ["Former", "AAN"]]}))
    assert told(result) == [("Actions", "B2", "ambiguous_name")]


def _reworded(db: Database, before: str, after: str) -> Item:
    return change(db, LOCAL, add(db, LOCAL, "irritant", {"title": before}), {"title": after})


def _citing(title: str, *irritants: list[Any]) -> bytes:
    rows = [["Repère", "Intitulé", "Texte"], *irritants]
    needs = [["Intitulé", "Irritants dont il vient"], ["Anticiper", title]]
    return written({"Irritants": rows, "Besoins": needs} if irritants else {"Besoins": needs})


def test_an_item_that_was_reworded_is_still_found_by_its_old_title_and_that_is_said(db: Database) -> None:
    irritant = _reworded(db, "Trop d'outils", "Des outils sans cadre")
    result = take(db, _citing("trop  d'outils"))
    assert (counts(result), told(result)) == (("imported", 1, 0, 0), [("Besoins", "B2", "old_title")])
    [issue] = result.issues
    assert (issue.severity, issue.message) == (
        "warning",
        "« trop d'outils » s'appelle maintenant « Des outils sans cadre » (I1) : c'est ce qui est pris.",
    )
    assert current(db).linked(current(db).of("need")[0], "irritants") == [irritant]


def test_the_title_that_an_item_bears_now_comes_before_one_that_another_bore(db: Database) -> None:
    _reworded(db, "Trop d'outils", "Des outils sans cadre")
    named = add(db, LOCAL, "irritant", {"title": "Trop d'outils"})
    result = take(db, _citing("Trop d'outils"))
    assert result.issues == []
    assert current(db).linked(current(db).of("need")[0], "irritants") == [named]


def test_an_old_title_that_two_items_bore_is_refused_with_their_references(db: Database) -> None:
    _reworded(db, "Trop d'outils", "Des outils sans cadre")
    _reworded(db, "Trop d'outils", "Des outils en double")
    result = take(db, _citing("Trop d'outils"))
    assert told(result) == [("Besoins", "B2", "ambiguous_name")]
    assert "Plusieurs se sont appelés" in result.issues[0].message and "(I1, I2)" in result.issues[0].message


def test_an_old_title_of_what_no_longer_stands_is_nobody_s(db: Database) -> None:
    withdraw(db, LOCAL, _reworded(db, "Trop d'outils", "Des outils sans cadre"), reason="Doublon")
    assert told(take(db, _citing("Trop d'outils"))) == [("Besoins", "B2", "unknown_item")]


def test_a_row_that_is_not_taken_is_not_mistaken_for_what_once_bore_its_title(db: Database) -> None:
    _reworded(db, "Trop d'outils", "Des outils sans cadre")
    row = ["I9", "Trop d'outils", "x" * 10_001]
    assert told(take(db, _citing("Trop d'outils", row))) == [
        ("Irritants", "C2", "refused_value"),
        ("Besoins", "B2", "refused_reference"),
    ]


@pytest.mark.parametrize(("typed", "suggested"), [("t", ""), ("pa", ""), ("zzz", ""), ("Parants", "« Parents »")])
def test_a_name_is_suggested_only_when_enough_was_typed(db: Database, typed: str, suggested: str) -> None:
    result = take(db, written({"Actions": [["Intitulé", "Acteurs"], ["Former", typed]]}))
    assert told(result) == [("Actions", "B2", "unknown_term")]
    asked = result.issues[0].message.partition("Vouliez-vous dire ")[2]
    assert asked == (f"{suggested} ?" if suggested else "")


def test_a_csv_is_the_sheet_that_it_is_named_after_and_otherwise_that_is_said(db: Database) -> None:
    content = "Repère;Intitulé\n;Un irritant\n".encode()
    assert counts(import_plan(db, LOCAL, "irritants.csv", content, keep=False)) == ("imported", 1, 0, 0)
    refused = import_plan(db, LOCAL, "plan.csv", content, keep=False)
    assert refused.state == "refused"
    assert refused.reason.endswith(
        "Un fichier .csv est une seule feuille : donnez-lui son nom, par exemple Irritants.csv."
    )
