"""OpenDocument spreadsheets for the tests, by the smallest writer that LibreOffice can open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.data.files.made import archive

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{KIND}"/>{{more}}</manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    + " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)
ROWS_AFTER = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def ods(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with blank cells to the end of each sheet, as LibreOffice writes them."""
    return made_ods({name: "".join(map(_row, rows)) + _rest(len(rows)) for name, rows in sheets.items()})


def made_ods(sheets: Mapping[str, str], *, manifest: str = "", **more: str | bytes) -> bytes:
    """A workbook whose rows are given in XML. Other parts: by name, `/` written `__`."""
    tables = "".join(f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items())
    parts: dict[str, str | bytes] = {
        "mimetype": KIND,
        "META-INF/manifest.xml": MANIFEST.format(more=manifest),
        "content.xml": CONTENT.format(sheets=tables),
    }
    return archive([*parts.items(), *((name.replace("__", "/"), text) for name, text in more.items())])


def text_cell(text: str, attributes: str = "") -> str:
    """A cell that holds a text."""
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{escape(text)}</text:p></table:table-cell>'
    )


def _rest(rows: int) -> str:
    return ROWS_AFTER.format(rows=1_048_576 - rows)


def _row(cells: Sequence[Any]) -> str:
    after = f'<table:table-cell table:number-columns-repeated="{16_384 - len(cells)}"/>'
    return f"<table:table-row>{''.join(map(_cell, cells))}{after}</table:table-row>"


def _cell(value: Any) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case bool():
            return _valued("boolean", "boolean-value", str(value).lower())
        case int() | float():
            return _valued("float", "value", repr(value))
        case datetime() | date():
            return _valued("date", "date-value", value.isoformat())
        case _:
            return text_cell(value)


def _valued(kind: str, name: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>{value}</text:p></table:table-cell>'
