"""The plan: every version can be read, is of a known kind, and names establishments by possible UAI."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from data.check.findings import Finding, error
from data.database import Database
from data.plan.declaration import KINDS
from data.plan.items import ONE_BY_ONE
from data.register.uai import read_uai
from data.sql import SqlFolder

sql = SqlFolder(__file__)


def look_at_plan(db: Database) -> Iterator[Finding]:
    """Versions that cannot be read, and impossible UAI in the others."""
    for row in db.query(sql("told_of_plan")):
        told = _read(row)
        if told is None:
            yield error(
                "plan_item_unreadable",
                row["ref"],
                f"La fiche {row['ref']} du plan, dite le {row['recorded_at']:%d/%m/%Y %H:%M:%S} (UTC), ne se lit pas : "
                "remettez une sauvegarde.",
            )
            continue
        for uai in _uais(told):
            if read_uai(uai) != (uai, None):
                yield error(
                    "invalid_uai",
                    uai,
                    f"« {uai} » n'est pas un UAI possible (fiche {row['ref']} du plan) : sa lettre ne correspond pas à ses "
                    "chiffres.",
                )


def _read(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fields of a version; None when they cannot be read, or are not those of its kind."""
    try:
        told = json.loads(row["told"])
    except ValueError:
        return None
    declared = KINDS.get(row["kind"])
    if not isinstance(told, dict) or declared is None or told.keys() - {field.code for field in declared.fields}:
        return None
    return told


def _uais(told: Mapping[str, Any]) -> list[str]:
    concerns = told.get("concerns") or {}
    members = concerns["members"] if concerns.get("group") == ONE_BY_ONE else []
    return [str(uai) for uai in (*members, *([told["uai"]] if "uai" in told else []))]
