"""The tables of targets and of what changed since the séance before."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from indicators.exports.open_data.columns import CODE, DAY, MASKED, Column, Table, counts
from indicators.exports.open_data.indicators import IN_TARGET_UNIT, MEASURES, number
from indicators.exports.open_data.masks import is_before_masked, is_masked, is_split_masked
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.typed import Typed, whole
from indicators.situation import GROUPS
from indicators.snapshots.parts import PARTS

_TERRITORY = "Territoire"
_STEPS = ("valeur initiale", "jalon", "cible")
_PARTS = {
    "new_answers": "reponses_nouvelles",
    "corrections": "corrections",
    "real_change": "evolution_reelle",
    "definition": "definition",
    "directory": "annuaire",
}
TARGETS = (
    DAY,
    CODE,
    Column("groupe", title="Groupe visé", description="« Territoire » pour l'ensemble.", needed=True),
    Column("valeur_du_groupe", title="Valeur du groupe visé", needed=True),
    Column("mesure", title="Ce que vise la cible", allowed=tuple(MEASURES.values()), needed=True),
    Column("etape", title="Étape", allowed=_STEPS, needed=True),
    Column("jour", "date", title="Jour de l'étape", needed=True),
    Column("valeur", "number", title="Valeur à ce jour", unit=IN_TARGET_UNIT),
    Column("decidee_le", "date", title="Jour de la décision", needed=True),
    MASKED,
)
_UNIT = "établissements, ou rapport de 0 à 1 pour un taux"
CHANGES = (
    DAY,
    Column("depuis_le", "date", title="Jour décrit par la séance précédente", needed=True),
    CODE,
    Column("avant", "number", title="Valeur à la séance précédente", unit=_UNIT),
    Column("apres", "number", title="Valeur à cette séance", unit=_UNIT),
    Column("part", title="Part du changement, en code", allowed=tuple(_PARTS.values())),
    Column("part_libelle", title="Part du changement, en mots", allowed=tuple(PARTS.values())),
    Column("changement", "number", title="Changement que porte cette part", unit=_UNIT,
           description="Les parts d'un indicateur s'additionnent : leur somme est apres - avant."),
    *counts(("etablissements", "Établissements derrière cette part")),
    Column("phrase", title="Le changement, en une phrase"),
    replace(MASKED, description="oui : des nombres sont vides. Les parts, quand trop peu d'établissements sont derrière l'une "
            "d'elles ; « avant » aussi, quand trop peu l'étaient peut-être derrière lui ; tout, quand l'indicateur est masqué."),
)  # fmt: skip
_SPLIT = re.compile(r"\s:\s|, mais ")  # where a sentence goes on to its parts, or to how many moved


def target_table(seance: Seance) -> Table:
    """Every target: where it starts, its milestones, its end. Reasons are free texts: they are not published."""
    return Table(
        name="cibles",
        title="Cibles de l'année, étape par étape",
        row_is="une étape d'une cible",
        columns=TARGETS,
        key=("indicateur", "groupe", "valeur_du_groupe", "etape", "jour"),
        rows=[row for target in seance.targets for row in _steps(seance, target)],
    )


def change_table(seance: Seance) -> Table:
    """Each part of each indicator's change; one row without a part where the change cannot be told."""
    since = seance.since
    return Table(
        name="changements",
        title="Ce qui a changé depuis la séance précédente",
        row_is="un indicateur et une part de son changement",
        columns=CHANGES,
        rows=[row for change in since["changes"] for row in _parts(seance, since, change)] if since else [],
    )


def _steps(seance: Seance, target: Entry) -> Iterator[list[Typed]]:
    masked = not _is_shown(seance, target)
    group = target["scope_group"]
    scope = (GROUPS.get(group, group), target["scope_value"]) if group else (_TERRITORY, seance.payload["territory"])
    named = [
        (_STEPS[0], target["baseline_on"], target["baseline"]),
        *((_STEPS[1], on, value) for on, value in target["milestones"]),
        (_STEPS[2], target["due_on"], target["value"]),
    ]
    for step, on, value in named:
        about: list[Typed] = [seance.on, target["indicator"], *scope, MEASURES[target["measure"]], step]
        shown = None if masked else number(value)
        yield [*about, date.fromisoformat(on), shown, day_of(target["recorded_at"]), masked]


def _is_shown(seance: Seance, target: Entry) -> bool:
    """A target of the whole, or of a group whose figures are published: a target tells where its scope stood."""
    if not target["scope_group"]:
        return True
    found = [entry for entry in seance.indicators if entry["code"] == target["indicator"]]
    lines = found[0]["groups"].get(target["scope_group"], []) if found and not is_masked(seance, found[0]) else []
    return any(line["value"] == target["scope_value"] and not line["masked"] for line in lines)


def _parts(seance: Seance, since: Entry, change: Entry) -> Iterator[list[Typed]]:
    entry = next((one for one in seance.indicators if one["code"] == change["code"]), None)
    hidden = entry is None or is_masked(seance, entry)
    no_before = entry is None or hidden or is_before_masked(seance, entry, change)
    masked = no_before or is_split_masked(seance, change)
    about: list[Typed] = [seance.on, date.fromisoformat(since["on"]), change["code"]]
    ends: list[Typed] = [
        None if no_before else number(change["before"]),
        None if hidden else number(change["after"]),
    ]
    said = None if no_before else _whole(change["sentence"]) if masked else change["sentence"]
    if not change["parts"]:
        yield [*about, *ends, None, None, None, None, said, masked]
    for part in change["parts"]:
        figures: list[Typed] = [None, None]
        if not masked:
            figures = [number(part["change"]), whole(len(part["establishments"]))]
        yield [*about, *ends, _PARTS[part["part"]], part["label"], *figures, said, masked]


def _whole(sentence: str) -> str:
    """« De 4 à 3 projets (−1). »: the change without its parts."""
    return f"{_SPLIT.split(sentence, maxsplit=1)[0].rstrip('.')}."
