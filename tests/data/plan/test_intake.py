"""The workbook of the plan coming back: only what somebody edited changes, and nothing in silence."""

import shutil
import subprocess
from pathlib import Path

import pytest

from data.batches import batches, revert_batch
from data.database import LOCAL, Database, open_database
from data.files.originals import read_original
from data.plan import Concerned, add, change, history, withdraw
from data.plan.workbook import plan_workbook
from data.settings import Settings
from tests.data.plan.plans import (
    counts,
    current,
    directory,
    exported,
    full_plan,
    put,
    take,
    told,
    written,
)
from tests.helpers import Clock


@pytest.fixture
def db() -> Database:
    return directory()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_so_does_one_saved_by_libreoffice(db: Database, tmp_path: Path) -> None:
    full_plan(db)
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(db, as_of=db.clock()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command: list[str | Path] = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "plan.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = take(db, (tmp_path / "out" / "plan.xlsx").read_bytes())
    assert (counts(result), result.issues) == (("unchanged", 0, 0, 57), [])


def test_edited_cells_are_changes_and_a_cleared_one_is_a_blank_field(db: Database) -> None:
    full_plan(db)
    book = exported(db)
    put(
        book,
        "action",
        2,
        title="=2+2",
        owner=None,
        actors="Familles ; tuteurs\nian",
        concerns="epci : a ; b",
        levers="une CHARTE",
    )
    book["Actions"].cell(2, 2).data_type = "s"
    put(book, "irritant", 2, main="non", lessons=None)
    result = take(db, book)
    assert (counts(result), result.issues) == (("imported", 0, 2, 55), [])
    action, irritant = current(db).of("action")[0], current(db).of("irritant")[0]
    assert (action.title, action.line("owner")) == ("=2+2", "")
    assert current(db).titles(action, "actors") == ["Familles ; tuteurs", "IAN"]
    assert (action.concerns, current(db).titles(action, "levers")) == (
        Concerned(group="epci", members=("A ; B",)),
        ["Une charte"],
    )
    assert (irritant.flag("main"), irritant.ids("lessons"), irritant.title) == (False, (), "=1+1")
    assert (action.file_name, action.sheet, action.row_number) == ("plan.xlsx", "Actions", 2)
    assert [one.title for one in history(db, action.id, as_of=db.clock())] == ["=2+2", "Installer un comité"]


def test_a_missing_column_leaves_the_field_as_it_stands(db: Database) -> None:
    add(db, LOCAL, "axis", {"title": "Un cadre", "text": "Interne"})
    book = exported(db)
    put(book, "axis", 2, title="Un cadre clair")
    book["Axes"].delete_cols(3)
    assert counts(take(db, book))[2] == 1
    assert current(db).of("axis")[0].values == {"title": "Un cadre clair", "text": "Interne"}


def test_an_edited_row_whose_item_moved_on_is_refused_and_an_unedited_one_is_left_alone(db: Database) -> None:
    first, second, third = [add(db, LOCAL, "axis", {"title": title}) for title in ("Un", "Deux", "Trois")]
    book = exported(db)
    for item in (first, second, third):
        change(db, LOCAL, item, {"title": f"{item.title} bis"})
    put(book, "axis", 2, title="Un ter")
    put(book, "axis", 3, title="Deux bis")  # both said the same
    result = take(db, book)
    assert (told(result), result.state, result.changed) == ([("Axes", "A2", "changed_since")], "partial", [])
    assert "modifiée depuis ce classeur par poste local, le 15/03/2022" in result.issues[0].message
    assert [one.title for one in current(db).of("axis")] == ["Un bis", "Deux bis", "Trois bis"]


def test_a_withdrawn_item_comes_back_by_no_row(db: Database) -> None:
    first, second = [add(db, LOCAL, "axis", {"title": title}) for title in ("Un", "Deux")]
    book = exported(db)
    for item in (first, second):
        withdraw(db, LOCAL, item, reason="Doublon")
    put(book, "axis", 3, title="Deux bis")
    result = take(db, book)
    assert (told(result), result.added, result.changed) == ([("Axes", "A3", "withdrawn_item")], [], [])
    assert current(db).of("axis") == []


def test_a_link_to_what_was_withdrawn_stands_in_a_row_edited_elsewhere(db: Database) -> None:
    irritant = add(db, LOCAL, "irritant", {"title": "Lent"})
    need = add(db, LOCAL, "need", {"title": "Vite", "irritants": [irritant.id]})
    withdraw(db, LOCAL, irritant, reason="Doublon")
    book = exported(db)
    assert counts(take(db, book)) == ("unchanged", 0, 0, 31)
    put(book, "need", 2, title="Plus vite")
    assert counts(take(db, book))[2] == 1
    assert history(db, need.id, as_of=db.clock())[0].values == {"title": "Plus vite", "irritants": [str(irritant.id)]}
    book = exported(db)
    put(book, "need", 3, title="Autre", irritants="I1")
    assert told(take(db, book)) == [("Besoins", "D3", "withdrawn_item")]


def test_a_preview_says_the_same_and_keeps_nothing(db: Database) -> None:
    before = db.version()
    preview = take(db, written({"Axes": [["Intitulé"], ["Un"]]}), keep=False)
    assert (counts(preview), preview.batch, preview.added[0].ref) == (("imported", 1, 0, 0), None, "X1")
    assert (db.version(), current(db).of("axis")) == (before, [])


def test_setting_the_file_aside_undoes_all_of_it_and_its_rows_do_not_come_back(db: Database) -> None:
    axis = add(db, LOCAL, "axis", {"title": "Un"})
    book = exported(db)
    put(book, "axis", 2, title="Un bis")
    put(book, "axis", 3, title="Deux")
    result = take(db, book)
    after = exported(db)
    assert result.batch
    revert_batch(db, LOCAL, result.batch, reason="Mauvais fichier")
    assert [one.values for one in current(db).of("axis")] == [axis.values]
    again = take(db, after)  # written when X2 was there and X1 said something else
    assert [(cell, code) for _, cell, code in told(again)] == [("A2", "unknown_version"), ("A3", "set_aside")]
    assert (again.added, again.changed) == ([], [])
    assert counts(take(db, book))[1:] == (1, 1, 30)  # the file itself, given again


def test_the_original_its_batch_and_one_journal_row_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "g.duckdb"
    db = open_database(path, settings=Settings(database=path), clock=Clock())
    content = written({"Axes": [["Intitulé"], ["Un"]]})
    result = take(db, content)
    (batch,) = batches(db, as_of=db.clock())
    assert (batch.kind, str(batch.id), batch.row_count, batch.accepted_count) == ("plan", result.batch, 1, 1)
    assert read_original(db, batch.file_sha256) == content
    assert [row["action"] for row in db.query("SELECT action FROM journal ORDER BY 1")] == ["plan_import"]
    db.close()


def test_the_steps_of_a_withdrawn_action_leave_the_sheets_and_come_back_by_no_row(db: Database) -> None:
    action = add(db, LOCAL, "action", {"title": "Former"})
    add(db, LOCAL, "step", {"title": "Réunir", "action": action.id})
    before = exported(db)
    withdraw(db, LOCAL, action, reason="Doublon")
    after = exported(db)
    assert [after["Étapes"].cell(2, column).value for column in (1, 2)] == [None, None]
    assert [row[4].value for row in after["Historique"].iter_rows(min_row=2, max_row=3)] == [
        "Retrait : Doublon",
        "Retirée avec son action",
    ]
    put(before, "step", 2, title="Réunir bientôt")
    assert told(take(db, before)) == [("Étapes", "C2", "refused_value")]
