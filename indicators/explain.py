"""Why this verdict: the numbers, the rule in words, and each establishment with the file and cell that said it."""

from typing import Any

import pandas as pd

from data.batches import batches
from data.campaigns import campaigns
from data.database import Database
from data.errors import Refusal
from indicators.findings import Finding, as_contract

_IDENTITY = ["uai", "name", "type", "sector", "commune", "epci"]
_COLUMNS = [*_IDENTITY, "state", "missing", "answered_on", "file_name", "sheet", "cell", "batch"]
_RATE_COLUMNS = [*_IDENTITY, "state", "numerator", "denominator", "file_name", "batch"]


def explain(db: Database, finding: Finding, *, uai: str | None = None) -> dict[str, Any]:
    """Everything the verdict rests on, ready for JSON. With a UAI, that establishment alone.

    Raises Refusal when the establishment is not expected in the situation.
    """
    states = finding.states
    if uai:
        states = states[states["uai"] == uai.strip().upper()]
        if states.empty:
            raise Refusal(
                f"{uai} n'est attendu par aucune campagne de {finding.situation.school_year} : vérifiez l'UAI."
            )
    indicator = finding.indicator
    return as_contract(finding, by=None, smallest=db.settings.smallest_published_group) | {
        "rule": indicator.rule_in_words,
        "parameters": dict(indicator.parameters),
        "reason": finding.target.reason if finding.target else None,
        "tolerance": finding.progress.tolerance,
        "establishments": records(states),
        "refused": refused(db, finding) if not uai else [],
    }


def records(states: pd.DataFrame) -> list[dict[str, Any]]:
    """One dictionary an establishment, ready for JSON: dates in ISO, absent values None."""
    columns = _COLUMNS if "missing" in states else _RATE_COLUMNS
    plain = states[columns].astype(object)
    plain = plain.where(plain.notna(), None)
    rows = [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
    for row in rows:
        if "missing" in row:
            row["missing"] = list(row["missing"])
            row["answered_on"] = str(row["answered_on"])[:10] if row["answered_on"] is not None else None
    return rows


def refused(db: Database, finding: Finding) -> list[dict[str, Any]]:
    """The cells that kept rows out of the year's campaigns, each with its file and address. None bears on a rate."""
    if finding.indicator.kind == "rate":
        return []
    as_of, year = finding.situation.as_of, finding.situation.school_year
    codes = {campaign.code for campaign in campaigns(db, as_of) if campaign.school_year == year}
    return [
        {"file_name": batch.file_name, "batch": str(batch.id)} | issue
        for batch in batches(db, as_of=as_of)
        if batch.active and batch.campaign in codes
        for issue in batch.issues
        if issue["severity"] == "error"
    ]
