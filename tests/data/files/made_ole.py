"""OLE2 files and .xls workbooks for the tests, written byte by byte: no library writes them any more."""

import struct
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALL = 4096
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
GENERAL, DAY = 0, 1


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file of these streams, each large enough not to be stored among the small ones."""
    sectors: list[bytes] = []
    following: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1 if streams else FREE)]
    for number, (name, body) in enumerate(streams.items(), start=1):
        start, body = len(sectors), body.ljust(SMALL, b"\0")
        sectors += [body[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(body), SECTOR)]
        following += [*range(start + 1, len(sectors)), END]
        # A tree that leans to one side is one all the same.
        entries.append(_entry(name, 2, start, len(body), right=number + 1 if number < len(streams) else FREE))
    directory, first = b"".join(entries), len(sectors)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    sectors += [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    following += [*range(first + 1, len(sectors)), END]
    tables = 1
    while tables * SECTOR // 4 < len(sectors) + tables:
        tables += 1
    places = range(len(sectors), len(sectors) + tables)
    fat = following + [TABLE] * tables
    fat += [FREE] * (tables * SECTOR // 4 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, SMALL, END, 0, END, 0)
    header += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<BBIII", kind, 1, FREE, right, child)
    return wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + tree + bytes(36) + struct.pack("<IQ", start, size)


def xls(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    epoch_1904: bool = False,
    more: Sequence[tuple[int, bytes]] = (),
    sheet_records: bytes = b"",
) -> bytes:
    """A BIFF8 workbook: None, texts, numbers, booleans, days and the names of errors.

    `more`: records put first. `sheet_records`: those of each sheet put last.
    """
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + b"".join(
        record(kind, body) for kind, body in more
    )
    head += record(0x42, struct.pack("<H", 1200)) + record(0x22, struct.pack("<H", epoch_1904))
    for number_format in (0, 14):
        head += record(0xE0, struct.pack("<HHHHIIH", 0, number_format, 0, 0, 0, 0, 0))
    bodies = [_sheet(rows, epoch_1904, sheet_records) for rows in sheets.values()]
    named = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    place = len(head) + sum(4 + 6 + len(name) for name in named) + len(record(0x0A))
    listed = b""
    for name, body in zip(named, bodies, strict=True):
        listed += record(0x85, struct.pack("<IBB", place, 0, 0) + name)
        place += len(body)
    return ole({"Workbook": head + listed + record(0x0A) + b"".join(bodies)})


def record(kind: int, body: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def _sheet(rows: Sequence[Sequence[Any]], epoch_1904: bool, last: bytes) -> bytes:
    width = max((len(row) for row in rows), default=0)
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    body += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        body += b"".join(_cell(row, column, cell, epoch_1904) for column, cell in enumerate(cells))
    return body + last + record(0x0A)


def _cell(row: int, column: int, value: Any, epoch_1904: bool) -> bytes:
    def at(style: int) -> bytes:
        return struct.pack("<HHH", row, column, style)

    match value:
        case None:
            return record(0x201, at(GENERAL))
        case bool():
            return record(0x205, at(GENERAL) + struct.pack("<BB", value, 0))
        case int() | float():
            return record(0x203, at(GENERAL) + struct.pack("<d", value))
        case date():
            return record(0x203, at(DAY) + struct.pack("<d", (value - DAY_ZERO[epoch_1904]).days))
        case str() if value in ERRORS:
            return record(0x205, at(GENERAL) + struct.pack("<BB", ERRORS[value], 1))
        case _:
            return record(0x204, at(GENERAL) + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
