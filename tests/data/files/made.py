"""Workbooks and archives for the tests: real ones by openpyxl, and hand-made ones that no program would write."""

import io
import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from data.errors import Refusal

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def assert_is_a_sentence(refusal: Refusal) -> None:
    """One French line that ends with what to do."""
    text = str(refusal)
    assert re.fullmatch(r"[A-ZÀÉ][^\n]*\.", text), text
    assert re.search(r"recommencez|choisissez-le", text), text
    assert "Traceback" not in text


def real_workbook(sheets: dict[str, Sequence[Sequence[Any]]], *, epoch_1904: bool = False) -> bytes:
    """A workbook as openpyxl saves it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_xml(rows: str) -> str:
    """A sheet of these rows, in XML."""
    return f'<worksheet xmlns="{NAMESPACE}" xmlns:x="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


def texts_workbook(rows: int, columns: int = 20) -> bytes:
    """A workbook of as many different texts, quickly made; A1 holds « texte 0 0 »."""
    letters = [chr(ord("A") + column) for column in range(columns)]
    return made_workbook(
        "".join(
            f'<row r="{row + 1}">'
            + "".join(
                f'<c r="{letter}{row + 1}" t="inlineStr"><is><t>texte {row} {column}</t></is></c>'
                for column, letter in enumerate(letters)
            )
            + "</row>"
            for row in range(rows)
        )
    )


def made_workbook(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **more: str | bytes) -> bytes:
    """A workbook of one sheet whose rows are given in XML. Other parts: by name, `/` written `__`."""
    parts = PARTS | {"xl/worksheets/sheet1.xml": sheet_xml(rows)}
    return archive([*parts.items(), *((name.replace("__", "/"), text) for name, text in more.items())])


def archive(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """An honest zip."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, text in parts:
            file.writestr(name, text)
    return buffer.getvalue()


def zip_parts(content: bytes) -> list[tuple[str, bytes]]:
    """What a zip holds."""
    with ZipFile(io.BytesIO(content)) as file:
        return [(entry.filename, file.read(entry)) for entry in file.infolist()]


def lying_archive(entries: Sequence[tuple[str, bytes, int, int]]) -> bytes:
    """A zip of (name, deflated bytes, declared CRC, declared size), whatever the real ones."""
    body, directory = b"", b""
    for name, packed, crc, size in entries:
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        directory += name.encode()
        body += b"PK\x03\x04" + common + name.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def workbook_with_sheet(packed: bytes, crc: int, size: int) -> bytes:
    """A workbook whose one sheet is these deflated bytes, with the CRC and the size it declares."""
    honest = [(n, deflated(t.encode()), zlib.crc32(t.encode()), len(t.encode())) for n, t in PARTS.items()]
    return lying_archive([*honest, ("xl/worksheets/sheet1.xml", packed, crc, size)])


def flooded_workbook(piece: bytes, times: int, *, declared: int | None = None) -> bytes:
    """A workbook whose sheet is `piece` x times, of the right CRC and, unless another is declared, the right size."""
    start, end = b"<worksheet><sheetData>", b"</sheetData></worksheet>"
    crc = zlib.crc32(start)
    for _ in range(times):
        crc = zlib.crc32(piece, crc)
    size = len(start) + len(piece) * times + len(end) if declared is None else declared
    return workbook_with_sheet(repeated(start, piece, times, end), zlib.crc32(end, crc), size)


def deflated(text: bytes) -> bytes:
    """Raw deflate, as a zip holds it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()


def repeated(start: bytes, piece: bytes, times: int, end: bytes) -> bytes:
    """`start`, `piece` x times, then `end`, deflated without ever holding it: a full flush makes a piece that can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * times + packer.compress(end) + packer.flush()
