"""Rerun time of each page on the department's data, on the server, against a bare page that builds as many figures."""

import os
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import streamlit as st
from streamlit.testing.v1 import AppTest

from data.database import LOCAL, open_database
from data.settings import ROOT, get_settings
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze

RERUNS = 40
FIGURES = {"synthese": 4, "indicateur": 2, "territoire": 3, "usages": 5, "comparer": 4, "seance": 4, "chaine": 2}
PAGES = {
    "synthese": "pages/consulter/synthese.py",
    "indicateur": "pages/consulter/indicateur.py",
    "territoire": "pages/consulter/territoire.py",
    "usages": "pages/consulter/usages.py",
    "etablissements": "pages/consulter/etablissements.py",
    "etablissement": "pages/consulter/etablissement.py",
    "origine": "pages/consulter/origine.py",
    "comparer": "pages/consulter/comparer.py",
    "seance": "pages/consulter/seance.py",
    "retours_experience": "pages/agir/retours_experience.py",
    "projections": "pages/agir/projections.py",
    "plan_action": "pages/agir/plan_action.py",
    "chaine": "pages/agir/chaine.py",
    "prochaine_seance": "pages/agir/prochaine_seance.py",
    "fiche": "pages/agir/fiche.py",
    "retours": "pages/gerer/retours.py",
    "relances": "pages/gerer/relances.py",
    "releves": "pages/gerer/releves.py",
    "verifications": "pages/gerer/verifications.py",
    "cibles": "pages/gerer/cibles.py",
    "definitions": "pages/gerer/definitions.py",
    "seances": "pages/gerer/seances.py",
    "listes": "pages/gerer/listes.py",
    "administration": "pages/gerer/administration.py",
}


def run(database: Path) -> list[dict[str, object]]:
    """A row a page: p95 of its reruns in milliseconds, and the ratio to the bare page's."""
    os.environ["GOUVERNAIL_DATABASE"] = str(database)
    get_settings.cache_clear()
    _freeze_two(database)
    bare = {
        figures: _p95(AppTest.from_function(bare_page, kwargs={"how_many": figures}, default_timeout=60))
        for figures in sorted({FIGURES.get(name, 1) for name in PAGES})
    }
    rows: list[dict[str, object]] = []
    for name, page in PAGES.items():
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
        if name != "synthese":
            app.switch_page(page)
        seconds = _p95(app)
        rows.append(
            {
                "what": f"rerun of {name}, p95 / bare page that builds {FIGURES.get(name, 1)} figure(s)",
                "ratio": seconds / bare[FIGURES.get(name, 1)],
                "target": "<= 1.5 and <= 100 ms",
                "seconds": seconds,
            }
        )
    st.cache_resource.clear()  # lets go of the database: the next benchmark serves it from another process
    return rows


def _freeze_two(database: Path) -> None:
    """Two séances: without them the pages that reopen and compare them would have nothing to show."""
    db = open_database(database)
    for on in (date(2022, 1, 31), date(2022, 3, 1)):
        situation = Situation(school_year="2021-2022", on=on, as_of=db.clock())
        freeze(db, LOCAL, situation, label=f"Comité du {on:%d/%m/%Y}")
    db.close()


def bare_page(how_many: int) -> None:
    """A plain script that builds and shows the trajectory figure of an indicator so many times, and nothing else."""
    from datetime import date

    import streamlit as st

    from data.database import open_database
    from data.settings import get_settings
    from indicators import figures
    from indicators.catalogue import find_indicator
    from indicators.findings import finding
    from indicators.situation import Situation

    if "finding" not in st.session_state:
        db = open_database(get_settings().database)
        situation = Situation(school_year="2021-2022", on=date(2022, 3, 18), as_of=db.clock())
        st.session_state["finding"] = finding(db, find_indicator("cadre_communication"), situation)
        db.close()
    for number in range(how_many):
        st.plotly_chart(figures.trajectory(st.session_state["finding"], "light"), theme=None, key=str(number))


def _p95(app: AppTest) -> float:
    for _ in range(3):
        app.run()
    assert not app.exception
    times = []
    for _ in range(RERUNS):
        began = time.perf_counter()
        app.run()
        times.append(time.perf_counter() - began)
    return quantiles(times, n=20)[-1] if len(times) > 1 else median(times)
