"""A zip of returns, opened: what a mailbox or a shared folder hands over in one piece."""

from zipfile import BadZipFile, ZipInfo
from zlib import crc32

from data.errors import Refusal
from data.files.archive import entries, leaves_folder, listed_at_most, unpack
from data.files.member_names import is_litter, shown, typed_name
from data.files.sentences import megabytes
from data.files.transfer import clean
from data.files.zipped import SIGNATURES
from data.settings import Limits

# What marks a document that is a zip itself: Excel, Word and their kin; LibreOffice.
_DOCUMENT_MARKS = {"[Content_Types].xml", "mimetype", "xl/workbook.xml", "content.xml"}
_NAME = ".zip"
_ENCRYPTED = 1
# Members stored as they are bring their own directories into the count: a workbook lists about a dozen parts.
_PARTS_PER_FILE = 20
# What comes out of a member that cannot be unpacked: the beginning of a workbook and no more, refused as damaged.
_DAMAGED = SIGNATURES[0]

_OPEN_IT = "ouvrez l'archive et déposez les fichiers eux-mêmes, puis recommencez."


def open_bundle(name: str, content: bytes, limits: Limits) -> list[tuple[str, bytes]] | None:
    """The files of a zip, in its order, each named « retours.zip/dossier/École X.xlsx »; None for any other file.

    A workbook or a text document is a zip too, and is not opened. What people did not put there themselves is left
    out. What cannot be read, or is damaged, comes out all the same, to be refused under its own name. Raises Refusal.
    """
    if not content.startswith(SIGNATURES):
        return None
    if len(content) > limits.bundle_mb * 2**20:
        raise Refusal(
            f"L'archive « {shown(name)} » pèse {megabytes(len(content))} Mo et la limite est de {limits.bundle_mb} Mo : "
            "partagez-la en plusieurs archives, puis recommencez."
        )
    if listed_at_most(content) > limits.bundle_files * _PARTS_PER_FILE:
        if not name.lower().endswith(_NAME):
            return None
        raise _too_many(name, limits)
    try:
        listed = entries(content)
        if any(entry.filename in _DOCUMENT_MARKS for entry in listed):
            return None
        members = _members(name, listed, limits)
        whole = _whole(name, content, members, limits)
    except BadZipFile as error:
        # A damaged workbook is refused as one.
        if not name.lower().endswith(_NAME):
            return None
        raise Refusal(f"L'archive « {shown(name)} » est endommagée : {_OPEN_IT}") from error
    return [
        (f"{clean(name)}/{inside}", b"".join(unpack(content, entry)) if is_whole else _DAMAGED)
        for (inside, entry), is_whole in zip(members, whole, strict=True)
    ]


def _members(name: str, listed: list[ZipInfo], limits: Limits) -> list[tuple[str, ZipInfo]]:
    """The files worth reading, each with its name as people see it."""
    named = [(typed_name(entry), entry) for entry in listed]
    outside = next((inside for inside, _ in named if leaves_folder(inside)), None)
    if outside is not None:
        raise Refusal(
            f"L'archive « {shown(name)} » contient un chemin qui sort de son dossier (« {shown(outside)} ») "
            f"et n'a pas été lue : {_OPEN_IT}"
        )
    members = [(inside, entry) for inside, entry in named if not inside.endswith("/") and not is_litter(inside)]
    if len(members) > limits.bundle_files:
        raise _too_many(name, limits)
    if any(entry.flag_bits & _ENCRYPTED for _, entry in members):
        raise Refusal(f"L'archive « {shown(name)} » est protégée par un mot de passe : {_OPEN_IT}")
    if not members:
        raise Refusal(
            f"L'archive « {shown(name)} » ne contient aucun fichier : vérifiez que c'est la bonne, puis recommencez."
        )
    return members


def _whole(name: str, content: bytes, members: list[tuple[str, ZipInfo]], limits: Limits) -> list[bool]:
    """Which members are not damaged. Unpacks once without keeping anything, so that a bomb is refused before it weighs."""
    left, whole = limits.bundle_mb * 2**20, []
    for inside, entry in members:
        size, start, is_whole = _unpacked(content, entry, limits.file_mb * 2**20)
        whole.append(is_whole)
        if size > limits.file_mb * 2**20:
            raise Refusal(
                f"Dans l'archive « {shown(name)} », le fichier « {shown(inside)} » pèse plus de {limits.file_mb} Mo : "
                "retirez-le de l'archive ou gardez-y seulement le tableau utile, puis recommencez."
            )
        left -= size
        if left < 0:
            raise Refusal(
                f"L'archive « {shown(name)} » dépasse {limits.bundle_mb} Mo une fois décompressée : "
                "partagez-la en plusieurs archives, puis recommencez."
            )
        if is_whole and start.startswith(SIGNATURES) and _is_bundle(b"".join(unpack(content, entry)), limits):
            raise Refusal(
                f"L'archive « {shown(name)} » contient une autre archive (« {shown(inside)} ») : "
                "ouvrez celle-ci et déposez ses fichiers, puis recommencez."
            )
    return whole


def _unpacked(content: bytes, entry: ZipInfo, most: int) -> tuple[int, bytes, bool]:
    """(real size, first bytes, whether it is as it was packed) of a member, not looked at further than `most`."""
    size, checksum, start = 0, 0, b""
    try:
        for piece in unpack(content, entry):
            start = start or piece[:4]
            size += len(piece)
            if size > most:
                break
            checksum = crc32(piece, checksum)
    except BadZipFile:
        return size, b"", False
    # A flipped byte in a text would pass for what somebody typed.
    return size, start, checksum == entry.CRC


def _is_bundle(content: bytes, limits: Limits) -> bool:
    """Whether a member is itself a zip of files. A damaged one is left to be refused under its own name."""
    if listed_at_most(content) > limits.bundle_files:
        return True
    try:
        return not any(entry.filename in _DOCUMENT_MARKS for entry in entries(content))
    except BadZipFile:
        return False


def _too_many(name: str, limits: Limits) -> Refusal:
    return Refusal(
        f"L'archive « {shown(name)} » contient plus de {limits.bundle_files} fichiers : "
        "partagez-la en plusieurs archives, puis recommencez."
    )
