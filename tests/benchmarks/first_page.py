"""First page of a server just started, against an empty Streamlit app with one chart."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from data.settings import ROOT
from tests.browser.conftest import FLAGS, find_browser
from tests.browser.server import serving

ROUNDS = 3
EMPTY_APP = """
import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 4, 9])))
"""


def run(database: Path) -> list[dict[str, object]]:
    """One row: seconds from the command to the first chart drawn, as a ratio to the empty app's."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_APP, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        ours, bare, log = [], [], Path(folder) / "server.log"
        for _ in range(ROUNDS):
            bare.append(_first_chart(browser, empty, database, log))
            ours.append(_first_chart(browser, ROOT / "app.py", database, log))
        browser.close()
    return [
        {
            "what": "start to first chart / empty app with one chart",
            "ratio": median(ours) / median(bare),
            "target": "<= 1.3",
            "seconds": median(ours),
        }
    ]


def _first_chart(browser: Browser, script: Path, database: Path, log: Path) -> float:
    began = time.perf_counter()
    with serving(database, log, script) as address:
        page = browser.new_page()
        page.goto(address)
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
        seconds = time.perf_counter() - began
        page.close()
    return seconds
