"""By group: a dot where it stands, hatched to what the silent could change, and what was expected of it."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from indicators.figures.canvas import FONT, blank, hatched, literal
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.french import NO_BREAK, percent
from indicators.where.standings import Mark, Standing
from indicators.where.words import judgement, label

_DASH = "4px,3px"
_LABEL_WIDTH = 50  # characters of a group's name on one line of a phone
_LINE, _DOT, _GAP = 19, 26, 8  # pixels: a line of text, the dot's lane, and what parts two groups
_HEAD = 24  # pixels of a line above the groups, for the territory's own marks


def group_dots(drawn: Sequence[Standing], territory: Mark | None, theme: Theme) -> go.Figure:
    """One lane a group, in the order given: its share as a dot, hatched from the least to the most it can be.

    A group's own target is a tick and what its pace expects a dashed one; the territory's are thin, where there is no own one.
    The y axis is in pixels, so that a long name takes the room it needs; names stand above their lane, for phones.
    """
    colours = PALETTES[theme]
    aims = _aims(territory)
    low, high = _ends([share for share, _, _ in aims], drawn)
    top = _HEAD * len(aims)
    texts, lanes = [], []
    for one in drawn:
        lines = _lines(one)
        texts.append((top, "<br>".join(lines)))
        top += _LINE * len(lines)
        lanes.append(top + _DOT / 2)
        top += _DOT + _GAP
    height = max(top, _DOT)
    figure = blank(colours, height=height + 32)
    _draw_lanes(figure, lanes, colours)
    without = [at for one, at in zip(drawn, lanes, strict=True) if not one.mark]
    _draw_territory(figure, aims, without, colours, middle=(low + high) / 2)
    _draw_groups(figure, drawn, lanes, colours)
    figure.add_scatter(
        x=[low] * len(texts),
        y=[place for place, _ in texts],
        text=[text for _, text in texts],
        mode="text",
        textposition="bottom right",
        textfont={"family": FONT, "size": 14, "color": colours.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(margin={"l": 9, "r": 22, "t": 2, "b": 28}, barmode="overlay")
    figure.update_xaxes(range=[low, high], **_scale(high), tickangle=0)
    figure.update_yaxes(visible=False, range=[height, 0])
    return figure


def _ends(aims: Sequence[float], drawn: Sequence[Standing]) -> tuple[float, float]:
    """From 0 to 1, and on to what is aimed at beyond: a mark is never drawn where it is not."""
    marks = [one.mark for one in drawn if one.mark]
    own = [share for mark in marks for share in (mark.target, mark.expected_today) if share is not None]
    return min([0, *aims, *own]), max([1, *aims, *own])


def _scale(high: float) -> dict[str, list[float] | list[str]]:
    if high < 2:
        return {"tickvals": [0, 0.5, 1], "ticktext": ["0", "50", f"100{NO_BREAK}%"]}
    return {"tickvals": [0, 1, high], "ticktext": ["0", "100", percent(high, 0)]}


def _lines(one: Standing) -> list[str]:
    """The group's label, its verdict under it, cut into lines of a phone's width."""
    texts = [text for text in (label(one), judgement(one)) if text]
    return [literal(line) for text in texts for line in wrap(text, _LABEL_WIDTH)]


def _aims(territory: Mark | None) -> list[tuple[float, str, str]]:
    """Where the territory's marks stand, what is written of them, and how they are drawn."""
    if territory is None or territory.target is None:
        return []
    target, expected = territory.target, territory.expected_today
    most = "au plus " if territory.falls else ""
    aims = [(target, f"Cible du territoire : {most}{percent(target, 0)}", "solid")]
    if expected is not None:
        aims.append((expected, f"Attendu à ce jour : {percent(expected, 0)}", _DASH))
    return aims


def _draw_lanes(figure: go.Figure, lanes: Sequence[float], colours: Palette) -> None:
    figure.add_scatter(
        x=[0, 1, None] * len(lanes),
        y=[place for lane in lanes for place in (lane, lane, None)],
        mode="lines",
        line={"color": colours.grid, "width": 2},
        hoverinfo="skip",
    )


def _draw_territory(
    figure: go.Figure,
    aims: Sequence[tuple[float, str, str]],
    lanes: Sequence[float],
    colours: Palette,
    *,
    middle: float,
) -> None:
    """The territory's marks: written once above, then a thin tick in the lane of each group that has none of its own."""
    for place, (share, text, dash) in enumerate(aims):
        colour = colours.target if dash == "solid" else colours.ink
        head = (place + 0.5) * _HEAD
        _ticks(figure, [(share, at) for at in (head, *lanes)], colour, dash, width=1.5)
        figure.add_scatter(
            x=[share],
            y=[head],
            text=[f"{NO_BREAK}{text}{NO_BREAK}"],
            mode="text",
            textposition=f"middle {'left' if share > middle else 'right'}",  # the side that has room
            textfont={"family": FONT, "size": 14, "color": colour},
            hoverinfo="skip",
        )


def _draw_groups(figure: go.Figure, drawn: Sequence[Standing], lanes: Sequence[float], colours: Palette) -> None:
    figure.add_bar(
        y=list(lanes),
        x=[one.high - one.low for one in drawn],
        base=[one.low for one in drawn],
        orientation="h",
        width=12,
        marker=hatched(colours),
        hoverinfo="skip",
    )
    aimed = [
        (one.mark, lane) for one, lane in zip(drawn, lanes, strict=True) if one.mark and one.mark.target is not None
    ]
    _ticks(figure, [(mark.target, lane) for mark, lane in aimed], colours.target, "solid", width=4)
    _ticks(figure, [(mark.expected_today, lane) for mark, lane in aimed], colours.ink, _DASH, width=4)
    figure.add_scatter(
        x=[one.share for one in drawn],
        y=list(lanes),
        mode="markers",
        marker={"color": colours.strong, "size": 14},
        cliponaxis=False,
        text=[literal(label(one)) for one in drawn],
        hovertemplate="%{text}<extra></extra>",
    )


def _ticks(
    figure: go.Figure, marks: Sequence[tuple[float | None, float]], colour: str, dash: str, *, width: float
) -> None:
    kept = [(share, lane) for share, lane in marks if share is not None]
    if kept:
        figure.add_scatter(
            x=[place for share, _ in kept for place in (share, share, None)],
            y=[place for _, lane in kept for place in (lane - _DOT / 2, lane + _DOT / 2, None)],
            mode="lines",
            line={"color": colour, "width": width, "dash": dash},
            cliponaxis=False,
            hoverinfo="skip",
        )
