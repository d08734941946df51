"""Every screen can be read by everyone: at two widths, light and dark, over a filled store."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.screen import (
    LAPTOP,
    NARROW,
    PAGES,
    WIDE,
    arrived_by_the_entry_point,
    chart_numbers,
    complaints,
    cut_texts,
    grave_violations,
    open_sidebar,
    settle,
)
from tests.screens.reading import read
from tests.screens.stores import COMMENT, HOSTILE
from tests.strength.nursery import LONG

pytestmark = pytest.mark.browser

LINK = "?annee=2021-2022&jour=2022-03-31"
SIZES = {"narrow": NARROW, "wide": WIDE}
# Where most is shown side by side.
CROWDED = {"/", "/indicateur"}
# Their colours are ours, in each theme.
WITH_CHARTS = {"/", "/indicateur", "/territoire", "/usages", "/relances", "/comparer"}


@pytest.fixture(scope="module", params=["light", "dark"])
def visitor(visitors: dict[str, BrowserContext], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A person who prefers that scheme and goes from screen to screen."""
    page = visitors[request.param].new_page()
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_screen_can_be_read_by_everyone(visitor: Page, address: str, path: str) -> None:
    if not LONG and path not in WITH_CHARTS and visitor.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"):
        pytest.skip("the theme's own colours, the same on every page without a chart: make test-long")
    said = complaints(visitor)
    found = {}
    visitor.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    visitor.goto(address + path + LINK)
    settle(visitor)
    unfold(visitor)
    for name, (width, height) in SIZES.items():
        visitor.set_viewport_size({"width": width, "height": height})
        settle(visitor)
        found[name] = grave_violations(visitor) + cut_texts(visitor)
    arrived_by_the_entry_point(visitor, PAGES[path])
    if path in CROWDED:
        visitor.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
        settle(visitor)
        assert cut_texts(visitor) == []
    assert found == {name: [] for name in SIZES}
    assert said == []
    expect(visitor.get_by_role("heading", level=1)).to_have_count(1)
    expect(visitor.get_by_text("Cet écran n'a pas pu s'afficher")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_menu_can_be_read_by_everyone(visitor: Page, address: str, size: tuple[int, int]) -> None:
    visitor.set_viewport_size({"width": size[0], "height": size[1]})
    visitor.goto(f"{address}/cibles")
    settle(visitor)
    open_sidebar(visitor)
    assert grave_violations(visitor) == []


def test_what_people_wrote_is_shown_as_they_wrote_it(open_page: OpenPage) -> None:
    page = open_page(f"/seances{LINK}")
    expect(page.get_by_role("heading", name=HOSTILE, exact=True)).to_be_visible()
    quoted = page.get_by_role("blockquote")
    assert read(quoted.inner_text()).strip() == COMMENT
    expect(quoted.get_by_role("link")).to_have_count(0)
    page = open_page(f"/indicateur{LINK}&groupe=Commune")
    assert HOSTILE in [row["Commune"] for row in chart_numbers(page, 1)]
    assert HOSTILE in page.get_by_test_id("stPlotlyChart").nth(1).text_content()
    unfold(page)
    expect(page.get_by_text(f"Motif : {HOSTILE}")).to_be_visible()


def test_the_keyboard_reaches_a_table_that_scrolls(open_page: OpenPage) -> None:
    page = open_page(f"/{LINK}", size=NARROW)
    numbers = page.get_by_test_id("stMain").locator("details", has_text="Les nombres du graphique").first
    numbers.locator("summary").focus()
    page.keyboard.press("Enter")
    settle(page)
    table = numbers.get_by_test_id("stTable").locator("table")
    assert table.evaluate("table => table.parentElement.scrollWidth > table.parentElement.clientWidth")
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0", timeout=3_000)
    assert table.evaluate("table => table.parentElement === document.activeElement")


def unfold(page: Page) -> None:
    """Open what is folded: what it holds must be legible too."""
    for summary in page.get_by_test_id("stMain").locator("details:not([open]) > summary").all()[::-1]:
        summary.click()
    settle(page)
