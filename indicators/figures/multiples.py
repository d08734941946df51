"""Small multiples: the course of each group, side by side on one scale."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from textwrap import wrap

import plotly.graph_objects as go

from indicators.figures.canvas import FONT, blank, literal
from indicators.figures.palette import PALETTES, Theme
from indicators.french import MONTHS, NO_BREAK, percent
from indicators.where.panels import Panel, Step

_COLUMNS = 2  # as many as a phone can hold
_GUTTER = 0.08  # of a panel's width
_PANEL, _TEXT, _AXIS = 84, 62, 30  # pixels of a panel: its curve, the three lines above it, the months under it
_NAME_WIDTH, _NAME_LINES = 22, 2  # characters of a line of a name over a panel of a phone

Place = tuple[float, float]


def small_multiples(drawn: Sequence[Panel], theme: Theme) -> go.Figure:
    """A panel a group, in the order given, all on one scale of days and shares. Hover tells each step.

    All panels share one pair of axes, each in its own corner: twelve pairs of axes would take ten times as long.
    """
    colours = PALETTES[theme]
    rows = ceil(len(drawn) / _COLUMNS) or 1
    height = rows * (_TEXT + _PANEL + _AXIS)
    figure = blank(colours, height=height)
    scale = _Scale(drawn)
    corners = [_corner(place) for place in range(len(drawn))]
    spread = list(zip(drawn, corners, strict=True))
    for above, colour in ((0, colours.muted), (_PANEL, colours.grid)):
        figure.add_scatter(
            **_strokes([[(x, y - above), (x + 1, y - above)] for x, y in corners]),
            mode="lines",
            line={"color": colour, "width": 1},
            hoverinfo="skip",
        )
    figure.add_scatter(
        **_strokes([scale.band(one.steps, corner) for one, corner in spread]),
        mode="lines",
        fill="toself",
        fillcolor=colours.band,
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        **_strokes([scale.curve(one.steps, corner) for one, corner in spread]),
        mode="lines+markers",
        line={"color": colours.strong, "width": 2.5},
        marker={"size": 5},
        customdata=[said for one in drawn for said in (*_said(one), "")],
        hovertemplate="%{customdata}<extra></extra>",
    )
    _write(figure, [(x, y - _PANEL - 4, _title(one)) for one, (x, y) in spread], colours.ink, "top right")
    _write(figure, [(x, y, scale.first) for x, y in corners], colours.muted, "bottom right")
    _write(figure, [(x + 1, y, scale.last) for x, y in corners], colours.muted, "bottom left")
    _write(figure, [(x + 1, y - _PANEL, percent(scale.top, 0)) for x, y in corners], colours.muted, "top left")
    figure.update_xaxes(visible=False, range=[-0.01, _COLUMNS + _GUTTER * (_COLUMNS - 1) + 0.01])
    figure.update_yaxes(visible=False, range=[height, 0])
    figure.update_layout(margin={"l": 2, "r": 2, "t": 2, "b": 2})
    return figure


class _Scale:
    """One scale for all panels: from the first day to the last, from 0 to `top`, a round share."""

    def __init__(self, drawn: Sequence[Panel]) -> None:
        days = [step.day for one in drawn for step in one.steps] or [date.min]
        highest = max((step.high for one in drawn for step in one.steps), default=1.0)
        self._start, self._length = min(days), max((max(days) - min(days)).days, 1)
        self.top = ceil(highest * 10) / 10 or 0.1
        self.first, self.last = MONTHS[min(days).month - 1], MONTHS[max(days).month - 1]

    def _at(self, day: date, share: float, corner: Place) -> Place:
        return corner[0] + (day - self._start).days / self._length, corner[1] - share / self.top * _PANEL

    def curve(self, steps: Sequence[Step], corner: Place) -> list[Place]:
        """The points of what is sure."""
        return [self._at(step.day, step.low, corner) for step in steps]

    def band(self, steps: Sequence[Step], corner: Place) -> list[Place]:
        """The outline of what it could be."""
        return [self._at(step.day, step.high, corner) for step in steps] + self.curve(steps, corner)[::-1]


def _corner(place: int) -> Place:
    """The lower left corner of a panel: x in panel widths, y in pixels from the top."""
    row, column = divmod(place, _COLUMNS)
    return column * (1 + _GUTTER), row * (_TEXT + _PANEL + _AXIS) + _TEXT + _PANEL


def _strokes(lines: Sequence[Sequence[Place]]) -> dict[str, list[float | None]]:
    """Several lines in one trace: nothing is drawn between two of them."""
    points: list[tuple[float | None, float | None]] = [point for line in lines for point in (*line, (None, None))]
    return {"x": [x for x, _ in points], "y": [y for _, y in points]}


def _said(one: Panel) -> Iterator[str]:
    for step in one.steps:
        share = percent(step.low, 0) + (f", au plus {percent(step.high, 0)}" if step.high > step.low else "")
        yield literal(f"{one.standing.line.value}, {step.day:%d/%m/%Y}{NO_BREAK}: {share}")


def _title(one: Panel) -> str:
    last = one.steps[-1]
    share = percent(last.low, 0) + (f", au plus {percent(last.high, 0)}" if last.high > last.low else "")
    lines = wrap(one.standing.line.value, _NAME_WIDTH, max_lines=_NAME_LINES, placeholder="…")
    return f"<b>{'<br>'.join(literal(line) for line in lines)}</b><br>{share}"


def _write(figure: go.Figure, texts: Sequence[tuple[float, float, str]], colour: str, place: str) -> None:
    figure.add_scatter(
        x=[x for x, _, _ in texts],
        y=[y for _, y, _ in texts],
        text=[text for _, _, text in texts],
        mode="text",
        textposition=place,
        textfont={"family": FONT, "size": 13, "color": colour},
        cliponaxis=False,
        hoverinfo="skip",
    )
