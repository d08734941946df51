"""The trajectory of one indicator: what is known within its bounds, the pace, the target, and where it leads."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from indicators.definition import Rate
from indicators.figures.breaks import mark_breaks
from indicators.figures.canvas import blank
from indicators.figures.fan import add_fan, fan_label, fan_top
from indicators.figures.labels import Label, write_labels
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.figures.usage import add_closures
from indicators.findings import Finding
from indicators.french import MONTHS, NO_BREAK, day, number, percent, points, short_month
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import Month, RateMeasure

_HEIGHT, _TOP, _BOTTOM = 320, 12, 30  # pixels of the figure and of its margins
_PLOT = _HEIGHT - _TOP - _BOTTOM
_ROOM_FOR_A_LABEL = 120  # days of the school year after which a label goes to the left of its point
_PERCENT = 100


def trajectory(finding: Finding, theme: Theme) -> go.Figure:
    """Value known at each month's end within its bounds, the pace dashed, the target written on its line, the forecast
    as a dotted fan."""
    if isinstance(finding.measure, AdoptionMeasure):
        return _adoption_trajectory(finding, finding.measure, PALETTES[theme])
    return _rate_trajectory(finding, finding.measure, PALETTES[theme])


def _adoption_trajectory(finding: Finding, measure: AdoptionMeasure, colours: Palette) -> go.Figure:
    figure = blank(colours, height=_HEIGHT)
    days = [point.day for point in measure.trajectory]
    low = [point.counts.low for point in measure.trajectory]
    high = [point.counts.high for point in measure.trajectory]
    _add_band(figure, days, low, high, colours)
    add_fan(figure, finding, colours, scale=1)
    _add_pace(figure, finding, colours, scale=1)
    figure.add_scatter(
        x=days,
        y=low,
        mode="lines+markers",
        line={"color": colours.strong, "width": 3},
        marker={"size": 7},
        cliponaxis=False,
        customdata=[[day(d), h] for d, h in zip(days, high, strict=True)],
        hovertemplate="Au %{customdata[0]} : %{y} connus, au plus %{customdata[1]}<extra></extra>",
    )
    late = _is_late(finding, days[-1])
    known = f"<b>{number(low[-1])}</b> {'connu' if low[-1] < 2 else 'connus'}"
    labels = [Label(x=days[-1], y=low[-1], text=known, colour=colours.strong, to_the_left=late)]
    if high[-1] > low[-1]:
        text = f"{number(high[-1])} au plus"
        labels.append(Label(x=days[-1], y=high[-1], text=text, colour=colours.muted, to_the_left=late))
    _dress(figure, finding, colours, labels, highest=max(high), scale=1)
    return figure


def _rate_trajectory(finding: Finding, measure: RateMeasure, colours: Palette) -> go.Figure:
    figure = blank(colours, height=_HEIGHT)
    starts = date(int(finding.situation.school_year[:4]), 9, 1)
    now = [month for month in measure.months if month.month >= starts and month.value is not None]
    before = [month for month in measure.months if month.month < starts and month.value is not None]
    whole = [month for month in now if month.complete]
    low, high = [_PERCENT * month.low for month in whole], [_PERCENT * month.high for month in whole]
    _add_band(figure, [month.month for month in whole], low, high, colours)
    if isinstance(finding.indicator, Rate):
        add_closures(figure, starts, finding.indicator.types, colours)
    add_fan(figure, finding, colours, scale=_PERCENT)
    labels = _add_months(figure, finding, now, colours) + _add_year_before(figure, before, colours)
    _add_pace(figure, finding, colours, scale=_PERCENT)
    labels += _add_growth_target(figure, finding, before, colours)
    values = [_PERCENT * (month.value or 0.0) for month in [*now, *before]]
    _dress(figure, finding, colours, labels, highest=max(values, default=_PERCENT), scale=_PERCENT)
    figure.update_yaxes(ticksuffix=f"{NO_BREAK}%")
    return figure


def _add_band(
    figure: go.Figure, days: Sequence[date], low: Sequence[float], high: Sequence[float], colours: Palette
) -> None:
    """What the silent may add, or take away."""
    figure.add_scatter(
        x=[*days, *reversed(days)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=colours.band,
        mode="lines",
        line={"width": 0},
        hoverinfo="skip",
    )


def _add_months(figure: go.Figure, finding: Finding, months: Sequence[Month], colours: Palette) -> list[Label]:
    if not months:
        return []
    figure.add_scatter(
        x=[month.month for month in months],
        y=[_PERCENT * (month.value or 0.0) for month in months],
        mode="lines+markers",
        line={"color": colours.strong, "width": 3},
        marker={"size": 8, "symbol": ["circle" if month.complete else "circle-open" for month in months]},
        customdata=[
            [short_month(month.month), percent(month.value or 0.0), "" if month.complete else " (mois incomplet)"]
            for month in months
        ],
        hovertemplate="%{customdata[0]} : %{customdata[1]}%{customdata[2]}<extra></extra>",
    )
    last = next((month for month in reversed(months) if month.complete), months[-1])
    earlier = [month.value or 0.0 for month in months if month.month < last.month]
    late = _is_late(finding, last.month)
    return [
        Label(
            x=last.month,
            y=_PERCENT * (last.value or 0.0),
            text=f"<b>{percent(last.value or 0.0)}</b>",
            colour=colours.strong,
            to_the_left=late,
            # Where the curve comes down to it, above on the left is the curve itself.
            under=late and bool(earlier) and earlier[-1] > (last.value or 0.0),
        )
    ]


def _add_year_before(figure: go.Figure, months: Sequence[Month], colours: Palette) -> list[Label]:
    if not months:
        return []
    moved = [month.month.replace(year=month.month.year + 1) for month in months]
    rates = [_PERCENT * (month.value or 0.0) for month in months]
    figure.add_scatter(
        x=moved,
        y=rates,
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dot"},
        customdata=[[short_month(month.month), percent(month.value or 0.0)] for month in months],
        hovertemplate="%{customdata[0]} : %{customdata[1]}<extra></extra>",
    )
    foot = _foot_of_steepest_fall(rates)
    at = len(rates) - 1 if foot is None else foot
    return [
        Label(
            x=moved[at],
            y=rates[at],
            text="un an avant",
            colour=colours.muted,
            to_the_left=True,
            under=foot is not None,
        )
    ]


def _foot_of_steepest_fall(values: Sequence[float]) -> int | None:
    """The place under which, on the left, nothing is drawn: a fall of summer, as a rule. None where nothing falls."""
    falls = [later - earlier for earlier, later in pairwise(values)]
    return falls.index(min(falls)) + 1 if falls and min(falls) < 0 else None


def _add_pace(figure: go.Figure, finding: Finding, colours: Palette, *, scale: int) -> None:
    if not finding.pace or finding.target is None:
        return
    figure.add_scatter(
        x=[step for step, _ in finding.pace],
        y=[value * scale for _, value in finding.pace],
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    figure.add_hline(y=finding.target.value * scale, line={"color": colours.target, "width": 2})


def _add_growth_target(figure: go.Figure, finding: Finding, before: Sequence[Month], colours: Palette) -> list[Label]:
    """What the month of the due day must reach: last year's, and the growth aimed at."""
    forecast, target = finding.forecast, finding.target
    if target is None or target.measure != "growth" or forecast is None or not forecast.by_day:
        return []
    month = forecast.by_day[-1].day
    base = next((one.value for one in before if one.month == month.replace(year=month.year - 1)), None)
    if base is None:
        return []
    height = _PERCENT * (base + target.value)
    marker = {"symbol": "line-ew", "size": 26, "line": {"color": colours.target, "width": 3}}
    figure.add_scatter(x=[month], y=[height], mode="markers", marker=marker, hoverinfo="skip")
    # Over the fan, which ends where the marker is.
    height = max(height, fan_top(finding, scale=_PERCENT))
    return [Label(y=height, text=f"Cible : {points(target.value)}", colour=colours.target, to_the_left=True)]


def _is_late(finding: Finding, x: date) -> bool:
    return (x - date(int(finding.situation.school_year[:4]), 9, 1)).days > _ROOM_FOR_A_LABEL


def _dress(
    figure: go.Figure, finding: Finding, colours: Palette, labels: list[Label], *, highest: float, scale: int
) -> None:
    """Axes and labels. A year of months on the x axis whatever is known, so that two screens can be compared at a glance."""
    target = finding.target if finding.pace else None
    amounts = [target.baseline * scale, target.value * scale] if target else []
    # Months of a rate go up and down: its label needs room above all of them.
    room = 1.3 if scale == _PERCENT and finding.forecast else 1.12
    top = max(highest, fan_top(finding, scale=scale), *amounts, 0) * room or 1
    if target:
        shown = percent(target.value) if target.measure == "rate" else number(target.value)
        labels.append(Label(y=target.value * scale, text=f"Cible : {shown}", colour=colours.target))
    line = target.value * scale if target else None
    if landing := fan_label(finding, colours, scale=scale, line=line, top=top, plot=_PLOT):
        labels.append(landing)
    began = int(finding.situation.school_year[:4])
    ticks = [date(began, month, 1) for month in range(9, 13)] + [date(began + 1, month, 1) for month in range(1, 9)]
    shown_ticks = ticks[::2]
    figure.update_xaxes(
        type="date",
        range=[date(began, 8, 25), date(began + 1, 8, 31)],
        tickvals=shown_ticks,
        ticktext=[MONTHS[tick.month - 1] for tick in shown_ticks],
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    figure.update_yaxes(range=[0, top], nticks=5, tickformat=",.0f", ticklabelstandoff=4)
    figure.add_vline(x=finding.situation.on, line={"color": colours.muted, "width": 1, "dash": "dot"})
    mark_breaks(figure, finding, colours)
    write_labels(figure, labels, colours, top=top, plot=_PLOT)
    figure.update_layout(margin={"l": 8, "r": 12, "t": _TOP, "b": _BOTTOM})
