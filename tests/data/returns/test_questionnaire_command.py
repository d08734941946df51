"""`python -m data questionnaire` and `mailing`: which file they write, and what they say when they cannot."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.campaigns import create_campaign
from data.database import LOCAL, open_database
from data.settings import get_settings
from tests.helpers import add_establishments, make_uai


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUVERNAIL_DATABASE", str(tmp_path / "g.duckdb"))
    get_settings.cache_clear()
    db = open_database(tmp_path / "g.duckdb")
    add_establishments(db, [{}, {}])
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    db.close()
    yield tmp_path
    get_settings.cache_clear()


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_one_fiche_is_a_workbook_and_all_of_them_a_zip(folder: Path) -> None:
    asked = ("questionnaire", "--campaign", "p", "--layout", "fiche", "--out")
    assert run(*asked, folder / "f.xlsx", "--uai", make_uai(2)).exit_code == 0
    assert load_workbook(folder / "f.xlsx")["_gouvernail"]["B5"].value == make_uai(2)
    assert run(*asked, folder / "f.zip").exit_code == 0
    assert len(ZipFile(folder / "f.zip").namelist()) == 3


def test_many_fiches_need_a_zip(folder: Path) -> None:
    result = run("questionnaire", "--campaign", "p", "--layout", "fiche", "--out", folder / "f.xlsx")
    assert result.exit_code == 2
    assert "finit par .zip" in result.stderr and result.stderr.count("\n") == 1
    assert not (folder / "f.xlsx").exists()


def test_the_mailing_list_is_written(folder: Path) -> None:
    assert run("mailing", "--campaign", "p", "--out", folder / "l.csv").exit_code == 0
    lines = (folder / "l.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["UAI", make_uai(1), make_uai(2)]
    assert run("mailing", "--campaign", "q", "--out", folder / "m.csv").exit_code == 2


def test_the_tableau_is_as_before(folder: Path) -> None:
    assert run("questionnaire", "--campaign", "p", "--out", folder / "t.xlsx").exit_code == 0
    sheet = load_workbook(BytesIO((folder / "t.xlsx").read_bytes()))["Réponses"]
    assert [sheet.cell(row, 1).value for row in (6, 7)] == [make_uai(1), make_uai(2)]
