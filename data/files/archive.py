"""A zip archive as a stream of what it really holds: headers are read, never believed."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_PIECE = 1 << 20
_FEED = 1 << 16
_LOCAL_HEADER = 30
_LONGEST_TAG = 1 << 12


def listed_at_most(content: bytes) -> int:
    """How many entries the directory can list, counted before anything is made of them."""
    return content.count(b"PK\x01\x02")


def entries(content: bytes) -> list[ZipInfo]:
    """What the archive's directory lists. Raises BadZipFile when it is damaged."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (ValueError, LookupError, NotImplementedError, EOFError, OSError, OverflowError, struct.error) as error:
        raise BadZipFile(str(error)) from error


def leaves_folder(filename: str) -> bool:
    """Whether a name would be written outside the folder where the archive is opened."""
    path = filename.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in PurePosixPath(path).parts


def unpack(content: bytes, entry: ZipInfo) -> Iterator[bytes]:
    """An entry decompressed, 1 MiB at most at a time, to its real end and not to its declared size.

    Raises BadZipFile when it cannot be decompressed.
    """
    packed = _packed(content, entry)
    if entry.compress_type == ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
    elif entry.compress_type == ZIP_DEFLATED:
        yield from _inflate(packed)
    else:
        raise BadZipFile("compression method")


def cut_at_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, each piece ending just before a `<`, so that no tag is cut (tags under 4 KiB)."""
    rest = b""
    for piece in pieces:
        piece = rest + piece
        cut = piece.rfind(b"<", -_LONGEST_TAG)
        rest = piece[cut:] if cut >= 0 else b""
        yield piece[:cut] if cut >= 0 else piece
    yield rest


def _packed(content: bytes, entry: ZipInfo) -> memoryview:
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise BadZipFile("local header")
    start += _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise BadZipFile("truncated")
    return packed


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _FEED):
            waiting: bytes | memoryview = packed[start : start + _FEED]
            while waiting and not inflater.eof:
                if piece := inflater.decompress(waiting, _PIECE):
                    yield piece
                waiting = inflater.unconsumed_tail
    except zlib.error as error:
        raise BadZipFile(str(error)) from error
    if not inflater.eof:
        raise BadZipFile("truncated")
