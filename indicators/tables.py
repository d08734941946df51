"""Tables for people: the numbers of a chart, the list of establishments. Columns and cells in French, ready to show."""

from collections.abc import Sequence

import pandas as pd

from indicators.findings import Finding
from indicators.french import day, month, number, percent
from indicators.groups import GroupLine
from indicators.measure.adoption import AdoptionMeasure
from indicators.measure.rate import RateMeasure
from indicators.sentences import STATE_LABELS

Table = pd.DataFrame
MASKED = "masqué"


def trajectory_table(finding: Finding) -> pd.DataFrame:
    """The numbers of the trajectory chart, one row a month."""
    if isinstance(finding.measure, AdoptionMeasure):
        return pd.DataFrame(
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
            ]
        )
    return _months_table(finding.measure)


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


def groups_table(lines: Sequence[GroupLine], label: str, *, rate: bool) -> pd.DataFrame:
    """The numbers of the chart by group, masked groups said to be so."""
    return pd.DataFrame([_rate_line(line, label) if rate else _adoption_line(line, label) for line in lines])


def _adoption_line(line: GroupLine, label: str) -> dict[str, str]:
    numbers = {"Oui": line.yes, "Partiel": line.partial, "Non": line.no, "Silencieux": line.silent}
    shown = {name: MASKED if value is None else number(value) for name, value in numbers.items()}
    return {label: line.value, "Attendus": number(line.expected)} | shown


def _rate_line(line: GroupLine, label: str) -> dict[str, str]:
    numbers = {"Utilisateurs": line.numerator, "Comptes": line.denominator}
    shown = {name: MASKED if value is None else number(value) for name, value in numbers.items()}
    rate = MASKED if line.masked else percent(line.share) if line.share is not None else "sans relevé"
    return {label: line.value, "Établissements": number(line.expected)} | shown | {"Taux": rate}


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
