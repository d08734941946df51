"""Figures: from a finding to a Plotly figure. The only module that imports plotly and the only one with colours.

A figure carries no title: the screen writes its reading above it, where it wraps and can be read aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import ceil
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

from indicators.findings import Finding
from indicators.french import MONTHS, NO_BREAK, day, number, percent, plural, short_month
from indicators.groups import GroupLine
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import Month, RateMeasure

Figure = go.Figure
Theme = Literal["light", "dark"]
_FONT = "'Source Sans', sans-serif"  # the screens' own font, which they serve themselves


@dataclass(frozen=True, kw_only=True)
class Palette:
    """One strong hue for what is known, greys for context. Checked for contrast on its theme's background."""

    paper: str
    ink: str
    muted: str
    grid: str
    strong: str
    middle: str
    light: str
    band: str
    target: str


_PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="rgba(255, 255, 255, 0.75)",
        ink="#1f2a33",
        muted="#5b6770",
        grid="#e3e7ea",
        strong="#0b6e75",
        middle="#7fb7bb",
        light="#c9ced3",
        band="rgba(11, 110, 117, 0.14)",
        target="#9a4a00",
    ),
    "dark": Palette(
        paper="rgba(18, 24, 26, 0.75)",
        ink="#e8edf0",
        muted="#a5b1ba",
        grid="#36424b",
        strong="#4fc3c9",
        middle="#2b7a80",
        light="#59656e",
        band="rgba(79, 195, 201, 0.18)",
        target="#f0a35e",
    ),
}
_ROOM_FOR_A_LABEL = 240  # days of the school year after which a label goes to the left of its point
_MOST_TICKS, _FEW_DAYS = 6, 70  # days written under an axis; days under which they are not first days of months
_LABEL_WIDTH = 48  # characters of a group's name on one line of a phone
STATE_LABELS = {"oui": "Oui", "partiel": "Partiel", "non": "Non", "silencieux": "Silencieux"}


def trajectory(finding: Finding, theme: Theme) -> go.Figure:
    """Value known at each month's end within its bounds, the pace dashed, the target written on its line."""
    if isinstance(finding.measure, AdoptionMeasure):
        return _adoption_trajectory(finding, finding.measure, _PALETTES[theme])
    return _rate_trajectory(finding, finding.measure, _PALETTES[theme])


def group_bars(lines: Sequence[GroupLine], theme: Theme, *, rate: bool) -> go.Figure:
    """By group, the share that is sure (from zero), and hatched beyond it what the silent could add. Masked ones are left out.

    A group's name stands above its bar: on a phone, names beside the bars would leave no room for them.
    """
    colours = _PALETTES[theme]
    shown = [line for line in lines if not line.masked and line.share is not None]
    shown.sort(key=lambda line: line.share or 0.0)
    labels = [wrap(_group_label(line, rate), _LABEL_WIDTH) for line in shown]
    tallest = max((len(label) for label in labels), default=1)
    figure = _figure(colours, height=40 + (30 + 18 * tallest) * max(len(shown), 1))
    places = list(range(len(shown)))
    sure = [line.share or 0.0 for line in shown]
    figure.add_bar(y=places, x=sure, orientation="h", width=0.4, marker={"color": colours.strong}, hoverinfo="skip")
    if not rate:
        silent = [(line.silent or 0) / line.expected for line in shown]
        marker = _hatched(colours)
        figure.add_bar(y=places, x=silent, orientation="h", width=0.4, marker=marker, hoverinfo="skip")
    for place, label in zip(places, labels, strict=True):
        figure.add_annotation(
            x=0,
            y=place + 0.2,
            text="<br>".join(_label(line) for line in label),
            showarrow=False,
            align="left",
            xanchor="left",
            yanchor="bottom",
        )
    figure.update_layout(barmode="stack", margin={"l": 2, "r": 20, "t": 4, "b": 26})
    figure.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], ticktext=["0", "50", f"100{NO_BREAK}%"], tickangle=0)
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.1])
    return figure


def response_curve(
    days: Sequence[date], answered: Sequence[int], theme: Theme, *, expected: int, closes_on: date | None
) -> go.Figure:
    """How many establishments had answered, day after day, under the number expected, up to the closing day."""
    colours = _PALETTES[theme]
    figure = _figure(colours, height=300)
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
    _note(figure, first, expected, plural(expected, "attendu"), colours.paper, colours.target, late=False)
    if closes_on:
        figure.add_vline(x=closes_on, line={"color": colours.muted, "width": 2, "dash": "dot"})
        late = (closes_on - first).days > length / 2
        _note(figure, closes_on, 0, f"Clôture le {day(closes_on)}", colours.paper, colours.muted, late=late)
    known = f"<b>{number(answered[-1])}</b> {'a' if answered[-1] < 2 else 'ont'} répondu"
    _note(
        figure, days[-1], answered[-1], known, colours.paper, colours.strong, late=(days[-1] - first).days > length / 2
    )
    figure.add_scatter(
        x=[days[-1]], y=[answered[-1]], mode="markers", marker={"color": colours.strong, "size": 9}, hoverinfo="skip"
    )
    ticks = _ticks(first, last)
    margin = timedelta(days=length / 60)
    figure.update_xaxes(
        type="date",
        range=[first - margin, last + margin],
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
    )
    few = {"dtick": 1} if expected <= _MOST_TICKS else {"nticks": 5}  # no half establishments
    figure.update_yaxes(range=[0, max([expected, *answered]) * 1.15 or 1], tickformat=",.0f", **few)
    figure.update_layout(margin={"l": 8, "r": 12, "t": 12, "b": 30})
    return figure


def _note(figure: go.Figure, x: date, y: float, text: str, paper: str, colour: str, *, late: bool) -> None:
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


def _ticks(first: date, last: date) -> dict[date, str]:
    """A handful of days to write under an axis: first days of months, or days when it spans less than ten weeks."""
    if (last - first).days < _FEW_DAYS:
        step = max(1, ceil(((last - first).days + 1) / _MOST_TICKS))
        days = [first + timedelta(days=place) for place in range(0, (last - first).days + 1, step)]
        return {one: f"{one:%d/%m}" for one in days}
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months]
    shown = starts[:: ceil(len(starts) / _MOST_TICKS)]
    one_year = len(starts) <= 12
    return {one: MONTHS[one.month - 1] if one_year else short_month(one) for one in shown}


def _group_label(line: GroupLine, rate: bool) -> str:
    share = percent(line.share or 0.0, 0)
    counts = f"{line.numerator} sur {line.denominator}" if rate else f"{line.yes} sur {line.expected}"
    return f"{line.value}{NO_BREAK}: " + f"{share} ({counts})".replace(" ", NO_BREAK)


def _adoption_trajectory(finding: Finding, measure: AdoptionMeasure, colours: Palette) -> go.Figure:
    figure = _figure(colours, height=320)
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
    _add_pace(figure, finding, colours)
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
    _write(figure, finding, days[-1], low[-1], f"<b>{number(low[-1])}</b> connus", colours, colours.strong)
    if high[-1] > low[-1]:
        _write(figure, finding, days[-1], high[-1], f"{number(high[-1])} au plus", colours, colours.muted)
    _dress(figure, finding, colours, top=max([*high, *_goal_values(finding)], default=1))
    return figure


def _rate_trajectory(finding: Finding, measure: RateMeasure, colours: Palette) -> go.Figure:
    figure = _figure(colours, height=320)
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
        _write(figure, finding, moved[-1], rates[-1], "un an avant", colours, colours.muted)
    _add_months(figure, finding, now, colours)
    _add_pace(figure, finding, colours)
    values = [100 * (month.value or 0.0) for month in [*now, *before]]
    goal = _goal_values(finding) if finding.target and finding.target.measure == "rate" else []
    _dress(figure, finding, colours, top=max([*values, *goal], default=100))
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
    _write(figure, finding, last.month, 100 * (last.value or 0.0), said, colours, colours.strong)


def _add_pace(figure: go.Figure, finding: Finding, colours: Palette) -> None:
    if not finding.pace or finding.target is None:
        return
    figure.add_scatter(
        x=[step for step, _ in finding.pace],
        y=[value * _scale(finding) for _, value in finding.pace],
        mode="lines",
        line={"color": colours.muted, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    shown = percent(finding.target.value) if finding.target.measure == "rate" else number(finding.target.value)
    height = finding.target.value * _scale(finding)
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


def _goal_values(finding: Finding) -> list[float]:
    target = finding.target
    return [target.baseline * _scale(finding), target.value * _scale(finding)] if target else []


def _scale(finding: Finding) -> int:
    """Rates are drawn in percent."""
    return 100 if finding.target and finding.target.measure == "rate" else 1


def _write(figure: go.Figure, finding: Finding, x: date, y: float, text: str, colours: Palette, colour: str) -> None:
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


def _dress(figure: go.Figure, finding: Finding, colours: Palette, *, top: float) -> None:
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


def _figure(colours: Palette, *, height: int) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height,
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "size": 14, "color": colours.ink},
        separators=f",{chr(0x202F)}",
        dragmode=False,
        hoverlabel={"font": {"family": _FONT, "size": 14}},
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


def _hatched(colours: Palette) -> dict[str, Any]:
    pattern = {"shape": "/", "fgcolor": colours.muted, "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.25}
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"color": colours.muted, "width": 1}}


def _label(text: str) -> str:
    """What people typed, shown literally: Plotly reads a little HTML and MathJax in labels."""
    return escape(text).replace("$", "&#36;")
