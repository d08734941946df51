"""The figures of one establishment: its place, its states through time, its use, and where it stands among its peers."""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from data.reference.calendar import school_year
from indicators.establishments.history import Moment
from indicators.establishments.peers import UsagePeers
from indicators.establishments.place import Place, background, stretch
from indicators.establishments.usage import ServiceUsage, UsageMonth
from indicators.figures.canvas import blank, note, ticks
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.french import MONTHS, NO_BREAK, day, percent, short_month
from indicators.sentences import STATE_LABELS

Months = Mapping[date, UsageMonth]  # by its place on the axis of this school year
MOST_MONTHS = 36  # more marks would touch on a telephone
_LATE = 0.6  # share of an axis after which a label goes to the left of its point


def place_map(place: Place, theme: Theme) -> go.Figure:
    """The communes as grey points, the establishment as a ringed one. No tile, no outline, no request."""
    colours = PALETTES[theme]
    figure = blank(colours, height=260)
    longitudes, latitudes = zip(*background(), strict=True)
    figure.add_scatter(
        x=longitudes, y=latitudes, mode="markers", marker={"color": colours.light, "size": 5}, hoverinfo="skip"
    )
    own = {"x": [place.longitude], "y": [place.latitude], "mode": "markers", "hoverinfo": "skip"}
    ring = {"symbol": "circle-open", "color": colours.target, "size": 24, "line": {"width": 2}}
    figure.add_scatter(**own, marker=ring)
    figure.add_scatter(**own, marker={"symbol": "square", "color": colours.strong, "size": 11})
    figure.update_xaxes(visible=False, constrain="domain")
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=stretch(), constrain="domain", automargin=False)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return figure


def state_timeline(moments: Sequence[tuple[str, Sequence[Moment]]], theme: Theme) -> go.Figure:
    """One row of marks an indicator (label, its moments), one mark a month's end: a shape and a tint a state."""
    colours = PALETTES[theme]
    figure = blank(colours, height=46 + 58 * len(moments))
    for place, (label, told) in enumerate(reversed(moments)):
        shown = told[-MOST_MONTHS:]
        figure.add_scatter(
            x=[moment.day for moment in shown],
            y=[place] * len(shown),
            mode="markers",
            marker=_marks(shown, colours),
            customdata=[[day(moment.day), STATE_LABELS[moment.state].lower()] for moment in shown],
            hovertemplate="Au %{customdata[0]} : %{customdata[1]}<extra></extra>",
        )
        figure.add_annotation(
            xref="paper", x=0, y=place + 0.24, text=label, showarrow=False, xanchor="left", yanchor="bottom"
        )
    days = [moment.day for _, told in moments for moment in told[-MOST_MONTHS:]]
    _months_below(figure, min(days), max(days))
    figure.update_yaxes(visible=False, range=[-0.4, len(moments) - 0.25])
    figure.update_layout(margin={"l": 8, "r": 12, "t": 4, "b": 30})
    return figure


def _marks(moments: Sequence[Moment], colours: Palette) -> dict[str, object]:
    looks = {
        "oui": ("circle", colours.strong, 12, 0),
        "partiel": ("triangle-up", colours.middle, 12, 2),
        "non": ("circle-open", colours.target, 10, 2),
        "silencieux": ("line-ew-open", colours.muted, 8, 2),
    }
    symbols, tints, sizes, edges = zip(*(looks[moment.state] for moment in moments), strict=True)
    edge = [colours.strong if moment.state == "partiel" else looks[moment.state][1] for moment in moments]
    # Plotly makes marks of several sizes see-through unless told otherwise.
    return {"symbol": symbols, "color": tints, "size": sizes, "opacity": 1, "line": {"width": edges, "color": edge}}


def _months_below(figure: go.Figure, first: date, last: date) -> None:
    under = ticks(first.replace(day=1), last)
    figure.update_xaxes(
        type="date",
        tickvals=list(under),
        ticktext=list(under.values()),
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )


def monthly_use(used: ServiceUsage, year: str, theme: Theme) -> go.Figure:
    """Rates of the school year, those of the year before dotted; a month that is not over is an open mark."""
    colours = PALETTES[theme]
    figure = blank(colours, height=240)
    starts = school_year(year).starts_on
    before = {one.month.replace(year=one.month.year + 1): one for one in used.before if one.rate is not None}
    now = {one.month: one for one in used.months if one.rate is not None}
    _add_use(figure, before, colours.muted, {"width": 2, "dash": "dot"})
    _add_use(figure, now, colours.strong, {"width": 3})
    _name_lines(figure, now, before, colours)
    axis = [date(starts.year + (place + 8) // 12, (place + 8) % 12 + 1, 1) for place in range(0, 12, 2)]
    figure.update_xaxes(
        type="date",
        range=[date(starts.year, 8, 25), date(starts.year + 1, 8, 31)],
        tickvals=axis,
        ticktext=[MONTHS[one.month - 1] for one in axis],
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    top = max([_percent(one) for one in [*now.values(), *before.values()]], default=10.0)
    figure.update_yaxes(
        range=[0, top * 1.2], nticks=4, tickformat=",.0f", ticksuffix=f"{NO_BREAK}%", ticklabelstandoff=4
    )
    figure.update_layout(margin={"l": 8, "r": 12, "t": 8, "b": 30})
    return figure


def _percent(one: UsageMonth) -> float:
    return 100 * (one.rate or 0.0)


def _add_use(figure: go.Figure, months: Months, colour: str, line: dict[str, object]) -> None:
    figure.add_scatter(
        x=list(months),
        y=[_percent(one) for one in months.values()],
        mode="lines+markers",
        line=line | {"color": colour},
        marker={"size": 7, "symbol": ["circle" if one.is_over else "circle-open" for one in months.values()]},
        customdata=[[short_month(one.month), percent(one.rate or 0.0)] for one in months.values()],
        hovertemplate="%{customdata[0]} : %{customdata[1]}<extra></extra>",
    )


def _name_lines(figure: go.Figure, now: Months, before: Months, colours: Palette) -> None:
    """Each line named where the other one is not: the year before at its highest point after this year's last."""
    last = max(now, default=date.min)
    if now:
        note(
            figure,
            last,
            _percent(now[last]),
            "cette année",
            colours.paper,
            colours.strong,
            late=last.month in (6, 7, 8),
        )
        if last in before and _percent(before[last]) > _percent(now[last]):
            figure.layout.annotations[-1].update(yanchor="top", yshift=-4)
    after = {day: one for day, one in before.items() if day > last} or before
    if after:
        high = max(after, key=lambda day: _percent(after[day]))
        late = high.month in (6, 7, 8)
        note(figure, high, _percent(after[high]), "un an avant", colours.paper, colours.muted, late=late)


def among_peers(one: UsagePeers, theme: Theme) -> go.Figure:
    """Its peers' rates as open circles on a line, their middle half as a band, the median as a bar, its own as a lozenge."""
    colours = PALETTES[theme]
    figure = blank(colours, height=150)
    # Circles nearer to each other than a tenth of a point are one on any screen; a country has thousands of them.
    rates = sorted({round(100 * rate, 1) for rate in one.rates})
    if one.first_quartile is not None and one.third_quartile is not None:
        figure.add_vrect(
            x0=100 * one.first_quartile,
            x1=100 * one.third_quartile,
            fillcolor=colours.band,
            line_width=0,
            layer="below",
        )
    look = {"symbol": "circle-open", "color": colours.muted, "size": 9}
    figure.add_scatter(x=rates, y=[0] * len(rates), mode="markers", marker=look, hoverinfo="skip")
    own = 100 * one.own
    figure.add_scatter(
        x=[own],
        y=[0],
        mode="markers",
        marker={"symbol": "diamond", "color": colours.strong, "size": 17},
        hoverinfo="skip",
    )
    low, high = min([*rates, own]), max([*rates, own])
    _label(figure, own, 0.45, f"<b>lui{NO_BREAK}: {percent(one.own)}</b>", colours.strong, low, high)
    if one.median is not None:
        figure.add_shape(
            type="line",
            x0=100 * one.median,
            x1=100 * one.median,
            y0=-0.5,
            y1=0.5,
            line={"color": colours.ink, "width": 3},
        )
        _label(figure, 100 * one.median, -0.95, f"médiane{NO_BREAK}: {percent(one.median)}", colours.ink, low, high)
    room = max(high - low, 2.0)
    figure.update_xaxes(
        range=[max(low - room * 0.06, -1), high + room * 0.06], nticks=5, ticksuffix=f"{NO_BREAK}%", tickangle=0
    )
    figure.update_yaxes(visible=False, range=[-1.1, 1.1])
    figure.update_layout(margin={"l": 12, "r": 16, "t": 4, "b": 26})
    return figure


def _label(figure: go.Figure, x: float, y: float, text: str, colour: str, low: float, high: float) -> None:
    share = (x - low) / ((high - low) or 1)
    side = "right" if share > _LATE else "left" if share < 1 - _LATE else "center"
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor=side, yanchor="bottom", font={"color": colour, "size": 14}
    )
