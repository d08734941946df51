"""The plan: every version can be read, is of a known kind, and names establishments by possible UAI."""

from collections.abc import Iterator, Mapping
from typing import Any

from data.check.findings import Finding, error
from data.database import Database
from data.plan.items import ONE_BY_ONE
from data.plan.kept import read_kept
from data.register.uai import read_uai
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def look_at_plan(db: Database) -> Iterator[Finding]:
    """Versions that cannot be read whole, and impossible UAI in what can."""
    for row in db.query(sql("told_of_plan")):
        kept = read_kept(row["kind"], row["told"])
        if kept.wrong:
            yield error(
                "plan_item_unreadable",
                row["ref"],
                f"La fiche {row['ref']} du plan, dite le {row['recorded_at']:%d/%m/%Y %H:%M:%S} (UTC), ne se lit pas "
                f"({', '.join(kept.wrong)}) : remettez une sauvegarde.",
            )
        for uai in _uais(kept.values):
            if read_uai(uai) != (uai, None):
                yield error(
                    "invalid_uai",
                    uai,
                    f"« {uai} » n'est pas un UAI possible (fiche {row['ref']} du plan) : sa lettre ne correspond pas à ses "
                    "chiffres.",
                )


def _uais(told: Mapping[str, Any]) -> list[str]:
    concerns = told.get("concerns", {})
    members = concerns["members"] if concerns.get("group") == ONE_BY_ONE else []
    return [*members, *([told["uai"]] if "uai" in told else [])]
