"""How answers came in, day after day."""

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from indicators.figures.canvas import MOST_TICKS, blank, note, ticks
from indicators.figures.palette import PALETTES, Theme
from indicators.french import day, number, plural


def response_curve(
    days: Sequence[date], answered: Sequence[int], theme: Theme, *, expected: int, closes_on: date | None
) -> go.Figure:
    """How many establishments had answered, day after day, under the number expected, up to the closing day."""
    colours = PALETTES[theme]
    figure = blank(colours, height=300)
    first, last = days[0], max([days[-1], *([closes_on] if closes_on else [])])
    length = max((last - first).days, 1)
    figure.add_scatter(
        x=list(days),
        y=list(answered),
        mode="lines",
        line={"color": colours.strong, "width": 3, "shape": "hv"},
        fill="tozeroy",
        fillcolor=colours.band,
        customdata=[day(one) for one in days],
        hovertemplate="Le %{customdata} : %{y} ont répondu<extra></extra>",
    )
    figure.add_hline(y=expected, line={"color": colours.target, "width": 2})
    note(figure, first, expected, plural(expected, "attendu"), colours.paper, colours.target, late=False)
    if closes_on:
        figure.add_vline(x=closes_on, line={"color": colours.muted, "width": 2, "dash": "dot"})
        late = (closes_on - first).days > length / 2
        note(figure, closes_on, 0, f"Clôture le {day(closes_on)}", colours.paper, colours.muted, late=late)
    known = f"<b>{number(answered[-1])}</b> {'a' if answered[-1] < 2 else 'ont'} répondu"
    note(
        figure, days[-1], answered[-1], known, colours.paper, colours.strong, late=(days[-1] - first).days > length / 2
    )
    figure.add_scatter(
        x=[days[-1]], y=[answered[-1]], mode="markers", marker={"color": colours.strong, "size": 9}, hoverinfo="skip"
    )
    written = ticks(first, last)
    margin = timedelta(days=length / 60)
    figure.update_xaxes(
        type="date",
        range=[first - margin, last + margin],
        tickvals=list(written),
        ticktext=list(written.values()),
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    few = {"dtick": 1} if expected <= MOST_TICKS else {"nticks": 5}  # no half establishments
    figure.update_yaxes(range=[0, max([expected, *answered]) * 1.15 or 1], tickformat=",.0f", **few)
    figure.update_layout(margin={"l": 8, "r": 12, "t": 12, "b": 30})
    return figure
