"""Tables for people: the numbers of a chart, the list of establishments. Columns and cells in French, ready to show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from indicators.definitions import Break
from indicators.findings import Finding
from indicators.french import day, month, number, percent
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import RateMeasure
from indicators.sentences import STATE_LABELS

Table = pd.DataFrame
MASKED = "masqué"


def trajectory_table(finding: Finding) -> pd.DataFrame:
    """The numbers of the trajectory chart, one row a month."""
    if isinstance(finding.measure, AdoptionMeasure):
        return _with_breaks(
            [
                {
                    "Jour": day(point.day),
                    "Connus (oui)": point.counts.low,
                    "Au plus": point.counts.high,
                    "Partiel": point.counts.partial,
                    "Non": point.counts.no,
                    "Silencieux": point.counts.silent,
                }
                for point in finding.measure.trajectory
            ],
            [point.day for point in finding.measure.trajectory],
            finding.breaks,
        )
    return _months_table(finding.measure)


def _with_breaks(rows: list[dict[str, Any]], days: Sequence[date], breaks: Sequence[Break]) -> pd.DataFrame:
    """The table, with a column that says before which day the definition changed, when it did."""
    if breaks:
        for row, since, until in zip(rows, [date.min, *days], days, strict=False):
            within = [one for one in breaks if since < one.day <= until]
            row["Définition"] = " ; ".join(f"version {one.version} le {day(one.day)}" for one in within)
    return pd.DataFrame(rows)


def _months_table(measure: RateMeasure) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Mois": month(one.month) + ("" if one.complete else " (incomplet)"),
                "Utilisateurs": number(one.numerator),
                "Comptes": number(one.denominator),
                "Taux": percent(one.value) if one.value is not None else "",
                "Au moins": percent(one.low),
                "Au plus": percent(one.high),
                "Relevés": f"{one.answered} sur {one.expected}",
            }
            for one in measure.months
        ]
    )


def establishments_table(finding: Finding, states: Sequence[str] = ()) -> pd.DataFrame:
    """One row an establishment with its state and the file and cell that said it; `states` keeps some, empty for all."""
    rows = finding.states
    if states:
        rows = rows[rows["state"].isin(states)]
    common = {"UAI": rows["uai"], "Établissement": rows["name"], "Type": rows["type"], "Commune": rows["commune"]}
    if isinstance(finding.measure, AdoptionMeasure):
        return pd.DataFrame(
            common
            | {
                "État": rows["state"].map(STATE_LABELS),
                "Ce qui manque": rows["missing"].map(", ".join),
                "Réponse du": pd.to_datetime(rows["answered_on"]).dt.date,
                "Fichier": rows["file_name"],
                "Cellule": [_cell(sheet, cell) for sheet, cell in zip(rows["sheet"], rows["cell"], strict=True)],
            }
        )
    return pd.DataFrame(
        common
        | {
            "État": rows["state"].str.capitalize(),
            "Utilisateurs": rows["numerator"],
            "Comptes": rows["denominator"],
            "Fichier": rows["file_name"],
        }
    )


def _cell(sheet: object, cell: object) -> str | None:
    """Where an answer stands in its file: « Réponses!E12 », as a spreadsheet says it."""
    return f"{sheet}!{cell}" if isinstance(cell, str) else None


def states_of(finding: Finding) -> dict[str, str]:
    """The states an establishment can have for this indicator: code -> label."""
    if isinstance(finding.measure, AdoptionMeasure):
        return STATE_LABELS
    return {"relevé": "Relevé", "silencieux": "Silencieux", "anomalie": "Anomalie"}
