"""The chain as a picture for phones: six bands from lessons down to indicators, one node under another, links on the left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from indicators.figures.canvas import blank, literal
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

_SIZE, _LINE = 14, 18  # pixels: a letter, a line
_HEAD, _BETWEEN, _GAP = 24, 14, 8  # pixels: a band's name, between two bands, between two nodes
_ROOM = 250.0  # pixels of a line beside the links, on a phone
_MOST_LINES = 3
_DOTS, _TEXTS, _CLOSEST = (
    0.2,
    0.24,
    0.05,
)  # shares of the width: the nodes' dots, their texts, how far the shortest link goes
_STEPS = 12  # points of a curve
_CLICKS = (0.2, 0.32, 0.44, 0.56, 0.68, 0.8, 0.92)  # places to click on a line


@dataclass(frozen=True, kw_only=True)
class Row:
    """A node where it is drawn: top in pixels from the top of the picture; remarks: the lines under those of its title."""

    node: Node
    mark: Mark
    top: float
    lines: Sequence[str]
    remarks: Sequence[str]

    @property
    def dot(self) -> float:
        """The height of its dot: beside its first line."""
        return self.top + _LINE / 2

    @property
    def bottom(self) -> float:
        """Where its texts end."""
        return self.top + _LINE * (len(self.lines) + len(self.remarks))


def chain_strip(shown: Picture, theme: Theme) -> go.Figure:
    """One line a node, under the name of its band; arcs on the left go down to what follows. A click gives its key.

    Made for what is around one node: with more, arcs are too many to be followed on so narrow a screen.
    """
    colours = PALETTES[theme]
    rows, heads, height = stacked(shown)
    figure = blank(colours, height=round(height) + 8)
    _draw_links(figure, shown, rows, height, colours)
    _draw_dots(figure, shown, rows, colours)
    add_texts(figure, heads, colours.muted, size=_SIZE)
    for said in TONES:
        _draw_texts(figure, [row for row in rows.values() if tone(shown, row.node.key) == said], said, colours)
    add_targets(figure, [(at, row.dot, row.node) for row in rows.values() for at in _CLICKS], shown)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[height, 0])
    return figure


def stacked(shown: Picture) -> tuple[dict[str, Row], list[Text], float]:
    """Key -> its row; the names of the bands that have nodes; the height of the picture in pixels."""
    rows: dict[str, Row] = {}
    heads: list[Text] = []
    top = 0.0
    for kind, nodes in shown.columns.items():
        if not nodes:
            continue
        name = literal(kind_label(kind, many=len(nodes) > 1))
        heads.append(Text(x=_TEXTS, y=top, lines=[f"{name} ({number(len(nodes))})" if len(nodes) > 1 else name]))
        top += _HEAD
        for node in nodes:
            rows[node.key] = row = Row(
                node=node,
                mark=mark_of(shown, node),
                top=top,
                lines=node_lines(node, room=_ROOM, size=_SIZE, most=_MOST_LINES),
                remarks=remarks(shown, node, room=_ROOM, size=_SIZE),
            )
            top = row.bottom + _GAP
        top += _BETWEEN
    return rows, heads, max(top, _HEAD)


def _draw_links(figure: go.Figure, shown: Picture, rows: Mapping[str, Row], height: float, colours: Palette) -> None:
    curves: dict[Tone, list[list[tuple[float, float]]]] = {said: [] for said in TONES}
    longest = max((rows[target].dot - rows[source].dot for source, target in shown.edges), default=height)
    for source, target in shown.edges:
        start, end = rows[source].dot, rows[target].dot
        far = _CLOSEST + (_DOTS - _CLOSEST) * (end - start) / longest
        curves[tone(shown, source, target)].append(_arc(start, end, far))
    add_links(figure, curves, colours)


def _arc(start: float, end: float, far: float) -> list[tuple[float, float]]:
    """From a dot to another under it, by the left. far: share of the width."""
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    return [
        (_DOTS - far * 4 * share * (1 - share), start + (3 - 2 * share) * share**2 * (end - start)) for share in shares
    ]


def _draw_dots(figure: go.Figure, shown: Picture, rows: Mapping[str, Row], colours: Palette) -> None:
    looks = [_dot(row, tone(shown, row.node.key), colours) for row in rows.values()]
    if not looks:
        return
    symbols, tints, sizes = zip(*looks, strict=True)
    kept = {"marker": {"opacity": 1}}
    figure.add_scatter(
        x=[_DOTS] * len(rows),
        y=[row.dot for row in rows.values()],
        mode="markers",
        marker={"symbol": symbols, "color": tints, "size": sizes, "opacity": 1, "line": {"width": 2, "color": tints}},
        selected=kept,
        unselected=kept,
        hoverinfo="skip",
    )


def _dot(row: Row, said: Tone, colours: Palette) -> tuple[str, str, int]:
    """An open lozenge for what lacks something, a cross for what is abandoned."""
    tint = {"faded": colours.light, "plain": colours.middle, "linked": colours.strong, "chosen": colours.strong}[said]
    size = 16 if said == "chosen" else 11
    if not row.mark:
        return "circle", tint, size
    symbol = "diamond-open" if row.mark == "lacks" else "x"
    return symbol, tint if said == "faded" else mark_colour(row.mark, said, colours), size


def _draw_texts(figure: go.Figure, rows: Sequence[Row], said: Tone, colours: Palette) -> None:
    texts = [Text(x=_TEXTS, y=row.top, lines=_bold(row.lines) if said == "chosen" else row.lines) for row in rows]
    add_texts(figure, texts, colours.muted if said == "faded" else colours.ink, size=_SIZE)
    for mark in MARKS:
        marked = [row for row in rows if row.remarks and row.mark == mark]
        under = [Text(x=_TEXTS, y=row.top + _LINE * len(row.lines), lines=row.remarks) for row in marked]
        add_texts(figure, under, mark_colour(mark, said, colours), size=_SIZE)


def _bold(lines: Sequence[str]) -> list[str]:
    return [f"<b>{line.replace('<b>', '').replace('</b>', '')}</b>" for line in lines]
