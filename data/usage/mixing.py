"""A total never counts beside profiles of the same month: not even when an import that was undone is taken back."""

from collections.abc import Sequence
from uuid import UUID

from data.database import Database
from data.errors import Refusal
from data.sql import SqlFolder
from data.usage.words import ALL_PROFILES

sql = SqlFolder(__file__)


def refuse_mixing(db: Database, batches: Sequence[UUID]) -> None:
    """Raise Refusal when these imports, taken back, would count people twice beside one that counts."""
    asked = {"batches": list(batches), "all": ALL_PROFILES, "as_of": db.clock()}
    for row in db.query(sql("mixed_again"), **asked):
        total, detail = "le total", "le détail par profil"
        mine, its = (total, detail) if row["is_total"] else (detail, total)
        raise Refusal(
            f"L'import de « {row['file_name']} » ne peut pas être repris : pour {row['month']:%m/%Y} et {row['service']}, il donne "
            f"{mine} là où « {row['other']} » donne {its}, ce qui compterait deux fois les mêmes personnes ; annulez d'abord "
            f"l'import de « {row['other']} » s'il doit être remplacé."
        )
