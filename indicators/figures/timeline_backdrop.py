"""What stands behind the actions of a school year: its holidays, the séances, and the day of the situation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from indicators.figures.canvas import bands, lines_of, literal, pixels
from indicators.figures.palette import Palette
from indicators.plan.timeline import Timeline

_PHONE = 335  # pixels of the year on the narrowest screen
_LANE = 18  # pixels of a line of labels
_APART = 8  # pixels between two labels of a line
_LONGEST = 275.0  # pixels: the name of a séance
_BEFORE = timedelta(days=4)  # room on the left of what begins with the year
_SIZE = 13  # pixels of a letter
_OF = re.compile(r"^(?:Vacances|Pont) (?:de la |de l'|d'|du |de )?")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A label above the bars, from `left` to `right` in pixels of a phone; lane: its line, from the top."""

    text: str
    day: date
    left: float
    right: float
    lane: int
    now: bool = False


def add_backdrop(figure: go.Figure, shown: Timeline, colours: Palette) -> float:
    """Bands, lines and their labels, kept apart even on a phone. Returns where the labels end, in pixels from the top."""
    names, told = labels_of(shown)
    above = _LANE * _count(names)
    bands(figure, shown.holidays, colours, opacity=0.6)
    for one in names:
        _label(figure, one, 0, shown, colours.muted, colours)
    for one in told:
        _line(figure, one, colours)
    for one in told:
        _label(figure, one, above, shown, colours.ink if one.now else colours.muted, colours)
    return above + _LANE * _count(told) + _LANE / 2


def labels_of(shown: Timeline) -> tuple[list[Told], list[Told]]:
    """The names of the holidays, then those of the séances with the day of the situation when it is in the year."""
    names = [(first + (last - first) / 2, _short(name), False) for first, last, name in shown.holidays]
    lines = [(day, _meeting(day, label), False) for day, label in shown.meetings]
    if shown.year.starts_on <= shown.on <= shown.year.ends_on:
        lines.append((shown.on, f"Situation au {shown.on:%d/%m}", True))
    return _in_lanes(names, shown), _in_lanes(sorted(lines), shown)


def left_of(shown: Timeline) -> date:
    """Where the picture begins."""
    return shown.year.starts_on - _BEFORE


def _short(name: str) -> str:
    """« Noël » for « Vacances de Noël »."""
    kept = _OF.sub("", name)
    return kept[:1].upper() + kept[1:]


def _meeting(day: date, label: str) -> str:
    return lines_of(f"{day:%d/%m} {label}", room=_LONGEST, size=_SIZE, most=1)[0]


def _in_lanes(told: Sequence[tuple[date, str, bool]], shown: Timeline) -> list[Told]:
    """Each label in the first line where it touches no other. Those of holidays and séances are given by day."""
    days = (shown.year.ends_on - left_of(shown)).days
    ends: list[float] = []
    found = []
    for day, text, now in told:
        wide = pixels(text, _SIZE) + _APART
        at = (day - left_of(shown)).days / days * _PHONE
        left = min(max(at - wide / 2, 0), _PHONE - wide)
        lane = next((place for place, end in enumerate(ends) if end <= left), len(ends))
        ends[lane : lane + 1] = [left + wide]
        found.append(Told(text=text, day=day, left=left, right=left + wide, lane=lane, now=now))
    return found


def _count(told: Sequence[Told]) -> int:
    return max((one.lane + 1 for one in told), default=0)


def _label(figure: go.Figure, one: Told, above: float, shown: Timeline, colour: str, colours: Palette) -> None:
    """Over its day; at an edge of the year, held by that edge."""
    side = "left" if one.left <= 0 else "right" if one.right >= _PHONE else "center"
    day = {"left": left_of(shown), "center": one.day, "right": shown.year.ends_on}[side]
    text = literal(one.text)
    figure.add_annotation(
        x=day,
        y=above + _LANE * one.lane,
        text=f"<b>{text}</b>" if one.now else text,
        showarrow=False,
        xanchor=side,
        yanchor="top",
        borderpad=0,
        bgcolor=colours.paper,
        font={"color": colour, "size": _SIZE},
    )


def _line(figure: go.Figure, one: Told, colours: Palette) -> None:
    figure.add_shape(
        type="line",
        yref="paper",
        x0=one.day,
        x1=one.day,
        y0=0,
        y1=1,
        line={"color": colours.ink if one.now else colours.muted, "width": 1.5 if one.now else 1, "dash": "dot"},
        opacity=0.8 if one.now else 0.6,  # texts are read over them
        layer="below",
    )
