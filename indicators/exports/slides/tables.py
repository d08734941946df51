"""A native table that keeps within its place: its texts are shrunk, then cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from lxml.etree import SubElement  # type: ignore[import-untyped]
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Emu, Pt

from indicators.exports.inert import one_line
from indicators.exports.slides.fitting import AFTER, INCH, LINE, POINT, Room, cut_to, height, text_width

_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # « no style, table grid »: lines and text in the theme's own ink
_SIDE, _ABOVE = 60_000, 22_000  # margins of a cell, EMU
_MARGINS = {"marL": str(_SIDE), "marR": str(_SIDE), "marT": str(_ABOVE), "marB": str(_ABOVE), "anchor": "ctr"}
_WIDEST_WORD = 2 * INCH
_PLAIN, _BOLD = 1.08, 1.3  # what a word is given over its usual width: the font that is there may be wider
_SIZES = (14, 13, 12, 11, 10)


@dataclass(frozen=True)
class Grid:
    """Rows of texts under a header. shares: of the width that no word needs. said: what it holds, for who cannot see it.

    numbers: the columns that are set on the right.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]
    said: str
    numbers: Sequence[int] = ()


def add_table(slide: Slide, room: Room, grid: Grid) -> Room:
    """Write it. Returns the room left under it."""
    rows = [[one_line(text) for text in row] for row in (grid.header, *grid.rows)]
    size, widths, texts = _fit(rows, grid.shares, room)
    heights = _heights(texts, widths, size)
    frame = slide.shapes.add_table(
        len(texts), len(widths), Emu(room.left), Emu(room.top), Emu(room.width), Emu(sum(heights))
    )
    frame.name = "Tableau"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", one_line(grid.said))
    _dress(frame, widths, heights)
    for at, (line, row) in enumerate(zip(frame.table._tbl.tr_lst, texts, strict=True)):
        for column, (cell, text) in enumerate(zip(line.tc_lst, row, strict=True)):
            _write(cell, text, size, strong=at == 0, right=column in grid.numbers)
    used = sum(heights)
    return Room(room.left, room.top + used, room.width, room.height - used)


def fits(room: Room, grid: Grid) -> bool:
    """Whether a place holds it with nothing cut."""
    rows = [[one_line(text) for text in row] for row in (grid.header, *grid.rows)]
    return _fit(rows, grid.shares, room)[2] is rows


def rows_that_fit(room: Room, *, size: float = 12.0) -> int:
    """How many rows of one line a place holds under a header of two."""
    return max(int((room.height - _line(size) * 2) // _line(size)), 1)


def parts(rows: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    """At most so many rows at a time, as many each time: none is left alone at the end."""
    count = ceil(len(rows) / most)
    for place in range(count):
        yield rows[len(rows) * place // count : len(rows) * (place + 1) // count]


def _line(size: float) -> float:
    return size * LINE * POINT + 2 * _ABOVE


def _fit(rows: list[list[str]], shares: Sequence[float], room: Room) -> tuple[float, list[int], list[list[str]]]:
    """(size, widths, texts): the largest size at which nothing is cut, else the least one, with what fits."""
    for size in _SIZES:
        needs = [_longest_word(column, size) for column in zip(*rows, strict=True)]
        widths = _widths(needs, shares, room.width)
        if sum(needs) <= room.width and sum(_heights(rows, widths, size)) <= room.height:
            return size, widths, rows
    texts = rows
    for most in (3, 2, 1):
        texts = [
            [cut_to(text, _inside(width), most, size) for text, width in zip(row, widths, strict=True)] for row in rows
        ]
        if sum(_heights(texts, widths, size)) <= room.height:
            break
    return size, widths, texts


def _longest_word(column: Sequence[str], size: float) -> float:
    """The width that cuts no word in two; the header is in bold."""
    header, *others = column
    words = [(word, _BOLD) for word in header.split(" ")] + [
        (word, _PLAIN) for text in others for word in text.split(" ")
    ]
    return max(min(text_width(word, size) * wider, _WIDEST_WORD) for word, wider in words) + 2 * _SIDE


def _widths(needs: Sequence[float], shares: Sequence[float], wide: int) -> list[int]:
    """What each column needs, then what is left in proportion to the shares."""
    left = wide - sum(needs)
    if left < 0:
        return [int(wide * need / sum(needs)) for need in needs]
    return [int(need + left * share / sum(shares)) for need, share in zip(needs, shares, strict=True)]


def _heights(texts: list[list[str]], widths: list[int], size: float) -> list[int]:
    """Of each row, in EMU: a cell has a margin above and under, and no space after its one paragraph."""
    above = 2 * _ABOVE - AFTER * size * POINT
    return [
        int(max(height([text], _inside(width), size) for text, width in zip(row, widths, strict=True)) + above)
        for row in texts
    ]


def _inside(width: int) -> float:
    return width - 2 * _SIDE


def _dress(frame: GraphicFrame, widths: list[int], heights: list[int]) -> None:
    table = frame.table
    next(table._tbl.iter(qn("a:tableStyleId"))).text = _GRID
    table.horz_banding = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(width)
    for line, tall in zip(table._tbl.tr_lst, heights, strict=True):
        line.h = Emu(tall)
    frame.width, frame.height = Emu(sum(widths)), Emu(sum(heights))


def _write(cell: Any, text: str, size: float, *, strong: bool, right: bool) -> None:
    """The text of an empty « a:tc ». The library's own words for it take four times as long, over 1,000 cells a deck."""
    (_, _, paragraph), margins = cell
    if right:
        SubElement(paragraph, qn("a:pPr"), algn="r")
    run = SubElement(paragraph, qn("a:r"))
    SubElement(run, qn("a:rPr"), sz=str(Pt(size).centipoints), b=str(int(strong)), lang="fr-FR")
    SubElement(run, qn("a:t")).text = text
    margins.attrib.update(_MARGINS)
