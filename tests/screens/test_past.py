"""« Ce que l'on savait le »: screens that are consulted go back to that day; those where things are decided do not."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data.database import LOCAL
from data.targets import set_target
from tests.helpers import Clock
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, says
from tests.screens.stores import LINK, open_store

PAST = LINK | {"savoir": "2022-03-15"}


def revise_target(path: Path) -> None:
    """Weeks after the store was filled, the target of the framework goes from 6 to 8."""
    db = open_store(path, clock=Clock(datetime(2022, 4, 20, 9, 0)))
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year="2021-2022",
        baseline=0,
        value=8,
        due_on=date(2022, 6, 30),
        reason="Comité d'avril",
        measure="count",
    )
    db.close()


def test_a_past_day_shows_what_was_known_then_and_says_so(screen: Screen, filled_store: Path) -> None:
    revise_target(filled_store)
    now = screen("pages/consulter/synthese.py", filled_store, LINK)
    assert says(now, "8") and not [one for one in now.info if "Ce que l'on savait" in one.value]
    then = screen("pages/consulter/synthese.py", filled_store, PAST)
    assert_calm(then)
    assert any("Ce que l'on savait le 15/03/2022" in one.value.replace("\\", "") for one in then.info)
    assert "Cible au 30/06/2022" in [one.label for one in then.metric]
    assert next(one.value for one in then.metric if one.label == "Cible au 30/06/2022") == "6"
    assert next(one.value for one in now.metric if one.label == "Cible au 30/06/2022") == "8"


def test_the_situation_follows_the_day_of_what_was_known(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/synthese.py", filled_store, {"annee": "2021-2022", "savoir": "2022-03-15"})
    assert app.session_state["situation"].on == date(2022, 3, 15)
    assert any("c'est aussi ce que l'on sait aujourd'hui" in one.value.replace("\\", "") for one in app.info)
    next(one for one in app.button if "aujourd'hui" in one.label).click().run()
    assert app.session_state["situation"].on == date(2022, 3, 31)
    assert not app.info


@pytest.mark.parametrize(
    "page", ["retours", "cibles", "definitions", "relances", "seances", "verifications", "releves"]
)
def test_where_things_are_decided_the_present_is_shown(screen: Screen, filled_store: Path, page: str) -> None:
    revise_target(filled_store)
    app = screen(f"pages/gerer/{page}.py", filled_store, PAST)
    assert_calm(app)
    told = [one.value.replace("\\", "") for one in app.info]
    assert any("Cette page montre toujours ce que l'on sait aujourd'hui" in text for text in told)
    assert app.session_state["situation"].as_of > datetime(2022, 4, 1)
