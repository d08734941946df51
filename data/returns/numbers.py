"""Whole numbers as people write them, and what to say of those that are not."""

import re

_WHOLE = re.compile(r"([+-]?)([0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4})(?:,0{1,2}|\.0{1,2})?")
_NUMBER = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9 ]+[.,][0-9]+")
_IN_WORDS = {
    name: number
    for number, name in enumerate(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    )
} | {"aucun": 0, "aucune": 0, "une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
# « plus de 30 » is not 30.
_BOUND = re.compile(r"[<>≥≤+]|\b(plus|moins|minimum|maximum)\b", re.IGNORECASE)


def read_whole(text: str) -> int | None:
    """The number of a cleaned text: 3 ; 3,0 ; 1 234. None for anything else, « 1.000 » included: one, or a thousand?"""
    found = _WHOLE.fullmatch(text)
    return int(found.group(1) + found.group(2).replace(" ", "")) if found else None


def not_whole(text: str, *, minimum: int, maximum: int) -> tuple[str, str]:
    """(one French sentence on why this is no whole number, the number probably meant or '')."""
    if "%" in text:
        return f"« {text} » est un pourcentage : écrivez le nombre lui-même (combien, et non quelle part).", ""
    if _DECIMAL.fullmatch(text):
        return f"« {text} » n'est pas un nombre entier : écrivez-le sans virgule, arrondi à l'unité.", ""
    meant = _meant(text)
    suggestion = str(meant) if meant is not None and minimum <= meant <= maximum else ""
    found = _NUMBER.search(text)
    example = suggestion or (found.group().replace(" ", "")[:9] if found else str(minimum))
    return f"« {text} » n'est pas un nombre entier : écrivez le nombre seul, par exemple {example}.", suggestion


def _meant(text: str) -> int | None:
    """The one number of a text such as « environ 30 », « 3 réunions » or « trois »."""
    if text.casefold() in _IN_WORDS:
        return _IN_WORDS[text.casefold()]
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or len(numbers[0]) > 15 or _BOUND.search(text):
        return None
    return int(numbers[0].replace(" ", ""))
