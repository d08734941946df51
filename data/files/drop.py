"""A drop of files, each opened: what people hand over in one go, zips among it."""

from collections.abc import Callable, Sequence

from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.reader import read_files
from data.files.tables import Table
from data.settings import Limits

Opened = tuple[str, bytes, list[Table] | Refusal]
"""Name and content of a file, with its tables or why there are none."""


def open_drop(
    files: Sequence[tuple[str, bytes]], limits: Limits, progress: Callable[[float, str], None]
) -> list[Opened]:
    """Each file, those of a zip in its place. progress: told a share from 0 to 1, and a French phrase."""
    unpacked = [piece for name, content in files for piece in _unpacked(name, content, limits)]
    whole = [(name, content) for name, content, refused in unpacked if not refused]

    def tell(done: int) -> None:
        name = whole[min(done, len(whole) - 1)][0]
        progress(done / len(whole), f"Lecture de {name} ({min(done + 1, len(whole))} sur {len(whole)})")

    tables = iter(read_files(whole, limits, tell)) if whole else iter(())
    return [(name, content, refused or next(tables)) for name, content, refused in unpacked]


def _unpacked(name: str, content: bytes, limits: Limits) -> list[tuple[str, bytes, Refusal | None]]:
    """The file itself, or those of a zip."""
    try:
        inside = open_bundle(name, content, limits)
    except Refusal as refusal:
        return [(name, content, refusal)]
    return [(*piece, None) for piece in ([(name, content)] if inside is None else inside)]
