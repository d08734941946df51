"""The path of a user: synthesis, indicator, by group, one establishment; each screen for the first time, on the whole and on
a tenth of it."""

import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from data.settings import ROOT
from tests.benchmarks.national.base import TENTH, fresh, tenth
from tests.helpers import make_uai

_MOST = 1.5
_SEEN = make_uai(9001)


def run(base: Path) -> list[dict[str, object]]:
    """A row a step, as a ratio to 1.5 s; and as a ratio to the same step on a tenth of the country."""
    seconds = fresh("path", "measure", base)
    small = {} if base == TENTH else fresh("path", "measure", tenth())
    return [
        *(_row(f"national path, {step}", taken / _MOST, "<= 1 (1.5 s)", taken) for step, taken in seconds.items()),
        *(
            _row(f"ten times the data, {step}", seconds[step] / few, "< 10", seconds[step])
            for step, few in small.items()
        ),
    ]


def _row(what: str, ratio: float, target: str, seconds: float) -> dict[str, object]:
    return {"what": what, "ratio": ratio, "target": target, "seconds": seconds}


def measure(_base: Path) -> dict[str, float]:
    """Seconds of each step. The server runs already: what it imports is loaded by a first, empty script."""
    import pages.shared.readings  # noqa: F401 - and all that it imports

    AppTest.from_string("import streamlit as st; st.title('prêt')").run()
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    steps: dict[str, Callable[[], object]] = {
        "synthesis": app.run,
        "indicator": lambda: app.switch_page("pages/consulter/indicateur.py").run(),
        "indicator by EPCI": lambda: app.selectbox(key="groupe").set_value("epci").run(),
        "who and where": lambda: app.switch_page("pages/consulter/territoire.py").run(),
        "establishments": lambda: app.switch_page("pages/consulter/etablissements.py").run(),
        "one establishment": lambda: _see(app),
        "synthesis again": lambda: app.switch_page("pages/consulter/synthese.py").run(),
    }
    seconds = {}
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        seconds[name] = time.perf_counter() - began
        assert not app.exception, (name, app.exception)
    st.cache_resource.clear()
    return seconds


def _see(app: AppTest) -> None:
    app.query_params["uai"] = _SEEN
    app.switch_page("pages/consulter/etablissement.py").run()
