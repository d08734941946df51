"""Imports go one way: pages -> indicators -> data. Pages hold no SQL, no pandas, no plotly, no colour."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_NOT_IMPORT = {
    "data": {"indicators", "pages", "streamlit", "plotly"},
    "indicators": {"pages", "streamlit"},
    "pages": {"duckdb", "openpyxl", "plotly", "pandas"},
}
SCREENS = [file for file in ROOT.glob("pages/*/*.py") if file.parent.name != "shared" and file.name != "__init__.py"]


def imported(file: Path) -> set[str]:
    """Top-level packages that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("layer", MAY_NOT_IMPORT)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    files = list((ROOT / layer).rglob("*.py"))
    assert files
    wrong = {str(file.relative_to(ROOT)): both for file in files if (both := imported(file) & MAY_NOT_IMPORT[layer])}
    assert wrong == {}


def test_only_figures_imports_plotly_and_only_exports_write_workbooks() -> None:
    for file in (ROOT / "indicators").rglob("*.py"):
        names = imported(file)
        assert "plotly" not in names or file.parent.name == "figures", file
        assert "openpyxl" not in names or "exports" in file.parts, file


def test_nothing_but_init_lies_directly_in_pages() -> None:
    # A page there would run without app.py on a cold deep link: no access gate, no situation.
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda file: file.stem)
def test_a_screen_is_a_direct_script_without_functions_colours_or_sql(screen: Path) -> None:
    text = screen.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree))
    assert not re.search(r"#[0-9a-fA-F]{6}\b|\bSELECT\b|\bINSERT\b", text)
    assert len(text.splitlines()) <= 90


def test_every_folder_that_is_imported_has_an_init() -> None:
    # Streamlit watches namespace packages: a database written inside one would rerun every screen.
    folders = {file.parent for layer in MAY_NOT_IMPORT for file in (ROOT / layer).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_sql_files_say_what_one_row_is() -> None:
    files = [file for layer in ("data", "indicators") for file in (ROOT / layer).rglob("*.sql")]
    assert files
    assert [str(file) for file in files if not file.read_text(encoding="utf-8").startswith("-- ")] == []


def test_the_product_names_no_path_outside_itself() -> None:
    sources = [file for layer in ("data", "indicators", "pages") for file in (ROOT / layer).rglob("*.py")]
    assert [
        str(file) for file in [*sources, ROOT / "app.py"] if "shared/data" in file.read_text(encoding="utf-8")
    ] == []
