"""How figures are counted and verdicts reached, in the words of the workbook."""

from collections.abc import Iterator

from indicators.exports.report.blocks import Block, facts, heading
from indicators.exports.report.compiling import MISSING
from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets import method as words

_MASKED = "Petits groupes masqués"  # its words name the sheets of the workbook


def method_blocks(seance: Seance) -> Iterator[Block]:
    """What all indicators share; each has its own definition after its figures."""
    yield heading("Méthode")
    yield heading("Lire un verdict", 2)
    yield facts(words.verdicts(seance))
    yield heading("Compter", 2)
    yield facts([*((key, told) for key, told in words.counting(seance) if key != _MASKED), *_own(seance)])


def definition(entry: Entry) -> Iterator[tuple[str, str]]:
    """Question, rule, parameters, version, changes, target and its reason."""
    return words.definition(entry)


def _own(seance: Seance) -> Iterator[tuple[str, str]]:
    yield (
        _MASKED,
        f"Les chiffres d'un groupe de moins de {seance.smallest} établissements (ou relevés) sont masqués ; un autre groupe "
        "l'est aussi quand le total permettrait de deviner le premier. Les listes d'établissements sont nominatives : elles "
        "ne sont pas masquées et restent au comité.",
    )
    yield "Dessins", "Ils se lisent en noir et blanc ; les chiffres de chacun sont dans le tableau qui le suit."
    yield "Caractères", f"Un caractère que la police de ce document n'a pas est remplacé par {MISSING}."
