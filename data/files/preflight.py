"""What a file is, and whether it is safe to read: decided on its bytes, before anything parses it.

Costs about 50 ms on a workbook of 10,000 x 30 cells and a few MB of memory on any file.
"""

import re
from pathlib import PurePosixPath
from typing import Literal
from zipfile import BadZipFile, ZipInfo

from data.errors import Refusal
from data.files.archive import cut_at_tags, entries, unpack
from data.files.decode import encoding_of
from data.files.extent import Extent
from data.files.tables import column_letter
from data.settings import Limits

Format = Literal["xlsx", "csv"]

_ZIP, _OLE2 = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
# Spaces, line ends and the marks that begin a text.
_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_EMPTY_ZIP = b"PK\x05\x06"
# A web page saved under a workbook's name is what several school programs call an Excel export.
_OTHER_SIGNATURES = (b"%PDF", b"{\\rtf", b"<")
_DECLARES_ENTITIES = re.compile(rb"(?i)<!(?:DOCTYPE|ENTITY)")
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_WORKBOOK = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)
_EXCEL_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb")
# Read one by one in about two seconds; plain workbooks need a few hundred.
_MOST_ODD_TAGS = 1_000_000

_NOT_A_TABLE = (
    "Ce fichier n'est ni un classeur Excel (.xlsx) ni un CSV : ouvrez-le dans Excel ou LibreOffice, "
    "enregistrez-le au format .xlsx, puis recommencez."
)
_DAMAGED = (
    "Ce classeur est endommagé : ouvrez-le dans Excel, acceptez la réparation, "
    "enregistrez-le sous un autre nom au format .xlsx, puis recommencez."
)
LOCKED = (
    "Ce classeur est protégé par un mot de passe à l'ouverture : ouvrez-le dans Excel, retirez le mot de passe "
    "(Fichier, Informations, Protéger le classeur), enregistrez-le, puis recommencez."
)
_UNSAFE = (
    "Ce classeur contient des éléments qu'Excel n'écrit jamais ({what}) et n'a pas été lu : recopiez le tableau utile "
    "dans un nouveau classeur, enregistrez-le au format .xlsx, puis recommencez."
)


NO_VALUE = "no value"
_NO_VALUE_MARKS = (b't="e"', b"<f>", b"<f ")


def check(name: str, content: bytes, limits: Limits, seen: set[str] | None = None) -> Format:
    """The format of a file that may be handed to a reader. NO_VALUE is added to `seen` when a cell may hold an error or
    a formula, which costs the reader a second look.

    Raises Refusal, one French sentence that says what to do next.
    """
    if not content.strip(_BLANK):
        raise Refusal("Ce fichier est vide : vérifiez qu'il a été enregistré, puis choisissez-le à nouveau.")
    if len(content) > limits.file_mb * 2**20:
        raise Refusal(
            f"Ce fichier pèse {_megabytes(len(content))} Mo et la limite est de {limits.file_mb} Mo : "
            "gardez-y seulement le tableau utile ou partagez-le en plusieurs fichiers, puis recommencez."
        )
    if content.startswith(_OLE2):
        raise Refusal(_old_format(content))
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        _check_workbook(content, limits, seen if seen is not None else set())
        return "xlsx"
    _check_text(name, content)
    return "csv"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f}".replace(".", ",")


def _old_format(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return LOCKED
    return (
        "Ce fichier est à l'ancien format d'Excel (.xls) : ouvrez-le dans Excel, "
        "enregistrez-le au format .xlsx, puis recommencez."
    )


def _check_text(name: str, content: bytes) -> None:
    is_foreign = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OTHER_SIGNATURES)
    if is_foreign or name.lower().endswith(_EXCEL_NAMES) or encoding_of(content) is None:
        raise Refusal(_NOT_A_TABLE)


def _check_workbook(content: bytes, limits: Limits, seen: set[str]) -> None:
    try:
        listed = entries(content)
        _check_entries(listed, limits)
        _check_parts(content, listed, limits, seen)
    except BadZipFile as error:
        raise Refusal(_DAMAGED) from error


def _check_entries(listed: list[ZipInfo], limits: Limits) -> None:
    """What the archive says of itself: enough to refuse, never enough to accept."""
    if not any(_WORKBOOK.fullmatch(entry.filename) for entry in listed):
        raise Refusal(_NOT_A_TABLE)
    if any(entry.flag_bits & 1 for entry in listed):
        raise Refusal(LOCKED)
    if len(listed) > limits.entries:
        raise Refusal(_UNSAFE.format(what=f"{len(listed)} parties au lieu de {limits.entries} au plus"))
    if any(_leaves_folder(entry.filename) for entry in listed):
        raise Refusal(_UNSAFE.format(what="des chemins qui sortent du classeur"))
    if sum(entry.file_size for entry in listed) > limits.unpacked_mb * 2**20:
        raise Refusal(_too_much(limits))


def _leaves_folder(filename: str) -> bool:
    path = filename.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in PurePosixPath(path).parts


def _too_much(limits: Limits) -> str:
    return (
        f"Ce classeur dépasse {limits.unpacked_mb} Mo une fois décompressé : recopiez le tableau utile "
        "dans un nouveau classeur, enregistrez-le au format .xlsx, puis recommencez."
    )


def _check_parts(content: bytes, listed: list[ZipInfo], limits: Limits, seen: set[str]) -> None:
    left = limits.unpacked_mb * 2**20
    for entry in listed:
        extent = Extent(most_rows=limits.rows, most_columns=limits.columns)
        before_root = entry.filename.lower().endswith((".xml", ".rels"))
        is_first = True
        for piece in cut_at_tags(unpack(content, entry)):
            left -= len(piece)
            if left < 0:
                raise Refusal(_too_much(limits))
            if is_first and piece.startswith(_ZIP):
                raise Refusal(_UNSAFE.format(what="une archive dans l'archive"))
            if before_root and _DECLARES_ENTITIES.search(piece):
                raise Refusal(_UNSAFE.format(what="des entités XML"))
            # Entities can only be declared before the first element.
            before_root = before_root and not _ELEMENT.search(piece)
            is_first = False
            if any(mark in piece for mark in _NO_VALUE_MARKS):
                seen.add(NO_VALUE)
            extent.scan(piece)
            _check_extent(extent, limits)


def _check_extent(extent: Extent, limits: Limits) -> None:
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
    if extent.rows * extent.columns > limits.cells:
        raise Refusal(
            f"Une feuille de ce classeur couvre {extent.rows} lignes et {extent.columns} colonnes, plus que la "
            "limite : supprimez les lignes et colonnes inutiles autour du tableau, puis recommencez."
        )
    if extent.tags_read > _MOST_ODD_TAGS:
        raise Refusal(
            "Ce classeur n'est pas écrit comme Excel le fait et il est trop grand pour être lu ainsi : "
            "ouvrez-le dans Excel, enregistrez-le sous un autre nom au format .xlsx, puis recommencez."
        )
