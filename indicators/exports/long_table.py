"""Rows of a long table as the text of a sheet. openpyxl spends 40 microseconds and 400 bytes a cell, this a tenth of it.

A page keeps such a table aside and the archive writes it after the page's own rows, so nothing of it is held twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel

from indicators.exports.inert import looks_like_formula, one_line

Cell = tuple[str | float | date | None, str]
"""A value and its named style."""


@dataclass(frozen=True, kw_only=True)
class Late:
    """What the archive adds to a sheet. lines: the text of the rows after its own; dimension: the range they reach.

    results: what the formula of a cell gives, so that a reader that does not compute shows it.
    """

    lines: Iterable[str]
    dimension: str
    results: Mapping[str, float | str]


def row_lines(
    first: int,
    letters: Sequence[str],
    rows: Iterable[tuple[Sequence[Cell], float | None]],
    style_of: Callable[[str, bool], int],
) -> Iterator[str]:
    """The text of each row: its cells, and its height in points if it is not the usual one.

    style_of: the number of a named style; its second argument asks for the mark that keeps a text inert.
    """
    for at, (cells, height) in enumerate(rows, start=first):
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        told = "".join(
            _cell(f"{letter}{at}", value, style, style_of)
            for letter, (value, style) in zip(letters, cells, strict=False)
        )
        yield f'<row r="{at}"{tall}>{told}</row>'


def _cell(ref: str, value: str | float | date | None, style: str, style_of: Callable[[str, bool], int]) -> str:
    if isinstance(value, str):
        text = one_line(value)
        worn = style_of(style, looks_like_formula(text))
        if text:
            return f'<c r="{ref}" s="{worn}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        return f'<c r="{ref}" s="{worn}"/>'
    worn = style_of(style, False)
    return f'<c r="{ref}" s="{worn}"/>' if value is None else f'<c r="{ref}" s="{worn}"><v>{_number(value)}</v></c>'


def _number(value: float | date) -> str:
    if isinstance(value, datetime | date):
        return repr(to_excel(value))
    return repr(value + 0) if isinstance(value, int) else repr(float(value))
