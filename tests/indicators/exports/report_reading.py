"""A report read back by a reader that shares no code with what wrote it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from data.seances.frozen import Snapshot
from indicators.exports.report import report_bytes

Element = tuple[str, Any]  # the role of a tagged element, and its dictionary


def opened(snapshot: Snapshot) -> PdfReader:
    return PdfReader(BytesIO(report_bytes(snapshot)))


@lru_cache(maxsize=4)
def _pages(content: bytes) -> tuple[str, ...]:
    return tuple(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def words_of(content: bytes) -> str:
    """All the text, in the order of the pages, every space the same."""
    return re.sub(r"\s+", " ", " ".join(_pages(content)))


def words(snapshot: Snapshot) -> str:
    return words_of(report_bytes(snapshot))


def tagged(reader: PdfReader) -> list[Element]:
    """Every tagged element, in reading order."""
    return list(_below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _below(node: Any) -> Iterator[Element]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _below(one)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"]), node
        if "/K" in node:
            yield from _below(node["/K"])
