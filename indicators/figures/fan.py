"""The fan of a forecast: dotted from the situation day to the due day, its median a thin broken line."""

from datetime import date

import plotly.graph_objects as go

from indicators.figures.labels import Label, room_above
from indicators.figures.palette import Palette
from indicators.findings import Finding
from indicators.forecast.words import landing
from indicators.french import day, number, percent, short_month


def add_fan(figure: go.Figure, finding: Finding, colours: Palette, *, scale: int) -> None:
    """Draw the forecast, when there is one. The band of the silent is a plain tint, this one is dotted."""
    points = finding.forecast.by_day if finding.forecast else ()
    if not points:
        return
    days = [point.day for point in points]
    low, high = [point.low * scale for point in points], [point.high * scale for point in points]
    figure.add_scatter(
        x=[*days, *reversed(days)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillpattern={"shape": ".", "fgcolor": colours.muted, "bgcolor": "rgba(0,0,0,0)", "size": 5, "solidity": 0.3},
        mode="lines",
        line={"width": 1, "color": colours.muted},
        hoverinfo="skip",
    )
    rate = finding.indicator.kind == "rate"
    figure.add_scatter(
        x=days,
        y=[point.median * scale for point in points],
        mode="lines",
        line={"color": colours.ink, "width": 1.5, "dash": "dashdot"},
        customdata=[[short_month(d) if rate else day(d), *said] for d, *said in _said(finding)],
        hovertemplate="%{customdata[0]}, projection : %{customdata[1]}, entre %{customdata[2]} et %{customdata[3]}<extra></extra>",
    )


def _said(finding: Finding) -> list[tuple[date, str, str, str]]:
    assert finding.forecast is not None
    show = percent if finding.indicator.kind == "rate" else number
    return [(p.day, show(p.median), show(p.low), show(p.high)) for p in finding.forecast.by_day]


def fan_label(
    finding: Finding, colours: Palette, *, scale: int, line: float | None, top: float, plot: float
) -> Label | None:
    """« 310 au 30/06, entre 262 et 350 », at the right edge; None without a forecast.

    It stands above the fan or, where the target's line would cross it there, under the fan: clear of all of it, since
    on a phone the label is nearly as wide as the fan. line: None without one.
    """
    if finding.forecast is None or not finding.forecast.by_day:
        return None
    highest = fan_top(finding, scale=scale)
    lowest = min(point.low * scale for point in finding.forecast.by_day)
    under = line is not None and not room_above(highest, line, top=top, plot=plot)
    return Label(
        text=landing(finding.forecast, finding.wording).replace(", ", "<br>", 1),
        y=lowest if under else highest,
        colour=colours.ink,
        to_the_left=True,
        under=under,
    )


def fan_top(finding: Finding, *, scale: int) -> float:
    """The highest value of the fan, 0 without one."""
    points = finding.forecast.by_day if finding.forecast else ()
    return max((point.high * scale for point in points), default=0.0)
