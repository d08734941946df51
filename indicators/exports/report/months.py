"""The picture of a rate: the months of the school year, those of the year before dotted."""

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.exports.report.drawing import DASHED, DOTS, DOTTED, GREY, HATCH, INK, LONG, Point, band, dots, line, svg
from indicators.exports.report.month_values import Month, aimed, by_target, place
from indicators.exports.report.plot import HEIGHT, RIGHT, Label, Plot, key, top_of
from indicators.exports.seance import Entry, Seance, is_growth
from indicators.exports.sheets.rate import this_year
from indicators.french import percent

_BACK, _UP = 4.0, 3.5  # millimetres
_KEY = {
    "known": "taux du mois (rond creux : mois incomplet)",
    "before": "même mois un an avant",
    "silent": "ce que les silencieux peuvent changer",
    "pace": "rythme attendu",
    "target": "cible",
    "fan": "projection, 80 chances sur 100",
}


def drawing(seance: Seance, entry: Entry) -> str:
    """This year's rates as a line, the year before dotted, the bounds hatched, the target with its value."""
    plot = _plot(seance, entry)
    now, before = _known(this_year(seance, entry["trajectory"])), _before(seance, entry)
    parts = [*plot.axes(), *_drawn(plot, entry, now, before), *plot.labels(_labels(plot, entry, now, before))]
    return svg([*parts, *key([(name, _KEY[name]) for name in _samples(entry, now, before)])], HEIGHT)


def _plot(seance: Seance, entry: Entry) -> Plot:
    began = int(seance.payload["school_year"][:4])
    values = [one["high"] for one in this_year(seance, entry["trajectory"])]
    values += [one["value"] for one in entry["trajectory"]]
    values += [aimed(entry, one["value"]) for one in entry["trajectory"]]
    values += [point["high"] for point in entry.get("fan") or []]
    return Plot(
        first=date(began, 9, 1), last=date(began + 1, 8, 31), top=top_of(values), said=lambda value: percent(value, 0)
    )


def _known(months: Sequence[Month]) -> list[Month]:
    return [one for one in months if one["value"] is not None]


def _before(seance: Seance, entry: Entry) -> list[tuple[date, float]]:
    """The months of the year before, moved by a year to stand under this one."""
    began = int(seance.payload["school_year"][:4])
    first, last = f"{began - 1}-09", f"{began}-08"
    told = [one for one in _known(entry["trajectory"]) if first <= one["month"] <= last]
    return [(place(one["month"], later=1), one["value"]) for one in told]


def _drawn(plot: Plot, entry: Entry, now: list[Month], before: list[tuple[date, float]]) -> Iterator[str]:
    whole = [one for one in now if one["complete"]]
    low, high = ([(place(one["month"]), one[name]) for one in whole] for name in ("low", "high"))
    yield band(plot.points(low), plot.points(high), HATCH)
    yield from _fan(plot, entry)
    yield line(plot.points(before), dash=DOTTED)
    yield dots(plot.points(before), filled=False)
    yield line(plot.points(_pace(entry)), dash=DASHED)
    yield line(_target_line(plot, entry, before), weight=0.6, dash=LONG)
    for change in entry.get("breaks", []):
        yield from plot.upright(date.fromisoformat(change["day"]), f"définition v{change['version']}", dash=DASHED)
    yield line(plot.points((place(one["month"]), one["value"]) for one in whole), weight=0.7)
    yield dots(plot.points((place(one["month"]), one["value"]) for one in whole))
    partial = [(place(one["month"]), one["value"]) for one in now if not one["complete"]]
    yield dots(plot.points(partial), filled=False)


def _pace(entry: Entry) -> list[tuple[date, float]]:
    return [(date.fromisoformat(at), value) for at, value in entry["pace"]]


def _target_line(plot: Plot, entry: Entry, before: list[tuple[date, float]]) -> list[Point]:
    if entry["target"] is None:
        return []
    if is_growth(entry):
        return _seen(plot.points((at, value + entry["target"]) for at, value in before))
    return [(plot.x(plot.first), plot.y(entry["target"])), (RIGHT, plot.y(entry["target"]))]


def _seen(points: list[Point]) -> list[Point]:
    """A line of one point is drawn as a short one."""
    return [(points[0][0] - _BACK, points[0][1]), (points[0][0] + _BACK, points[0][1])] if len(points) == 1 else points


def _fan(plot: Plot, entry: Entry) -> Iterator[str]:
    told = entry.get("fan") or []
    low, high, median = (
        plot.points((date.fromisoformat(point["day"]), point[name]) for point in told)
        for name in ("low", "high", "median")
    )
    yield band(low, high, DOTS)
    yield line(high, weight=0.2, ink=GREY)
    yield line(low, weight=0.2, ink=GREY)
    yield line(median, weight=0.3, ink=INK)


def _labels(plot: Plot, entry: Entry, now: list[Month], before: list[tuple[date, float]]) -> list[Label]:
    """Of the last complete month, and of the end of the other lines."""
    labels: list[Label] = []
    whole = [one for one in now if one["complete"]]
    if whole:
        # Above its point: the months that follow are drawn on its right.
        x, y = plot.x(place(whole[-1]["month"])), plot.y(whole[-1]["value"])
        labels.append((x - _BACK, y - _UP, percent(whole[-1]["value"])))
    if before:
        labels.append((plot.x(before[-1][0]), plot.y(before[-1][1]), f"un an avant : {percent(before[-1][1])}"))
    target = _target_line(plot, entry, before)
    if target:
        labels.append((target[-1][0], target[-1][1], f"cible : {by_target(entry)}"))
    if entry.get("fan"):
        end = entry["fan"][-1]
        x, y = plot.x(date.fromisoformat(end["day"])), plot.y(end["median"])
        labels.append((x, y, f"projection : {percent(end['median'])}"))
        labels.append((x, y, f"entre {percent(end['low'])} et {percent(end['high'])}"))
    return labels


def _samples(entry: Entry, now: list[Month], before: list[tuple[date, float]]) -> Iterator[str]:
    if now:
        yield "known"
    if any(one["high"] > one["low"] for one in now if one["complete"]):
        yield "silent"
    if before:
        yield "before"
    if entry["pace"]:
        yield "pace"
    if entry["target"] is not None:
        yield "target"
    if entry.get("fan"):
        yield "fan"
