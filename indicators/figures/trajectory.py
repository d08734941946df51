"""The trajectory of one indicator: what is known within its bounds, the pace, the target."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from indicators.figures.canvas import blank
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.findings import Finding
from indicators.french import MONTHS, NO_BREAK, day, number, percent, short_month
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import Month, RateMeasure

_ROOM_FOR_A_LABEL = 240  # days of the school year after which a label goes to the left of its point


def trajectory(finding: Finding, theme: Theme) -> go.Figure:
    """Value known at each month's end within its bounds, the pace dashed, the target written on its line."""
    if isinstance(finding.measure, AdoptionMeasure):
        return _adoption_trajectory(finding, finding.measure, PALETTES[theme])
    return _rate_trajectory(finding, finding.measure, PALETTES[theme])


def _adoption_trajectory(finding: Finding, measure: AdoptionMeasure, colours: Palette) -> go.Figure:
    figure = blank(colours, height=320)
    days = [point.day for point in measure.trajectory]
    low = [point.counts.low for point in measure.trajectory]
    high = [point.counts.high for point in measure.trajectory]
    figure.add_scatter(
        x=[*days, *reversed(days)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=colours.band,
        mode="lines",
        line={"width": 0},
        hoverinfo="skip",
    )
    add_pace(figure, finding, colours)
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
    write(figure, finding, days[-1], low[-1], f"<b>{number(low[-1])}</b> connus", colours, colours.strong)
    if high[-1] > low[-1]:
        write(figure, finding, days[-1], high[-1], f"{number(high[-1])} au plus", colours, colours.muted)
    dress(figure, finding, colours, top=max([*high, *goal_values(finding)], default=1))
    return figure


def _rate_trajectory(finding: Finding, measure: RateMeasure, colours: Palette) -> go.Figure:
    figure = blank(colours, height=320)
    starts = date(int(finding.situation.school_year[:4]), 9, 1)
    now = [month for month in measure.months if month.month >= starts and month.value is not None]
    before = [month for month in measure.months if month.month < starts and month.value is not None]
    if before:
        moved = [month.month.replace(year=month.month.year + 1) for month in before]
        rates = [100 * (month.value or 0.0) for month in before]
        figure.add_scatter(
            x=moved,
            y=rates,
            mode="lines",
            line={"color": colours.muted, "width": 2, "dash": "dot"},
            customdata=[[short_month(month.month), percent(month.value or 0.0)] for month in before],
            hovertemplate="%{customdata[0]} : %{customdata[1]}<extra></extra>",
        )
        write(figure, finding, moved[-1], rates[-1], "un an avant", colours, colours.muted)
    _add_months(figure, finding, now, colours)
    add_pace(figure, finding, colours)
    values = [100 * (month.value or 0.0) for month in [*now, *before]]
    goal = goal_values(finding) if finding.target and finding.target.measure == "rate" else []
    dress(figure, finding, colours, top=max([*values, *goal], default=100))
    figure.update_yaxes(ticksuffix=f"{NO_BREAK}%")
    return figure


def _add_months(figure: go.Figure, finding: Finding, months: Sequence[Month], colours: Palette) -> None:
    if not months:
        return
    figure.add_scatter(
        x=[month.month for month in months],
        y=[100 * (month.value or 0.0) for month in months],
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
    said = f"<b>{percent(last.value or 0.0)}</b>"
    write(figure, finding, last.month, 100 * (last.value or 0.0), said, colours, colours.strong)


def add_pace(figure: go.Figure, finding: Finding, colours: Palette) -> None:
    if not finding.pace or finding.target is None:
        return
    figure.add_scatter(
        x=[step for step, _ in finding.pace],
        y=[value * scale(finding) for _, value in finding.pace],
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    shown = percent(finding.target.value) if finding.target.measure == "rate" else number(finding.target.value)
    height = finding.target.value * scale(finding)
    figure.add_hline(y=height, line={"color": colours.target, "width": 2})
    figure.add_annotation(
        xref="paper",
        x=0,
        y=height,
        text=f"Cible : {shown}",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"color": colours.target, "size": 14},
    )


def goal_values(finding: Finding) -> list[float]:
    target = finding.target
    return [target.baseline * scale(finding), target.value * scale(finding)] if target else []


def scale(finding: Finding) -> int:
    """Rates are drawn in percent."""
    return 100 if finding.target and finding.target.measure == "rate" else 1


def write(figure: go.Figure, finding: Finding, x: date, y: float, text: str, colours: Palette, colour: str) -> None:
    """A label at a point, on the side where there is room."""
    late_in_year = (x - date(int(finding.situation.school_year[:4]), 9, 1)).days > _ROOM_FOR_A_LABEL
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor="right" if late_in_year else "left",
        yanchor="bottom",
        xshift=-4 if late_in_year else 8,
        bgcolor=colours.paper,
        yshift=2,
        font={"color": colour, "size": 14},
    )


def dress(figure: go.Figure, finding: Finding, colours: Palette, *, top: float) -> None:
    """A year of months on the x axis whatever is known, so that two screens can be compared at a glance."""
    began = int(finding.situation.school_year[:4])
    ticks = [date(began, month, 1) for month in range(9, 13)] + [date(began + 1, month, 1) for month in range(1, 9)]
    shown = ticks[::2]
    figure.update_xaxes(
        type="date",
        range=[date(began, 8, 25), date(began + 1, 8, 31)],
        tickvals=shown,
        ticktext=[MONTHS[tick.month - 1] for tick in shown],
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    figure.update_yaxes(range=[0, top * 1.12 or 1], nticks=5, tickformat=",.0f", ticklabelstandoff=4)
    figure.add_vline(x=finding.situation.on, line={"color": colours.muted, "width": 1, "dash": "dot"})
    figure.update_layout(margin={"l": 8, "r": 12, "t": 12, "b": 30})
