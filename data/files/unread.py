"""Cells that calamine gives as blanks though something stands there: errors (#REF!), and formulas never computed.

A blank tells nothing and is let through; these must be seen, so their text takes the blank's place. In the child process.
"""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import islice
from posixpath import basename
from xml.etree import ElementTree
from zipfile import ZipFile

from data.files.tables import column_number

_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_TEXT_RESULT = re.compile(rb"""\st=["']str["']""")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]+)</v>")
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")
_PREFIX = re.compile(rb"<([\w.-]{1,64}:)sheetData[\s/>]")
_MOST = 500_000  # such cells in a file: a large return of formulas never computed has 300,000


class TooMany(Exception):
    """The file has more such cells than anybody would put right one by one."""


def unread_cells(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet name -> (row, column, both counted from 1, text) of each such cell; only the sheets that have some.

    Raises TooMany."""
    left = _MOST
    found: dict[str, list[tuple[int, int, str]]] = {}
    with ZipFile(BytesIO(content)) as archive:
        for part, name in _sheets(archive):
            found[name] = list(islice(_cells(archive.read(part)), left + 1))
            left -= len(found[name])
            if left < 0:
                raise TooMany
    return {name: cells for name, cells in found.items() if cells}


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's part in the archive, with its name. Other forms than Excel's own are left alone."""
    parts = {basename(part): part for part in archive.namelist() if part.startswith("xl/worksheets/")}
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return
    # The preflight has refused any file that declares entities.
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): basename(link.get("Target", "")) for link in links}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        # The strict form of the format has other namespaces.
        if element.tag.endswith("}sheet"):
            link = next((value for name, value in element.items() if name.endswith("}id")), None)
            part = parts.get(targets.get(link, ""))
            if part:
                yield part, element.get("name", "")


def _cells(xml: bytes) -> Iterator[tuple[int, int, str]]:
    prefix = _PREFIX.search(xml)
    if prefix:
        # Several .NET programs write <x:c r="C12">.
        xml = xml.replace(b"<" + prefix.group(1), b"<").replace(b"</" + prefix.group(1), b"</")
    if not _ERROR.search(xml) and b"<f" not in xml:
        return
    # Cut at each cell, so that a hostile sheet costs no more than its length.
    for piece in xml.split(b"<c ")[1:]:
        cell, closing, _ = piece.partition(b"</c>")
        attributes = b" " + cell.partition(b">")[0]
        text = _text(attributes, cell) if closing else None
        place = _REFERENCE.search(attributes) if text is not None else None
        if place and text is not None:
            column = column_number(place.group(1).decode())
            yield int(place.group(2)), column, unescape(text.decode("utf-8", errors="replace"))


def _text(attributes: bytes, cell: bytes) -> bytes | None:
    """What a cell without a usable value holds; None for any other cell."""
    value = _VALUE.search(cell)
    if _ERROR.search(attributes):
        return value.group(1) if value else b"#ERREUR"
    # A formula that gave an empty text was computed.
    if b"<f" in cell and value is None and not (b"<v" in cell and _TEXT_RESULT.search(attributes)):
        formula = _FORMULA.search(cell)
        return b"=" + (formula.group(1) if formula else b"")
    return None
