"""The map: points where the directory says, in true proportions, without any address in it."""

import json
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from indicators.definitions import defined
from indicators.figures import establishment_map
from indicators.figures.palette import PALETTES
from indicators.findings import Finding, finding
from indicators.situation import Situation
from indicators.where import places as module
from indicators.where.captions import map_alternative, map_caption, map_key
from indicators.where.places import Places, places
from tests.helpers import add_answers, add_establishments, make_uai, memory_database

HOSTILE = "<b>x</b> $a$"
OUTLINE = (((-2.0, 47.0), (-1.0, 47.0), (-1.0, 48.0), (-2.0, 47.0)),)
# Two on the same parallel, one degree apart, one a degree above the first, one without a position.
POSITIONS = [(47.0, -2.0), (47.0, -1.0), (48.0, -2.0), (None, None)]


@pytest.fixture
def db() -> Iterator[Database]:
    base = memory_database()
    add_establishments(base, [{"name": HOSTILE if number == 0 else "Collège"} for number in range(4)])
    for number, (latitude, longitude) in enumerate(POSITIONS, start=1):
        base.reading().execute(
            "UPDATE establishment SET latitude = $y, longitude = $x WHERE uai = $uai",
            {"y": latitude, "x": longitude, "uai": make_uai(number)},
        )
    create_campaign(base, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    answers = [(make_uai(1), "cadre_etat", "Intégré au projet"), (make_uai(2), "cadre_etat", "Aucun")]
    add_answers(base, campaign="2021-2022", answers=answers)
    yield base
    base.close()


def found(db: Database) -> Finding:
    situation = Situation(school_year="2021-2022", on=date(2022, 3, 31), as_of=db.clock())
    return finding(db, defined(db, "cadre_communication", situation.as_of), situation)


def mapped(db: Database, territory: str = "044", outline: Any = ()) -> Places:
    return places(found(db), territory_code=territory, outline=outline)


def figure(shown: Places) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(establishment_map(shown, "light").to_json())
    return drawn


def test_points_stand_where_the_directory_says(db: Database) -> None:
    shown = mapped(db)
    squeeze = math.cos(math.radians((47 + 47 + 48) / 3))
    (yes,), (no,), (silent,) = (shown.establishments[state] for state in ("oui", "non", "silencieux"))
    assert (yes.x, yes.y) == pytest.approx((-2 * squeeze, 47))
    assert (no.x - yes.x, no.y - yes.y) == pytest.approx((squeeze, 0))  # a degree of longitude is shorter
    assert (silent.x - yes.x, silent.y - yes.y) == pytest.approx((0, 1))


def test_those_without_a_position_are_counted_and_said(db: Database) -> None:
    shown = mapped(db)
    assert (shown.unplaced, shown.counts["silencieux"], len(shown.establishments["silencieux"])) == (1, 2, 1)
    assert "1 établissement sans position manque à la carte" in map_caption(shown).replace("\u00a0", " ")
    assert map_key(shown).replace("\u00a0", " ") == "● Oui : 1 · ◆ Partiel : 0 · ✕ Non : 1 · ○ Silencieux : 2"
    assert "silencieux 2" in map_alternative(shown)


def test_width_and_height_have_one_scale(db: Database) -> None:
    layout = figure(mapped(db))["layout"]
    assert (layout["yaxis"]["scaleanchor"], layout["yaxis"]["scaleratio"]) == ("x", 1)


def test_the_map_asks_nothing_of_anybody(db: Database) -> None:
    text = establishment_map(mapped(db, outline=OUTLINE), "light").to_json()
    assert "http" not in text and "://" not in text
    drawn = json.loads(text)
    assert {trace["type"] for trace in drawn["data"]} == {"scatter"}
    assert not {"mapbox", "map", "geo", "images"} & set(drawn["layout"])


def test_each_state_has_a_shape_of_its_own_and_the_silent_are_hollow(db: Database) -> None:
    traces = {
        trace["text"][0].split(" :")[0]: trace
        for trace in figure(mapped(db))["data"]
        if trace["mode"] == "markers" and "text" in trace
    }
    assert {name: trace["marker"]["symbol"] for name, trace in traces.items()} == {
        "Oui": "circle",
        "Non": "x",
        "Silencieux": "circle-open",
    }


def test_a_hostile_name_is_shown_literally(db: Database) -> None:
    text = establishment_map(mapped(db), "light").to_json()
    assert "&lt;b&gt;x" in text or "\\u0026lt;b" in text
    assert "<b>x" not in text and "$a$" not in text


def test_the_communes_lie_under_the_home_territory_only(db: Database) -> None:
    assert len(mapped(db).communes) > 150 and mapped(db, territory="035").communes == []
    assert mapped(db).named[0].text == "Nantes"  # the largest one
    assert "Fond : aucun" in map_caption(mapped(db, territory="035"))


def test_few_names_are_written_inside_the_map_and_on_paper(db: Database) -> None:
    shown = mapped(db)
    assert 1 < len(shown.named) <= 6
    start, end = min(one.x for one in shown.communes), max(one.x for one in shown.communes)
    for name in shown.named:  # a letter is 0.026 of the width on a phone
        long = len(name.text) * 0.026 * (end - start)
        left = name.x - {"left": 0, "center": 0.5, "right": 1}[name.anchor] * long
        assert start - 1e-9 <= left and left + long <= end + 1e-9, name.text
    notes = figure(shown)["layout"]["annotations"]
    assert [note["text"] for note in notes][0] == "<b>Nantes</b>"
    assert all(note["bgcolor"] == PALETTES["light"].paper for note in notes)


def test_an_outline_is_drawn_in_the_same_coordinates(db: Database) -> None:
    shown = mapped(db, outline=OUTLINE)
    (yes,) = shown.establishments["oui"]
    assert shown.outline[0][0] == pytest.approx((yes.x, yes.y))
    line = figure(shown)["data"][0]
    assert line["mode"] == "lines" and line["y"] == [47, 47, 48, 47]
    assert "le contour fourni" in map_caption(shown)


def test_a_crowd_is_thinned_state_by_state(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    add_establishments(db, [{"uai": make_uai(number)} for number in range(5, 25)])
    db.reading().execute("UPDATE establishment SET latitude = 47.5, longitude = -1.5 WHERE latitude IS NULL")
    monkeypatch.setattr(module, "_MOST_POINTS", 4)
    shown = mapped(db)
    # The fourth stands alone on its spot.
    assert shown.unplaced == 0 and shown.merged == 0
    monkeypatch.setattr(module, "_MOST_POINTS", 3)
    shown = mapped(db)
    # Three states, and the two silent ones share a point.
    assert (sum(map(len, shown.establishments.values())), shown.merged) == (3, 1)


def test_a_map_of_nobody_is_empty_and_does_not_fail() -> None:
    base = memory_database()
    add_establishments(base, [{}])
    create_campaign(base, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    shown = mapped(base, territory="035")
    assert (shown.unplaced, figure(shown)["data"]) == (1, [])
    base.close()
