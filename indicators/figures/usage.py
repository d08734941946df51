"""The months of one tool or service: this year in front, the year before dotted, holidays and closures behind."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import plotly.graph_objects as go

from data.reference.closures import Closure, closures_between
from indicators.figures.canvas import band, bands, blank
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.french import MONTHS, NO_BREAK, number, percent, short_month
from indicators.usage.backdrop import Backdrop
from indicators.usage.months import Basis, Month, Series, months_from

_TALL, _SMALL = 340, 190
Side = Literal["center", "right"]  # where a label is held by the point it names
_CLOSED = 0.7  # of the tint of a closure: the lines of the grid stay visible through it
_DRAWN_ON = 15  # a month's point stands in the middle of its days, where its holidays are


def usage_months(
    series: Series, basis: Basis, behind: Backdrop, theme: Theme, *, top: float | None = None, small: bool = False
) -> go.Figure:
    """Each month's share or visits per school day. top: of the axis, shared by small pictures side by side."""
    colours = PALETTES[theme]
    figure = blank(colours, height=_SMALL if small else _TALL)
    _holidays(figure, behind, colours, named=not small)
    draw_closures(figure, behind.closures, colours, named=not small)
    draw_closures(figure, behind.closures_before, colours, later_by=1, named=not small)
    _year_before(figure, series.last_year, basis, colours, named=not small)
    _this_year(figure, series, basis, colours, named=not small)
    _dress(figure, series, basis, top=top or highest([series], basis), small=small)
    return figure


def highest(series: Sequence[Series], basis: Basis) -> float:
    """The greatest value drawn of several, so that their pictures share one scale."""
    heights = (_height(month, basis) for one in series for month in one.months)
    return max((height for height in heights if height is not None), default=1.0)


def add_closures(figure: go.Figure, starts_on: date, levels: Collection[str], colours: Palette) -> None:
    """The closures of a school year and of the one before, moved by a year, named at the foot of the picture."""
    before = starts_on.replace(year=starts_on.year - 1)
    ends_on = starts_on.replace(year=starts_on.year + 1) - timedelta(days=1)
    draw_closures(figure, closures_between(starts_on, ends_on, levels), colours, at=0)
    past = closures_between(before, starts_on - timedelta(days=1), levels)
    draw_closures(figure, past, colours, later_by=1, at=0)


def draw_closures(
    figure: go.Figure,
    closures: Sequence[Closure],
    colours: Palette,
    *,
    later_by: int = 0,
    named: bool = True,
    at: Literal[0, 1] = 1,
) -> None:
    """Bands darker than the holidays, each name written once, at the foot (0) or the top (1).

    later_by: years by which a past year is moved to stand behind this one.
    """
    written: set[str] = set()
    for closure in closures:
        first = closure.first_day.replace(year=closure.first_day.year + later_by)
        last = closure.last_day.replace(year=closure.last_day.year + later_by)
        band(figure, first, last, colours.light, opacity=_CLOSED)
        if named and closure.name not in written:
            written.add(closure.name)
            said = f"{closure.name},<br>{MONTHS[closure.first_day.month - 1]} {closure.first_day.year}"
            _beside_band(figure, first, said, colours, at)


def _beside_band(figure: go.Figure, x: date, text: str, colours: Palette, at: Literal[0, 1]) -> None:
    figure.add_annotation(
        x=x,
        y=at,
        yref="paper",
        text=text,
        showarrow=False,
        align="right",
        xanchor="right",
        yanchor="top" if at else "bottom",
        bgcolor=colours.paper,
        font={"color": colours.muted, "size": 12},
    )


def _holidays(figure: go.Figure, behind: Backdrop, colours: Palette, *, named: bool) -> None:
    bands(figure, behind.holidays, colours)
    if named and behind.holidays:
        longest = max(behind.holidays, key=lambda one: one[1] - one[0])
        middle = longest[0] + (longest[1] - longest[0]) / 2
        figure.add_annotation(
            x=middle,
            y=1,
            yref="paper",
            text="vacances",
            showarrow=False,
            yanchor="top",
            font={"color": colours.muted, "size": 12},
        )


def _year_before(figure: go.Figure, months: Sequence[Month], basis: Basis, colours: Palette, *, named: bool) -> None:
    known = [month for month in months if month.value(basis) is not None]
    if not known:
        return
    figure.add_scatter(
        **_curve(known, basis, later_by=1),
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dot"},
        hovertemplate="%{customdata}<extra></extra>",
    )
    if named:
        # Before the summer, where the curve falls under its own label.
        labelled = [month for month in known if month.month.month not in (7, 8)] or known
        start = known[-1].month.year - (known[-1].month.month < 9)
        _label(figure, _place(labelled[-1].month, 1), _height(labelled[-1], basis), f"{start}-{start + 1}", colours)


def _this_year(figure: go.Figure, series: Series, basis: Basis, colours: Palette, *, named: bool) -> None:
    known = [month for month in series.this_year if month.value(basis) is not None]
    if not known:
        return
    figure.add_scatter(
        **_curve(known, basis),
        mode="lines+markers",
        line={"color": colours.strong, "width": 3},
        marker={
            "size": 9 if named else 7,
            "symbol": _spread(known, lambda month: _symbol(month, basis), unknown="circle"),
            "color": _spread(known, lambda month: _colour(month, basis, colours), unknown=colours.strong),
            "line": {"color": colours.strong, "width": 2},
        },
        cliponaxis=False,
        hovertemplate="%{customdata}<extra></extra>",
    )
    latest = series.latest(basis)
    if named and latest:
        said = f"<b>{_in_french(latest.value(basis) or 0.0, basis)}</b>"
        earlier = [_height(month, basis) or 0.0 for month in known if month.month < latest.month]
        falls = bool(earlier) and earlier[-1] > (_height(latest, basis) or 0.0)
        # The months that follow are drawn on its right, close to it on a phone.
        side: Side = "right" if known[-1].month > latest.month else "center"
        place = _place(latest.month)
        _label(figure, place, _height(latest, basis), said, colours, colours.strong, below=falls, side=side)


def _curve(months: Sequence[Month], basis: Basis, *, later_by: int = 0) -> dict[str, Any]:
    """Points of a curve, cut where a month is unknown."""
    return {
        "x": [_place(day, later_by) for day in months_from(months[0].month, months[-1].month)],
        "y": _spread(months, lambda month: _height(month, basis)),
        "customdata": _spread(months, lambda month: _said(month, basis)),
    }


def _spread(months: Sequence[Month], say: Callable[[Month], Any], unknown: Any = None) -> list[Any]:
    """What is said of each month from the first to the last, and of those that are unknown."""
    said = {month.month: say(month) for month in months}
    return [said.get(day, unknown) for day in months_from(months[0].month, months[-1].month)]


def _colour(month: Month, basis: Basis, colours: Palette) -> str:
    return colours.light if month.scarce(basis) else colours.strong


def _symbol(month: Month, basis: Basis) -> str:
    shape = "diamond" if month.scarce(basis) else "circle"
    return f"{shape}-open" if month.partial else shape


def _said(month: Month, basis: Basis) -> str:
    doubts = ["mois incomplet"] * month.partial + ["peu de relevés"] * month.scarce(basis)
    value = _in_french(month.value(basis) or 0.0, basis)
    aside = f" ({', '.join(doubts)})" if doubts else ""
    return f"{short_month(month.month)}{NO_BREAK}: {value}{aside}"


def _in_french(value: float, basis: Basis) -> str:
    return number(value) if basis == "visits" else percent(value)


def _height(month: Month, basis: Basis) -> float | None:
    value = month.value(basis)
    return value if value is None or basis == "visits" else 100 * value


def _place(month: date, later_by: int = 0) -> date:
    return month.replace(day=_DRAWN_ON, year=month.year + later_by)


def _label(
    figure: go.Figure,
    x: date,
    y: float | None,
    text: str,
    colours: Palette,
    colour: str | None = None,
    *,
    below: bool = False,
    side: Side = "center",
) -> None:
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor=side,
        xshift=-4 if side == "right" else 0,
        yanchor="top" if below else "bottom",
        yshift=-8 if below else 6,
        bgcolor=colours.paper,
        font={"color": colour or colours.muted, "size": 14},
    )


def _dress(figure: go.Figure, series: Series, basis: Basis, *, top: float, small: bool) -> None:
    began = series.starts_on.year
    middles = [date(began, month, _DRAWN_ON) for month in range(9, 13)]
    middles += [date(began + 1, month, _DRAWN_ON) for month in range(1, 9)]
    shown = middles[:: 4 if small else 2]
    figure.update_xaxes(
        type="date",
        range=[series.starts_on, date(began + 1, 8, 31)],
        tickvals=shown,
        ticktext=[MONTHS[one.month - 1] for one in shown],
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    suffix = "" if basis == "visits" else f"{NO_BREAK}%"
    figure.update_yaxes(range=[0, top * 1.25 or 1], nticks=5, tickformat=",.0f", ticksuffix=suffix, ticklabelstandoff=4)
    figure.update_layout(margin={"l": 8, "r": 12, "t": 8, "b": 30})
