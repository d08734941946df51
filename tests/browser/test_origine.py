"""From a state on a screen to the cell that said it, to its file, and back, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import NARROW, WIDE, complaints, cut_texts, grave_violations, settle
from tests.screens.stores import FILE, A
from tests.strength.nursery import LONG

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
ALT = "Liste des établissements, avec leur état et le fichier et la cellule qui l'ont dit."


def follow_link(page: Page, beginning: str) -> None:
    page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").filter(has_text=beginning).first.click()
    settle(page)


def legible(page: Page) -> None:
    assert grave_violations(page) + cut_texts(page) == []


@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")][: 2 if LONG else 1])
def test_from_a_state_to_its_file_and_back(open_page: OpenPage, size: tuple[int, int], scheme: str) -> None:
    page = open_page(f"/indicateur{LINK}", size=size, scheme=scheme)
    said = complaints(page)
    # The list is drawn on a canvas: its rows are chosen by the keyboard as well as by a click. A is the second.
    grid = page.get_by_test_id("stDataFrame").filter(has=page.get_by_role("region", name=ALT))
    grid.locator("canvas").first.focus()
    for key in ("ArrowDown", "Shift+Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
    settle(page)
    follow_link(page, "D'où vient cet état")
    assert page.title() == "Origine · Gouvernail"
    expect(page.get_by_text("5 réponses comptent, venues d'un seul fichier.")).to_be_visible()
    expect(page.get_by_text(f"{FILE}, feuille Réponses, cellule E7")).to_be_visible()
    legible(page)
    follow_link(page, "retours")
    expect(page.get_by_role("heading", name=FILE)).to_be_visible()
    legible(page)
    follow_link(page, "Tous les nombres de cet établissement")
    expect(page.get_by_text("L'état de chaque indicateur, et ce qui le décide")).to_be_visible()
    page.go_back()
    settle(page)
    expect(page.get_by_role("heading", name=FILE)).to_be_visible()
    follow_link(page, "Cet import dans l'historique")
    assert page.title() == "Retours · Gouvernail"
    assert said == []


def test_the_address_opens_the_same_establishment(open_page: OpenPage) -> None:
    page = open_page(f"/origine{LINK}&uai={A}")
    expect(page.get_by_role("heading", name=f"Collège A ({A})")).to_be_visible()
