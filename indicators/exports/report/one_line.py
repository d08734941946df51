"""Which rows of a table surely stand on one line. typst lays a cell out twice, once to know how high its row is and once
to draw it: a row whose height is told takes half of the time, and a list of 1,000 rows is most of a report."""

import json
from collections.abc import Mapping, Sequence
from functools import cache

from indicators.exports.report.compiling import asked

_WIDTH, _INSET = 510.2, 4.0  # points: of a table (A4 less its margins), and what is left empty beside a text
_LETTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x17F), 0x2013, 0x2019, 0x2026, 0x202F]))
_SPREAD, _ENDS = 1.08, 0.2  # kerning never widens a text more than this: of its letters' widths, and em
_MEASURE = b"""
#set text(font: "Source Sans Pro", size: 100pt, number-type: "lining")
#context [#metadata(json(bytes(sys.inputs.asked)).map(letter => measure(text(letter)).width / 1em.to-absolute())) <told>]
"""


def fits(cells: Sequence[object], widths: Sequence[float], size: float) -> bool:
    """Whether each cell is a text that needs one line of its column. widths: shares of the table; size: in points."""
    whole = sum(widths)
    return all(
        isinstance(cell, str) and _points(cell, size) <= _WIDTH * width / whole - _INSET
        for cell, width in zip(cells, widths, strict=True)
    )


def _points(text: str, size: float) -> float:
    """At most how wide a text is; without end when a letter of it is of another font, which may be higher too."""
    known = _letters()
    try:
        return (_SPREAD * sum([known[letter] for letter in text]) + _ENDS) * size
    except KeyError:
        return float("inf")


@cache
def _letters() -> Mapping[str, float]:
    """The width of each letter, in em."""
    return dict(zip(_LETTERS, asked(_MEASURE, json.dumps(list(_LETTERS))), strict=True))
