"""The school year of the plan: a bar an action, its steps, the holidays and the séances behind them, and today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import plotly.graph_objects as go

from indicators.figures.canvas import FONT, blank, lines_of, literal
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.figures.timeline_backdrop import add_backdrop, left_of
from indicators.french import MONTHS
from indicators.plan.actions import State
from indicators.plan.timeline import WITHOUT_AXIS, Bar, Mark, MarkKind, Timeline, bar_text

_SIZE, _LINE = 14, 18  # pixels: a letter, a line
_BAR, _LANE, _GAP = 8, 18, 12  # pixels: how thick a bar is, its lane, what parts two actions
_ROOM = 330.0  # pixels of a line on a phone
_MOST_LINES = 3
_SHORTEST, _TIP, _OPEN = timedelta(days=2), timedelta(days=8), timedelta(days=28)  # a bar; its point; its dotted end
_MIDDLE = 15  # day of a month
_SYMBOLS: Mapping[MarkKind, str] = {"done": "circle", "to_do": "circle-open", "late": "triangle-down"}
_WORDS: Mapping[MarkKind, str] = {"done": "faite le", "to_do": "à faire pour le", "late": "en retard, attendue le"}


@dataclass(frozen=True, kw_only=True)
class Lane:
    """An action where it is drawn, in pixels from the top: its name, what is said of it, its bar."""

    bar: Bar
    name: Sequence[str]
    said: Sequence[str]
    top: float

    @property
    def said_at(self) -> float:
        """Where what is said of it begins."""
        return self.top + _LINE * len(self.name)

    @property
    def bar_at(self) -> float:
        """The middle of its bar."""
        return self.said_at + _LINE * len(self.said) + _LANE / 2


def timeline_figure(shown: Timeline, theme: Theme) -> go.Figure:
    """One lane an action under the name of its axis, from the first day of the year to the last; names stand above bars,
    for phones. The y axis is in pixels."""
    colours = PALETTES[theme]
    figure = blank(colours, height=100)
    top = add_backdrop(figure, shown, colours)
    lanes, heads, height = stacked(shown, top)
    figure.update_yaxes(visible=False, range=[height, 0])
    figure.update_layout(height=round(height) + 32, margin={"l": 4, "r": 8, "t": 2, "b": 30})
    for state in State:
        _draw_state(figure, [lane for lane in lanes if lane.bar.action.state == state], state, shown, colours)
    _draw_marks(figure, lanes, colours)
    start = left_of(shown)
    _write(figure, [(start, at, [f"<b>{line}</b>" for line in lines]) for at, lines in heads], colours.ink)
    _write(figure, [(start, lane.top, lane.name) for lane in lanes], colours.ink)
    _dress(figure, shown, colours)
    return figure


def stacked(shown: Timeline, top: float) -> tuple[list[Lane], list[tuple[float, list[str]]], float]:
    """The lanes, the axes' names (height, lines), and the height of all, from `top` on."""
    lanes: list[Lane] = []
    heads: list[tuple[float, list[str]]] = []
    for axis, bars in groupby(shown.bars, key=lambda bar: bar.action.axis):
        heads.append((top, _lines(axis or WITHOUT_AXIS)))
        top += _LINE * len(heads[-1][1]) + _GAP / 2
        for bar in bars:
            item = bar.action.item
            lanes.append(Lane(bar=bar, name=_lines(f"{item.ref} · {item.title}"), said=_lines(bar_text(bar)), top=top))
            top = lanes[-1].bar_at + _LANE / 2 + _GAP
        top += _GAP
    return lanes, heads, top


def _lines(text: str) -> list[str]:
    return [literal(line) for line in lines_of(text, room=_ROOM, size=_SIZE, most=_MOST_LINES)]


def _draw_state(figure: go.Figure, lanes: Sequence[Lane], state: State, shown: Timeline, colours: Palette) -> None:
    """Bars of one state, struck through when they are abandoned, what is said of them in its colour, how late they are, and
    their open ends: these alone are dotted."""
    if not lanes:
        return
    fill, line, text = _look(state, colours)
    corners = [corner for lane in lanes for corner in _corners(lane)]
    figure.add_scatter(
        x=[day for day, _ in corners],
        y=[at for _, at in corners],
        mode="lines",
        line=line,
        fill="toself",
        fillcolor=fill,
        hoverinfo="skip",
    )
    if state == State.ABANDONNEE:
        _draw_ends(figure, [_struck(lane) for lane in lanes], line["color"], dash="solid")
    _draw_ends(figure, [end for lane in lanes for end in _open_ends(lane, shown)], line["color"], dash="2px,4px")
    _draw_ends(figure, [end for lane in lanes for end in _lateness(lane, shown)], colours.target, dash="solid")
    _write(figure, [(left_of(shown), lane.said_at, lane.said) for lane in lanes], text)


def _look(state: State, colours: Palette) -> tuple[str, dict[str, object], str]:
    """Inside of the bar, its outline, and the colour of its words."""
    nothing = "rgba(0,0,0,0)"
    return {
        State.EN_RETARD: (colours.target, {"color": colours.target, "width": 1}, colours.target),
        State.EN_COURS: (colours.strong, {"color": colours.strong, "width": 1}, colours.strong),
        State.A_VENIR: (nothing, {"color": colours.strong, "width": 2}, colours.strong),
        State.TERMINEE: (colours.middle, {"color": colours.middle, "width": 1}, colours.muted),
        State.EN_PAUSE: (colours.light, {"color": colours.muted, "width": 1}, colours.muted),
        State.ABANDONNEE: (nothing, {"color": colours.muted, "width": 1}, colours.muted),
    }[state]


def _corners(lane: Lane) -> Iterator[tuple[date | None, float | None]]:
    """Around the bar; a side that goes on beyond the year ends in a point."""
    bar, high, low = lane.bar, lane.bar_at - _BAR / 2, lane.bar_at + _BAR / 2
    first, last = bar.first, max(bar.last, bar.first + _SHORTEST)
    begins = min(first + _TIP, last) if bar.begins == "beyond" else first
    ends = max(last - _TIP, begins) if bar.ends == "beyond" else last
    around = [(begins, high), (ends, high), (last, lane.bar_at), (ends, low), (begins, low), (first, lane.bar_at)]
    yield from [*around, (begins, high), (None, None)]


def _struck(lane: Lane) -> tuple[date, date, float]:
    """The line through the middle of the bar."""
    return lane.bar.first, max(lane.bar.last, lane.bar.first + _SHORTEST), lane.bar_at


def _open_ends(lane: Lane, shown: Timeline) -> Iterator[tuple[date, date, float]]:
    """Where a day is not fixed: the line that goes on from the bar, inside the year."""
    bar, year = lane.bar, shown.year
    if bar.begins == "unknown":
        yield max(bar.first - _OPEN, year.starts_on), bar.first, lane.bar_at
    if bar.ends == "unknown":
        yield bar.last, min(bar.last + _OPEN, year.ends_on), lane.bar_at


def _lateness(lane: Lane, shown: Timeline) -> Iterator[tuple[date, date, float]]:
    """From the due day that is past to the day of the picture."""
    late = lane.bar.action.state == State.EN_RETARD and lane.bar.ends == "day"
    if late and lane.bar.last < shown.on:
        yield lane.bar.last, min(shown.on, shown.year.ends_on), lane.bar_at


def _draw_ends(figure: go.Figure, ends: Sequence[tuple[date, date, float]], colour: object, *, dash: str) -> None:
    if ends:
        figure.add_scatter(
            x=[day for first, last, _ in ends for day in (first, last, None)],
            y=[place for _, _, at in ends for place in (at, at, None)],
            mode="lines",
            line={"color": colour, "width": 2, "dash": dash},
            hoverinfo="skip",
        )


def _draw_marks(figure: go.Figure, lanes: Sequence[Lane], colours: Palette) -> None:
    marks = [(mark, lane) for lane in lanes for mark in lane.bar.marks]
    if marks:
        figure.add_scatter(
            x=[mark.day for mark, _ in marks],
            y=[lane.bar_at for _, lane in marks],
            mode="markers",
            marker={
                "symbol": [_SYMBOLS[mark.kind] for mark, _ in marks],
                "size": 13,
                "color": colours.ink,
                "line": {"width": 2, "color": colours.ink},
            },
            cliponaxis=False,
            text=[_said(mark) for mark, _ in marks],
            hovertemplate="%{text}<extra></extra>",
        )


def _said(mark: Mark) -> str:
    title = lines_of(f"{mark.step.item.ref} · {mark.step.item.title}", room=_ROOM, size=_SIZE, most=12)
    return "<br>".join(map(literal, [*title, f"{_WORDS[mark.kind]} {mark.day:%d/%m/%Y}"]))


def _write(figure: go.Figure, texts: Sequence[tuple[date, float, Sequence[str]]], colour: str) -> None:
    if texts:
        figure.add_scatter(
            x=[day for day, _, _ in texts],
            y=[at for _, at, _ in texts],
            text=["<br>".join(lines) for _, _, lines in texts],
            mode="text",
            textposition="bottom right",
            textfont={"family": FONT, "size": _SIZE, "color": colour},
            cliponaxis=False,
            hoverinfo="skip",
        )


def _dress(figure: go.Figure, shown: Timeline, colours: Palette) -> None:
    """A line where each month begins; every second one has its name, in its middle, which a phone has room for."""
    began = shown.year.starts_on.year
    months = [date(began + (month > 12), (month - 1) % 12 + 1, 1) for month in range(9, 21)]
    figure.update_xaxes(
        type="date",
        range=[left_of(shown), shown.year.ends_on],
        tickvals=[one.replace(day=_MIDDLE) for one in months[::2]],
        ticktext=[MONTHS[one.month - 1] for one in months[::2]],
        tickangle=0,
        ticklabelstandoff=6,
        showgrid=False,
        minor={"tickvals": months, "showgrid": True, "gridcolor": colours.grid},
    )
