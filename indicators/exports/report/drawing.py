"""Lines, shapes and words of the printed charts: SVG in black and grey, in millimetres, legible once photocopied."""

from collections.abc import Iterable, Sequence
from html import escape
from math import floor, log10

from indicators.exports.inert import one_line

Point = tuple[float, float]
WIDTH = 180.0
INK, GREY, PALE = "#000", "#555", "#bbb"
LETTERS, LINE = 2.7, 3.3  # millimetres: 7.6 points, and from one line to the next
SOLID, DASHED, DOTTED, LONG = "", "2 1.2", ".4 .9", "4 1 .6 1"
_PATTERNS = (
    '<defs><pattern id="hatch" width="1.6" height="1.6" patternUnits="userSpaceOnUse">'
    '<path d="M-.4 .4L.4 -.4M0 1.6L1.6 0M1.2 2L2 1.2" stroke="#777" stroke-width=".18"/></pattern>'
    '<pattern id="dots" width="1.3" height="1.3" patternUnits="userSpaceOnUse">'
    '<circle cx=".5" cy=".5" r=".24" fill="#444"/></pattern></defs>'
)
HATCH, DOTS = "url(#hatch)", "url(#dots)"


def svg(parts: Iterable[str], height: float) -> str:
    """The whole drawing, WIDTH wide."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {WIDTH:g} {height:g}">{_PATTERNS}{"".join(parts)}</svg>'
    )


def line(points: Sequence[Point], *, weight: float = 0.5, dash: str = SOLID, ink: str = INK) -> str:
    """A broken line; nothing for less than two points."""
    if len(points) < 2:
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{_path(points)}" fill="none" stroke="{ink}" stroke-width="{weight}"{dashes}/>'


def area(points: Sequence[Point], fill: str, *, edge: str = "none") -> str:
    """A filled shape; nothing for less than three points."""
    if len(points) < 3:
        return ""
    return f'<polygon points="{_path(points)}" fill="{fill}" stroke="{edge}" stroke-width=".2"/>'


def band(low: Sequence[Point], high: Sequence[Point], fill: str) -> str:
    """What lies between two lines over the same days."""
    return area([*high, *reversed(low)], fill)


def bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    """An upright bar with its edge."""
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}" '
        f'stroke="{INK}" stroke-width=".25"/>'
    )


def dots(points: Iterable[Point], *, filled: bool = True) -> str:
    """A circle on each point."""
    fill = INK if filled else "#fff"
    return "".join(
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r=".85" fill="{fill}" stroke="{INK}" stroke-width=".3"/>' for x, y in points
    )


def lozenge(x: float, y: float) -> str:
    """An open lozenge."""
    return (
        f'<path d="M{x:.2f} {y - 1.4:.2f}l1.4 1.4l-1.4 1.4l-1.4 -1.4z" fill="#fff" stroke="{INK}" stroke-width=".4"/>'
    )


def say(x: float, y: float, said: str, *, anchor: str = "start", bold: bool = False, letters: float = LETTERS) -> str:
    """Words on the paper, with a white edge so that no line crosses them."""
    told = escape(one_line(said), quote=False)
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="Source Sans Pro" font-size="{letters}" text-anchor="{anchor}"{weight} '
        f'fill="{INK}" stroke="#fff" stroke-width=".9" stroke-linejoin="round" paint-order="stroke">{told}</text>'
    )


def width(said: str) -> float:
    """About as many millimetres as words take."""
    return len(said) * LETTERS * 0.48


def paper(x: float, y: float, said: str) -> str:
    """White under words, where lines would cross them."""
    return f'<rect x="{x - 0.6:.2f}" y="{y - 2.3:.2f}" width="{width(said) + 1:.2f}" height="3" fill="#fff" fill-opacity=".85"/>'


def apart(heights: Sequence[float], *, least: float, lowest: float) -> list[float]:
    """The same heights in the same order, moved as little as needed so that labels do not touch, none under `lowest`."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    placed: list[float] = []
    for place in order:
        placed.append(max(heights[place], placed[-1] + least) if placed else heights[place])
    beyond = lowest
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], beyond)
        beyond = placed[at] - least
    return [placed[order.index(place)] for place in range(len(heights))]


def steps(top: float, count: int = 5) -> list[float]:
    """Round values from 0 to at most top."""
    if top <= 0:
        return [0.0]
    rough = top / count
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * times for times in (1, 2, 2.5, 5, 10) if unit * times >= rough * 0.999)
    return [round(step * at, 10) for at in range(int(top / step + 1e-9) + 1)]


def _path(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
