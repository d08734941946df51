"""The small drawings of the printed page: lines and shapes in black and grey, in millimetres."""

from collections.abc import Iterable, Sequence

from data.reference.calendar import school_year
from indicators.establishments.peers import UsagePeers
from indicators.establishments.place import Place, Point, background, stretch
from indicators.establishments.usage import ServiceUsage, UsageMonth
from indicators.exports.establishment_sheet.markup import picture
from indicators.french import MONTHS, NO_BREAK, percent

_INK, _GREY, _PALE = "#000", "#555", "#aaa"
_LETTERS = 2.4  # millimetres: 6.8 points


def place_map(place: Place, alt: str) -> str:
    """The communes as dots, the establishment as a ringed square."""
    width, height = 38.0, 31.0
    spots = [*background(), (place.longitude, place.latitude)]
    *dots, own = _fitted(spots, width, height)
    drawn = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r=".45" fill="{_PALE}"/>' for x, y in dots)
    x, y = own
    drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="none" stroke="{_INK}" stroke-width=".5"/>'
    drawn += f'<rect x="{x - 0.9:.1f}" y="{y - 0.9:.1f}" width="1.8" height="1.8" fill="{_INK}"/>'
    return picture(drawn, alt, width=width, height=height)


def _fitted(spots: Sequence[Point], width: float, height: float) -> list[Point]:
    """(longitude, latitude) to millimetres inside the picture: a degree of latitude is the longer one."""
    longitudes, latitudes = zip(*spots, strict=True)
    scale = min(
        (width - 4) / (max(longitudes) - min(longitudes)),
        (height - 4) / ((max(latitudes) - min(latitudes)) * stretch()),
    )
    west, north = min(longitudes), max(latitudes)
    return [(2 + (x - west) * scale, 2 + (north - y) * stretch() * scale) for x, y in spots]


def monthly_use(used: ServiceUsage, year: str, alt: str) -> str:
    """Rates of the school year as a line, those of the year before dashed."""
    width, height, left, bottom = 90.0, 24.5, 9.0, 20.0
    starts = school_year(year).starts_on.year
    now, before = _rates(used.months, starts), _rates(used.before, starts - 1)
    top = max([*now.values(), *before.values(), 0.1]) * 1.15
    step = (width - left - 16) / 11
    drawn = "".join(_axis(share * top, left, width - 14, bottom - share * (bottom - 3)) for share in (0, 0.5, 1))
    for rates, others, name, dash in (
        (before, now, "un an avant", ' stroke-dasharray="1.2 .9"'),
        (now, before, "cette année", ""),
    ):
        points = [(left + place * step, bottom - rate / top * (bottom - 3)) for place, rate in rates.items()]
        drawn += _line(points, dash) + _marks(points, filled=not dash)
        if points:
            last = max(rates)
            lower = rates[last] < others.get(last, 0.0)
            drawn += _say(points[-1][0] + 1.2, points[-1][1] + (3.2 if lower else -1), name)
    for place in range(0, 12, 2):
        drawn += _say(left + place * step, height - 1, MONTHS[(place + 8) % 12], anchor="middle")
    return picture(drawn, alt, width=width, height=height)


def _rates(months: Iterable[UsageMonth], starts: int) -> dict[int, float]:
    """Place in the school year (0: September) -> rate."""
    return {(one.month.year - starts) * 12 + one.month.month - 9: one.rate for one in months if one.rate is not None}


def among_peers(one: UsagePeers, alt: str) -> str:
    """Its peers' rates as open circles on a line, their middle half as a band, its own as a black lozenge."""
    width, height, left, line = 90.0, 13.0, 4.0, 6.8
    low, high = min([*one.rates, one.own]), max([*one.rates, one.own])
    room = max(high - low, 0.02)

    def across(rate: float) -> float:
        return left + (rate - low) / room * (width - 2 * left - 6)

    drawn = _band(across(one.first_quartile or low), across(one.third_quartile or high), line)
    drawn += f'<path d="M{left} {line}H{width - left}" stroke="{_PALE}" stroke-width=".2"/>'
    drawn += _marks([(across(rate), line) for rate in one.rates], filled=False)
    if one.median is not None:
        x = across(one.median)
        drawn += f'<path d="M{x:.1f} {line - 2.6}V{line + 2.6}" stroke="{_INK}" stroke-width=".4"/>'
        drawn += _say(x, height - 0.8, f"médiane {percent(one.median)}", anchor=_side(x, width))
    x = across(one.own)
    drawn += f'<path d="M{x:.1f} {line - 1.9}l1.6 1.9l-1.6 1.9l-1.6 -1.9z" fill="{_INK}"/>'
    return picture(
        drawn + _say(x, 3, f"lui : {percent(one.own)}", anchor=_side(x, width)), alt, width=width, height=height
    )


def _side(x: float, width: float) -> str:
    return "start" if x < width / 4 else "end" if x > width * 3 / 4 else "middle"


def _band(first: float, last: float, line: float) -> str:
    return f'<rect x="{first:.1f}" y="{line - 2}" width="{max(last - first, 0.2):.1f}" height="4" fill="#ddd"/>'


def _axis(rate: float, left: float, right: float, y: float) -> str:
    said = f"{round(rate * 100)}{NO_BREAK}%"
    return f'<path d="M{left} {y:.1f}H{right}" stroke="{_PALE}" stroke-width=".15"/>' + _say(
        left - 1, y + 0.8, said, anchor="end"
    )


def _line(points: Sequence[Point], dash: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{_INK if not dash else _GREY}" stroke-width=".45"{dash}/>'


def _marks(points: Iterable[Point], *, filled: bool) -> str:
    fill = _INK if filled else "#fff"
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r=".7" fill="{fill}" stroke="{_INK}" stroke-width=".2"/>' for x, y in points
    )


def _say(x: float, y: float, said: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_LETTERS}" text-anchor="{anchor}" fill="{_INK}">{said}</text>'
