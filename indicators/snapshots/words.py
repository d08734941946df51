"""What a comparison of two séances says around its numbers."""

from collections.abc import Mapping

from indicators.french import number, plural
from indicators.snapshots.parts import PARTS, PartCode
from indicators.snapshots.steps import Contract, axis, steps

NAMES = ("Avant", "Après")
MEANINGS: Mapping[PartCode, str] = {
    "new_answers": "établissements dont on entend parler pour la première fois, ou dont la réponse s'éteint avec l'année scolaire",
    "corrections": "ce que l'on a appris depuis d'un jour déjà décrit, ou qui a été retiré",
    "real_change": "les mêmes établissements, d'un jour à l'autre",
    "definition": "les mêmes réponses, lues avec une autre règle",
    "directory": "établissements entrés dans la liste des attendus, ou qui en sont sortis",
}
EMPTY_CELL = "Une cellule vide : aucun relevé compté ce mois-là, ou établissement pas attendu."
BROKEN_AXIS = "L'axe ne commence pas à zéro"


def alternative(change: Contract, names: tuple[str, str] = NAMES) -> str:
    """What the picture of a change shows, for who cannot see it."""
    first, *parts, last = steps(change, names)
    told = [f"{part.label} : {part.shown}" for part in parts]
    return (
        f"Barres, de haut en bas. {first.label} : {first.shown}. {' ; '.join(told)}. {last.label} : {last.shown}. "
        f"{_broken(change)}Les nombres sont dans le tableau qui suit."
    )


def caption(change: Contract) -> str:
    """What the picture draws, under it."""
    return (
        "Chaque barre va de la valeur d'avant à celle d'après sa part ; le trait fin porte la valeur à la barre suivante. "
        f"{_broken(change)}"
    ).strip()


def _broken(change: Contract) -> str:
    return "" if axis(steps(change, NAMES))[0] <= 0 else f"{BROKEN_AXIS} : les deux valeurs y sont des losanges. "


def meanings() -> list[str]:
    """What each part is, one line each."""
    return [f"{PARTS[part]} : {meaning}." for part, meaning in MEANINGS.items()]


def choices(change: Contract) -> dict[PartCode, str]:
    """The parts that have establishments, as choices: « Corrections : −2 (14 établissements) »."""
    return {
        one["part"]: f"{one['label']} : {one['shown']} ({plural(len(one['establishments']), 'établissement')})"
        for one in change["parts"]
        if one["establishments"]
    }


def high_bound(change: Contract) -> str:
    """« Au plus, en comptant les silencieux : de 419 à 418. », '' for a rate."""
    if change["high_before"] is None or change["high_after"] is None:
        return ""
    before, after = number(change["high_before"]), number(change["high_after"])
    moved = f"toujours {after}" if before == after else f"de {before} à {after}"
    return f"Au plus, en comptant les silencieux : {moved}."
