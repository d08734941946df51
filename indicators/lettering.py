"""How wide a text is and how it wraps, where nothing measures it on the way to the reader: on slides and in pictures.

Widths are in sizes of the font, those of a sans serif on the wide side, so that a narrower font fits too.
"""

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, east_asian_width

_NARROW = frozenset("iljtfrI.,;:'’!|()[]{}°·-‑ \u00a0\u202f\"")
_WIDE = frozenset("mwMW@%—…œæŒÆ")
_LEAST = 1.1  # room under which not even one sign would fit


def width(text: str) -> float:
    """Of one line."""
    return sum(map(_width, text))


def wrapped(text: str, room: float) -> Iterator[str]:
    """The lines a paragraph takes in that width; a word longer than a line is cut. One after the other, they are the text."""
    room = max(room, _LEAST)
    line, used = "", 0.0
    for word in text.split(" "):
        length = width(word)
        if used and used + _width(" ") + length <= room:
            line, used = f"{line} {word}", used + _width(" ") + length
            continue
        if used:
            yield f"{line} "
        line, used = word, length
        if length > room:
            *whole, line = _pieces(word, room)
            yield from whole
            used = width(line)
    yield line


def few_lines(text: str, room: float, most: int) -> list[str]:
    """At most so many lines, without the spaces at their ends; an ellipsis ends the last one when something was cut."""
    kept: list[str] = []
    for line in wrapped(text, room):
        if len(kept) == most:
            last = kept[-1]
            while last and width(f"{last}…") > max(room, _LEAST):
                last = last[:-1]
            return [*kept[:-1], f"{last.rstrip()}…"]
        kept.append(line.rstrip())
    return kept


@lru_cache(maxsize=2048)
def _width(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE or east_asian_width(sign) in "WF" or ord(sign) > 0x2FFF:
        return 1.05
    if combining(sign):
        return 0.0
    return 0.72 if sign.isupper() or ord(sign) > 0x024F else 0.59


def _pieces(word: str, room: float) -> list[str]:
    pieces, used = [""], 0.0
    for sign in word:
        if used + _width(sign) > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += sign
        used += _width(sign)
    return pieces
