"""The command about the plan: a workbook out and back, and its exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.settings import get_settings
from tests.data.plan.plans import put, written


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


def run(*arguments: object, exits: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == exits, done.output
    return done


def test_a_plan_goes_out_is_filled_and_comes_back(store: Path) -> None:
    file = store / "plan.xlsx"
    run("plan", "--out", file)
    assert run("plan", file).stdout.startswith("plan.xlsx : 0 fiches ajoutées, 0 modifiées, 30 lignes sans changement")
    book = load_workbook(file)
    put(book, "axis", 2, title="Un cadre")
    book.save(file)
    preview = json.loads(run("plan", file, "--dry-run", "--json").stdout)
    assert (preview["state"], preview["batch"], preview["added"]) == ("imported", None, 1)
    told = json.loads(run("plan", file, "--json").stdout)
    (item,) = told.pop("items")
    assert item.pop("id") and item == {
        "ref": "X1",
        "kind": "axis",
        "title": "Un cadre",
        "state": "added",
        "sheet": "Axes",
        "row": 2,
    }
    assert (told["added"], told["changed"], told["unchanged"], told["rows"]) == (1, 0, 30, 31)
    run("check")
    run("revert", told["batch"], "--reason", "Mauvais fichier")
    assert json.loads(run("plan", file, "--dry-run", "--json").stdout)["added"] == 1


def test_exit_codes_tell_in_part_and_nothing(store: Path) -> None:
    (store / "partie.xlsx").write_bytes(written({"Axes": [["Intitulé", "Texte"], ["Un", None], [None, "Sans titre"]]}))
    assert "Axes A3 : « Intitulé » est à remplir." in run("plan", store / "partie.xlsx", exits=1).stdout
    (store / "rien.xlsx").write_bytes(written({"Feuil1": [["Nom"], ["x"]]}))
    assert run("plan", store / "rien.xlsx", exits=2).stderr.startswith("Aucune feuille de ce fichier")


def test_neither_or_both_of_a_file_and_an_output_is_refused(store: Path) -> None:
    for arguments in ((), (store / "a.xlsx", "--out", store / "b.xlsx")):
        refused = run("plan", *arguments, exits=2)
        assert refused.stderr.startswith("Donnez un classeur du plan à importer, ou --out")
    assert run("plan", store / "absent.xlsx", exits=2).stderr.startswith("Le fichier ")
