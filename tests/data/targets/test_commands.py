"""The commands about targets: milestones, doubts, a workbook out and back, and their exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.settings import get_settings
from data.targets import targets
from tests.helpers import add_establishments

YEAR = ("--school-year", "2021-2022")
GOAL = ("--baseline", "0", "--due", "2022-06-30", "--reason", "Comité")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    db = opened()
    add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    db.close()
    yield tmp_path
    get_settings.cache_clear()


def opened() -> Database:
    return open_database(get_settings().database)


def run(*arguments: object, exits: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == exits, done.output
    return done


def values() -> list[float]:
    db = opened()
    found = [target.value for target in targets(db, school_year="2021-2022", as_of=db.clock())]
    db.close()
    return found


@pytest.mark.usefixtures("store")
def test_a_target_is_told_with_its_milestones() -> None:
    steps = ("--milestone", "2022-03-31=2", "--milestone", "31/01/2022 = 1")
    done = run("target", "cadre_communication", *YEAR, *GOAL, "--value", "2", *steps, "--json")
    assert json.loads(done.stdout)["milestones"] == [
        {"on": "2022-01-31", "value": 1.0},
        {"on": "2022-03-31", "value": 2.0},
    ]
    assert done.stderr == ""


@pytest.mark.usefixtures("store")
def test_a_milestone_that_will_not_do_is_refused_in_one_sentence() -> None:
    done = run("target", "cadre_communication", *YEAR, *GOAL, "--value", "2", "--milestone", "mars=2", exits=2)
    assert done.stderr.startswith("Jalon « mars=2 » : « mars » n'est pas une date") and values() == []


@pytest.mark.usefixtures("store")
def test_a_doubtful_target_is_taken_and_said_on_stderr() -> None:
    done = run("target", "cadre_communication", *YEAR, *GOAL, "--value", "3", "--json")
    assert json.loads(done.stdout)["value"] == 3
    assert done.stderr.startswith("Cette cible va jusqu'à 3, mais 2 établissements sont attendus en tout")


def test_a_workbook_goes_out_is_changed_and_comes_back(store: Path) -> None:
    run("target", "cadre_communication", *YEAR, *GOAL, "--value", "1")
    run("targets", *YEAR, "--out", store / "cibles.xlsx")
    assert run("targets", store / "cibles.xlsx").stdout.startswith("cibles.xlsx : 0 cibles décidées, 1 sans changement")
    book = load_workbook(store / "cibles.xlsx")
    book["Cibles"]["J2"], book["Cibles"]["L2"] = 2, "Revue"
    book.save(store / "cibles.xlsx")
    preview = json.loads(run("targets", store / "cibles.xlsx", "--dry-run", "--json").stdout)
    assert (preview["state"], preview["batch"], preview["decided"], values()) == ("imported", None, 1, [1])
    told = json.loads(run("targets", store / "cibles.xlsx", "--json").stdout)
    assert (told["decided"], told["targets"][0]["value"], values()) == (1, 2.0, [2])
    run("revert", told["batch"], "--reason", "Mauvais fichier")
    assert values() == [1]
    run("check")


def test_exit_codes_tell_whole_in_part_and_nothing(store: Path) -> None:
    header = "Indicateur;Valeur initiale;Cible;Échéance;Motif\n"
    good, wrong = "formation_pairs;0;1;30/06/2022;Comité\n", "formation_pair;0;1;30/06/2022;Comité\n"
    (store / "tout.csv").write_text(header + good, encoding="utf-8")
    (store / "partie.csv").write_text(header + good.replace(";1;", ";2;") + wrong, encoding="utf-8")
    (store / "rien.csv").write_text(header + wrong, encoding="utf-8")
    run("targets", store / "tout.csv", *YEAR)
    assert "partie A3 : Aucun indicateur ne s'appelle" in run("targets", store / "partie.csv", *YEAR, exits=1).stdout
    refused = run("targets", store / "rien.csv", *YEAR, exits=2)
    assert refused.stderr.startswith("Aucune ligne de ce fichier ne peut être prise")
    assert values() == [2]


def test_neither_or_both_of_a_file_and_an_output_is_refused(store: Path) -> None:
    for arguments in ((), (store / "a.xlsx", "--out", store / "b.xlsx")):
        assert run("targets", *arguments, exits=2).stderr.startswith(
            "Donnez un classeur de cibles à importer, ou --out"
        )
    assert run("targets", store / "absent.xlsx", exits=2).stderr.startswith("Le fichier ")
    assert run("targets", "--out", store / "b.xlsx", exits=2).stderr.startswith(
        "L'année scolaire «  » n'est pas lisible"
    )
