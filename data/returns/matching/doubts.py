"""Whether a return may speak of another establishment than its UAI says: a fiche passed on, a table sorted in part."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from data.register.uai import read_uai
from data.returns.matching.found import AnswerSheet
from data.returns.values import clean


def identity_doubts(sheet: AnswerSheet, expected: Mapping[str, str]) -> list[tuple[int, str]]:
    """(index of the line, one French sentence) of the lines whose UAI and the rest of the identity disagree.

    The UAI that the fiche was sent out for is another one; or the name beside the UAI is that of exactly one other
    establishment, and not that of this one. expected: UAI -> name. Lines with a UAI that is not expected are left
    out: they are refused anyway.
    """
    return _of_mark(sheet, expected) or _of_names(sheet, expected)


def _of_mark(sheet: AnswerSheet, expected: Mapping[str, str]) -> list[tuple[int, str]]:
    marked = read_uai(sheet.marked_uai)[0]
    return [
        (
            line,
            f"Cette fiche avait été préparée pour {marked}, et elle porte l'UAI {uai} : vérifiez de quel établissement "
            "elle parle.",
        )
        for line, uai in enumerate(_uais(sheet, expected) if marked else ())
        if uai in expected and uai != marked
    ]


def _of_names(sheet: AnswerSheet, expected: Mapping[str, str]) -> list[tuple[int, str]]:
    uais = _uais(sheet, expected) if sheet.names else []
    # A name copied from the questionnaire is the directory's, to the letter: nearly all of them, told at once.
    own = list(map(expected.get, uais))
    differing = [line for line, name in enumerate(own) if name and sheet.names[line] and sheet.names[line] != name]
    if not differing:
        return []
    keys = dict(zip(expected, _keys(list(expected.values())), strict=True))
    written = zip(differing, _keys([sheet.names[line] for line in differing]), strict=True)
    other = [(line, key) for line, key in written if key and key != keys[uais[line]]]
    called = _called(keys) if other else {}
    return [
        (
            line,
            f"Le nom écrit à côté de {uais[line]} est celui d'un autre établissement ({called[key]}) : vérifiez que les "
            "UAI n'ont pas été triés ou recopiés sans le reste de leur ligne.",
        )
        for line, key in other
        if called.get(key)
    ]


def _called(keys: Mapping[str, bytes]) -> dict[bytes, str]:
    """The one UAI of each name, '' where several establishments bear it."""
    count = Counter(keys.values())
    return {key: uai if count[key] == 1 else "" for uai, key in keys.items()}


def _uais(sheet: AnswerSheet, expected: Mapping[str, str]) -> list[str]:
    """The UAI of each line, put right; '' for none."""
    return [
        cell if isinstance(cell, str) and cell in expected else read_uai(clean(cell))[0] or "" for cell in sheet.uais
    ]


# --- names, compared without case, accents, blanks or punctuation; ten times faster than one `fold` a name


def _base(byte: int) -> bytes:
    """The letter or digit under an accent, b'' for anything else."""
    plain = unicodedata.normalize("NFKD", bytes([byte]).decode("cp1252", "ignore")).encode("ascii", "ignore").lower()
    return plain if len(plain) == 1 and plain.isalnum() else b""


_BASES = bytes((_base(byte) or bytes([byte]))[0] for byte in range(256))
_DROPPED = bytes(byte for byte in range(256) if not _base(byte) and byte != ord("\n"))


def _keys(names: Sequence[str]) -> list[bytes]:
    text = "\n".join(" ".join(name.split()) if "\n" in name else name for name in names)
    text = text.replace("œ", "oe").replace("Œ", "OE")
    return text.encode("cp1252", "replace").translate(_BASES, _DROPPED).split(b"\n")
