"""What tests do with a screen in a real browser: wait for it, choose in it, photograph it, examine it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.screens.reading import read

# Address and name in the menu.
PAGES = {
    "/": "Synthèse",
    "/indicateur": "Indicateur",
    "/territoire": "Qui et où",
    "/usages": "Usages",
    "/etablissements": "Établissements",
    "/etablissement": "Établissement",
    "/origine": "Origine",
    "/comparer": "Comparer",
    "/seance": "Séance",
    "/retours_experience": "Retours d'expérience",
    "/projections": "Projections",
    "/plan_action": "Plan d'action",
    "/chaine": "Chaîne",
    "/prochaine_seance": "Prochaine séance",
    "/fiche": "Fiche du plan",
    "/retours": "Retours",
    "/releves": "Relevés d'usage",
    "/a_verifier": "À vérifier",
    "/relances": "Relances",
    "/cibles": "Cibles",
    "/definitions": "Définitions",
    "/seances": "Séances",
    "/listes": "Listes",
    "/administration": "Administration",
}
WIDE, LAPTOP, NARROW = (1440, 1000), (1024, 768), (390, 844)

# Connected, not running, something shown, nothing stale or still to be drawn, and so for 300 ms: a click takes a
# moment to start a run.
_SETTLED = """
() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const quiet = app
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]')
        && !document.querySelector('[data-stale="true"], [data-testid="stAppSkeleton"], [data-testid="stSkeleton"]');
    if (!quiet) { window.quietSince = undefined; return false; }
    window.quietSince ??= performance.now();
    return performance.now() - window.quietSince > 300;
}
"""


def settle(page: Page) -> None:
    """Wait until the screen shows the answer to the last thing done."""
    page.evaluate("window.quietSince = undefined")
    page.wait_for_function(_SETTLED, timeout=30_000, polling=50)


def arrived_by_the_entry_point(page: Page, title: str) -> None:
    """The screen of that title is shown with all that app.py puts around it, and no window over it."""
    assert page.title() == f"{title} · Gouvernail"
    assert page.get_by_text("Gouvernail · Loire-Atlantique").is_visible()
    assert page.get_by_text("Données de démonstration : établissements et réponses inventés").is_visible()
    assert page.get_by_role("dialog").count() == 0


def open_sidebar(page: Page) -> None:
    """Show the menu and the filters where the width hides them."""
    button = page.get_by_test_id("stExpandSidebarButton")
    if button.is_visible():
        button.click()
        page.get_by_test_id("stSidebarCollapseButton").wait_for(state="visible")
        page.wait_for_timeout(400)  # the panel slides in


def close_sidebar(page: Page) -> None:
    """Put the menu away where it covers the page."""
    button = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    if page.viewport_size and page.viewport_size["width"] < 768 and button.is_visible():
        button.click()
        page.get_by_test_id("stExpandSidebarButton").wait_for(state="visible")
        page.wait_for_timeout(400)  # the panel slides out


def follow(page: Page, title: str) -> None:
    """Go to a page by the menu."""
    open_sidebar(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
    settle(page)
    close_sidebar(page)


def pick(page: Page, label: str, option: str) -> None:
    """Choose an option of a list, in the sidebar or on the page."""
    open_sidebar(page)
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(200)  # a list that opens while its panel still scrolls closes at once
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list of the page itself."""
    page.get_by_test_id("stMain").get_by_role("combobox", name=label).click()
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(20):  # a long list draws only the options in sight
        if wanted.is_visible():
            break
        page.keyboard.press("ArrowDown")
    wanted.click()
    settle(page)


def press(page: Page, button: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=button, exact=True).click()
    settle(page)


def press_link(page: Page, name: str) -> None:
    """Go where a link of the page itself leads."""
    page.get_by_test_id("stMain").get_by_role("link", name=name).click()
    settle(page)


def upload(page: Page, name: str, content: bytes) -> None:
    """Hand a file to the upload box of the screen. Wait for what it should bring: the sending takes its time."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])


def type_day(page: Page, label: str, day: date) -> None:
    """Type a day in a date field, part after part as a person does."""
    page.get_by_test_id("stMain").get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}", delay=20)
    page.keyboard.press("Tab")


def download(page: Page, button: str) -> bytes:
    """The bytes of the file that a button of the screen gives."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(coming.value.path()).read_bytes()


def grid(page: Page, alt: str) -> list[dict[str, str]]:
    """All rows of the dataframe with that description. It is drawn on a canvas: its own download button tells them."""
    # Without it Chromium would open a window of the system to ask where to save.
    page.evaluate("window.showSaveFilePicker = undefined")
    frame = page.get_by_test_id("stDataFrame").filter(has=page.get_by_role("region", name=alt))
    with page.expect_download() as coming:
        # The button only shows under a mouse, which a telephone has not.
        frame.get_by_role("button", name="Download").dispatch_event("click")
    text = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def chart_numbers(page: Page, chart: int) -> list[dict[str, str]]:
    """The table beside a chart, its place counted from 0."""
    table = page.get_by_test_id("stTable").nth(chart)
    if not table.is_visible():
        page.get_by_text("Les nombres du graphique", exact=True).nth(chart).click()
        table.wait_for(state="visible")
    header = table.locator("thead th").all_inner_texts()
    rows = [[read(cell) for cell in row.locator("td").all_inner_texts()] for row in table.locator("tbody tr").all()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def photograph(page: Page, path: Path) -> Path:
    """A picture of the whole screen: the browser's window is made as tall as what it holds, then put back."""
    before = page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
    tall = page.evaluate(
        """() => Math.max(...['stMain', 'stSidebarContent'].map(
            name => document.querySelector(`[data-testid="${name}"]`)?.scrollHeight ?? 0))"""
    )
    page.set_viewport_size({"width": before["width"], "height": max(before["height"], int(tall))})
    settle(page)
    page.screenshot(path=path)
    page.set_viewport_size(before)
    return path


def complaints(page: Page) -> list[str]:
    """What the browser complains of from now on: the list grows with each error."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # By a deep link, Streamlit first looks for its server under the page's own address: two answers are 404.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            said.append(f"{message.text} {message.location['url']}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@contextmanager
def no_error(page: Page, log: Path) -> Iterator[None]:
    """Nothing of what is done inside makes the browser or the server complain."""
    said = complaints(page)
    yield
    assert said == []
    assert "Traceback" not in log.read_text(encoding="utf-8", errors="replace")


# Streamlit gives its tables a box that scrolls. Browsers let the keyboard into it since 2024, which axe does not know:
# test_the_keyboard_reaches_a_table_that_scrolls.
# Only violations are told node by node: what passes would be a megabyte a screen.
_AXE = {"rules": {"scrollable-region-focusable": {"enabled": False}}, "resultTypes": ["violations"]}


def grave_violations(page: Page) -> list[str]:
    """What axe finds serious or critical, one line each."""
    found = Axe().run(page, options=_AXE).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:120]} {node['failureSummary'][:200]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def cut_texts(page: Page) -> list[str]:
    """Texts of the screen that their box cuts off or that leave the window sideways."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll(
                    ['h1', 'h2', 'h3', 'p', 'label', 'button', 'a', 'li', 'th', 'td', 'span', 'summary']
                        .map(tag => `[data-testid="stMain"] ${tag}`).join()
                )]
                .filter(box => box.offsetParent && box.clientWidth > 1 && box.innerText.trim())
                .filter(box => !box.closest('[data-testid="stTable"]'))  // it scrolls sideways
                .filter(box => box.getBoundingClientRect().right > window.innerWidth + 1
                    || (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflow !== 'visible'))
                .map(box => box.innerText.slice(0, 80))"""
        )
    )
