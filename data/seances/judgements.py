"""What the committee said of a frozen séance: its judgement beside the number, kept apart from it."""

import json
from collections.abc import Mapping
from uuid import UUID

from data.database import Actor, Database
from data.errors import Refusal
from data.sql import SqlFolder
from data.text import cut

sql = SqlFolder(__file__)
LONGEST = 2000  # characters
_QUOTED = 120  # characters


class Overtaken(Refusal):
    """Someone else judged since what was said was read. now: what they said, '' when they took it back."""

    def __init__(self, label: str, now: str) -> None:
        self.now = now
        said = f"il dit maintenant « {cut(' '.join(now.split()), _QUOTED)} »" if now else "il a été retiré"
        super().__init__(
            f"L'avis sur « {label} » a changé depuis qu'il est affiché, {said} : relisez le vôtre, gardé dans sa case, "
            "puis enregistrez de nouveau pour le mettre à la place."
        )


def judgements(db: Database) -> dict[UUID, dict[str, str]]:
    """Séance -> indicator ('' for the whole) -> the latest judgement; those taken back are left out."""
    found: dict[UUID, dict[str, str]] = {}
    for row in db.query(sql("judgements")):
        found.setdefault(row["snapshot"], {})[row["indicator"]] = row["text"]
    return found


def record_judgement(
    db: Database, actor: Actor, snapshot: UUID, indicator: str, text: str, *, over: str | None = None
) -> None:
    """Say something of one indicator of a séance ('' for the whole); a blank text takes it back. The figures stay.

    over: the judgement that this one takes the place of; None when whatever stands there may go.
    Raises Refusal when the text is too long, or when there is no such séance or indicator; Overtaken when what stands
    there is neither `over` nor this text.
    """
    said = text.strip()
    if len(said) > LONGEST:
        raise Refusal(f"Cet avis a {len(said)} signes : gardez-en {LONGEST} au plus.")
    label = _labels(db, snapshot).get(indicator)
    if label is None:
        raise Refusal(f"Cette séance n'a pas d'indicateur « {indicator} » : choisissez l'un de ceux qu'elle a figés.")
    with db.writing(actor, "judgement", indicator) as write:
        stands = judgements(db).get(snapshot, {}).get(indicator, "")
        if over is not None and stands not in (over, said):
            raise Overtaken(label, stands)
        row = {"snapshot": snapshot, "indicator": indicator, "text": said, "actor": actor.name, "at": write.at}
        write.cursor.execute(sql("add_judgement"), row)
        write.detail.update(snapshot=str(snapshot))


def _labels(db: Database, snapshot: UUID) -> Mapping[str, str]:
    """What can be judged: indicator -> its label, '' for the whole. Raises Refusal when there is no such séance."""
    found = db.query(sql("payload"), id=snapshot)
    if not found:
        raise Refusal("Cette séance n'est pas dans la base : choisissez-en une sur la page Séances.")
    shown = json.loads(found[0]["payload"])["indicators"]
    return {"": "l'ensemble de la séance"} | {entry["code"]: entry["label"] for entry in shown}
