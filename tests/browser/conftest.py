"""A server over an invented store, and a real Chromium in front of it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from data.database import LOCAL, Database, open_database
from data.properties import set_property
from tests.browser.screen import WIDE, settle
from tests.browser.server import serving
from tests.helpers import Clock, add_establishments

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INSTALLED = ("chromium", "chromium-browser", "google-chrome")
OpenPage = Callable[..., Page]


def add_campaign(db: Database, year: str) -> None:
    """A campaign of that school year."""
    with db.writing(LOCAL, "campaign", year) as write:
        write.cursor.execute(
            "INSERT INTO campaign VALUES ($code, $year, $label, NULL, NULL, $actor, $at)",
            {"code": year, "year": year, "label": f"Enquête {year}", "actor": LOCAL.name, "at": write.at},
        )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration: three establishments, two school years, situation on 31 March 2022."""
    path = tmp_path_factory.mktemp("store") / "essai.duckdb"
    db = open_database(path, clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(
        db,
        [
            {"name": "Collège A", "type": "Collège"},
            {"name": "École B", "type": "Ecole", "sector": "Privé", "epci": "CC d'Erdre et Gesvres"},
            {"name": "Lycée C", "type": "Lycée", "epci": "CA de la Presqu'île de Guérande Atlantique (CAP Atlantique)"},
        ],
    )
    add_campaign(db, "2020-2021")
    add_campaign(db, "2021-2022")
    set_property(db, LOCAL, "demonstration", "true")
    set_property(db, LOCAL, "situation_day", date(2022, 3, 31).isoformat())
    db.close()
    return path


@pytest.fixture(scope="session")
def address(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the server that the tests share."""
    with serving(store, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


def find_browser() -> str | None:
    """Path of the browser installed on this machine; None leaves it to playwright's own."""
    return next((path for name in INSTALLED if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one installed on this machine, else playwright's own. Without one the tests fail."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        except Error as error:
            pytest.fail(
                "No browser: install one with `apt-get install chromium` or `python -m playwright install chromium`. "
                f"({error.message.splitlines()[0]})",
                pytrace=False,
            )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """open_page("/indicateur?type=Lycée", size=NARROW, scheme="dark"): a new visitor's screen, once it has settled."""
    contexts = []

    def open_(path: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", at: str = address) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(at + path)
        settle(page)
        return page

    yield open_
    for context in contexts:
        context.close()
