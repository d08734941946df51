"""Screens run without a browser: what they say, what their buttons do."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.database import open_database
from data.settings import ROOT, get_settings
from tests.screens.stores import fill, tell_hostile_plan

Screen = Callable[..., AppTest]
# AppTest finds a page before a first run by the name of its file only, which is not this one's address.
ONLY_BY_THE_MENU = {"pages/gerer/verifications.py"}


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """screen("pages/gerer/cibles.py", path_of_the_database, {"type": "Collège"}): that page after its first run.

    It is opened by its address; with by_the_menu=True, from the first page, which runs before. Both go through app.py.
    A test may keep its own Database open on the same file.
    """

    def open_(
        page: str, database: Path, address: Mapping[str, str] | None = None, *, by_the_menu: bool = False
    ) -> AppTest:
        monkeypatch.setenv("GOUVERNAIL_DATABASE", str(database))
        get_settings.cache_clear()
        app = AppTest.from_file(ROOT / "app.py", default_timeout=30)
        for name, value in (address or {}).items():
            app.query_params[name] = value
        if by_the_menu or page in ONLY_BY_THE_MENU:
            app.run()
        return app.switch_page(page).run()

    yield open_
    st.cache_resource.clear()
    st.cache_data.clear()
    get_settings.cache_clear()


@pytest.fixture
def empty_store(tmp_path: Path) -> Path:
    """A database with nothing in it."""
    path = tmp_path / "vide.duckdb"
    open_database(path).close()
    return path


@pytest.fixture(scope="session")
def model_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled store that no test changes."""
    path = tmp_path_factory.mktemp("modele") / "rempli.duckdb"
    fill(path)
    return path


@pytest.fixture
def filled_store(model_store: Path, tmp_path: Path) -> Path:
    """A filled store of the test's own."""
    return Path(shutil.copy(model_store, tmp_path / "rempli.duckdb"))


@pytest.fixture(scope="session")
def hostile_plan(model_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A filled store that no test changes, with a plan of hostile texts, and the reference of each of its kinds."""
    path = Path(shutil.copy(model_store, tmp_path_factory.mktemp("plan") / "plan.duckdb"))
    return path, tell_hostile_plan(path)
