"""File names that any system, mail and archive keeps as they are."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_LONGEST = 80  # characters of a name, so that a path of it stays short enough for Windows


def fiche_name(uai: str, name: str, commune: str) -> str:
    """Such as 0440021J_College_Jacques_Prevert_Nantes.xlsx. The UAI makes it unique."""
    parts = (ascii_name(uai), ascii_name(name)[:_LONGEST].rstrip("_-"), ascii_name(commune)[:_LONGEST].rstrip("_-"))
    return f"{'_'.join(part for part in parts if part)}.xlsx"


def ascii_name(text: str) -> str:
    """Letters without accents, digits and hyphens; anything else is an underscore."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9-]+", "_", plain).strip("_-")
