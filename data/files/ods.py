"""Cells of an .ods that its reader gives as blanks though something stands there: errors, formulas never computed.

In the child process, and only when the preflight has seen a mark of one.
"""

from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

_NAME = "table:name"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_PARAGRAPH = "text:p"


def unread_ods(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet name -> (row, column, both counted from 1, text) of each such cell; only the sheets that have some."""
    with ZipFile(BytesIO(content)) as archive, archive.open("content.xml") as part:
        walk = _Walk()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
        parser.CharacterDataHandler = walk.text
        parser.ParseFile(part)
    return walk.found


class _Walk:
    """Where the parser is on which sheet. A cell that is repeated is told once, at its first place."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[int, int, str]]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._row_span = self._column_span = 1
        self._formula: str | None = None
        self._shown: list[str] = []
        self._in_paragraph = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            self._column += self._column_span
            self._column_span = _times(attributes, "table:number-columns-repeated")
            self._formula = _formula(attributes)
            self._shown = []
        elif tag == "table:table-row":
            self._row += self._row_span
            self._row_span = _times(attributes, "table:number-rows-repeated")
            self._column, self._column_span = 0, 1
        elif tag == "table:table":
            self._sheet, self._row, self._row_span = attributes.get(_NAME, ""), 0, 1
        self._in_paragraph = tag == _PARAGRAPH

    def end(self, tag: str) -> None:
        self._in_paragraph = False
        if tag in _CELLS and self._formula is not None:
            text = "".join(self._shown) or self._formula
            self.found.setdefault(self._sheet, []).append((self._row, self._column, text))
            self._formula = None

    def text(self, text: str) -> None:
        if self._formula is not None and self._in_paragraph:
            self._shown.append(text)


def _times(attributes: dict[str, str], name: str) -> int:
    times = attributes.get(name, "1")
    return int(times) if times.isdecimal() else 1


def _formula(attributes: dict[str, str]) -> str | None:
    """The formula of a cell without a usable value; None for any other cell."""
    is_error = attributes.get("calcext:value-type") == "error"
    formula = attributes.get("table:formula")
    if is_error or (formula is not None and "office:value-type" not in attributes):
        return (formula or "#ERREUR").removeprefix("of:")
    return None
