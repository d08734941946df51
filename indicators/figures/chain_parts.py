"""What both pictures of the chain are made of: texts, links, and places to click, which keep their look when one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from indicators.figures.canvas import FONT, lines_of, literal
from indicators.figures.palette import Palette
from indicators.plan.chain import Node, kind_label
from indicators.plan.picture import Picture

_HOVER_ROOM, _HOVER_SIZE = 300.0, 14  # pixels: a title under the mouse stays inside a phone's screen
_TARGET = 38  # pixels of a place to click
Tone = Literal["plain", "faded", "linked", "chosen"]
Mark = Literal["", "lacks", "abandoned"]
TONES: tuple[Tone, ...] = ("faded", "plain", "linked", "chosen")  # in the order in which they are painted
MARKS: tuple[Mark, ...] = ("", "lacks", "abandoned")


@dataclass(frozen=True, kw_only=True)
class Text:
    """Lines whose first begins at x and is at y, in the units of the axes."""

    x: float
    y: float
    lines: Sequence[str]


def tone(shown: Picture, *keys: str) -> Tone:
    """How a node (one key) or a link (two) stands out."""
    if shown.chosen is None:
        return "plain"
    if keys == (shown.chosen,):
        return "chosen"
    return "linked" if shown.around.issuperset(keys) else "faded"


def line_of(said: Tone, colours: Palette) -> dict[str, object]:
    """Colour and width of a link."""
    return {
        "faded": {"color": colours.light, "width": 1},
        "plain": {"color": colours.middle, "width": 1.5},
        "linked": {"color": colours.strong, "width": 2},
        "chosen": {"color": colours.strong, "width": 2},
    }[said]


def node_lines(node: Node, *, room: float, size: int, most: int) -> list[str]:
    """Its reference and title on at most so many lines of `room` pixels, as Plotly shows them literally."""
    lines = lines_of(f"{node.ref} {node.title}" if node.ref else node.title, room=room, size=size, most=most)
    shown = [literal(line) for line in lines]
    if node.ref and lines[0].startswith(node.ref):
        shown[0] = f"<b>{literal(node.ref)}</b>{shown[0].removeprefix(literal(node.ref))}"
    return shown


def mark_of(shown: Picture, node: Node) -> Mark:
    """What is particular of a node."""
    if node.key in shown.abandoned:
        return "abandoned"
    return "lacks" if node.key in shown.lacks else ""


def mark_colour(mark: Mark, said: Tone, colours: Palette) -> str:
    """Of what is said under the title of such a node."""
    return colours.target if mark == "lacks" and said != "faded" else colours.muted


def remarks(shown: Picture, node: Node, *, room: float, size: int) -> list[str]:
    """« ! sans pilote », on as many lines as it takes; nothing when nothing is said."""
    said = shown.remark(node.key)
    return lines_of(said, room=room, size=size, most=4) if said else []


def add_texts(figure: go.Figure, texts: Sequence[Text], colour: str, *, size: int) -> None:
    """Each line at its own height, in one colour that a click does not change."""
    if not texts:
        return
    kept = {"textfont": {"color": colour}}
    figure.add_scatter(
        x=[text.x for text in texts],
        y=[text.y for text in texts],
        text=["<br>".join(text.lines) for text in texts],
        mode="text",
        textposition="bottom right",
        textfont={"family": FONT, "size": size, "color": colour},
        selected=kept,
        unselected=kept,
        cliponaxis=False,
        hoverinfo="skip",
    )


def add_links(
    figure: go.Figure, curves: Mapping[Tone, Sequence[Sequence[tuple[float, float]]]], colours: Palette
) -> None:
    """Curves as points to join, those that stand out over the others."""
    for said in TONES:
        points = [point for curve in curves.get(said, ()) for point in (*curve, (None, None))]
        if points:
            figure.add_scatter(
                x=[x for x, _ in points],
                y=[y for _, y in points],
                mode="lines",
                line=line_of(said, colours),
                cliponaxis=False,
                hoverinfo="skip",
            )


def add_targets(figure: go.Figure, places: Sequence[tuple[float, float, Node]], shown: Picture) -> None:
    """Unseen places to click: customdata is [key]. Under the mouse, the whole title and what is said of it."""
    unseen = {"marker": {"opacity": 0}}
    figure.add_scatter(
        x=[x for x, _, _ in places],
        y=[y for _, y, _ in places],
        customdata=[[node.key] for _, _, node in places],
        text=[_under_the_mouse(node, shown) for _, _, node in places],
        mode="markers",
        marker={"size": _TARGET, "opacity": 0, "symbol": "square"},
        selected=unseen,
        unselected=unseen,
        cliponaxis=False,
        hovertemplate="%{text}<extra></extra>",
    )


def _under_the_mouse(node: Node, shown: Picture) -> str:
    head = f"{kind_label(node.kind)} {node.ref}".strip()
    said = shown.remark(node.key)
    told = [head, *lines_of(node.title, room=_HOVER_ROOM, size=_HOVER_SIZE, most=12), *([said] if said else [])]
    return "<br>".join(map(literal, told))
