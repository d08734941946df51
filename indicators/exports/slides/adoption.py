"""The curve of an adoption: what is known, the most it can be, the pace and the target."""

from datetime import date
from functools import partial

from pptx.slide import Slide

from indicators.exports.amounts import pace_on
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.slides.charts import COLOURS, Trace, line_chart
from indicators.exports.slides.drawn import Drawn
from indicators.exports.slides.fitting import INCH, Room
from indicators.french import day, number

_KNOWN, _MOST, _PACE, _TARGET = "Connu (oui)", "Au plus, avec les silencieux", "Rythme attendu", "Cible"


def drawn(seance: Seance, entry: Entry) -> Drawn | None:
    """None when no day has a figure."""
    points = {date.fromisoformat(point["day"]): point for point in entry["trajectory"]}
    if not points:
        return None
    paces = {at: pace_on(entry, at, on=seance.on) for at in points} if entry["pace"] else {}
    rows = [
        (_KNOWN, [number(point["low"]) for point in points.values()]),
        ("Au plus", [number(point["high"]) for point in points.values()]),
    ]
    if paces:
        rows.append(("Rythme", ["" if value is None else number(value) for value in paces.values()]))
    return Drawn(
        draw=partial(_draw, seance=seance, entry=entry),
        head="Jour",
        columns=[day(at)[:5] for at in points],
        column_width=0.56 * INCH,
        rows=rows,
    )


def _draw(slide: Slide, room: Room, *, seance: Seance, entry: Entry) -> None:
    points = {date.fromisoformat(point["day"]): point for point in entry["trajectory"]}
    pace = _pace(seance, entry, list(points))
    due = day_of(entry["due_on"])
    days = sorted(points.keys() | pace.keys())
    last = max(points)
    traces = [
        Trace(
            name=_KNOWN,
            values=[points[at]["low"] if at in points else None for at in days],
            colour=COLOURS.strong,
            marker="circle",
            points=2.75,
            labels={days.index(last): number(points[last]["low"])},
            under=True,
        ),
        Trace(
            name=_MOST,
            values=[points[at]["high"] if at in points else None for at in days],
            colour=COLOURS.muted,
            dash="dot",
            marker="triangle",
            points=1.75,
            labels={days.index(last): number(points[last]["high"])},
        ),
    ]
    if pace and due:
        traces.append(Trace(name=_PACE, values=[pace.get(at) for at in days], colour=COLOURS.target, dash="dash"))
        ends = {min(days), due}
        target = [entry["target"] if at in ends else None for at in days]
        traces.append(Trace(name=_TARGET, values=target, colour=COLOURS.target, dash="long", points=1.5))
    line_chart(slide, room, days, traces, number_format="#,##0", y_title=entry["unit"], said=_said(entry, points))


def _pace(seance: Seance, entry: Entry, told: list[date]) -> dict[date, float]:
    """The value expected on each day it has a point for, on the days of the curve, and on the due day."""
    found = {date.fromisoformat(at): float(value) for at, value in entry["pace"]}
    for at in told:
        value = pace_on(entry, at, on=seance.on) if found else None
        if value is not None:
            found[at] = value
    return found


def _said(entry: Entry, points: dict[date, Entry]) -> str:
    first, last = min(points), max(points)
    due = day_of(entry["due_on"])
    aimed = (
        f" Cible : {number(entry['target'])} au {day(due)}, en tirets." if entry["target"] is not None and due else ""
    )
    return (
        f"Courbe de {day(first)} à {day(last)}. Connu, en trait plein : de {number(points[first]['low'])} à "
        f"{number(points[last]['low'])}. Au plus, en pointillé : {number(points[last]['high'])}.{aimed} "
        "Les nombres sont dans le tableau de la diapositive."
    )
