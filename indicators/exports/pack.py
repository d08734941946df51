"""The pack of a séance: what its formats are, and all of them in one zip. Nobody else knows their names."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

from data.seances.frozen import Snapshot
from indicators.exports.archive import still

_OFFICE = "application/vnd.openxmlformats-officedocument"
Told = Callable[[int, int, str], None]
"""(how many are done, of how many, the French name of what is being made)."""


class Format(StrEnum):
    """The formats of a séance, the whole pack last."""

    XLSX = "xlsx"
    PPTX = "pptx"
    PDF = "pdf"
    CSV = "csv"
    PARQUET = "parquet"
    DATAPACKAGE = "datapackage"
    PACK = "pack"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How a format is written. ending: what its file's name has after the day; name: in French, to be read alone."""

    ending: str
    mime: str
    name: str


KINDS: Mapping[Format, Kind] = {
    Format.XLSX: Kind(ending=".xlsx", mime=f"{_OFFICE}.spreadsheetml.sheet", name="Classeur (XLSX)"),
    Format.PPTX: Kind(ending=".pptx", mime=f"{_OFFICE}.presentationml.presentation", name="Diapositives (PPTX)"),
    Format.PDF: Kind(ending=".pdf", mime="application/pdf", name="Rapport (PDF)"),
    Format.CSV: Kind(ending=".csv", mime="text/csv", name="Établissements (CSV)"),
    Format.PARQUET: Kind(ending=".parquet", mime="application/vnd.apache.parquet", name="Établissements (Parquet)"),
    Format.DATAPACKAGE: Kind(ending="_donnees_ouvertes.zip", mime="application/zip", name="Données ouvertes (zip)"),
    Format.PACK: Kind(ending="_dossier.zip", mime="application/zip", name="Tout le dossier (zip)"),
}
MEMBERS = tuple(one for one in Format if one is not Format.PACK)


def file_name(wanted: Format, on: date) -> str:
    """« seance_2022-03-15.xlsx »."""
    return f"seance_{on:%Y-%m-%d}{KINDS[wanted].ending}"


def export_bytes(
    snapshot: Snapshot, wanted: Format, *, template: bytes | None = None, told: Told | None = None
) -> bytes:
    """A séance in one format. template: slides of the reader's own. Raises Refusal when the template will not do."""
    # Each library is loaded only for who asks for its format: together they take a second.
    match wanted:
        case Format.XLSX:
            from indicators.exports.workbook import workbook_bytes

            return workbook_bytes(snapshot)
        case Format.PPTX:
            from indicators.exports.slides import slides_bytes

            return slides_bytes(snapshot, template)
        case Format.PDF:
            from indicators.exports.report import report_bytes

            return report_bytes(snapshot)
        case Format.CSV:
            from indicators.exports.tables import csv_bytes

            return csv_bytes(snapshot)
        case Format.PARQUET:
            from indicators.exports.tables import parquet_bytes

            return parquet_bytes(snapshot)
        case Format.DATAPACKAGE:
            from indicators.exports.open_data import package_bytes

            return package_bytes(snapshot)
        case Format.PACK:
            return pack_bytes(snapshot, template=template, told=told)


def pack_bytes(snapshot: Snapshot, *, template: bytes | None = None, told: Told | None = None) -> bytes:
    """Every format in one zip, the same to the byte each time. Raises Refusal when the template will not do."""
    written = BytesIO()
    with ThreadPoolExecutor(1) as aside, ZipFile(written, "w") as archive:
        # Half of the time is the report's, whose library lets Python run meanwhile.
        report = aside.submit(export_bytes, snapshot, Format.PDF)
        for done, one in enumerate(MEMBERS):
            if told:
                told(done, len(MEMBERS), KINDS[one].name)
            made = report.result() if one is Format.PDF else export_bytes(snapshot, one, template=template)
            archive.writestr(still(file_name(one, snapshot.situation_on)), made)
    if told:
        told(len(MEMBERS), len(MEMBERS), KINDS[Format.PACK].name)
    return written.getvalue()
