"""Markup made of texts that people typed: each is escaped here, once."""

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from data.text import cut
from indicators.exports.inert import one_line

_LONGEST = 120  # characters of a cell on the printed page


def text(value: str, *, most: int = _LONGEST) -> str:
    """A text as it was written, on one line, cut where the page has no room."""
    return escape(cut(one_line(value), most))


def element(tag: str, *inside: str, **attributes: str) -> str:
    """An element. inside: markup already made. attributes: texts, escaped here; class_ stands for class."""
    told = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{''.join(inside)}</{tag}>"


def table(frame: pd.DataFrame, caption: str, widths: Sequence[int], *, most: int = _LONGEST, **attributes: str) -> str:
    """A table with its caption; the first cell of a row is its header. widths: of its columns, in percent."""
    head = "".join(element("th", text(str(name)), scope="col") for name in frame.columns)
    rows = "".join(_row(row, most) for row in frame.itertuples(index=False, name=None))
    return element(
        "table",
        element("caption", text(caption)),
        "<colgroup>" + "".join(f'<col style="width:{width}%">' for width in widths) + "</colgroup>",
        element("thead", element("tr", head)),
        element("tbody", rows),
        **attributes,
    )


def _row(cells: Iterable[object], most: int) -> str:
    # The span is what the style keeps to two lines: the page stays one whatever the texts.
    first, *others = (element("span", text(str(cell), most=most)) for cell in cells)
    return element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in others))


def picture(drawing: str, alt: str, *, width: float, height: float) -> str:
    """An SVG drawing of that many millimetres; alt: what it shows, for who cannot see it."""
    return (
        f'<svg role="img" aria-label="{escape(alt)}" width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {width:g} {height:g}">{drawing}</svg>'
    )
