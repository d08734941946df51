"""The dot plot and the small multiples: sorted, from zero, on one scale, and literal."""

import json
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators.figures import group_dots, small_multiples
from indicators.groups import GroupLine
from indicators.progress import Progress, Verdict
from indicators.where.panels import Panel, Step
from indicators.where.standings import Mark, Standing

HOSTILE = "<b>x</b> $a$"


def standing(value: str, yes: int, silent: int, expected: int = 10, **more: Any) -> Standing:
    line = GroupLine(
        group="type",
        value=value,
        expected=expected,
        masked=False,
        yes=yes,
        partial=0,
        no=expected - yes - silent,
        silent=silent,
        low=yes,
        high=yes + silent,
    )
    return Standing(line=line, **more)


def traces(figure: go.Figure) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(figure.to_json())["data"]
    return drawn


def test_dots_stand_in_the_order_given_from_zero_to_one_hundred_percent() -> None:
    figure = group_dots([standing("Lycée", 8, 1), standing("École", 2, 5)], None, "light")
    (dots,) = [trace for trace in traces(figure) if trace.get("mode") == "markers"]
    assert dots["x"] == [0.8, 0.2]
    # The y axis grows downwards: the first is above.
    assert dots["y"][0] < dots["y"][1] and figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert list(figure.layout.xaxis.range) == [0, 1]


def test_hatches_go_from_the_least_to_the_most() -> None:
    (bars,) = [
        trace for trace in traces(group_dots([standing("École", 2, 5)], None, "light")) if trace["type"] == "bar"
    ]
    assert (bars["base"], bars["x"]) == ([0.2], [pytest.approx(0.5)])
    assert bars["marker"]["pattern"]["shape"] == "/"


def test_targets_are_ticks_in_the_lane_of_their_group() -> None:
    late = standing(
        "École",
        2,
        0,
        progress=Progress(verdict=Verdict.EN_RETARD, low=2, high=2, goal=None),
        mark=Mark(target=0.6, expected_today=0.4, falls=False),
    )
    drawn = traces(
        group_dots([standing("Lycée", 8, 0), late], Mark(target=0.75, expected_today=0.5, falls=False), "light")
    )
    lane = next(trace for trace in drawn if trace.get("mode") == "markers")["y"][1]
    own = [trace for trace in drawn if trace.get("line", {}).get("width") == 4]
    assert [trace["x"] for trace in own] == [[0.6, 0.6, None], [0.4, 0.4, None]]
    assert all(trace["y"][0] < lane < trace["y"][1] for trace in own)
    assert [trace["line"]["dash"] for trace in own] == ["solid", "4px,3px"]
    text = " ".join(label for trace in drawn for label in trace.get("text", [])).replace("\u00a0", " ")
    assert "Cible du territoire : 75 %" in text and "Attendu à ce jour : 50 %" in text
    assert "▼ En retard : cible 60 %, attendu 40 %" in text


def test_a_target_beyond_everybody_is_drawn_where_it_is_on_a_wider_axis() -> None:
    beyond = Mark(target=1.4, expected_today=-0.1, falls=False)
    figure = group_dots([standing("École", 2, 0)], beyond, "light")
    ticks = [trace for trace in traces(figure) if trace.get("line", {}).get("width") == 1.5]
    assert [set(trace["x"]) - {None} for trace in ticks] == [{1.4}, {-0.1}]
    assert list(figure.layout.xaxis.range) == [-0.1, 1.4]
    # Names start at the left edge, and each mark's text stands on the side that has room.
    names = next(trace for trace in traces(figure) if trace.get("textposition") == "bottom right")
    assert names["x"] == [-0.1]
    sides = [trace["textposition"] for trace in traces(figure) if str(trace.get("textposition")).startswith("middle")]
    assert sides == ["middle left", "middle right"]


def test_a_group_s_own_target_beyond_everybody_widens_the_axis_too() -> None:
    far = standing("École", 2, 0, mark=Mark(target=4.0, expected_today=2.5, falls=False))
    figure = group_dots([far], None, "light")
    assert list(figure.layout.xaxis.range) == [0, 4.0]
    assert list(figure.layout.xaxis.tickvals) == [0, 1, 4.0]
    assert figure.layout.xaxis.ticktext[-1].replace("\u00a0", " ") == "400 %"


def test_a_hostile_name_is_shown_literally() -> None:
    one = standing(HOSTILE, 2, 5)
    step = Step(day=date(2021, 9, 30), low=0.2, high=0.7)
    for figure in (group_dots([one], None, "light"), small_multiples([Panel(standing=one, steps=(step,))], "light")):
        texts = [str(text) for trace in traces(figure) for key in ("text", "customdata") for text in trace.get(key, [])]
        assert any("&lt;b&gt;x&lt;/b&gt; &#36;a&#36;" in text for text in texts)
        assert not any("<b>x" in text or "$" in text for text in texts)


def test_nothing_to_draw_is_no_failure() -> None:
    assert len(group_dots([], None, "dark").to_json()) > 0
    assert len(small_multiples([], "dark").to_json()) > 0


def course(value: str, *shares: float) -> Panel:
    steps = tuple(Step(day=date(2021, 9 + month, 30), low=share, high=share) for month, share in enumerate(shares))
    return Panel(standing=standing(value, 2, 5), steps=steps)


def test_the_same_share_is_as_high_in_every_panel() -> None:
    drawn = traces(small_multiples([course("A", 0.0, 0.4), course("B", 0.2, 0.4), course("C", 0.4, 0.1)], "light"))
    (curves,) = [trace for trace in drawn if trace["mode"] == "lines+markers"]
    (xs, ys) = curves["x"], curves["y"]
    # Two columns: A and B side by side, C under A. Points of A are 0-1, of B 3-4, of C 6-7, a gap after each.
    assert ys[1] == pytest.approx(ys[4]) and xs[3] > xs[1]
    assert (xs[6], xs[7]) == (xs[0], xs[1]) and ys[6] > ys[0]
    # 0.4 of a scale up to 0.4 is the whole height of a panel; 0.2 is half of it.
    assert ys[0] - ys[1] == pytest.approx(2 * (ys[3] - ys[4]))
    assert xs[2] is None and curves["customdata"][1].replace("\u00a0", " ") == "A, 30/10/2021 : 40 %"


def test_every_curve_stays_inside_the_picture() -> None:
    figure = small_multiples([course(str(place), 0.0, 1.0) for place in range(12)], "light")
    low, high = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    assert (low, high) == (0, figure.layout.height)
    assert all(low <= y <= high for trace in traces(figure) for y in trace["y"] if y is not None)


def test_names_that_begin_alike_are_told_apart_over_their_panels() -> None:
    names = ["CC du Pays de Pontchâteau St-Gildas-des-Bois", "CC du Pays d'Ancenis"]
    drawn = traces(small_multiples([course(name, 0.0, 0.4) for name in names], "light"))
    (titles,) = [trace["text"] for trace in drawn if trace["mode"] == "text" and "<b>" in trace["text"][0]]
    assert [title.split("</b>")[0] for title in titles] == [
        "<b>CC du Pays de<br>Pontchâteau St-…",
        "<b>CC du Pays d&#x27;Ancenis",
    ]
