"""What a screen keeps from one run to the next is never of another state, day, theme or page."""

import gc
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from data.campaigns import create_campaign
from data.database import LOCAL, open_database
from data.database.properties import set_property
from pages.shared import records, run, session
from tests.helpers import add_establishments
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm
from tests.screens.stores import LINK, open_store
from tests.screens.test_past import revise_target

SYNTHESIS = "pages/consulter/synthese.py"
FIRST_CHART = 0  # cadre_communication: its target goes from 6 to 8 with `revise_target`


def spec(app: AppTest, place: int = FIRST_CHART) -> dict[str, Any]:
    """A chart, as the browser gets it."""
    told: dict[str, Any] = json.loads(app.get("plotly_chart")[place].proto.spec)
    return told


def target(app: AppTest) -> str:
    """The target of the first indicator, as the page says it."""
    return str(next(one.value for one in app.metric if one.label == "Cible au 30/06/2022"))


def test_a_rerun_without_a_write_shows_the_same_charts_and_numbers(screen: Screen, filled_store: Path) -> None:
    app = screen(SYNTHESIS, filled_store, LINK)
    first = [(one.proto.id, one.proto.spec, one.proto.alt) for one in app.get("plotly_chart")]
    numbers = [one.value.to_json() for one in app.table]
    app.run()
    assert_calm(app)
    assert [(one.proto.id, one.proto.spec, one.proto.alt) for one in app.get("plotly_chart")] == first
    assert [one.value.to_json() for one in app.table] == numbers
    assert len(numbers) == 5  # one under each chart, and the calendar


def test_a_write_between_two_reruns_is_shown(screen: Screen, filled_store: Path) -> None:
    app = screen(SYNTHESIS, filled_store, LINK)
    before, alt = spec(app), app.get("plotly_chart")[FIRST_CHART].proto.alt
    assert target(app) == "6"
    revise_target(filled_store)
    app.run()
    assert target(app) == "8"
    assert spec(app) != before
    assert app.get("plotly_chart")[FIRST_CHART].proto.alt != alt
    assert any("8" in text for text in (one["text"] for one in spec(app)["layout"]["annotations"]))


def test_the_theme_switched_draws_in_its_colours_and_back(screen: Screen, filled_store: Path) -> None:
    app = screen(SYNTHESIS, filled_store, LINK)
    light = spec(app)
    app.context["theme"] = "dark"
    dark = spec(app.run())
    assert dark["layout"]["font"]["color"] != light["layout"]["font"]["color"]
    app.context["theme"] = "light"
    assert spec(app.run()) == light


def test_two_people_with_their_own_themes_and_days_see_their_own(screen: Screen, filled_store: Path) -> None:
    one = screen(SYNTHESIS, filled_store, LINK)
    other = screen(SYNTHESIS, filled_store, LINK | {"jour": "2022-03-01"})
    other.context["theme"] = "dark"
    other.run()
    kept = spec(other)
    assert spec(one.run()) != kept
    assert spec(other.run()) == kept


def test_another_day_is_shown_and_the_first_one_again(screen: Screen, filled_store: Path) -> None:
    app = screen(SYNTHESIS, filled_store, LINK)
    first = [spec(app, place) for place in range(4)]
    known = [one.value for one in app.metric]
    app.date_input(key="jour").set_value(date(2021, 11, 30)).run()
    # Nobody had told anything by then.
    assert [one.value for one in app.metric] != known
    assert spec(app) != first[FIRST_CHART]
    app.date_input(key="jour").set_value(date(2022, 3, 31)).run()
    assert [spec(app, place) for place in range(4)] == first
    assert [one.value for one in app.metric] == known


def test_the_same_chart_is_another_element_on_another_page(screen: Screen, filled_store: Path) -> None:
    here = screen("pages/consulter/indicateur.py", filled_store, LINK).get("plotly_chart")[1].proto
    there = screen("pages/consulter/territoire.py", filled_store, LINK).get("plotly_chart")[0].proto
    assert here.spec == there.spec
    assert here.id != there.id


def test_a_run_reads_the_state_once_and_again_after_a_write(filled_store: Path) -> None:
    db = open_store(filled_store)
    with run.one(db, "synthese"):
        before = session.version()
        assert session.version() == before
        set_property(db, LOCAL, "demonstration", "false")
        after = session.version()
        assert after != before
    other = open_store(filled_store)
    set_property(other, LOCAL, "demonstration", "true")
    with run.one(db, "synthese"):
        assert session.version() != after
    assert run.database() is None
    other.close()
    db.close()


def test_the_state_of_a_run_does_not_outlive_one_that_fails(filled_store: Path) -> None:
    db = open_store(filled_store)
    try:
        with run.one(db, "synthese"):
            session.version()
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert run.database() is None
    db.close()


def test_keys_tell_apart_what_reads_alike(filled_store: Path) -> None:
    db = open_store(filled_store)
    with run.one(db, "synthese"):
        assert session.key("a", "b") != session.key("a, b")
        assert session.key(None) != session.key("None")
        assert session.key(date(2022, 3, 31)) != session.key("2022-03-31")
    db.close()


def test_after_a_first_page_the_collector_leaves_modules_alone(screen: Screen, filled_store: Path) -> None:
    screen(SYNTHESIS, filled_store, LINK)
    assert gc.get_freeze_count() > 0


def test_what_was_just_told_is_kept_although_the_clock_is_put_back() -> None:
    now = [datetime(2022, 3, 15, 10)]
    db = open_database(None, clock=lambda: now[0])
    add_establishments(db, [{}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    for told in (datetime(2022, 3, 15, 9, 59), datetime(2022, 3, 15, 12)):
        now[0] = told
        with run.one(db, "retours"):
            assert [one.code for one in records.campaigns()] == ["c"]


def test_a_run_lets_go_of_a_database_that_was_closed_in_the_middle_of_it() -> None:
    db = open_database(None)
    with run.one(db, "retours"):
        assert run.database() is db
        db.close()
        assert run.database() is None
