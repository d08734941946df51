"""A workbook given back late: a row that nobody edited decides nothing, and one that was edited says what it replaces."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from data.asked_indicators import indicator_labels
from data.batches import revert_batch
from data.database import LOCAL, Database
from data.targets import Target, set_target, targets, withdraw_target
from data.targets.intake import TargetsResult, import_targets
from data.targets.workbook import targets_workbook
from tests.helpers import add_establishments, memory_database
from tests.workbooks import saved, table

YEAR, DUE = "2021-2022", date(2022, 6, 30)
HEADER = ["Indicateur", "Année scolaire", "Valeur initiale", "Cible", "Échéance", "Motif"]
VALUE, REASON, DECIDED_ON = "J2", "L2", "M2"
RENEWED = "pour la fixer de nouveau, effacez sa cellule « Décidée le »."


@pytest.fixture
def db() -> Database:
    database = memory_database()
    add_establishments(database, [{}])
    return database


def decide(db: Database, value: float, reason: str, **change: Any) -> Target:
    usual: dict[str, Any] = {"indicator": "formation_pairs", "baseline": 0, "due_on": DUE, "measure": "count"}
    return set_target(db, LOCAL, school_year=YEAR, value=value, reason=reason, **(usual | change))


def export(db: Database) -> Workbook:
    labels = indicator_labels(db.settings.catalogue)
    return load_workbook(BytesIO(targets_workbook(db, school_year=YEAR, as_of=db.clock(), labels=labels)))


def give_back(db: Database, book: Workbook) -> TargetsResult:
    return import_targets(db, LOCAL, "cibles.xlsx", saved(book))


def held(db: Database) -> list[float]:
    return [target.value for target in targets(db, school_year=YEAR, as_of=db.clock())]


def told(result: TargetsResult) -> list[tuple[str, str, str]]:
    return [(issue.cell, issue.code, issue.severity) for issue in result.issues]


def test_a_row_that_nobody_edited_does_not_put_an_older_target_back(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    newer = decide(db, 6, "deux")
    result = give_back(db, book)
    assert (result.state, result.unchanged, result.decided, held(db)) == ("unchanged", 1, [], [6])
    assert told(result) == [(DECIDED_ON, "stale_row", "warning")]
    at = f"{db.local(newer.recorded_at):%d/%m/%Y à %H h %M}"
    assert result.issues[0].message == (
        f"Cette ligne n'a pas été modifiée, et la cible a changé depuis ce classeur (6, décidée le {at}) : elle ne la "
        f"remplace pas ; {RENEWED}"
    )


def test_an_edited_row_replaces_a_newer_decision_and_says_so(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    newer = decide(db, 6, "deux")
    book["Cibles"][VALUE], book["Cibles"][REASON] = 5, "trois"
    result = give_back(db, book)
    assert (result.state, held(db)) == ("imported", [5])
    assert told(result) == [(VALUE, "changed_since", "warning")]
    at = f"{db.local(newer.recorded_at):%d/%m/%Y à %H h %M}"
    assert f"La cible a changé depuis ce classeur (6, décidée le {at})" in result.issues[0].message


def test_an_edited_row_of_a_fresh_workbook_says_nothing(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    book["Cibles"][VALUE], book["Cibles"][REASON] = 5, "deux"
    result = give_back(db, book)
    assert (result.issues, held(db)) == ([], [5])


def test_without_its_decision_s_instant_a_row_is_a_new_decision(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    decide(db, 6, "deux")
    book["Cibles"][DECIDED_ON] = None
    result = give_back(db, book)
    assert (result.state, result.issues, held(db)) == ("imported", [], [4])


def test_a_row_of_another_scope_with_a_copied_instant_is_a_new_decision(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    book["Cibles"]["D2"], book["Cibles"]["E2"] = "Type", "Collège"
    result = give_back(db, book)
    assert (result.state, result.issues, held(db)) == ("imported", [], [4, 4])


@pytest.mark.parametrize("shown", ["15/03/2022 10:00", "15/03/2022 10:00:0{second}", "2022-03-15 10:00:0{second}"])
def test_an_instant_kept_as_text_is_read_as_precisely_as_it_was_written(db: Database, shown: str) -> None:
    first = decide(db, 4, "un")
    book = export(db)
    decide(db, 6, "deux")
    second = db.local(first.recorded_at).second
    assert isinstance(book["Cibles"][DECIDED_ON].value, datetime) and second < 10
    book["Cibles"][DECIDED_ON] = shown.format(second=second)
    result = give_back(db, book)
    assert (result.state, [issue.code for issue in result.issues], held(db)) == ("unchanged", ["stale_row"], [6])


def test_a_row_with_nothing_but_what_is_not_read_is_not_filled(db: Database) -> None:
    decide(db, 4, "un")
    book = export(db)
    for cell in book["Cibles"][2]:
        if cell.coordinate not in (DECIDED_ON, "B2", "N2"):
            cell.value = None
    assert give_back(db, book).state == "refused" and held(db) == [4]


def test_a_withdrawn_target_does_not_come_back_with_a_row_that_nobody_edited(db: Database) -> None:
    withdrawn = decide(db, 4, "un")
    book = export(db)
    withdraw_target(db, LOCAL, withdrawn.id, reason="plus de cible")
    result = give_back(db, book)
    assert (result.state, told(result), held(db)) == ("unchanged", [(DECIDED_ON, "stale_row", "warning")], [])
    assert result.issues[0].message == (
        "Cette ligne n'a pas été modifiée, et sa cible a été retirée le 15/03/2022 (« plus de cible ») : elle ne "
        f"revient pas ; {RENEWED}"
    )


def test_a_row_whose_file_was_set_aside_does_not_come_back_unedited(db: Database) -> None:
    content = table([HEADER, ["formation_pairs", YEAR, 0, 7, DUE, "fichier"]])
    batch = import_targets(db, LOCAL, "f.xlsx", content).batch or ""
    book = export(db)
    revert_batch(db, LOCAL, batch, reason="Mauvais fichier")
    result = give_back(db, book)
    assert (result.state, held(db)) == ("unchanged", [])
    assert "son fichier a été annulé le 15/03/2022 (« Mauvais fichier »)" in result.issues[0].message


def test_a_file_given_back_after_its_target_was_withdrawn_decides_it_again_and_says_so(db: Database) -> None:
    content = table([HEADER, ["formation_pairs", YEAR, 0, 7, DUE, "fichier"]])
    (target,) = import_targets(db, LOCAL, "f.xlsx", content).decided
    withdraw_target(db, LOCAL, target.id, reason="plus de cible")
    result = import_targets(db, LOCAL, "f.xlsx", content)
    assert (result.state, held(db)) == ("imported", [7])
    assert told(result) == [("D2", "withdrawn_target", "warning")]
    assert result.issues[0].message == (
        "La cible de ce périmètre a été retirée le 15/03/2022 (« plus de cible ») : cette ligne la fixe de nouveau, "
        "enlevez-la si ce n'est pas voulu."
    )


def test_a_preview_says_the_same(db: Database) -> None:
    decide(db, 4, "un")
    content = saved(export(db))
    decide(db, 6, "deux")
    seen = import_targets(db, LOCAL, "cibles.xlsx", content, keep=False)
    kept = import_targets(db, LOCAL, "cibles.xlsx", content)
    assert (seen.state, seen.unchanged, seen.issues) == (kept.state, kept.unchanged, kept.issues)
