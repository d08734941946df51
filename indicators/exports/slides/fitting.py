"""Whether a text fits a place, before it is written there: nothing measures it on the way to the screen.

Widths are those of a sans serif on the wide side, so that a theme's narrower font fits too.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, east_asian_width

POINT = 12_700  # EMU, the unit of lengths on a slide
INCH = 914_400
LINE = 1.22  # height of a line, in sizes of its font
MARGIN = 2 * 91_440  # EMU that a text box keeps on its left and right, or above and under
AFTER = 0.45  # space after a paragraph, in sizes of its font

_NARROW = frozenset("iljtfrI.,;:'’!|()[]{}°·-‑ \u00a0\u202f\"")
_WIDE = frozenset("mwMW@%—…œæŒÆ")


@dataclass(frozen=True)
class Room:
    """A rectangle of a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


@lru_cache(maxsize=2048)
def _width(sign: str) -> float:
    """In sizes of the font."""
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE or east_asian_width(sign) in "WF" or ord(sign) > 0x2FFF:
        return 1.05
    if combining(sign):
        return 0.0
    return 0.72 if sign.isupper() or ord(sign) > 0x024F else 0.59


def text_width(text: str, size: float) -> float:
    """Of one line, in EMU."""
    return sum(map(_width, text)) * size * POINT


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines a paragraph takes in that many EMU; a word longer than a line is cut. One after the other, they are the text."""
    room = max(width / (size * POINT), 1.1)
    line, used = "", 0.0
    for word in text.split(" "):
        length = sum(map(_width, word))
        if used and used + _width(" ") + length <= room:
            line, used = f"{line} {word}", used + _width(" ") + length
            continue
        if used:
            yield f"{line} "
        line, used = word, length
        if length > room:
            *whole, line = _pieces(word, room)
            yield from whole
            used = sum(map(_width, line))
    yield line


def _pieces(word: str, room: float) -> list[str]:
    pieces, used = [""], 0.0
    for sign in word:
        if used + _width(sign) > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += sign
        used += _width(sign)
    return pieces


def height(paragraphs: Sequence[str], width: float, size: float) -> float:
    """Of paragraphs one under the other, in EMU, without margins."""
    count = sum(sum(1 for _ in wrapped(text, width, size)) for text in paragraphs)
    return (count * LINE + len(paragraphs) * AFTER) * size * POINT


def fitted(text: str, room: Room, sizes: Sequence[float]) -> tuple[float, str]:
    """The first size at which a paragraph fits; at the last one, what does not fit is cut and an ellipsis says so."""
    width, tall = room.width - MARGIN, room.height - MARGIN / 2
    for size in sizes:
        if len(text) < 2_000 and height([text], width, size) <= tall:
            return size, text
    return sizes[-1], cut_to(text, width, int(max((tall / (sizes[-1] * POINT) - AFTER) / LINE, 1)), sizes[-1])


def cut_to(text: str, width: float, most: int, size: float) -> str:
    """At most so many lines."""
    kept: list[str] = []
    for line in wrapped(text, width, size):
        if len(kept) == most:
            last = kept[-1].rstrip()
            while last and text_width(f"{last}…", size) > width:
                last = last[:-1]
            return "".join([*kept[:-1], f"{last.rstrip()}…"])
        kept.append(line)
    return text


def pages(paragraphs: Sequence[str], room: Room, size: float, heads: Collection[str] = frozenset()) -> list[list[str]]:
    """Paragraphs shared out between as many places as they need; a long one goes on in the next place.

    heads: those that must not end a place.
    """
    width, tall = room.width - MARGIN, (room.height - MARGIN / 2) / (size * POINT)
    found: list[list[str]] = [[]]
    used = 0.0
    for paragraph in paragraphs:
        piece: list[str] = []
        if paragraph in heads and found[-1] and used + 3 * LINE + 2 * AFTER > tall:
            found.append([])
            used = 0.0
        for line in wrapped(paragraph, width, size):
            if used + LINE + AFTER > tall and (found[-1] or piece):
                found[-1] += ["".join(piece).rstrip()] if piece else []
                found.append([])
                piece, used = [], 0.0
            piece.append(line)
            used += LINE
        found[-1].append("".join(piece).rstrip())
        used += AFTER
    return found
