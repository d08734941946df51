"""Whether a file may be opened as a template: decided on its bytes, before anything parses it."""

import re
from codecs import BOM_UTF8
from zipfile import BadZipFile, ZipInfo

from data.errors import Refusal
from data.files.archive import cut_at_tags, entries, leaves_folder, listed_at_most, unpack
from data.files.sentences import megabytes
from data.settings import Limits, get_settings

NOT_A_TEMPLATE = (
    "Ce fichier n'est pas un modèle de présentation : choisissez un fichier .pptx ou .potx, enregistré par PowerPoint ou "
    "LibreOffice."
)
DAMAGED = (
    "Ce modèle est endommagé : ouvrez-le dans PowerPoint ou LibreOffice, enregistrez-le sous un autre nom au format .pptx, "
    "puis recommencez."
)
LOCKED = "Ce modèle est protégé par un mot de passe : retirez-le, enregistrez le modèle, puis recommencez."
_UNSAFE = "Ce modèle contient {what} et n'a pas été ouvert : {remedy}, puis recommencez."
_SAVE_AS_PPTX = "enregistrez-le au format .pptx, sans macro"
_SAVE_AGAIN = "enregistrez-le sous un autre nom au format .pptx depuis PowerPoint ou LibreOffice"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAIN = re.compile(r"ppt/presentation\d*\.xml", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_MACROS = re.compile(r"(?i)vbaproject|vbadata|(^|/)activex/|(^|/)ctrlprops/")
_MACRO_TYPE = re.compile(rb"(?i)macroEnabled|vbaProject|activeX")
_DECLARES_ENTITIES = re.compile(rb"(?i)<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_SEEN_THROUGH = (b"utf-8", b"us-ascii", b"ascii")  # encodings in which a tag is the bytes it looks like
# How XML begins in the encodings that its readers guess; in UTF-8 it is a « < », after blanks or not.
_BEGINS_XML = (
    b"<",
    b"\xff\xfe<\0",
    b"\xfe\xff\0<",
    b"\0<",
    b"\0\0\0<",
    b"\xff\xfe\0\0<",
    b"\0\0\xfe\xff",
    b"\x4c\x6f\xa7\x94",
)
_XML_MB = 40  # of all its texts, unpacked: the largest templates have under ten


def check_template(content: bytes) -> None:
    """Raises Refusal, one French sentence that says what to do next."""
    limits = get_settings().limits
    if content.startswith(_OLE):
        raise Refusal(LOCKED if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in content else NOT_A_TEMPLATE)
    if not content.startswith(_ZIP):
        raise Refusal(NOT_A_TEMPLATE)
    if len(content) > limits.file_mb * 2**20:
        raise Refusal(
            f"Ce modèle pèse {megabytes(len(content))} Mo et la limite est de {limits.file_mb} Mo : allégez ses images, "
            "puis recommencez."
        )
    if listed_at_most(content) > limits.entries:
        raise _unsafe(f"plus de {limits.entries} parties", _SAVE_AGAIN)
    try:
        listed = entries(content)
        _check_names(listed)
        _check_parts(content, listed, limits)
    except BadZipFile as error:
        raise Refusal(DAMAGED) from error


def _unsafe(what: str, remedy: str) -> Refusal:
    return Refusal(_UNSAFE.format(what=what, remedy=remedy))


def _check_names(listed: list[ZipInfo]) -> None:
    names = [entry.filename for entry in listed]
    if _TYPES not in names or not any(_MAIN.fullmatch(name) for name in names):
        raise Refusal(NOT_A_TEMPLATE)
    if any(entry.flag_bits & 1 for entry in listed):
        raise Refusal(LOCKED)
    if any(leaves_folder(name) for name in names):
        raise _unsafe("des chemins qui en sortent", _SAVE_AGAIN)
    if len(set(names)) < len(names):
        raise _unsafe("deux parties du même nom", _SAVE_AGAIN)
    if any(_MACROS.search(name) for name in names):
        raise _unsafe("des macros ou des contrôles ActiveX", _SAVE_AS_PPTX)


def _check_parts(content: bytes, listed: list[ZipInfo], limits: Limits) -> None:
    """On what they really unpack to."""
    left, texts = limits.unpacked_mb * 2**20, _XML_MB * 2**20
    for entry in listed:
        is_text = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        is_begun = False
        for piece in cut_at_tags(unpack(content, entry)):
            if not is_begun and piece.strip():
                # Readers go by the declared type of a part: an image's name may hide a text.
                is_text = is_text or _may_be_xml(piece.removeprefix(BOM_UTF8).lstrip(b" \t\r\n"))
                if is_text:
                    _check_encoding(piece)
                is_begun = True
            left -= len(piece)
            texts -= len(piece) * is_text
            if left < 0 or texts < 0:
                raise _unsafe("trop de données une fois décompressé", "allégez ses images et ses diapositives")
            if is_text and b"<!" in piece and _DECLARES_ENTITIES.search(piece):
                raise _unsafe("des entités XML", _SAVE_AGAIN)
            if entry.filename == _TYPES and _MACRO_TYPE.search(piece):
                raise _unsafe("des macros ou des contrôles ActiveX", _SAVE_AS_PPTX)


def _may_be_xml(beginning: bytes) -> bool:
    """Pieces are cut at tags: a short text may give what stands before its first one alone."""
    return beginning.startswith(_BEGINS_XML) or any(beginning == mark.partition(b"<")[0] for mark in _BEGINS_XML[1:-1])


def _check_encoding(beginning: bytes) -> None:
    """What follows looks for tags in the bytes: in UTF-16 they would not be seen."""
    text = beginning.removeprefix(BOM_UTF8).lstrip()
    declared = _ENCODING.match(text)
    if not text.startswith(b"<") or b"\0" in text or (declared and declared[1].lower() not in _SEEN_THROUGH):
        raise _unsafe("du texte qui n'est pas en UTF-8", _SAVE_AGAIN)
