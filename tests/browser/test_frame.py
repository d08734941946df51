"""What every screen has in common, in a real browser."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import NARROW, PAGES, WIDE, arrived_by_the_entry_point, follow, pick, settle
from tests.browser.server import serving
from tests.data.files.hostile import entity_bomb, far_cell, zip_of_zips
from tests.strength.nursery import LONG

pytestmark = pytest.mark.browser

CHOSEN = {"annee": ["2020-2021"], "jour": ["2021-02-03"], "type": ["Collège"], "secteur": ["Public"]}
LINK = "?annee=2020-2021&jour=2021-02-03&type=Coll%C3%A8ge&secteur=Public"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# test_legible.py opens every screen by a link that says a situation too.
@pytest.mark.parametrize("path", PAGES if LONG else ["/", "/origine", "/a_verifier"])
def test_a_cold_deep_link_goes_through_the_entry_point(open_page: OpenPage, path: str) -> None:
    arrived_by_the_entry_point(open_page(path), PAGES[path])


def test_the_very_first_visitor_may_come_by_a_deep_link(open_page: OpenPage, store: Path, tmp_path: Path) -> None:
    shutil.copy(store, tmp_path / "copie.duckdb")
    with serving(tmp_path / "copie.duckdb", tmp_path / "server.log") as address:
        page = open_page("/seances", at=address)
        assert page.title() == "Séances · Gouvernail"
        assert page.get_by_text("Gouvernail · Loire-Atlantique").is_visible()
        assert page.get_by_role("dialog").count() == 0


def test_the_document_is_french_and_protected(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}/cibles")
    assert answer is not None
    assert page.locator("html").get_attribute("lang") == "fr"
    assert b"<title>Gouvernail</title>" in answer.body()
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
    page.close()


def test_the_browser_asks_nothing_of_other_hosts(browser: Browser, address: str) -> None:
    page = browser.new_page()
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(f"{address}/indicateur")
    settle(page)
    follow(page, "Retours")
    page.close()
    assert hosts - {None} == {"127.0.0.1"}


@pytest.mark.parametrize("size", [WIDE, NARROW] if LONG else [NARROW], ids=["wide", "narrow"] if LONG else ["narrow"])
def test_the_situation_lives_in_the_address(open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_page(f"/cibles{LINK}", size=size)
    assert asked(page) == CHOSEN
    assert page.get_by_text("Situation au 03/02/2021 · Collège · Public").is_visible()
    for title in ("Retours", "Synthèse", "Séances"):
        follow(page, title)
        assert asked(page) == CHOSEN, title
        assert page.get_by_text("Situation au 03/02/2021 · Collège · Public").first.is_visible(), title
    pick(page, "Secteur", "Tous les secteurs")
    follow(page, "Administration")
    assert asked(page) == {name: value for name, value in CHOSEN.items() if name != "secteur"}
    page.go_back()
    settle(page)
    assert page.title() == "Séances · Gouvernail"


def test_another_school_year_brings_its_own_day(open_page: OpenPage) -> None:
    page = open_page(f"/cibles{LINK}")
    pick(page, "Année scolaire", "2021-2022")
    assert page.get_by_text("Situation au 31/03/2022").is_visible()
    assert asked(page) == {"type": ["Collège"], "secteur": ["Public"]}


def test_what_an_address_should_not_say_is_ignored(open_page: OpenPage) -> None:
    page = open_page("/cibles?annee=1789-1790&jour=demain&type=%3Cscript%3E&secteur=&epci=Atlantis")
    assert page.get_by_text("Situation au 31/03/2022 · tous les établissements").is_visible()
    assert asked(page) == {}
    assert page.get_by_test_id("stException").count() == 0


def test_hostile_files_dropped_on_the_screen_leave_the_server_up_and_say_why(open_page: OpenPage) -> None:
    page = open_page("/retours")
    bombs = {"loin.xlsx": far_cell(), "entites.xlsx": entity_bomb(), "boucle.zip": zip_of_zips(), "vide.csv": b""}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": made} for name, made in bombs.items()]
    )
    expect(page.get_by_text("4 fichiers lus : 4 refusés.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Importer")).to_have_count(0)
    assert "Qui n'a pas répondu" in open_page("/relances").get_by_test_id("stMain").inner_text()
