"""The blocks a report is made of, ready for JSON: texts that people typed stay texts, never markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.exports.inert import one_line
from indicators.exports.report.one_line import fits

Block = dict[str, Any]
Text = str | list[str]  # a list: the pieces of a text that may be cut between them
Cell = str | dict[str, Any]

_LONGEST_WORD, _PIECE = 18, 6  # characters; French words of the reports fit, addresses and sha256 do not
_WORD = re.compile(rf"[^\s\-]{{{_LONGEST_WORD + 1},}}")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table. width: its share of the page; right: for numbers."""

    label: str
    width: float
    right: bool = False


def text(value: str) -> Text:
    """One line without control characters. A word longer than any French one may be cut where its cell ends."""
    line = one_line(value)
    if len(line) <= _LONGEST_WORD or not _WORD.search(line):
        return line
    return list(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    done = 0
    for word in _WORD.finditer(line):
        for start in range(word.start() + _PIECE, word.end(), _PIECE):
            yield line[done:start]
            done = start
    yield line[done:]


def heading(value: str, level: int = 1, *, apart: bool = False) -> Block:
    """level 1: a part; 2: what it holds. apart: on a page of its own."""
    return {"kind": "heading", "level": level, "text": text(value), "apart": apart}


def paragraph(value: str, look: str = "plain") -> Block:
    """look: plain, strong, note or warning."""
    return {"kind": "paragraph", "look": look, "text": text(value)}


def listing(values: Iterable[str]) -> Block:
    """A list with bullets."""
    return {"kind": "listing", "items": [text(value) for value in values]}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    """What each thing is called, and what it says."""
    return {"kind": "facts", "pairs": [[text(key), text(value)] for key, value in pairs]}


def quote(title: str, lines: Iterable[str]) -> Block:
    """What people said, apart from the figures."""
    return {"kind": "quote", "title": title, "lines": [text(line) for line in lines]}


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, size: float = 8.0) -> Block:
    """A table with its caption; its header comes back on each page. size: of its letters, in points."""
    told = [[_cell(cell) for cell in row] for row in rows]
    widths = [one.width for one in columns]
    return {
        "kind": "table",
        "caption": text(caption),
        "size": size,
        "columns": [{"label": text(one.label), "width": one.width, "right": one.right} for one in columns],
        "one_line": [fits(row, widths, size) for row in told],
        "cells": [cell for row in told for cell in row],
    }


def spanning(value: str, columns: int) -> Cell:
    """A cell over several columns."""
    return {"text": text(value), "span": columns}


def total(value: str) -> Cell:
    """A cell of the row that sums the others."""
    return {"text": text(value), "span": 1}


def picture(drawing: str, alt: str, caption: str) -> Block:
    """An SVG drawing. alt: what it says, for who cannot see it; caption: what is drawn."""
    return {"kind": "picture", "svg": drawing, "alt": one_line(alt), "caption": text(caption)}


def _cell(cell: Cell) -> Text | dict[str, Any]:
    return text(cell) if isinstance(cell, str) else cell
