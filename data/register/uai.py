"""UAI, the key of an establishment: seven digits and a letter that checks them."""

import re

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")
_SHAPE = re.compile(r"[0-9]{7}[A-Z]")
_ALIKE = re.compile(r"[0-9]{4,7}[A-Za-z]?")
_SHORT = re.compile(r"[0-9]{5,6}[A-Z]")


def check_letter(digits: str) -> str:
    """The letter that ends a UAI of these seven digits: 0440021 -> J."""
    return _LETTERS[int(digits) % 23]


def looks_like_uai(text: str) -> bool:
    """Whether a text may be repeated as somebody's slip in a UAI: a name, an address or a telephone number may not."""
    return bool(_ALIKE.fullmatch(_BLANKS.sub("", text)))


def read_uai(text: str) -> tuple[str | None, str | None]:
    """(UAI, None), or (None, one French sentence that says what is wrong). Blanks and lower case are put right."""
    code = _BLANKS.sub("", text).upper()
    if _SHAPE.fullmatch(code) and code[-1] == check_letter(code[:7]):
        return code, None
    return None, _problem(code)


def _problem(code: str) -> str:
    if not code:
        return "L'UAI manque : indiquez les 7 chiffres et la lettre de l'établissement."
    shown = code if len(code) <= 12 else code[:12] + "…"
    if _SHAPE.fullmatch(code):
        expected = check_letter(code[:7])
        return f"« {shown} » n'est pas un UAI : après {code[:7]}, la lettre attendue est {expected}, pas {code[-1]}."
    padded = code.zfill(8)
    if _SHORT.fullmatch(code) and padded[-1] == check_letter(padded[:7]):
        return f"« {shown} » n'est pas un UAI, un zéro manque sans doute au début : lire {padded} ?"
    if re.fullmatch(r"[0-9]{7}", code):
        return f"« {shown} » n'est pas un UAI, la lettre finale manque : lire {code}{check_letter(code)} ?"
    if re.fullmatch(r"[0-9]+[A-Z]", code):
        return f"« {shown} » n'est pas un UAI : {len(code)} caractères au lieu de 8 (7 chiffres et une lettre)."
    return f"« {shown} » n'est pas un UAI : un UAI compte 7 chiffres et une lettre, comme 0440021J."
