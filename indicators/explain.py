"""Why this verdict: the numbers, the rule in words, and each establishment with the file and cell that said it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.batches import batches
from data.campaigns import campaigns_of
from data.database import Database
from data.errors import Refusal
from indicators import reading
from indicators.findings import Finding, as_contract

_REFUSED = {
    "file_name": "Fichier",
    "sheet": "Feuille",
    "cell": "Cellule",
    "found": "On y lit",
    "expected": "Il faut",
    "message": "Que faire",
}
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
        "tests": reading.tests(finding),
        "advice": list(finding.advice),
        "forecast_limits": reading.forecast_limits(finding),
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
    codes = campaigns_of(db, year, as_of)
    return [
        {"file_name": batch.file_name, "batch": str(batch.id)} | issue
        for batch in batches(db, as_of=as_of)
        if batch.active and batch.campaign in codes
        for issue in batch.issues
        if issue["severity"] == "error"
    ]


def refused_table(cells: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The refused cells for people, one a row."""
    return [{label: cell[name] for name, label in _REFUSED.items()} for cell in cells]


def refusing_files(cells: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Import -> file name, of the refused cells."""
    return {cell["batch"]: cell["file_name"] for cell in cells}


def said_of(told: Mapping[str, Any]) -> dict[str, list[str]]:
    """What `explain` tells besides the establishments, for people: title -> lines; what says nothing is left out."""
    counts = Counter(row["state"] for row in told["establishments"])
    cells = told["refused"]
    where = [f"{cell['file_name']} {cell['sheet']}!{cell['cell']} : {cell['message']}" for cell in cells]
    forecast = [told["forecast"]["sentence"], told["forecast_limits"]] if told["forecast"] else []
    said = {
        "Y arriverons-nous ?": [line for line in forecast if line],
        "Ce qui changerait le verdict": told["advice"],
        "Les questions posées, dans l'ordre": told["tests"],
        "Qui est compté": [f"{state} : {count}" for state, count in counts.most_common()],
        "Cellules refusées": where,
    }
    return {title: lines for title, lines in said.items() if lines}
