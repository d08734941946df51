"""Where the establishments are: points of a map in plain coordinates, with what they say."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.reference.geography import communes
from data.reference.outline import Ring
from indicators.findings import Finding
from indicators.french import NO_BREAK, percent
from indicators.sentences import STATE_LABELS

_HOME = "044"  # the territory whose communes are known
_MOST_POINTS = 4_000  # more cannot be told apart, and slow the browser down
_MOST_NAMES = 6  # of communes, written on the map
_LETTER, _LINE = (
    0.026,
    0.08,
)  # of such a name on a phone: a letter's width and a line's height, as shares of the map's width
RATE_LABELS = {
    "haut": "Taux du territoire ou plus",
    "bas": "Taux plus bas",
    "anomalie": "Anomalie",
    "silencieux": "Sans relevé",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A point: x, y in degrees of latitude's length. text: said of it, as people typed it."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Name(Place):
    """A commune's name. anchor: the end of it that stands on the point, so that it stays inside the map."""

    anchor: Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True)
class Places:
    """establishments: by state, in the order of `labels`. counts: how many are in each state, drawn or not. merged: how
    many stand under another point, on a map that has too many. unplaced: those whose position is unknown."""

    finding: Finding
    labels: Mapping[str, str]
    establishments: Mapping[str, Sequence[Place]]
    counts: Mapping[str, int]
    unplaced: int
    merged: int
    communes: Sequence[Place]
    named: Sequence[Name]
    outline: Sequence[Sequence[tuple[float, float]]]


def places(finding: Finding, *, territory_code: str, outline: Sequence[Ring] = ()) -> Places:
    """The establishments of a finding on a map, over the communes of the territory or an outline."""
    labels = RATE_LABELS if finding.indicator.kind == "rate" else STATE_LABELS
    states = finding.states
    shown = states.assign(shown=_shown(finding))
    placed = shown[shown["latitude"].notna() & shown["longitude"].notna()]
    drawn = _thinned(placed)
    middle = math.radians(placed["latitude"].mean()) if len(placed) else 0.0
    squeeze = math.cos(middle)  # a degree of longitude is that much shorter than one of latitude
    known = [one for one in communes().values() if one.latitude is not None and one.longitude is not None]
    points = [
        (one.population, Place(x=(one.longitude or 0.0) * squeeze, y=one.latitude or 0.0, text=one.name))
        for one in (known if territory_code == _HOME else [])
    ]
    return Places(
        finding=finding,
        labels=labels,
        establishments={state: _places(drawn[drawn["shown"] == state], squeeze) for state in labels},
        counts={state: int((shown["shown"] == state).sum()) for state in labels},
        unplaced=len(states) - len(placed),
        merged=len(placed) - len(drawn),
        communes=[place for _, place in points],
        named=_named([place for _, place in sorted(points, key=lambda one: -one[0])]),
        outline=[[(longitude * squeeze, latitude) for longitude, latitude in ring] for ring in outline],
    )


def _shown(finding: Finding) -> pd.Series:
    """The state drawn: of a rate, whether the establishment's own is under the territory's."""
    states = finding.states
    if finding.indicator.kind != "rate":
        return states["state"]
    current = getattr(finding.measure, "current", None)
    territory = (current.value if current else None) or 0.0
    above = (states["numerator"] / states["denominator"] >= territory).map({True: "haut", False: "bas"})
    return states["state"].where(states["state"] != "relevé", above)


def _thinned(placed: pd.DataFrame) -> pd.DataFrame:
    """One point for those of one state that would stand on each other, when there are too many to draw."""
    if len(placed) <= _MOST_POINTS:
        return placed
    span = max(placed["latitude"].max() - placed["latitude"].min(), 1e-9)
    cells = 256
    while True:
        step = span / cells
        spots = pd.DataFrame(
            {
                "x": (placed["longitude"] / step).round(),
                "y": (placed["latitude"] / step).round(),
                "state": placed["shown"],
            }
        )
        kept = placed[~spots.duplicated()]
        if len(kept) <= _MOST_POINTS or cells < 2:
            return kept
        cells //= 2


def _places(rows: pd.DataFrame, squeeze: float) -> list[Place]:
    named = zip(rows["longitude"], rows["latitude"], rows["name"], rows["commune"], _said(rows), strict=True)
    return [
        Place(x=float(x) * squeeze, y=float(y), text=", ".join(part for part in (name, commune, said) if part))
        for x, y, name, commune, said in named
    ]


def _said(rows: pd.DataFrame) -> Sequence[str]:
    if "missing" in rows:
        return [f"il manque{NO_BREAK}: {', '.join(one)}" if len(one) else "" for one in rows["missing"]]
    rates = rows["numerator"] / rows["denominator"]
    return [percent(rate, 0) if state == "relevé" else "" for rate, state in zip(rates, rows["state"], strict=True)]


def _named(by_population: Sequence[Place]) -> list[Name]:
    """The largest communes whose names do not run into each other, nor out of the map, on a phone either."""
    named: list[Name] = []
    if not by_population:
        return named
    start, end = min(one.x for one in by_population), max(one.x for one in by_population)
    for place in by_population:
        name = _name(place, start, end)
        if not any(_meet(name, one, end - start) for one in named):
            named.append(name)
        if len(named) == _MOST_NAMES:
            break
    return named


def _name(place: Place, start: float, end: float) -> Name:
    half = len(place.text) * _LETTER * (end - start) / 2
    anchor: Literal["left", "center", "right"] = (
        "right" if place.x + half > end else "left" if place.x - half < start else "center"
    )
    return Name(x=place.x, y=place.y, text=place.text, anchor=anchor)


def _meet(one: Name, other: Name, width: float) -> bool:
    (start, end), (other_start, other_end) = _across(one, width), _across(other, width)
    return start < other_end and other_start < end and abs(one.y - other.y) < _LINE * width


def _across(name: Name, width: float) -> tuple[float, float]:
    """Where a name starts and ends."""
    long = len(name.text) * _LETTER * width
    start = name.x - {"left": 0.0, "center": 0.5, "right": 1.0}[name.anchor] * long
    return start, start + long
