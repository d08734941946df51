"""`python -m data usage`: what it prints, and how it exits."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.database import open_database
from data.settings import get_settings
from tests.data.usage.told import A, B, lines
from tests.helpers import Clock, add_establishments

GOOD = f"{A};2022-01;e-lyco;élèves;100;90;50;500"
BAD = f"{B};2022-01;e-lyco;élèves;100;90;-1;500"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    db = open_database(tmp_path / "g.duckdb", clock=Clock())
    add_establishments(db, [{}, {}])
    db.close()
    yield tmp_path
    get_settings.cache_clear()


def usage(folder: Path, *rows: str, options: tuple[str, ...] = ()) -> Result:
    (folder / "r.csv").write_text(lines(*rows), encoding="utf-8")
    return CliRunner().invoke(app, ["usage", str(folder / "r.csv"), *options])


def test_exit_codes_say_all_part_or_nothing(folder: Path) -> None:
    assert usage(folder, GOOD, options=("--dry-run",)).exit_code == 0
    assert usage(folder, GOOD, BAD).exit_code == 1
    assert usage(folder, GOOD).exit_code == 0  # already there
    nothing = usage(folder, BAD)
    assert nothing.exit_code == 2 and nothing.stderr.startswith("r.csv : Toutes les lignes ont été refusées")


def test_the_json_and_the_words_tell_the_same(folder: Path) -> None:
    (told,) = json.loads(usage(folder, GOOD, BAD, options=("--json", "--dry-run")).stdout)["files"]
    assert (told["state"], told["rows"], told["accepted"], told["new"], told["batch"]) == ("partial", 2, 1, 1, None)
    assert [issue["cell"] for issue in told["issues"]] == ["G3"]
    said = usage(folder, GOOD, BAD, options=("--dry-run",)).stdout
    assert "r.csv : accepté en partie. 1 lignes acceptées sur 2 ; 1 relevés nouveaux, 0 modifiés" in said


def test_a_missing_file_costs_the_others_nothing(folder: Path) -> None:
    (folder / "r.csv").write_text(lines(GOOD), encoding="utf-8")
    done = CliRunner().invoke(app, ["usage", str(folder / "absent.csv"), str(folder / "r.csv"), "--json"])
    assert done.exit_code == 1
    assert sorted(one["state"] for one in json.loads(done.stdout)["files"]) == ["imported", "refused"]
