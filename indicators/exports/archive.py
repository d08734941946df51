"""A workbook as bytes that depend on its content alone: the same séance gives the same file, to the byte."""

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from indicators.exports.long_table import Late

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip can tell
_END_OF_ROWS = re.compile(rb"</sheetData>|<sheetData ?/>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
_UNCOMPUTED = re.compile(rb'(?P<cell><c r="(?P<ref>[A-Z]+[0-9]+)"[^>]*)(?P<formula>><f>[^<]*</f>)<v(?: ?/>|></v>)')


def still(name: str) -> ZipInfo:
    """The entry of a zip that ignores the clock and the system."""
    info = ZipInfo(name, _NO_DAY)
    info.compress_type, info.create_system = ZIP_DEFLATED, 0
    return info


class _StillArchive(ZipFile):
    """A zip that ignores the clock. late: what is added to a sheet as its file comes in."""

    late: Mapping[str, Late]

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(still(name), data)

    def write(
        self, filename: str | PathLike[str], arcname: str | PathLike[str] | None = None, *_: Any, **__: Any
    ) -> None:
        name, written = str(arcname or filename).lstrip("/"), Path(filename).read_bytes()
        if name in self.late:
            self._write_late(name, written, self.late[name])
        else:
            self.writestr(name, written)

    def _write_late(self, name: str, written: bytes, late: Late) -> None:
        end = _END_OF_ROWS.search(written)
        assert end is not None
        before = _DIMENSION.sub(f'<dimension ref="{late.dimension}"'.encode(), written[: end.start()], count=1)
        with self.open(still(name), "w", force_zip64=True) as entry:
            entry.write(_with_results(before, late.results))
            entry.write(b"" if b"<sheetData>" in before else b"<sheetData>")
            for line in late.lines:
                entry.write(line.encode())
            entry.write(b"</sheetData>" + written[end.end() :])


def _with_results(sheet: bytes, results: Mapping[str, float | str]) -> bytes:
    """openpyxl writes formulas without what they give: a preview, a protected view and most readers would show nothing."""

    def told(found: re.Match[bytes]) -> bytes:
        result = results[found["ref"].decode()]
        kind, value = (b' t="str"', escape(result)) if isinstance(result, str) else (b"", repr(result))
        return found["cell"] + kind + found["formula"] + f"<v>{value}</v>".encode()

    return _UNCOMPUTED.sub(told, sheet) if results else sheet


def as_bytes(book: Workbook, *, stamped: datetime, late: Mapping[str, Late] | None = None) -> bytes:
    """The file. stamped: what its properties say as creation and last change (openpyxl's own saving reads the clock).

    late: sheet name -> what is added to it.
    """
    book.properties.created = book.properties.modified = stamped
    written = BytesIO()
    archive = _StillArchive(written, "w", ZIP_DEFLATED)
    names = {sheet.title: f"xl/worksheets/sheet{at}.xml" for at, sheet in enumerate(book.worksheets, start=1)}
    archive.late = {names[title]: one for title, one in (late or {}).items()}
    ExcelWriter(book, archive).save()
    return written.getvalue()
