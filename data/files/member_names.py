"""Names of the files of a zip: as people typed them, and which ones nobody put there."""

import unicodedata
from pathlib import PurePosixPath
from zipfile import ZipInfo

from data.files.transfer import clean

# What systems leave beside people's files: locks of open documents, thumbnails, the Mac's folders.
_LITTER_FOLDERS = {"__MACOSX"}
_LITTER_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}
_LITTER_STARTS = ("~$", ".~lock.", "._")
_UTF8_NAME = 0x800
_SHOWN = 80


def typed_name(entry: ZipInfo) -> str:
    """The name of a member as it was typed, folders split by « / ».

    Without a mark it is UTF-8 (a Mac) or the code page of the French Windows console.
    """
    text = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not text.isascii():
        text = _unmarked(text)
    return unicodedata.normalize("NFC", clean(text).replace("\\", "/"))


def _unmarked(text: str) -> str:
    try:
        raw = text.encode("cp437")
    except UnicodeEncodeError:
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def is_litter(inside: str) -> bool:
    """Whether a system left this beside people's files."""
    path = PurePosixPath(inside)
    name = path.name.lower()
    return (
        name in _LITTER_NAMES or name.startswith(_LITTER_STARTS) or any(part in _LITTER_FOLDERS for part in path.parts)
    )


def shown(name: str) -> str:
    """A name as a sentence can hold it: one line, not too long."""
    text = clean(name).replace("\n", " ").replace("\t", " ")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def readable(name: str) -> str:
    """A file's name as it can be stored and shown: bytes of another system's code page become a question mark."""
    return clean(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")) or "fichier"
