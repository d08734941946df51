"""What is said of a file that cannot be taken, where several modules say it."""

from typing import Literal

Format = Literal["xlsx", "xls", "ods", "csv"]
"""How a file is read. An .xlsm is read as an .xlsx: its macros are never run."""

NOT_A_TABLE = (
    "Ce fichier n'est ni un classeur (.xlsx, .xlsm, .xls, .ods) ni un CSV : ouvrez-le dans Excel ou LibreOffice, "
    "enregistrez-le au format .xlsx, puis recommencez."
)
DAMAGED = (
    "Ce classeur est endommagé : ouvrez-le dans Excel, acceptez la réparation, "
    "enregistrez-le sous un autre nom au format .xlsx, puis recommencez."
)
LOCKED = (
    "Ce classeur est protégé par un mot de passe à l'ouverture : ouvrez-le dans Excel, retirez le mot de passe "
    "(Fichier, Informations, Protéger le classeur), enregistrez-le, puis recommencez."
)


def megabytes(size: int) -> str:
    """Bytes in MB, as they are written in French: 1,5."""
    return f"{size / 2**20:.1f}".replace(".", ",")
