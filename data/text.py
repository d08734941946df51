"""Texts that people typed, on their way in and out. Light: the child process that reads files imports it."""

import re

# Controls but for tabs and line feeds, halves of a surrogate pair, and the two non-characters that XML forbids:
# one of them in a cell, and the workbook does not open again.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def writable(text: str, instead: str = "") -> str:
    """Without the characters that no sheet can hold. instead: what stands in the place of each."""
    return text if text.isprintable() else _UNWRITABLE.sub(instead, text)


def without_direction_marks(text: str) -> str:
    """Without the marks that turn the direction of writing, and so make a text look like another one."""
    return text if text.isprintable() else _DIRECTIONS.sub("", text)


def cut(text: str, most: int) -> str:
    """At most so many characters, the last one then being an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
