"""The chain as a picture for wide screens: six columns of boxes from lessons to indicators, and the links between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from indicators.figures.canvas import blank, lines_of, literal
from indicators.figures.chain_parts import (
    MARKS,
    TONES,
    Mark,
    Text,
    Tone,
    add_links,
    add_targets,
    add_texts,
    mark_colour,
    mark_of,
    node_lines,
    remarks,
    tone,
)
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.french import number
from indicators.plan.chain import Node, kind_label
from indicators.plan.picture import Picture

NARROWEST = 810  # pixels of a picture under which texts no longer fit their boxes: `chain_strip` is for those
_SIZE, _LINE = 12, 15  # pixels: a letter, a line
_HEAD, _PAD, _GAP = 44, 6, 12  # pixels: above the columns, inside a box, between two boxes
_ROOM = 104.0  # pixels of a line in a box when the picture is NARROWEST
_MOST_LINES = 5
_WIDE = 0.8  # share of a column that its boxes take: the rest is for links
_INSIDE = 0.025  # share of a column between a box's left side and its text
_STEPS = 12  # points of a curve
_DASHES: Mapping[Mark, str] = {"": "solid", "lacks": "4px,3px", "abandoned": "1px,3px"}
_CLICKS = (0.15, 0.5, 0.85)  # places to click across a box


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node where it is drawn: left in columns, top and bottom in pixels from the top of the picture; remarks: the lines
    under those of its title."""

    node: Node
    left: float
    top: float
    bottom: float
    lines: Sequence[str]
    remarks: Sequence[str]

    @property
    def middle(self) -> float:
        """Where its links meet it."""
        return (self.top + self.bottom) / 2


def chain_figure(shown: Picture, theme: Theme) -> go.Figure:
    """A box a node, linked to those of the next column; a click gives its key (customdata).

    What is linked to the chosen node is in the strong hue, the rest in grey; what lacks something is dashed and says so,
    what is abandoned is dotted and says so.
    The y axis is in pixels, so that the picture grows with the longest column.
    """
    colours = PALETTES[theme]
    boxes, height = placed(shown)
    figure = blank(colours, height=round(height) + 8)
    _draw_links(figure, shown, boxes, colours)
    _draw_boxes(figure, shown, boxes, colours)
    _draw_texts(figure, shown, boxes, colours)
    places = [(box.left + _WIDE * at, box.middle, box.node) for box in boxes.values() for at in _CLICKS]
    add_targets(figure, places, shown)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[0, len(shown.columns) - 1 + _WIDE])
    figure.update_yaxes(visible=False, range=[height, 0])
    return figure


def placed(shown: Picture) -> tuple[dict[str, Box], float]:
    """Key -> its box, and the height of the picture in pixels. Boxes of a column share its height evenly."""
    columns = {kind: [_box(shown, node) for node in nodes] for kind, nodes in shown.columns.items()}
    tall = max(sum(box.bottom + _GAP for box in boxes) for boxes in columns.values())
    found: dict[str, Box] = {}
    for left, boxes in enumerate(columns.values()):
        free = (tall - sum(box.bottom for box in boxes)) / max(len(boxes), 1)
        top = _HEAD + free / 2
        for box in boxes:
            found[box.node.key] = _moved(box, left, top)
            top += box.bottom + free
    return found, _HEAD + max(tall, _GAP + 2 * _LINE)


def _box(shown: Picture, node: Node) -> Box:
    lines = node_lines(node, room=_ROOM, size=_SIZE, most=_MOST_LINES)
    under = remarks(shown, node, room=_ROOM, size=_SIZE)
    tall = 2 * _PAD + _LINE * (len(lines) + len(under))
    return Box(node=node, left=0, top=0, bottom=tall, lines=lines, remarks=under)


def _moved(box: Box, left: int, top: float) -> Box:
    return replace(box, left=left, top=top, bottom=top + box.bottom)


def _draw_links(figure: go.Figure, shown: Picture, boxes: Mapping[str, Box], colours: Palette) -> None:
    curves: dict[Tone, list[list[tuple[float, float]]]] = {said: [] for said in TONES}
    for source, target in shown.edges:
        curves[tone(shown, source, target)].append(_curve(boxes[source], boxes[target]))
    add_links(figure, curves, colours)


def _curve(source: Box, target: Box) -> list[tuple[float, float]]:
    """From the right of a box to the left of another, flat at both ends."""
    left, right = source.left + _WIDE, target.left
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    return [
        (left + share * (right - left), source.middle + (3 - 2 * share) * share**2 * (target.middle - source.middle))
        for share in shares
    ]


def _draw_boxes(figure: go.Figure, shown: Picture, boxes: Mapping[str, Box], colours: Palette) -> None:
    """One trace for all boxes of one look."""
    for said in TONES:
        for mark in MARKS:
            looks = (said, mark)
            those = [box for box in boxes.values() if (tone(shown, box.node.key), mark_of(shown, box.node)) == looks]
            if those:
                corners = [corner for box in those for corner in _corners(box)]
                figure.add_scatter(
                    x=[x for x, _ in corners],
                    y=[y for _, y in corners],
                    mode="lines",
                    line=_outline(said, mark, colours),
                    fill="toself",
                    fillcolor=colours.band if said == "chosen" else "rgba(0,0,0,0)",
                    cliponaxis=False,
                    hoverinfo="skip",
                )


def _corners(box: Box) -> list[tuple[float | None, float | None]]:
    left, right = box.left, box.left + _WIDE
    around = [(left, box.top), (right, box.top), (right, box.bottom), (left, box.bottom), (left, box.top)]
    return [*around, (None, None)]


def _outline(said: Tone, mark: Mark, colours: Palette) -> dict[str, object]:
    width = {"faded": 1, "plain": 1, "linked": 1.5, "chosen": 3}[said] + 0.5 * bool(mark)
    its_own = {"": colours.muted if said == "plain" else colours.strong, "lacks": colours.target}
    colour = colours.light if said == "faded" else its_own.get(mark, colours.muted)
    return {"color": colour, "width": width, "dash": _DASHES[mark]}


def _draw_texts(figure: go.Figure, shown: Picture, boxes: Mapping[str, Box], colours: Palette) -> None:
    for said in TONES:
        those = [box for box in boxes.values() if tone(shown, box.node.key) == said]
        add_texts(figure, [_text(box) for box in those], colours.muted if said == "faded" else colours.ink, size=_SIZE)
        for mark in MARKS:
            marked = [box for box in those if box.remarks and mark_of(shown, box.node) == mark]
            under = [_text(box, after=len(box.lines)) for box in marked]
            add_texts(figure, under, mark_colour(mark, said, colours), size=_SIZE)
    heads = [
        Text(x=place, y=0, lines=_heading(kind, nodes)) for place, (kind, nodes) in enumerate(shown.columns.items())
    ]
    add_texts(figure, heads, colours.ink, size=_SIZE + 1)


def _text(box: Box, after: int = 0) -> Text:
    lines = box.remarks if after else box.lines
    return Text(x=box.left + _INSIDE, y=box.top + _PAD + _LINE * after, lines=lines)


def _heading(kind: str, nodes: Sequence[Node]) -> list[str]:
    said = lines_of(kind_label(kind, many=True), room=_ROOM, size=_SIZE + 1, most=2)
    return [*(f"<b>{literal(line)}</b>" for line in said[:-1]), f"<b>{literal(said[-1])}</b> {number(len(nodes))}"]
