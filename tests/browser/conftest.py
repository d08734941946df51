"""A server over an invented store, and a real Chromium in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.browser.screen import WIDE, settle
from tests.browser.server import serving
from tests.screens.stores import fill

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


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration, seen on 31 March 2022: see tests/screens/stores.py."""
    path = tmp_path_factory.mktemp("store") / "essai.duckdb"
    fill(path)
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


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> dict[str, BrowserContext]:
    """Who prefers light, and who prefers dark: they keep the scripts of the server from one test to the next, and
    nothing of what they chose: an open menu would cover the next narrow screen."""
    known = {
        scheme: browser.new_context(color_scheme=scheme, locale="fr-FR", reduced_motion="reduce")
        for scheme in ("light", "dark")
    }
    for visitor in known.values():
        visitor.add_init_script("localStorage.clear()")
    return known


@pytest.fixture
def open_page(visitors: dict[str, BrowserContext], address: str) -> Iterator[OpenPage]:
    """open_page("/indicateur?type=Lycée", size=NARROW, scheme="dark"): a new visitor's screen, once it has settled."""
    pages = []

    def open_(path: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", at: str = address) -> Page:
        page = visitors[scheme].new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(at + path)
        settle(page)
        return page

    yield open_
    for page in pages:
        page.close()
    for visitor in visitors.values():
        visitor.clear_cookies()
