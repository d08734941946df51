"""Freeze a meeting's figures."""

from data.database import Actor, Database
from data.errors import Refusal
from data.seances.frozen import Payload, Snapshot, freeze_as
from indicators.situation import Situation
from indicators.snapshots.compare import since_the_last
from indicators.snapshots.payload import build_payload


def freeze(db: Database, actor: Actor, situation: Situation, *, label: str, comment: str = "") -> Snapshot:
    """Freeze a situation under a label. Raises Refusal when the label is blank or nothing is expected yet."""
    if not label.strip():
        raise Refusal("Donnez un nom à la séance, par exemple « Comité du 15 mars 2022 ».")
    if situation.as_of > db.clock():
        raise Refusal("Une séance ne peut pas figer ce que l'on ne sait pas encore : choisissez un instant déjà passé.")
    return freeze_as(
        db,
        actor,
        label=label.strip(),
        school_year=situation.school_year,
        on=situation.on,
        as_of=situation.as_of,
        comment=comment.strip(),
        build=lambda: _build(db, situation),
    )


def _build(db: Database, situation: Situation) -> Payload:
    payload = build_payload(db, situation)
    if not any(entry["expected"] for entry in payload["indicators"]):
        raise Refusal(
            f"Rien à figer : aucune campagne de {situation.school_year} n'attend d'établissement. Créez une campagne d'abord."
        )
    return payload | {"since": since_the_last(db, situation, payload)}
