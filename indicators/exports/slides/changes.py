"""What changed since the séance before: a slide an indicator, its change in five parts that add up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from indicators.exports.seance import Entry
from indicators.exports.slides.charts import COLOURS, WHITE, Bars, bar_chart
from indicators.exports.slides.deck import Deck, Text
from indicators.exports.slides.fitting import Room
from indicators.exports.slides.tables import Grid, add_table
from indicators.french import day, number, percent, points

_LINE, _GAP = 400_000, 110_000  # EMU
_LEFT = 0.57
_BASE, _VALUE, _UP, _DOWN, _NAMED = "Appui", "Valeur", "Hausse", "Baisse", "Étiquette"
_DECIMALS = 10  # of what is drawn: a difference of two rates shows no noise to who edits the chart
_LABEL_HEIGHT = 0.09  # of the axis


def add_changes(deck: Deck, since: Entry) -> None:
    """First the changes that have parts, then one slide of sentences for those that have none."""
    untold = [change for change in since["changes"] if not change["parts"]]
    for change in since["changes"]:
        if change["parts"]:
            _add(deck, since, change)
    if untold:
        said = [Text(f"{change['label']} : {change['sentence']}") for change in untold]
        deck.texts(_heading(since), said)


def _heading(since: Entry) -> str:
    return f"Depuis la séance du {day(date.fromisoformat(since['on']))} : {since['label']}"


def _add(deck: Deck, since: Entry, change: Entry) -> None:
    slide = deck.slide(change["sentence"], notes=f"{change['label']}\n{_heading(since)}")
    room = deck.room
    head = f"{change['label']} · {_heading(since)[0].lower()}{_heading(since)[1:]}"
    deck.line(slide, Room(room.left, room.top, room.width, _LINE), head, strong=True)
    top, tall, width = room.top + _LINE, room.height - _LINE, int(room.width * _LEFT)
    _chart(slide, Room(room.left, top, width, tall), change)
    add_table(slide, Room(room.left + width + _GAP, top, room.width - width - _GAP, tall), _table(change))


def _chart(slide: Any, room: Room, change: Entry) -> None:
    names = ["Avant", *(part["label"] for part in change["parts"]), "Après"]
    spans = _spans(change)
    ends = (0, len(spans) - 1)
    shown = [value_of(change, change["before"]), *(_moved(change, part) for part in change["parts"])]
    shown.append(value_of(change, change["after"]))
    drawn = [
        (_VALUE, COLOURS.strong, "plain", lambda place, _low, _high: place in ends),
        (_UP, COLOURS.middle, "plain", lambda place, low, high: place not in ends and high > low),
        (_DOWN, COLOURS.target, "hatched", lambda place, low, high: place not in ends and high < low),
    ]
    bars = [Bars(name=_BASE, values=[_base(*span) for span in spans], colour=WHITE, fill="none")]
    for name, colour, fill, belongs in drawn:
        places = [place for place, span in enumerate(spans) if belongs(place, *span)]
        for side in (_above, _below):
            values = [side(*span) if place in places else 0.0 for place, span in enumerate(spans)]
            if side is _above or any(values):
                bars.append(Bars(name=name, values=values, colour=colour, fill=fill))
    # A thin bar cannot hold its number: all are written on what stands above.
    top = max((max(span) for span in spans), default=0.0) or 1.0
    above = [_LABEL_HEIGHT * top] * len(spans)
    bars.append(Bars(name=_NAMED, values=above, colour=WHITE, fill="none", labels=_labels(change, shown)))
    bar_chart(
        slide,
        room,
        names,
        bars,
        number_format="0%" if change["kind"] == "rate" else "#,##0",
        y_title=f"{change['unit']} (parts en points)" if change["kind"] == "rate" else change["unit"],
        said=_said(names, shown),
        lying=False,
        hidden=[_BASE, _NAMED],
    )


def _labels(change: Entry, shown: Sequence[str]) -> dict[int, str]:
    """What moved, without its unit, between the two values."""
    last = len(shown) - 1
    moved = {place: shown[place].split("\u00a0")[0] for place, part in enumerate(change["parts"], 1) if part["change"]}
    return {0: shown[0], **moved, last: shown[last]}


def _spans(change: Entry) -> list[tuple[float, float]]:
    """(from, to) of each bar: the whole first and last values, a step for each part."""
    found = [(0.0, float(change["before"]))]
    at = float(change["before"])
    for part in change["parts"]:
        after = round(at + part["change"], _DECIMALS)
        found.append((at, after))
        at = after
    return [*found, (0.0, float(change["after"]))]


def _base(start: float, end: float) -> float:
    """What holds the bar up, or down under zero; nothing for one that crosses it."""
    return max(min(start, end), 0.0) + min(max(start, end), 0.0)


def _above(start: float, end: float) -> float:
    return round(max(max(start, end), 0.0) - max(min(start, end), 0.0), _DECIMALS)


def _below(start: float, end: float) -> float:
    return round(min(min(start, end), 0.0) - min(max(start, end), 0.0), _DECIMALS)


def _table(change: Entry) -> Grid:
    has_most = change["high_before"] is not None and change["high_after"] is not None
    rows = [
        _row("Avant", value_of(change, change["before"]), change["high_before"], ""),
        *(
            _row(part["label"], _moved(change, part), part["high"], number(len(part["establishments"])), signed=True)
            for part in change["parts"]
        ),
        _row("Après", value_of(change, change["after"]), change["high_after"], ""),
    ]
    header: tuple[str, ...] = ("Part", "Connu", "Au plus", "Établissements")
    if not has_most:
        rows = [[row[0], row[1], row[3]] for row in rows]
        header = ("Part", "Taux", "Établissements")
    shares = (1.5, 1.0, 0.8, 1.25) if has_most else (1.5, 1.1, 1.25)
    said = "Les parts du changement ; elles font ensemble la différence entre avant et après."
    return Grid(header, rows, shares, said, numbers=range(1, len(header)))


def _row(label: str, value: str, most: float | None, count: str, *, signed: bool = False) -> list[str]:
    return [label, value, "" if most is None else _signed(most) if signed else number(most), count]


def value_of(change: Entry, value: float | None) -> str:
    """« 142 » or « 56,3 % »; « inconnu » when nothing was known."""
    if value is None:
        return "inconnu"
    return percent(value) if change["kind"] == "rate" else number(value)


def _moved(change: Entry, part: Entry) -> str:
    """As the séance says it: rounded together, the parts shown add up."""
    told = part.get("shown")
    if told is not None:
        return str(told)
    return points(part["change"]) if change["kind"] == "rate" else _signed(part["change"])


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def _said(names: Sequence[str], shown: Sequence[str]) -> str:
    told = " ; ".join(f"{name} : {value}" for name, value in zip(names, shown, strict=True))
    return f"Barres en escalier, de l'avant à l'après. {told}. Les nombres sont dans le tableau à droite."
