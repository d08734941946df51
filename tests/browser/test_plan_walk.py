"""The committee's walk, from what was lived to an action whose indicator is measured, in a real browser.

What the indicator was before and is now was worked out by hand from tests/screens/stores.py.
"""

import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import (
    NARROW,
    choose,
    cut_texts,
    download,
    follow,
    grave_violations,
    no_error,
    press,
    press_link,
    settle,
    type_day,
)
from tests.browser.server import serving

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
CHARTER = "Écrire une charte avec chaque établissement"
# Collèges A, B and C are concerned: on 15 January nobody had answered; of the answers of 10 March, A's says yes. Of the
# six others, D's and G's do.
MOVED = [["Concernés", "3", "0", "1"], ["Autres", "6", "0", "2"]]


def test_from_a_lesson_to_a_measured_action(open_page: OpenPage, store: Path, tmp_path: Path) -> None:
    shutil.copy(store, tmp_path / "plan.duckdb")
    log = tmp_path / "server.log"
    with serving(tmp_path / "plan.duckdb", log) as address:
        page = open_page(f"/retours_experience{LINK}", at=address)
        with no_error(page, log):
            tell_a_lesson_and_what_hurt(page)
            draw_a_need_and_a_lever(page)
            plan_an_action(page)
            take_a_step(page)
            see_whether_the_indicator_moved(page)
            go_back_to_where_one_was(page)
            take_the_plan_out(page)
            follow_the_chain(page)
            read_the_synthesis(page)


def tell_a_lesson_and_what_hurt(page: Page) -> None:
    expect(page.get_by_text("Le plan commence ici")).to_be_visible()
    entitle(page, "Ajouter un retour d'expérience", "Un collège pilote son numérique dans la durée")
    choose(page, "Origine", "Établissement")
    press(page, "Ajouter ce retour d'expérience")
    expect(page.get_by_text("Retour d'expérience R1 ajouté.").last).to_be_visible()
    add(page, "Ajouter un irritant", "Trop d'outils sans cadre", "Ajouter cet irritant")


def draw_a_need_and_a_lever(page: Page) -> None:
    follow(page, "Projections")
    add(page, "Ajouter un besoin à I1", "Anticiper plutôt que subir", "Ajouter ce besoin")
    add(page, "Ajouter un levier à B1", "Un code de conduite", "Ajouter ce levier")


def plan_an_action(page: Page) -> None:
    follow(page, "Plan d'action")
    expect(page.get_by_text("Aucune action n'est inscrite")).to_be_visible()
    choose(page, "Établissements concernés", "Type")
    entitle(page, "Ajouter une action", CHARTER)
    tick(page, "Leviers qu'elle actionne", "L1 · Un code de conduite")
    main(page).get_by_role("textbox", name="Pilote").fill("Pilotage départemental")
    type_day(page, "Début", date(2022, 1, 15))
    type_day(page, "Échéance", date(2022, 6, 30))
    tick(page, "Type : lesquels ?", "Collège")
    tick(page, "Indicateurs de réussite", "Cadre de communication")
    press(page, "Ajouter cette action")
    expect(page.get_by_text("Action A1 ajoutée.").first).to_be_visible()
    expect(page.get_by_text("1 action : 1 en cours ; 3 maillons manquent à la chaîne.")).to_be_visible()
    expect(page.get_by_text("échéance le 30/06/2022, dans 91 jours")).to_be_visible()
    assert grave_violations(page) == []


def take_a_step(page: Page) -> None:
    main(page).get_by_role("link", name="Ouvrir A1").first.click()  # there is one beside what was just done
    settle(page)
    expect(page.get_by_role("heading", name=f"Action A1 · {CHARTER}")).to_be_visible()
    entitle(page, "Ajouter une étape", "Réunir un groupe d'écriture")
    type_day(page, "Échéance", date(2022, 3, 15))
    press(page, "Ajouter cette étape")
    expect(page.get_by_text("En retard de 16 jours")).to_be_visible()
    press(page, "Faite")
    expect(page.get_by_text("Étape E1 : faite le 31/03/2022.")).to_be_visible()
    expect(page.get_by_text("Terminée le 31/03/2022 : toutes ses étapes sont faites.")).to_be_visible()


def see_whether_the_indicator_moved(page: Page) -> None:
    unfold(page, "A-t-elle fait bouger l'indicateur ?")
    rows = [row.locator("td").all_inner_texts() for row in main(page).locator("tbody tr").all()]
    assert [[cell.split(" ")[0] for cell in row[:4]] for row in rows] == MOVED
    expect(page.get_by_text("Ces nombres ne disent pas que l'action est la cause")).to_be_visible()
    assert grave_violations(page) == []


def go_back_to_where_one_was(page: Page) -> None:
    follow(page, "Plan d'action")
    tick(page, "État", "Terminée")
    filtered = page.url
    assert filtered.endswith("plan_etat=Termin%C3%A9e")
    press_link(page, "Ouvrir A1")
    assert "/fiche?" in page.url and "fiche=A1" in page.url
    press_link(page, "Ouvrir L1")
    expect(page.get_by_role("heading", name="Levier L1")).to_be_visible()
    assert "fiche=L1" in page.url
    back(page)
    expect(page.get_by_role("heading", name="Action A1")).to_be_visible()
    assert "fiche=A1" in page.url
    back(page)
    assert page.url == filtered
    expect(main(page).get_by_test_id("stMultiSelect").get_by_text("Terminée", exact=True)).to_be_visible()


def take_the_plan_out(page: Page) -> None:
    unfold(page, "Échanger avec Excel")
    book = load_workbook(BytesIO(download(page, "Télécharger le plan (.xlsx)")))
    assert CHARTER in [cell.value for row in book["Actions"].iter_rows() for cell in row]


def follow_the_chain(page: Page) -> None:
    follow(page, "Chaîne")
    expect(page.get_by_text("3 maillons manquent à la chaîne : indicateurs sans action (3).")).to_be_visible()
    click_on_the_picture(page, "A1")
    expect(page.get_by_role("heading", name="Action A1")).to_be_visible()
    assert "suivre=A1" in page.url
    press_link(page, "Suivre L1")
    expect(page.get_by_role("heading", name="Levier L1")).to_be_visible()
    expect(page.get_by_text("Besoin B1 · Anticiper plutôt que subir")).to_be_visible()
    assert "suivre=L1" in page.url
    back(page)
    expect(page.get_by_role("heading", name="Action A1")).to_be_visible()
    assert "suivre=A1" in page.url
    assert grave_violations(page) == []
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    settle(page)
    assert cut_texts(page) == []
    expect(page.locator(".st-key-chaine_haute")).to_be_visible()
    expect(page.locator(".st-key-chaine_large")).to_be_hidden()
    page.set_viewport_size(before or {"width": 1440, "height": 1000})
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_hidden()  # the menu comes back beside the page
    settle(page)


def read_the_synthesis(page: Page) -> None:
    follow(page, "Synthèse")
    said = "Plan d'action : 0 action en retard sur 1, 3 maillons manquants à la chaîne."
    expect(page.get_by_text(said)).to_be_visible()


def back(page: Page) -> None:
    """The browser's own button."""
    page.go_back()
    settle(page)


def main(page: Page) -> Locator:
    """The page, without its menu."""
    return page.get_by_test_id("stMain")


def add(page: Page, folded: str, title: str, button: str) -> None:
    """Add an item by the form that a part of the page holds folded."""
    entitle(page, folded, title)
    press(page, button)
    expect(page.get_by_text(re.compile("(ajouté|ajoutée)[.]$")).last).to_be_visible()


def entitle(page: Page, folded: str, title: str) -> None:
    """Fill the title of the form of that part, which is opened first when it is not."""
    part = main(page).locator("details").filter(has=page.locator("summary", has_text=folded))
    if part.get_attribute("open") is None:
        unfold(page, folded)
    part.get_by_role("textbox", name="Intitulé (obligatoire)").fill(title)


def tick(page: Page, label: str, option: str) -> None:
    """Choose one of several by the keyboard (a click may fall while the list is drawn again), and leave the list, which
    stays open over the page."""
    main(page).get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    settle(page)
    expect(main(page).get_by_test_id("stMultiSelect").get_by_text(option, exact=True).first).to_be_visible()


def unfold(page: Page, label: str) -> None:
    """Open a part of the page."""
    main(page).locator("summary", has_text=label).click()
    settle(page)


def click_on_the_picture(page: Page, ref: str) -> None:
    """Click on a node of the wide picture: the place of its target is told by the chart itself."""
    x, y = page.locator(".st-key-chaine_large .js-plotly-plot").evaluate(
        """(plot, ref) => {
            const {xaxis, yaxis, _size} = plot._fullLayout;
            const box = plot.getBoundingClientRect();
            for (const trace of plot.data.filter(one => one.customdata))
                for (let place = 0; place < trace.x.length; place++)
                    if (`${(trace.hovertext || trace.text || [])[place]}`.includes(ref))
                        return [box.x + _size.l + xaxis.l2p(trace.x[place]), box.y + _size.t + yaxis.l2p(trace.y[place])];
        }""",
        ref,
    )
    page.mouse.click(x, y)
    settle(page)
