"""What a file is, and whether it is safe to read: decided on its bytes, before anything parses it.

Costs about 50 ms on a workbook of 10,000 x 30 cells and a few MB of memory on any file.
"""

from data.errors import Refusal
from data.files.biff import is_locked, workbook_stream
from data.files.decode import encoding_of
from data.files.ole import SIGNATURE, NotOle, Ole
from data.files.sentences import DAMAGED, LOCKED, NOT_A_TABLE, Format, megabytes
from data.files.zipped import SIGNATURES, check_zipped
from data.settings import Limits

# Spaces, line ends and the marks that begin a text.
_BLANK = b" \t\r\n\xef\xbb\xbf\xff\xfe"
# A web page saved under a workbook's name is what several school programs call an Excel export.
_OTHER_SIGNATURES = (b"%PDF", b"{\\rtf", b"<")
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def check(name: str, content: bytes, limits: Limits, seen: set[str] | None = None) -> Format:
    """The format of a file that may be handed to a reader. NO_VALUE is added to `seen` when a cell may hold an error or
    a formula, which costs the reader a second look.

    Raises Refusal, one French sentence that says what to do next.
    """
    if not content.strip(_BLANK):
        raise Refusal("Ce fichier est vide : vérifiez qu'il a été enregistré, puis choisissez-le à nouveau.")
    if len(content) > limits.file_mb * 2**20:
        raise Refusal(
            f"Ce fichier pèse {megabytes(len(content))} Mo et la limite est de {limits.file_mb} Mo : "
            "gardez-y seulement le tableau utile ou partagez-le en plusieurs fichiers, puis recommencez."
        )
    if content.startswith(SIGNATURE):
        return _check_ole(content)
    if content.startswith(SIGNATURES):
        return check_zipped(content, limits, seen if seen is not None else set())
    _check_text(name, content)
    return "csv"


def _check_ole(content: bytes) -> Format:
    """Excel's old format, what a password makes of the new one, or a document of another program."""
    try:
        file = Ole(content)
        stream = workbook_stream(file)
        is_password_needed = "EncryptedPackage" in file.streams or (stream and is_locked(file.read(stream)))
    except NotOle as error:
        raise Refusal(DAMAGED) from error
    if is_password_needed:
        raise Refusal(LOCKED)
    if not stream:
        raise Refusal(NOT_A_TABLE)
    return "xls"


def _check_text(name: str, content: bytes) -> None:
    is_foreign = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OTHER_SIGNATURES)
    if is_foreign or name.lower().endswith(_WORKBOOK_NAMES) or encoding_of(content) is None:
        raise Refusal(NOT_A_TABLE)
