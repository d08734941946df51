"""The picture of an adoption over the year, and what it says in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from indicators.exports.report.drawing import DASHED, DOTS, DOTTED, GREY, HATCH, LONG, band, dots, line, lozenge, svg
from indicators.exports.report.plot import HEIGHT, RIGHT, Label, Plot, key, top_of
from indicators.exports.seance import Entry, Seance, day_of
from indicators.french import day, number

_KEY = {
    "known": "oui connus",
    "silent": "ce que les silencieux peuvent ajouter",
    "pace": "rythme attendu",
    "target": "cible",
    "fan": "projection, 80 chances sur 100",
}


def drawing(seance: Seance, entry: Entry) -> str:
    """What is known as a line, the silent as hatches, the pace dashed, the target with its value, the forecast dotted."""
    plot = _plot(entry)
    parts = [
        *plot.axes(),
        *_drawn(plot, seance, entry),
        *plot.labels([*_near(plot, seance, entry), *_edge(plot, entry)]),
    ]
    return svg([*parts, *key([(name, _KEY[name]) for name in _samples(entry)])], HEIGHT)


def reading(seance: Seance, entry: Entry) -> str:
    """« Courbe du 30/09/2021 au 15/03/2022, en projets. Oui connus : de 0 à 210… »"""
    first, last = entry["trajectory"][0], entry["trajectory"][-1]
    told = [
        f"Courbe du {_day(first)} au {_day(last)}, en {entry['unit']}.",
        f"Oui connus : de {number(first['low'])} à {number(last['low'])}, {number(last['high'])} au plus avec les silencieux.",
    ]
    due = day_of(entry["due_on"])
    if entry["target"] is not None and due:
        told.append(f"Attendu au {day(seance.on)} : {number(entry['expected_today'])}.")
        told.append(f"Cible : {number(entry['target'])} au {day(due)}.")
    if _fan(entry):
        end = _fan(entry)[-1]
        told.append(
            f"Projection au {_day(end)} : {number(end['median'])}, entre {number(end['low'])} et {number(end['high'])}."
        )
    return " ".join(told)


def _plot(entry: Entry) -> Plot:
    trajectory, fan = entry["trajectory"], _fan(entry)
    days = [point["day"] for point in (*trajectory, *fan)] + [at for at, _ in entry["pace"]]
    values = [point["high"] for point in (*trajectory, *fan)] + [value for _, value in entry["pace"]]
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    return Plot(first=first, last=last, top=top_of([*values, entry["target"]]), said=number)


def _drawn(plot: Plot, seance: Seance, entry: Entry) -> Iterator[str]:
    low, high = _points(plot, entry["trajectory"], "low"), _points(plot, entry["trajectory"], "high")
    yield band(low, high, HATCH)
    yield line(high, weight=0.25, ink=GREY)
    yield from _fan_drawn(plot, entry)
    yield line(plot.points((date.fromisoformat(at), value) for at, value in entry["pace"]), dash=DASHED)
    if entry["target"] is not None:
        yield line(
            [(plot.x(plot.first), plot.y(entry["target"])), (RIGHT, plot.y(entry["target"]))], weight=0.6, dash=LONG
        )
    for change in entry.get("breaks", []):
        yield from plot.upright(date.fromisoformat(change["day"]), f"définition v{change['version']}", dash=DASHED)
    yield from plot.upright(seance.on, day(seance.on), dash=DOTTED)
    yield line(low, weight=0.7)
    yield dots(low)
    if entry["expected_today"] is not None:
        yield lozenge(plot.x(seance.on), plot.y(entry["expected_today"]))


def _fan_drawn(plot: Plot, entry: Entry) -> Iterator[str]:
    low, high = _points(plot, _fan(entry), "low"), _points(plot, _fan(entry), "high")
    yield band(low, high, DOTS)
    yield line(low, weight=0.2, ink=GREY)
    yield line(high, weight=0.2, ink=GREY)
    yield line(_points(plot, _fan(entry), "median"), weight=0.3, ink=GREY)


def _near(plot: Plot, seance: Seance, entry: Entry) -> list[Label]:
    """Of the situation day."""
    last = entry["trajectory"][-1]
    x = plot.x(date.fromisoformat(last["day"]))
    known = "connu" if last["low"] < 2 else "connus"
    labels = [(x, plot.y(last["low"]), f"{number(last['low'])} {known}")]
    if last["high"] > last["low"]:
        labels.append((x, plot.y(last["high"]), f"{number(last['high'])} au plus"))
    if entry["expected_today"] is not None:
        labels.append(
            (plot.x(seance.on), plot.y(entry["expected_today"]), f"attendu : {number(entry['expected_today'])}")
        )
    return labels


def _edge(plot: Plot, entry: Entry) -> list[Label]:
    """Of the due day."""
    labels = []
    due = day_of(entry["due_on"])
    if entry["target"] is not None and due:
        labels.append((RIGHT, plot.y(entry["target"]), f"cible : {number(entry['target'])}"))
    if _fan(entry):
        end = _fan(entry)[-1]
        x, y = plot.x(date.fromisoformat(end["day"])), plot.y(end["median"])
        labels.append((x, y, f"projection : {number(end['median'])}"))
        labels.append((x, y, f"entre {number(end['low'])} et {number(end['high'])}"))
    return labels


def _samples(entry: Entry) -> Iterator[str]:
    yield "known"
    if any(point["high"] > point["low"] for point in entry["trajectory"]):
        yield "silent"
    if entry["pace"]:
        yield "pace"
    if entry["target"] is not None:
        yield "target"
    if _fan(entry):
        yield "fan"


def _points(plot: Plot, told: list[dict[str, Any]], name: str) -> list[tuple[float, float]]:
    return plot.points((date.fromisoformat(point["day"]), point[name]) for point in told)


def _fan(entry: Entry) -> list[dict[str, Any]]:
    return entry.get("fan") or []  # not in the séances frozen before forecasts were told


def _day(point: dict[str, Any]) -> str:
    return day(date.fromisoformat(point["day"]))
