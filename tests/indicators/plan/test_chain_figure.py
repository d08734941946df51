"""The picture of the chain: what is in it, in what order, what stands out, that nothing overlaps, and literal titles."""

import json
from datetime import date
from html import escape, unescape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from data.plan.declaration import ABANDONED
from indicators.figures import chain_figure, chain_strip
from indicators.figures.canvas import pixels
from indicators.figures.chain import NARROWEST, placed
from indicators.figures.chain_strip import stacked
from indicators.figures.palette import PALETTES
from indicators.plan.actions import actions
from indicators.plan.chain import COLUMNS, Chain, Node, Orphan, chain
from indicators.plan.picture import MOST_IN_A_COLUMN, crossings, picture, picture_alt, picture_caption
from tests.plans import item, plan_of

STRONG, TARGET = PALETTES["light"].strong, PALETTES["light"].target
HOSTILE = '<a href="javascript:alert(1)">x</a> $a$ [b](https://c.fr)'


def chain_of(counts: str, edges: str, **titles: str) -> Chain:
    """counts: nodes of each column, « 2 1 1 1 1 1 »; edges: « R1-I1 I1-B1 ». Keys are references, Z for indicators."""
    nodes = {}
    for kind, letter, count in zip(COLUMNS, "RIBLAZ", counts.split(), strict=True):
        for place in range(1, int(count) + 1):
            key = f"{letter}{place}"
            ref = "" if letter == "Z" else key
            nodes[key] = Node(key=key, kind=kind, ref=ref, title=titles.get(key, f"Titre de {key}"))
    return Chain(nodes, [(one.split("-")[0], one.split("-")[1]) for one in edges.split()])


WHOLE = chain_of(
    "2 3 1 2 2 2", "R1-I2 R2-I1 R2-I3 I1-B1 I2-B1 B1-L1 B1-L2 L1-A1 A1-Z1", A1="Former les équipes près de chez elles"
)


def orphan(found: Chain, key: str, *lacks: Any) -> list[Orphan]:
    return [Orphan(node=found.nodes[key], lacks=one, sentence="Il manque.") for one in lacks]


def traces(figure: go.Figure) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(figure.to_json())["data"]
    return drawn


def texts(figure: go.Figure) -> list[str]:
    return [text for trace in traces(figure) if trace["mode"] == "text" for text in trace["text"]]


def targets(figure: go.Figure) -> dict[str, Any]:
    return next(trace for trace in traces(figure) if "customdata" in trace)


@pytest.mark.parametrize("draw", [chain_figure, chain_strip])
def test_a_click_on_any_node_gives_its_key_and_each_is_named_with_its_reference(draw: Any) -> None:
    figure = draw(picture(WHOLE), "light")
    assert {key for (key,) in targets(figure)["customdata"]} == set(WHOLE.nodes)
    said = texts(figure)
    assert "<b>A1</b> Former les" in " ".join(said) and any(text.startswith("Titre de Z1") for text in said)


@pytest.mark.parametrize("draw", [chain_figure, chain_strip])
def test_a_click_leaves_texts_and_places_as_they_are(draw: Any) -> None:
    for trace in traces(draw(picture(WHOLE, chosen="A1"), "dark")):
        if trace["mode"] == "text":
            assert trace["unselected"]["textfont"]["color"] == trace["textfont"]["color"]
        elif trace["mode"] == "markers":
            assert trace["unselected"]["marker"]["opacity"] == trace["marker"]["opacity"]


def test_each_link_goes_from_the_right_of_a_box_to_the_left_of_the_next() -> None:
    shown = picture(WHOLE)
    boxes, _ = placed(shown)
    (links,) = [
        trace for trace in traces(chain_figure(shown, "light")) if trace["mode"] == "lines" and "fill" not in trace
    ]
    ends, points = set(), list(zip(links["x"], links["y"], strict=True))
    starts = [0, *(place + 1 for place, (x, _) in enumerate(points) if x is None)]
    for start, stop in pairwise(starts):
        ends.add((points[start], points[stop - 2]))
    assert ends == {
        ((boxes[source].left + 0.8, boxes[source].middle), (boxes[target].left, boxes[target].middle))
        for source, target in WHOLE.edges
    }


def test_what_is_linked_to_the_chosen_node_is_in_the_strong_hue_and_the_rest_is_not() -> None:
    figure = chain_figure(picture(WHOLE, chosen="L1"), "light")
    strong = [trace for trace in traces(figure) if trace["mode"] == "lines" and trace["line"]["color"] == STRONG]
    links = next(trace for trace in strong if "fill" not in trace)
    # All but R2-I3 and B1-L2: seven links of thirteen points and a gap.
    assert len(links["x"]) == 7 * 14
    filled = [trace for trace in strong if trace.get("fillcolor") == PALETTES["light"].band]
    assert [len(trace["x"]) for trace in filled] == [6]  # the box of L1 alone: five corners and a gap


def test_nothing_is_strong_when_nothing_is_chosen() -> None:
    assert all(trace.get("line", {}).get("color") != STRONG for trace in traces(chain_figure(picture(WHOLE), "light")))


def test_what_lacks_something_is_dashed_and_says_what() -> None:
    shown = picture(WHOLE, orphan(WHOLE, "A2", "owner", "date") + orphan(WHOLE, "Z2", "action"))
    figure = chain_figure(shown, "light")
    dashed = [trace for trace in traces(figure) if trace.get("line", {}).get("dash") == "4px,3px"]
    assert [len(trace["x"]) for trace in dashed] == [2 * 6]
    said = [text.replace("<br>", " ") for text in texts(figure)]
    assert "! sans pilote, sans échéance" in said and "! sans action" in said
    dots = next(
        trace
        for trace in traces(chain_strip(shown, "light"))
        if "symbol" in trace.get("marker", {}) and trace["marker"]["opacity"]
    )
    assert dots["marker"]["symbol"].count("diamond-open") == 2


def test_the_caption_tells_items_from_indicators_and_from_what_is_missing() -> None:
    def said(*found: Orphan) -> str:
        return picture_caption(picture(WHOLE, found)).replace("\u00a0", " ")

    items, aimed = orphan(WHOLE, "I1", "need") + orphan(WHOLE, "A2", "owner", "date"), orphan(WHOLE, "Z2", "action")
    assert "(2 fiches concernées)" in said(*items)
    assert "(2 fiches et 1 indicateur concernés)" in said(*items, *aimed)
    assert "(1 indicateur concerné)" in said(*aimed)
    assert "maillon" not in said(*items, *aimed)


@pytest.mark.parametrize("chosen", [None, "R1", "A1"])
def test_an_abandoned_action_is_marked_by_a_shape_and_a_word(chosen: str | None) -> None:
    gone = item("A1", "action", held=ABANDONED, held_because="Sans objet")
    kept = item("A2", "action")
    found = chain(plan_of(gone, kept, item("R1", "lesson")), {})
    keys = {"A1": str(gone.id), "R1": str(item("R1", "lesson").id), None: None}
    shown = picture(found, (), actions(plan_of(gone, kept), date(2022, 3, 15)), chosen=keys[chosen])
    assert shown.abandoned == {str(gone.id)} and "✕" in picture_caption(shown)
    for figure in (chain_figure(shown, "light"), chain_strip(shown, "light")):
        assert texts(figure).count("✕ Abandonnée") == 1
        assert any(text.endswith("<br>✕ Abandonnée") for text in targets(figure)["text"])
    dotted = [trace for trace in traces(chain_figure(shown, "light")) if trace.get("line", {}).get("dash") == "1px,3px"]
    assert [len(trace["x"]) for trace in dotted] == [6]
    dots = next(trace for trace in traces(chain_strip(shown, "light")) if "symbol" in trace.get("marker", {}))
    assert sorted(dots["marker"]["symbol"]) == ["circle", "circle", "x"]
    assert "✕" not in picture_caption(picture(found))


@pytest.mark.parametrize("draw", [chain_figure, chain_strip])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_under_the_mouse_has_the_colours_of_the_theme(draw: Any, theme: Any) -> None:
    label, colours = draw(picture(WHOLE), theme).layout.hoverlabel, PALETTES[theme]
    assert (label.bgcolor, label.font.color) == (colours.grid, colours.ink)


def test_boxes_and_rows_never_overlap_and_hold_their_texts() -> None:
    long = "Un intitulé qui n'en finit pas, avec desmotsvraimenttrèslongspourunecolonne, et " * 3
    found = chain_of("1 3 9 2 12 1", "R1-I1 I1-B1", **{f"A{place}": long for place in range(1, 12)})
    shown = picture(found, orphan(found, "A3", "indicator", "owner", "date"))
    boxes, height = placed(shown)
    for nodes in shown.columns.values():
        column = [boxes[node.key] for node in nodes]
        assert all(one.bottom + 4 < other.top for one, other in pairwise(column))
        assert all(one.top > 30 and one.bottom <= height for one in column)
    inside = NARROWEST / 5.8 * (0.8 - 0.025)
    lines = [line for box in boxes.values() for line in (*box.lines, *box.remarks)]
    assert max(pixels(unescape(line.replace("<b>", "").replace("</b>", "")), 12) for line in lines) < inside
    assert boxes["A1"].lines[-1].endswith("…")
    rows, _, _ = stacked(shown)
    assert all(one.bottom < other.top for one, other in pairwise(rows.values()))


def test_the_picture_grows_with_its_longest_column() -> None:
    short, tall = (chain_figure(picture(chain_of(f"1 1 1 1 {count} 1", "R1-I1")), "light") for count in (3, 30))
    assert tall.layout.height > 2 * short.layout.height


def test_columns_are_ordered_so_that_links_do_not_cross_when_they_need_not() -> None:
    tangled = chain_of("3 3 1 1 1 1", "R1-I3 R2-I2 R3-I1")
    shown = picture(tangled)
    assert crossings({kind: tangled.column(kind) for kind in COLUMNS}, tangled.edges) == 3
    assert crossings(shown.columns, shown.edges) == 0


def test_crossings_are_counted_by_pairs_and_not_where_links_meet() -> None:
    found = chain_of("2 2 1 1 1 1", "R1-I1 R1-I2 R2-I1 R2-I2 I1-B1 I2-B1")
    assert crossings({kind: found.column(kind) for kind in COLUMNS}, found.edges) == 1


@pytest.mark.parametrize("draw", [chain_figure, chain_strip])
def test_the_same_chain_gives_the_same_picture_to_the_byte(draw: Any) -> None:
    again = Chain(dict(WHOLE.nodes), list(WHOLE.edges))
    assert draw(picture(WHOLE, chosen="I1"), "dark").to_json() == draw(picture(again, chosen="I1"), "dark").to_json()


@pytest.mark.parametrize("draw", [chain_figure, chain_strip])
def test_hostile_titles_are_literal(draw: Any) -> None:
    found = chain_of("1 1 1 1 1 1", "R1-I1", I1=HOSTILE)
    figure = draw(picture(found, chosen="I1"), "light")
    written = " ".join([*texts(figure), *targets(figure)["text"]])
    assert "<a" not in written and "$" not in written.replace("&#36;", "") and "&lt;a" in written


def test_under_the_mouse_is_the_whole_title() -> None:
    title = "Mobiliser tous les dispositifs du département autour d'une même stratégie, avec celles et ceux qui s'en servent"
    figure = chain_figure(picture(chain_of("1 1 1 1 1 1", "", L1=title), chosen="L1"), "light")
    (told,) = {text for text in targets(figure)["text"] if text.startswith("Levier L1")}
    assert told.removeprefix("Levier L1<br>").replace("<br>", " ") == escape(title)


def test_only_what_is_around_the_chosen_node_is_drawn_when_asked() -> None:
    shown = picture(WHOLE, chosen="L1", only_around=True)
    drawn = {node.key for nodes in shown.columns.values() for node in nodes}
    assert drawn == {"R1", "R2", "I1", "I2", "B1", "L1", "A1", "Z1"}
    assert shown.left_out == 4 and "4\u00a0autres éléments ne sont pas dessinés" in picture_caption(shown)


def test_a_chain_too_large_is_drawn_around_the_chosen_node_or_in_part_and_says_so() -> None:
    found = chain_of("1 1 1 1 70 1", "R1-I1 L1-A70 A70-Z1")
    around = picture(found, chosen="A70")
    assert [node.key for nodes in around.columns.values() for node in nodes] == ["L1", "A70", "Z1"]
    whole = picture(found)
    assert len(whole.columns["action"]) == MOST_IN_A_COLUMN and whole.left_out == 10
    assert "choisissez-en un" in picture_caption(whole)


def test_a_key_that_is_no_longer_there_chooses_nothing() -> None:
    assert picture(WHOLE, chosen="A99", only_around=True) == picture(WHOLE)


def test_words_count_each_column_and_what_is_missing() -> None:
    shown = picture(WHOLE, orphan(WHOLE, "A2", "owner", "date"), chosen="L1")
    alt = picture_alt(shown).replace("\u00a0", " ")
    assert "2 retours d'expérience, 3 irritants, 1 besoin, 2 leviers, 2 actions, 2 indicateurs" in alt
    assert (
        "Autour de L1 « Titre de L1 » : 2 retours d'expérience, 2 irritants, 1 besoin, 1 action, 1 indicateur." in alt
    )
    caption = picture_caption(shown).replace("\u00a0", " ")
    assert "9 liens" in caption and "(1 fiche concernée)" in caption


def test_an_empty_chain_says_so_and_draws_nothing() -> None:
    shown = picture(Chain({}, []))
    assert "commencez par un retour" in picture_alt(shown) == picture_caption(shown)
    assert chain_strip(shown, "light").layout.height < 60 and chain_figure(shown, "light").layout.height < 120
