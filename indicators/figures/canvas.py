"""What every figure has in common: an empty canvas, labels beside their points, days under an axis."""

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from math import ceil
from typing import Any

import plotly.graph_objects as go

from indicators import lettering
from indicators.figures.palette import Palette
from indicators.french import MONTHS, short_month

FONT = "'Source Sans', sans-serif"  # the screens' own font, which they serve themselves
_NARROWER = 0.84  # what FONT takes of the widths of `lettering`, measured on French titles
MOST_TICKS, _FEW_DAYS = 6, 70  # days written under an axis; days under which they are not first days of months


def blank(colours: Palette, *, height: int) -> go.Figure:
    """An empty figure `height` pixels tall: no legend, no toolbar, nothing that moves."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": colours.ink},
        separators=f",{chr(0x202F)}",
        dragmode=False,
        hoverlabel={
            "bgcolor": colours.grid,
            "bordercolor": colours.muted,
            "font": {"family": FONT, "size": 14, "color": colours.ink},
        },
    )
    axis: dict[str, Any] = {
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": colours.grid,
        "tickfont": {"color": colours.muted},
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(automargin=True, **axis)
    return figure


def hatched(colours: Palette) -> dict[str, Any]:
    """The marker of what is silent."""
    pattern = {"shape": "/", "fgcolor": colours.muted, "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.25}
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"color": colours.muted, "width": 1}}


def bands(
    figure: go.Figure, periods: Iterable[tuple[date, date, str]], colours: Palette, *, opacity: float = 1
) -> None:
    """Holidays behind everything. periods: first day, last day, name."""
    for first, last, _ in periods:
        band(figure, first, last, colours.grid, opacity=opacity)


def band(figure: go.Figure, first: date, last: date, colour: str, *, opacity: float) -> None:
    """Some days behind everything, from the top to the foot."""
    figure.add_shape(
        type="rect",
        yref="paper",
        x0=first,
        x1=last,
        y0=0,
        y1=1,
        line={"width": 0},
        fillcolor=colour,
        opacity=opacity,
        layer="below",
    )


def literal(text: str) -> str:
    """What people typed, shown literally: Plotly reads a little HTML and MathJax in labels."""
    return escape(text).replace("$", "&#36;")


def lines_of(text: str, *, room: float, size: int, most: int) -> list[str]:
    """A text on at most so many lines of `room` pixels, as it is: make each line literal."""
    return lettering.few_lines(text, room / (size * _NARROWER), most)


def pixels(text: str, size: int) -> float:
    """How wide a line is."""
    return lettering.width(text) * size * _NARROWER


def note(figure: go.Figure, x: date, y: float, text: str, paper: str, colour: str, *, late: bool) -> None:
    """A label above a point, on its left when it is late in the picture."""
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor="right" if late else "left",
        yanchor="bottom",
        xshift=-6 if late else 6,
        bgcolor=paper,
        yshift=2,
        font={"color": colour, "size": 14},
    )


def ticks(first: date, last: date) -> dict[date, str]:
    """A handful of days to write under an axis: first days of months, or days when it spans less than ten weeks."""
    if (last - first).days < _FEW_DAYS:
        step = max(1, ceil(((last - first).days + 1) / MOST_TICKS))
        days = [first + timedelta(days=place) for place in range(0, (last - first).days + 1, step)]
        return {one: f"{one:%d/%m}" for one in days}
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months]
    shown = starts[:: ceil(len(starts) / MOST_TICKS)]
    one_year = len(starts) <= 12
    return {one: MONTHS[one.month - 1] if one_year else short_month(one) for one in shown}
