"""The picture of a change: the value before, each part of the change, the value after."""

from collections.abc import Iterator
from itertools import accumulate

from indicators.exports.report.drawing import GREY, HATCH, INK, LINE, bar, line, say, svg
from indicators.exports.report.plot import top_of
from indicators.exports.seance import Entry
from indicators.french import number, percent, points

_LEFT, _STEP, _WIDE, _TOP, _BOTTOM, _HEIGHT = 6.0, 25.0, 17.0, 6.0, 40.0, 49.0


def drawing(change: Entry) -> str:
    """Bars from zero at both ends, one floating bar a part: black where it adds, hatched where it takes away."""
    before, after = float(change["before"]), float(change["after"])
    levels = list(accumulate((float(part["change"]) for part in change["parts"]), initial=before))
    top = top_of([*levels, after])
    parts = [line([(_LEFT, _BOTTOM), (_LEFT + 7 * _STEP - 4, _BOTTOM)], weight=0.35)]
    parts += _column(0, top, 0.0, before, "#ccc", shown_value(change, before), "Avant")
    for place, part in enumerate(change["parts"], start=1):
        start, end = levels[place - 1], levels[place]
        fill = INK if end >= start else HATCH
        parts += _column(place, top, start, end, fill, shown_change(change, part["change"], part), part["label"])
        parts.append(
            line([(_x(place) - _STEP + _WIDE, _y(top, start)), (_x(place), _y(top, start))], weight=0.2, ink=GREY)
        )
    parts += _column(6, top, 0.0, after, "#ccc", shown_value(change, after), "Après")
    return svg(parts, _HEIGHT)


def reading(change: Entry) -> str:
    """« Cascade : avant 101, réponses nouvelles +30, … après 142. »"""
    told = [f"{part['label'].lower()} {shown_change(change, part['change'], part)}" for part in change["parts"]]
    before, after = shown_value(change, change["before"]), shown_value(change, change["after"])
    return f"Cascade : avant {before}, {', '.join(told)}, après {after}."


def shown_value(change: Entry, value: float) -> str:
    """« 142 », « 56,3 % »."""
    return percent(value) if change["kind"] == "rate" else number(value)


def shown_change(change: Entry, value: float, part: Entry | None = None) -> str:
    """« +30 », « −1,2 point »; as the séance shows it, where it says how: its parts are rounded together."""
    if part and part.get("shown"):
        return str(part["shown"])
    if change["kind"] == "rate":
        return points(value)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def _column(place: int, top: float, start: float, end: float, fill: str, shown: str, label: str) -> Iterator[str]:
    x, high, low = _x(place), _y(top, max(start, end)), _y(top, min(start, end))
    yield bar(x, high, _WIDE, max(low - high, 0.05), fill)
    yield say(x + _WIDE / 2, high - 1.2, shown, anchor="middle", bold=True)
    for at, words in enumerate(_lines(label)):
        yield say(x + _WIDE / 2, _BOTTOM + 3.6 + at * LINE, words, anchor="middle")


def _lines(label: str) -> list[str]:
    """« Changement de définition » on two lines."""
    words = label.split()
    return [label] if len(label) <= 12 else [words[0], " ".join(words[1:])]


def _x(place: int) -> float:
    return _LEFT + place * _STEP


def _y(top: float, value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / top
