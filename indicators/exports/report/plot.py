"""A chart over days: where a day and a value stand, its axes, its key, and labels that do not touch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.exports.report.drawing import (
    DASHED,
    DOTS,
    DOTTED,
    GREY,
    HATCH,
    LETTERS,
    LINE,
    LONG,
    PALE,
    WIDTH,
    Point,
    apart,
    area,
    dots,
    line,
    paper,
    say,
    steps,
    width,
)
from indicators.french import MONTHS

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 12.0, 146.0, 5.0, 58.0, 72.0
_ROOM = 40.0  # millimetres that the label of a point needs on its right
_SAMPLE = 8.0  # millimetres of a line in the key
_ABOVE = 1.12  # of the highest value, so that its label stays inside

Label = tuple[float, float, str]  # x and y of its point, words


@dataclass(frozen=True, kw_only=True)
class Plot:
    """first and last: the days at both ends; top: the value at the top; said: how a value of the axis is told."""

    first: date
    last: date
    top: float
    said: Callable[[float], str]

    def x(self, day: date) -> float:
        """Millimetres from the left."""
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / max((self.last - self.first).days, 1)

    def y(self, value: float) -> float:
        """Millimetres from the top."""
        return BOTTOM - (BOTTOM - TOP) * value / self.top

    def points(self, told: Iterable[tuple[date, float]]) -> list[Point]:
        """Where (day, value) pairs stand."""
        return [(self.x(day), self.y(value)) for day, value in told]

    def axes(self) -> Iterator[str]:
        """Values with their pale lines, months with the year under the first and each January."""
        for value in steps(self.top):
            yield line([(LEFT, self.y(value)), (RIGHT, self.y(value))], weight=0.15, ink=PALE)
            yield say(LEFT - 1.2, self.y(value) + 0.9, self.said(value), anchor="end")
        yield line([(LEFT, BOTTOM), (RIGHT, BOTTOM)], weight=0.35)
        year, month = self.first.year, self.first.month
        while (start := date(year, month, 1)) <= self.last:
            yield from self._month(max(start, self.first), first=start <= self.first)
            year, month = year + month // 12, month % 12 + 1

    def _month(self, start: date, *, first: bool) -> Iterator[str]:
        x = self.x(start)
        yield line([(x, BOTTOM), (x, BOTTOM + 1)], weight=0.25)
        if (RIGHT - LEFT) / max((self.last - self.first).days, 1) * 30 >= 8 or start.month % 3 == 0:
            yield say(x + 0.8, BOTTOM + 3.4, MONTHS[start.month - 1])
        if first or start.month == 1:
            yield say(x + 0.8, BOTTOM + 6.4, str(start.year))

    def upright(self, day: date, words: str, *, dash: str) -> Iterator[str]:
        """A vertical line on a day inside the chart, its words on top; nothing for another day."""
        if self.first <= day <= self.last:
            yield line([(self.x(day), TOP - 1.5), (self.x(day), BOTTOM)], weight=0.3, dash=dash, ink=GREY)
            yield say(self.x(day), TOP - 2.2, words, anchor="middle")

    def labels(self, told: Sequence[Label]) -> Iterator[str]:
        """Each on the right of its point, or beside the chart where the point is too close to its side."""
        inside = [one for one in told if one[0] <= RIGHT - _ROOM]
        beside = [(RIGHT, y, words) for x, y, words in told if x > RIGHT - _ROOM]
        for group in (inside, beside):
            heights = apart([y + 0.9 for _, y, _ in group], least=LINE, lowest=BOTTOM - 0.6)
            for (x, _, words), height in zip(group, heights, strict=True):
                yield paper(x + 2.4, height, words)
                yield say(x + 2.4, height, words, bold=words[:1].isdigit())


def top_of(values: Iterable[float | None]) -> float:
    """The top of the axis that holds these values and their labels."""
    return max((value for value in values if value is not None), default=0.0) * _ABOVE or 1.0


def key(samples: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What each line and fill stands for, under the chart. samples: (name of the sample, words)."""
    x, y = LEFT, HEIGHT - 4.2
    for name, words in samples:
        room = _SAMPLE + 1.5 + width(words) + 3
        if x > LEFT and x + room > WIDTH:
            x, y = LEFT, y + LINE + 0.4
        yield _SAMPLES[name](x, y - 0.9)
        yield say(x + _SAMPLE + 1.2, y, words, letters=LETTERS)
        x += room


def _box(x: float, y: float, fill: str) -> str:
    return area([(x, y - 1.2), (x + _SAMPLE, y - 1.2), (x + _SAMPLE, y + 1.2), (x, y + 1.2)], fill, edge=GREY)


_SAMPLES: dict[str, Callable[[float, float], str]] = {
    "known": lambda x, y: line([(x, y), (x + _SAMPLE, y)], weight=0.7) + dots([(x + _SAMPLE / 2, y)]),
    "before": lambda x, y: line([(x, y), (x + _SAMPLE, y)], dash=DOTTED) + dots([(x + _SAMPLE / 2, y)], filled=False),
    "silent": lambda x, y: _box(x, y, HATCH),
    "pace": lambda x, y: line([(x, y), (x + _SAMPLE, y)], dash=DASHED),
    "target": lambda x, y: line([(x, y), (x + _SAMPLE, y)], weight=0.6, dash=LONG),
    "fan": lambda x, y: _box(x, y, DOTS),
}
