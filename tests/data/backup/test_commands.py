"""backup, restore and check as commands: what they say, and their exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from data.__main__ import app
from data.settings import get_settings
from tests.data.backup.conftest import Open, tell, told


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(path))
    get_settings.cache_clear()


def run(*arguments: object, exits: int = 0) -> Result:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == exits, done.output
    return done


def test_a_base_is_backed_up_spoiled_and_restored(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    db.close()
    made = run("backup").stdout.strip().removeprefix("Sauvegarde faite : ")
    assert Path(made).parent == path.parent / "backups"
    assert run("backup").stdout == "Rien n'a été écrit depuis la dernière sauvegarde : elle suffit.\n"
    path.write_bytes(b"illisible" * 1000)
    refused = run("check", exits=2)
    assert (refused.stdout, refused.stderr.count("\n")) == ("", 1) and "est endommagée" in refused.stderr
    said = run("restore", made).stdout.splitlines()
    assert said[0].startswith("La base g.duckdb est de nouveau celle du ") and said[0].endswith("copiée à la demande.")
    assert said[1].startswith("Mis de côté, rien n'est supprimé : g.duckdb.endommagee-")
    assert (
        said[2].startswith("Ce qui a été décidé depuis cette sauvegarde n'y est pas") and "lignes écartées" in said[2]
    )
    db = open_()
    assert told(db) == "un"
    db.close()


def test_a_copy_goes_where_it_is_asked(open_: Open, tmp_path: Path) -> None:
    db = open_()
    tell(db, "un")
    db.close()
    run("backup", "--out", tmp_path / "disque")
    (made,) = (tmp_path / "disque").iterdir()
    assert (made / "g.duckdb").exists()


def test_restoring_nothing_is_refused_in_one_sentence(tmp_path: Path) -> None:
    refused = run("restore", tmp_path / "nulle-part", exits=2)
    assert refused.stdout == "" and refused.stderr.startswith("Il n'y a pas de sauvegarde à cet endroit")


def test_a_check_says_that_a_base_is_sound_or_exits_with_1(open_: Open) -> None:
    db = open_()
    tell(db, "un")
    db.close()
    told = json.loads(run("check", "--json").stdout)
    assert (told["database"], told["sound"], told["rebuilt"]) == ("g.duckdb", True, None)
    assert run("check").stdout.endswith("La base est saine.\n")
    db = open_()
    db.reading().execute("INSERT INTO journal VALUES (uuid(), TIMESTAMP '2020-01-01', 'x', 'x', 'x', '{}')")
    db.close()
    assert [one["code"] for one in json.loads(run("check", "--json", exits=1).stdout)["findings"]][0] == "journal_order"
    assert "La base n'est pas saine" in run("check", exits=1).stdout
