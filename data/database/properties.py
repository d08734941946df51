"""What the installation states about itself: is this a demonstration, which day its screens usually describe.

Known names: `demonstration` ('true' when establishments and answers are invented) and `situation_day` (ISO day).
"""

from data.database import Actor, Database
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def get_property(db: Database, name: str) -> str | None:
    """The latest value stated, None when nothing was ever said."""
    rows = db.query(sql("property_value"), name=name)
    return rows[0]["value"] if rows else None


def set_property(db: Database, actor: Actor, name: str, value: str) -> None:
    """State a property; the earlier values stay on record."""
    with db.writing(actor, "property", name) as write:
        write.cursor.execute(sql("add_property"), {"name": name, "value": value, "actor": actor.name, "at": write.at})
