"""What the browser prints: the page's numbers and pictures, without what only serves to click."""

from io import BytesIO

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.screen import settle
from tests.screens.reading import read

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
PAPER = (794, 1123)  # A4 in pixels of a screen


def printed(page: Page) -> str:
    """The text of the paper, its spaces made alike: a PDF cuts its lines where it wants."""
    reader = pypdf.PdfReader(BytesIO(page.pdf(format="A4")))
    return " ".join(read("\n".join(sheet.extract_text() for sheet in reader.pages)).split())


def test_a_screen_of_the_dark_theme_prints_black_on_white_without_its_menu(open_page: OpenPage) -> None:
    page = open_page(f"/{LINK}", scheme="dark", size=(1920, 1080))
    page.get_by_test_id("stMain").locator("summary", has_text="Les nombres du graphique").first.click()
    settle(page)
    text = printed(page)
    assert text.startswith("Données de démonstration")
    assert text.index("Situation au 31/03/2022") < text.index("Les cibles de 2021-2022 seront-elles atteintes ?")
    # The verdict, a number beside it, and one of the table that was unfolded.
    assert "entre 3 et 7 projets, le rythme attend 4 au 31/03/2022." in text
    # Connus, au plus, partiel, non, silencieux.
    assert "31/03/2022 3 7 1 1 4" in text
    for word in ("Année scolaire", "Tous les types", "Gérer", "Relances", "Où, et pourquoi"):
        assert word not in text

    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    assert page.get_by_test_id("stSidebar").is_hidden() and page.get_by_test_id("stHeader").is_hidden()
    tints = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, p, td, [data-testid="stMetricValue"])')]
            .filter(box => box.offsetParent && box.innerText.trim())
            .map(box => getComputedStyle(box).color + ' / ' + getComputedStyle(document.body).backgroundColor)"""
    )
    assert set(tints) == {"rgb(0, 0, 0) / rgb(255, 255, 255)"}


def test_a_wide_chart_is_not_cut_by_the_paper(open_page: OpenPage) -> None:
    page = open_page(f"/indicateur{LINK}", size=(1920, 1080))
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
            .every(chart => chart.querySelector('.main-svg .xtick text'))"""
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    edges = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot .main-svg :is(text, path)')]
            .map(mark => mark.getBoundingClientRect().right)"""
    )
    assert edges and max(edges) <= PAPER[0]
