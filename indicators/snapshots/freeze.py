"""Freeze a meeting's figures."""

from dataclasses import replace

from data.database import Actor, Database
from data.errors import Refusal
from data.seances.frozen import Payload, Snapshot, freeze_as
from data.seances.names import read_name
from indicators.situation import GROUPS, Situation
from indicators.snapshots.compare import since_the_last
from indicators.snapshots.payload import build_payload, build_whole

NOW = "maintenant"  # what a comparison with no second séance is made with: no séance may be called so
_UNNAMED = "Donnez un nom à la séance, par exemple « Comité du 15 mars 2022 »."


def freeze(db: Database, actor: Actor, situation: Situation, *, label: str, comment: str = "") -> Snapshot:
    """Freeze a situation under a label. Raises Refusal when the label will not do or nothing is expected yet."""
    name = read_name(label, blank=_UNNAMED)
    if name.casefold() == NOW:
        raise Refusal(f"« {name} » désigne la situation de l'instant : donnez un autre nom à la séance.")
    if situation.as_of > db.clock():
        raise Refusal("Une séance ne peut pas figer ce que l'on ne sait pas encore : choisissez un instant déjà passé.")
    return freeze_as(
        db,
        actor,
        label=name,
        school_year=situation.school_year,
        on=situation.on,
        as_of=situation.as_of,
        comment=comment.strip(),
        build=lambda: _build(db, situation),
    )


def _build(db: Database, situation: Situation) -> Payload:
    payload = build_whole(db, situation)
    if not any(entry["expected"] for entry in payload["indicators"]):
        raise Refusal(_nothing(db, situation))
    return payload | {"since": since_the_last(db, situation, payload)}


def _nothing(db: Database, situation: Situation) -> str:
    if situation.filters and any(
        entry["expected"] for entry in build_payload(db, replace(situation, filters={}))["indicators"]
    ):
        scope = ", ".join(f"{GROUPS.get(group, group)} : {value}" for group, value in situation.filters.items())
        return (
            f"Rien à figer : aucun établissement attendu en {situation.school_year} n'est dans le périmètre « {scope} ». "
            "Choisissez un autre périmètre."
        )
    return f"Rien à figer : aucune campagne de {situation.school_year} n'attend d'établissement. Créez une campagne d'abord."
