"""Whether a text fits a place of a slide, before it is written there: nothing measures it on the way to the screen."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from indicators import lettering

POINT = 12_700  # EMU, the unit of lengths on a slide
INCH = 914_400
LINE = 1.22  # height of a line, in sizes of its font
MARGIN = 2 * 91_440  # EMU that a text box keeps on its left and right, or above and under
AFTER = 0.45  # space after a paragraph, in sizes of its font


@dataclass(frozen=True)
class Room:
    """A rectangle of a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


def text_width(text: str, size: float) -> float:
    """Of one line, in EMU."""
    return lettering.width(text) * size * POINT


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines a paragraph takes in that many EMU; a word longer than a line is cut. One after the other, they are the text."""
    return lettering.wrapped(text, width / (size * POINT))


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
