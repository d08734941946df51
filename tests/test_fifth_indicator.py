"""A fifth indicator is one more folder in the catalogue: no other file is touched, and everything finds it."""

import json
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data.returns.questionnaire import ANSWER_SHEET, CODE_ROW, FIRST_ROW
from data.settings import ROOT
from tests.workbooks import saved

ENTRY = Path(__file__).parent / "fifth_indicator" / "charte_usages"
PRODUCT = ("app.py", "data", "indicators", "pages", ".streamlit")
A, B, C = "0440001M", "0440002N", "0440003P"
DIRECTORY = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_commune;Code_departement\n"
    f"{A};Collège A;Collège;Public;44109;044\n{B};École B;Ecole;Privé;44109;044\n{C};Lycée C;Lycée;Public;44109;044\n"
)
ANSWERS = {
    A: {"charte_affichee": "Oui", "charte_signee": "Oui"},
    B: {"charte_affichee": "Oui"},
    C: {"charte_affichee": "Non", "charte_signee": "Oui"},
}


class Copy:
    """The product copied to a folder, with one folder more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in PRODUCT:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, folder / name)
        shutil.copytree(ENTRY, folder / "indicators" / "catalogue" / ENTRY.name)
        for script in ("look.py", "commands.py"):
            shutil.copy(ENTRY.parent / script, folder / script)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "PYTHONPATH"))
        } | {"GOUVERNAIL_DATABASE": str(folder / "base" / "g.duckdb"), "COLUMNS": "200"}

    def run(self, *arguments: object) -> str:
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commands(self, *lines: tuple[object, ...]) -> list[str]:
        """What each of these commands printed: one process for all of them, which loads the product once."""
        told: list[str] = json.loads(
            self.run("commands.py", json.dumps([[str(word) for word in one] for one in lines]))
        )
        return told


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A directory of three, a campaign, a target on the fifth indicator, and three answers to its questions."""
    product = Copy(tmp_path_factory.mktemp("produit"))
    (product.folder / "annuaire.csv").write_text(DIRECTORY, encoding="utf-8")
    goal = ("--baseline", 0, "--value", 2, "--due", "2022-06-30", "--reason", "essai")
    product.commands(
        ("data", "register", "annuaire.csv"),
        ("data", "campaign", "c", "--school-year", "2021-2022"),
        ("data", "target", "charte_usages", "--school-year", "2021-2022", *goal),
        ("data", "questionnaire", "--campaign", "c", "--layout", "tableau", "--out", "questionnaire.xlsx"),
    )
    book = load_workbook(product.folder / "questionnaire.xlsx")
    sheet = book[ANSWER_SHEET]
    columns = {cell.value: cell.column for cell in sheet[CODE_ROW] if cell.value}
    for row in range(FIRST_ROW, FIRST_ROW + 3):
        told = ANSWERS[str(sheet.cell(row, 1).value)] | {"date_reponse": "15/03/2022"}
        for code, value in told.items():
            sheet.cell(row, columns[code]).value = value
    (product.folder / "retours.xlsx").write_bytes(saved(book))
    return product


@pytest.fixture(scope="module")
def imported(copy: Copy) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(copy.run("-m", "data", "import", "retours.xlsx", "--campaign", "c", "--json"))
    return told


def test_the_questionnaire_asks_it_and_the_checks_look_at_it(imported: dict[str, Any]) -> None:
    file = imported["files"][0]
    assert (file["state"], file["accepted"]) == ("imported", 3)
    assert [(one["code"], one["severity"]) for one in file["issues"]] == [("signee_sans_charte", "warning")]


def test_the_command_line_counts_it(copy: Copy, imported: dict[str, Any]) -> None:
    shown, explained_as_json = copy.commands(
        ("indicators", "show", "--on", "2022-03-31", "--json"),
        ("indicators", "explain", "charte_usages", "--uai", B, "--on", "2022-03-31", "--json"),
    )
    told = json.loads(shown)
    fifth = told["indicators"][-1]
    assert (fifth["code"], fifth["yes"], fifth["partial"], fifth["no"], fifth["silent"]) == (
        "charte_usages",
        1,
        1,
        1,
        0,
    )
    assert fifth["verdict"] != "sans_cible"
    explained = json.loads(explained_as_json)
    assert explained["establishments"][0]["missing"] == ["charte non signée par les familles"]
    assert explained["establishments"][0]["file_name"] == "retours.xlsx"


def test_screens_and_documentation_show_it(copy: Copy, imported: dict[str, Any]) -> None:
    found = json.loads(copy.run("look.py").splitlines()[-1])
    for page, shown in found["screens"].items():
        assert shown["errors"] == [], page
    assert "Établissements dont la charte d'usage d'internet est affichée" in found["screens"]["synthese"]["says"]
    for page in ("indicateur", "territoire"):
        assert "charte" in found["screens"][page]["says"], page
    assert "`charte_signee`" in found["documentation"] and "`signee_sans_charte`" in found["documentation"]


def test_a_seance_and_its_workbook_hold_it(copy: Copy, imported: dict[str, Any]) -> None:
    copy.commands(
        ("indicators", "snapshot", "--label", "Essai", "--on", "2022-03-31"),
        ("indicators", "export", "Essai", "--format", "xlsx", "--out", "seance.xlsx"),
    )
    book = load_workbook(BytesIO((copy.folder / "seance.xlsx").read_bytes()))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("charte d'usage" in cell.lower() for cell in cells)
    assert "charte non signée par les familles" in cells


def test_its_definition_can_be_changed(copy: Copy, imported: dict[str, Any]) -> None:
    _, shown = copy.commands(
        ("indicators", "define", "charte_usages", "--set", "families=non", "--reason", "essai"),
        ("indicators", "show", "--on", "2022-03-31", "--json"),
    )
    told = json.loads(shown)
    assert (told["indicators"][-1]["yes"], told["indicators"][-1]["definition_version"]) == (2, 2)
