"""A change from one séance to another: from the first value to the second, a bar a part, between the values it joins."""

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from indicators.figures.canvas import blank, literal
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.french import NO_BREAK
from indicators.snapshots.parts import Change
from indicators.snapshots.steps import Contract, Step, as_told, axis, steps
from indicators.snapshots.words import BROKEN_AXIS, NAMES

_ROW, _TOP, _BOTTOM, _BOTTOM_SAID = 52, 24, 28, 50  # pixels: of a bar with its label, and of margins
_THICK = 0.4  # of a row; its label is above


def waterfall(change: Change | Contract, theme: Theme, names: tuple[str, str] = NAMES) -> go.Figure:
    """Bars, from the first value (above) to the second; each part's label and number stand over its bar.

    The axis begins at 0 when the changes can then be read; otherwise it is said, and both values are lozenges.
    change: one that has parts. names: of the two values.
    """
    colours = PALETTES[theme]
    told = as_told(change)
    drawn = steps(told, names)
    least, most = axis(drawn)
    figure = blank(colours, height=_ROW * len(drawn) + _TOP + (_BOTTOM_SAID if least > 0 else _BOTTOM))
    for place, step in enumerate(drawn):
        _add_step(figure, step, -place, colours, from_zero=least <= 0)
    _join(figure, drawn, colours)
    _dress(figure, len(drawn), least, most, colours, rate=told["kind"] == "rate")
    return figure


def _add_step(figure: go.Figure, step: Step, row: int, colours: Palette, *, from_zero: bool) -> None:
    if step.is_end and not from_zero:
        marker = {"symbol": "diamond", "size": 16, "color": colours.muted}
        figure.add_scatter(x=[step.end], y=[row], mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False)
    else:
        figure.add_bar(
            x=[step.end - (0 if step.is_end else step.start)],
            base=[0 if step.is_end else step.start],
            y=[row],
            orientation="h",
            width=_THICK,
            marker=_look(step, colours),
            hoverinfo="skip",
        )
    figure.add_annotation(
        xref="paper",
        x=0,
        y=row + _THICK / 2,
        text=f"{literal(step.label)}{NO_BREAK}: <b>{literal(step.shown)}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        borderpad=0,
        bgcolor=colours.paper,
        font={"color": colours.ink, "size": 14},
    )


def _look(step: Step, colours: Palette) -> dict[str, object]:
    if step.is_end:
        return {"color": colours.light, "line": {"color": colours.muted, "width": 1}}
    colour = colours.strong if step.end > step.start else colours.target
    return {"color": colour, "line": {"color": colour, "width": 1}}


def _join(figure: go.Figure, drawn: Sequence[Step], colours: Palette) -> None:
    """From a bar's end down to the next bar, which begins there."""
    for place, (step, _) in enumerate(pairwise(drawn)):
        figure.add_shape(
            type="line",
            x0=step.end,
            x1=step.end,
            y0=-place - _THICK / 2,
            y1=-place - 1 + _THICK / 2,
            line={"color": colours.muted, "width": 1},
            layer="below",
        )


def _dress(figure: go.Figure, rows: int, least: float, most: float, colours: Palette, *, rate: bool) -> None:
    figure.update_xaxes(
        range=[least, most], nticks=5, tickformat=",.4~g", tickangle=0, ticksuffix=f"{NO_BREAK}%" * rate
    )
    if least > 0:
        title = {"text": BROKEN_AXIS, "font": {"color": colours.muted, "size": 13}, "standoff": 6}
        figure.update_xaxes(title=title)
    figure.update_yaxes(visible=False, range=[-rows + 0.6, 0.75])
    figure.update_layout(margin={"l": 8, "r": 16, "t": 4, "b": _BOTTOM_SAID if least > 0 else _BOTTOM}, bargap=0)
