"""What the records of an .xls say that its reader does not tell: a password, and cells that hold an error. Light."""

import re
from collections.abc import Iterator

from data.files.ole import Ole

_FILEPASS, _BOUNDSHEET, _BOF, _EOF = 0x2F, 0x85, 0x809, 0x0A
_FORMULA, _ERROR = 0x06, 0x205
_FIRST_RECORDS = 20
_BIFF8 = 0x600
# Either record with an error in it. Walking a sheet costs 0.5 s a million records: only where one may be.
_SUSPECT = re.compile(
    rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff", re.DOTALL
)
_NAMES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def workbook_stream(file: Ole) -> str | None:
    """Name of the stream that holds the workbook, None in a file of another kind."""
    return next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in file.streams), None)


def is_locked(stream: bytes) -> bool:
    """Whether a password is needed to open it: said by one of the first records."""
    records = _records(stream, 0)
    return any(kind == _FILEPASS for (kind, _), _ in zip(records, range(_FIRST_RECORDS), strict=False))


def unread_xls(content: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet name -> (row, column, both counted from 1, text) of the cells that hold an error. Raises NotOle."""
    file = Ole(content)
    name = workbook_stream(file)
    stream = file.read(name) if name else b""
    if not _SUSPECT.search(stream):
        return {}
    found = {sheet: list(_errors(stream, start)) for sheet, start in _sheets(stream)}
    return {sheet: cells for sheet, cells in found.items() if cells}


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of each record up to the end of its part."""
    while start + 4 <= len(stream):
        kind = stream[start] | stream[start + 1] << 8
        end = start + 4 + (stream[start + 2] | stream[start + 3] << 8)
        yield kind, stream[start + 4 : end]
        if kind == _EOF:
            return
        start = end


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    is_biff8 = False
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            is_biff8 = int.from_bytes(body[:2], "little") == _BIFF8
        if kind == _BOUNDSHEET and len(body) > 8:
            yield _sheet_name(body[6:], is_biff8), int.from_bytes(body[:4], "little")


def _sheet_name(text: bytes, is_biff8: bool) -> str:
    if not is_biff8:
        return text[1 : 1 + text[0]].decode("cp1252", errors="replace")
    wide = text[1] & 1
    return text[2 : 2 + text[0] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", errors="replace")


def _errors(stream: bytes, start: int) -> Iterator[tuple[int, int, str]]:
    for kind, body in _records(stream, start):
        if kind == _ERROR and len(body) >= 8 and body[7]:
            code = body[6]
        elif kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
            code = body[8]
        else:
            continue
        row, column = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
        yield row + 1, column + 1, _NAMES.get(code, "#ERREUR")
