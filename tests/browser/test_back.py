"""What was chosen on a page is chosen again when one comes back to it by the browser's Back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import choose, follow, press, settle

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
# Address, boxes of one page and what is chosen there, in order. What is chosen is never what the box begins with.
PAGES = {
    "/usages": {"Profil": "élèves", "Montrer": "Visites par jour d'école"},
    "/territoire": {"Regrouper par": "Commune"},
    "/indicateur": {"Regrouper par": "Secteur"},
    "/relances": {"Compter par": "Secteur"},
}
ROWS = "Établissements, avec leur état, ce qui leur manque et l'ancienneté de leur dernière réponse."


def back(page: Page) -> None:
    page.go_back()
    settle(page)


def says(page: Page, label: str, chosen: str) -> None:
    """A list of the page with that label shows what is chosen: one value in its field, several beside it."""
    main = page.get_by_test_id("stMain")
    field = main.get_by_role("combobox", name=label)
    several = main.get_by_test_id("stMultiSelect").filter(has=page.get_by_text(label, exact=True))
    if several.count():
        expect(several.get_by_text(chosen, exact=True)).to_be_visible()
    else:
        expect(field).to_have_value(chosen)


def open_first_sheet(page: Page) -> None:
    """Take the first row of the list, and the link that it brings."""
    rows = page.get_by_test_id("stDataFrame").filter(has=page.get_by_role("region", name=ROWS))
    place = rows.locator("canvas").first.bounding_box()
    assert place
    page.mouse.click(place["x"] + 16, place["y"] + 52)
    settle(page)
    page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").filter(has_text="Sa fiche").click()
    settle(page)
    assert "/etablissement?" in page.url


@pytest.mark.parametrize("path", PAGES)
def test_a_page_left_by_the_menu_is_found_as_it_was(open_page: OpenPage, path: str) -> None:
    page, chosen = open_page(path + LINK), PAGES[path]
    for label, option in chosen.items():
        choose(page, label, option)
    address = page.url
    follow(page, "Cibles")
    assert page.title() == "Cibles · Gouvernail"
    back(page)
    assert page.url == address
    for label, option in chosen.items():
        says(page, label, option)


def test_the_list_of_establishments_is_found_as_it_was(open_page: OpenPage) -> None:
    page = open_page(f"/etablissements{LINK}&indicateur=comite_fonctionnel&etat=Partiel")
    choose(page, "Ordre", "Par nom")
    address = page.url
    assert "etat=Partiel" in address and "ordre=Par+nom" in address
    open_first_sheet(page)
    assert "etat" not in page.url and "ordre" not in page.url
    back(page)
    assert page.url == address
    says(page, "État", "Partiel")
    says(page, "Ordre", "Par nom")


def test_a_button_that_changes_several_boxes_is_one_step_of_back(open_page: OpenPage) -> None:
    asked = "&indicateur=comite_fonctionnel&chercher=lycee&ordre=Par+nom"
    page = open_page(f"/etablissements{LINK}{asked}")
    before = page.url
    press(page, "Par qui commencer")
    assert re.search("etat=Partiel$", page.url) and "chercher" not in page.url and "ordre" not in page.url
    back(page)
    assert page.url == before
    says(page, "Ordre", "Par nom")
    expect(page.get_by_label("Chercher")).to_have_value("lycee")


def test_a_link_to_the_page_itself_begins_again_in_the_address_too(open_page: OpenPage) -> None:
    page = open_page(f"/usages{LINK}")
    begun = page.url
    choose(page, "Profil", "élèves")
    chosen = page.url
    follow(page, "Usages")
    says(page, "Profil", "Tous les profils")
    assert page.url == begun
    back(page)
    assert page.url == chosen
    says(page, "Profil", "élèves")
