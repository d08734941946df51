"""Whether a workbook that is a zip archive (.xlsx, .xlsm, .ods) is safe to read, on what it really unpacks to."""

import re
from zipfile import BadZipFile, ZipInfo

from data.errors import Refusal
from data.files.archive import cut_at_tags, entries, leaves_folder, listed_at_most, unpack
from data.files.extent import Extent
from data.files.ods_extent import OdsExtent
from data.files.sentences import DAMAGED, LOCKED, NOT_A_TABLE, Format
from data.files.tables import column_letter
from data.settings import Limits

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
NO_VALUE = "no value"

_DECLARES_ENTITIES = re.compile(rb"(?i)<!(?:DOCTYPE|ENTITY)")
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_WORKBOOK = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)
_BINARY_WORKBOOK = "xl/workbook.bin"
_ODS_CONTENT, _ODS_MANIFEST, _ODS_TYPE = "content.xml", "META-INF/manifest.xml", "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
# Read one by one in about two seconds; plain workbooks need a few hundred.
_MOST_ODD_TAGS = 1_000_000

_UNSAFE = (
    "Ce classeur contient des éléments qu'un tableur n'écrit jamais ({what}) et n'a pas été lu : recopiez le tableau "
    "utile dans un nouveau classeur, enregistrez-le au format .xlsx, puis recommencez."
)
_BINARY = (
    "Ce classeur est au format binaire d'Excel (.xlsb), qui n'est pas lu : ouvrez-le dans Excel, "
    "enregistrez-le au format .xlsx, puis recommencez."
)


def check_zipped(content: bytes, limits: Limits, seen: set[str]) -> Format:
    """« xlsx » or « ods ». NO_VALUE is added to `seen` when a cell may hold an error or a formula. Raises Refusal."""
    most = listed_at_most(content)
    if most > limits.entries:
        raise Refusal(_UNSAFE.format(what=f"{most} parties au lieu de {limits.entries} au plus"))
    try:
        listed = entries(content)
        file_format = _format(content, listed)
        _check_entries(listed, limits)
        _check_parts(content, listed, limits, seen)
    except BadZipFile as error:
        raise Refusal(DAMAGED) from error
    return file_format


def _format(content: bytes, listed: list[ZipInfo]) -> Format:
    names = {entry.filename: entry for entry in listed}
    if any(name.lower() == _BINARY_WORKBOOK for name in names):
        raise Refusal(_BINARY)
    if any(_WORKBOOK.fullmatch(name) for name in names):
        return "xlsx"
    if _ODS_CONTENT in names and _ODS_TYPE in names:
        kind = next(unpack(content, names[_ODS_TYPE]), b"")
        if kind.startswith(_SPREADSHEET):
            return "ods"
    raise Refusal(NOT_A_TABLE)


def _check_entries(listed: list[ZipInfo], limits: Limits) -> None:
    """What the archive says of itself: enough to refuse, never enough to accept."""
    if any(entry.flag_bits & 1 for entry in listed):
        raise Refusal(LOCKED)
    if any(leaves_folder(entry.filename) for entry in listed):
        raise Refusal(_UNSAFE.format(what="des chemins qui sortent du classeur"))
    if sum(entry.file_size for entry in listed) > limits.unpacked_mb * 2**20:
        raise Refusal(_too_much(limits))


def _too_much(limits: Limits) -> str:
    return (
        f"Ce classeur dépasse {limits.unpacked_mb} Mo une fois décompressé : recopiez le tableau utile "
        "dans un nouveau classeur, enregistrez-le au format .xlsx, puis recommencez."
    )


def _check_parts(content: bytes, listed: list[ZipInfo], limits: Limits, seen: set[str]) -> None:
    left = limits.unpacked_mb * 2**20
    for entry in listed:
        extent = _extent(entry, limits)
        before_root = entry.filename.lower().endswith((".xml", ".rels"))
        is_first = True
        for piece in cut_at_tags(unpack(content, entry)):
            left -= len(piece)
            if left < 0:
                raise Refusal(_too_much(limits))
            if is_first and piece.startswith(SIGNATURES[0]):
                raise Refusal(_UNSAFE.format(what="une archive dans l'archive"))
            if before_root and b"<!" in piece and _DECLARES_ENTITIES.search(piece):
                raise Refusal(_UNSAFE.format(what="des entités XML"))
            # Entities can only be declared before the first element.
            before_root = before_root and not _ELEMENT.search(piece)
            is_first = False
            if entry.filename == _ODS_MANIFEST and b"encryption-data" in piece:
                raise Refusal(LOCKED)
            extent.scan(piece)
            _check_extent(extent, limits)
            if NO_VALUE not in seen and extent.may_lack_values(piece):
                seen.add(NO_VALUE)


def _extent(entry: ZipInfo, limits: Limits) -> Extent | OdsExtent:
    if entry.filename == _ODS_CONTENT:
        return OdsExtent()
    return Extent(most_rows=limits.rows, most_columns=limits.columns)


def _check_extent(extent: Extent | OdsExtent, limits: Limits) -> None:
    if extent.rows > limits.rows:
        raise Refusal(
            f"Une feuille de ce classeur va jusqu'à la ligne {extent.rows} et la limite est de {limits.rows} : "
            "supprimez les lignes inutiles sous le tableau (souvent une cellule remplie par erreur), puis recommencez."
        )
    if extent.columns > limits.columns:
        raise Refusal(
            f"Une feuille de ce classeur va jusqu'à la colonne {column_letter(extent.columns)} et la limite est "
            f"{column_letter(limits.columns)} : supprimez les colonnes inutiles à droite du tableau "
            "(souvent une cellule remplie par erreur), puis recommencez."
        )
    if extent.cells > limits.cells:
        raise Refusal(
            f"Une feuille de ce classeur couvre {extent.rows} lignes et {extent.columns} colonnes, plus que la "
            "limite : supprimez les lignes et colonnes inutiles autour du tableau, puis recommencez."
        )
    # In an .ods, every cell is a tag to read.
    if extent.tags_read > (_MOST_ODD_TAGS if isinstance(extent, Extent) else limits.cells):
        raise Refusal(
            "Ce classeur n'est pas écrit comme un tableur le fait et il est trop grand pour être lu ainsi : "
            "ouvrez-le dans Excel, enregistrez-le sous un autre nom au format .xlsx, puis recommencez."
        )
