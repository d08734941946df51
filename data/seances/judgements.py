"""What the committee said of a frozen séance: its judgement beside the number, kept apart from it."""

from uuid import UUID

from data.database import Actor, Database
from data.errors import Refusal
from data.sql import SqlFolder

sql = SqlFolder(__file__)
LONGEST = 2000  # characters


def judgements(db: Database) -> dict[UUID, dict[str, str]]:
    """Séance -> indicator ('' for the whole) -> the latest judgement; those taken back are left out."""
    found: dict[UUID, dict[str, str]] = {}
    for row in db.query(sql("judgements")):
        found.setdefault(row["snapshot"], {})[row["indicator"]] = row["text"]
    return found


def judge(db: Database, actor: Actor, snapshot: UUID, indicator: str, text: str) -> None:
    """Say something of one indicator of a séance ('' for the whole); a blank text takes it back. The figures stay.

    Raises Refusal when the text is too long.
    """
    said = text.strip()
    if len(said) > LONGEST:
        raise Refusal(f"Cet avis a {len(said)} signes : gardez-en {LONGEST} au plus.")
    with db.writing(actor, "judgement", indicator) as write:
        row = {"snapshot": snapshot, "indicator": indicator, "text": said, "actor": actor.name, "at": write.at}
        write.cursor.execute(sql("add_judgement"), row)
        write.detail.update(snapshot=str(snapshot))
