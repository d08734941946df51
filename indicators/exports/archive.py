"""A workbook as bytes that depend on its content alone: the same séance gives the same file, to the byte."""

from datetime import datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip can tell


class _StillArchive(ZipFile):
    """A zip that ignores the clock."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        info = ZipInfo(name, _NO_DAY)
        info.compress_type, info.create_system = ZIP_DEFLATED, 0
        super().writestr(info, data)

    def write(
        self, filename: str | PathLike[str], arcname: str | PathLike[str] | None = None, *_: Any, **__: Any
    ) -> None:
        self.writestr(str(arcname or filename), Path(filename).read_bytes())


def as_bytes(book: Workbook, *, stamped: datetime) -> bytes:
    """The file. stamped: what its properties say as creation and last change (openpyxl's own saving reads the clock)."""
    book.properties.created = book.properties.modified = stamped
    written = BytesIO()
    ExcelWriter(book, _StillArchive(written, "w", ZIP_DEFLATED)).save()
    return written.getvalue()
