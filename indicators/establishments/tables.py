"""The list of establishments as a table to read, to sort and to send."""

import pandas as pd

from indicators.establishments.worklist import Worklist
from indicators.sentences import STATE_LABELS

LACKING, AGE, ANSWERED = "Critères manquants", "Ancienneté (jours)", "Réponse du"


def worklist_table(found: Worklist, rows: pd.DataFrame) -> pd.DataFrame:
    """One row an establishment, columns and cells in French; an indicator's state has a column of its own."""
    return pd.DataFrame(
        {"Établissement": rows["name"]}
        | _states(found, rows)
        | {
            "Ce qui manque": rows["missing"],
            LACKING: rows["lacking"],
            AGE: rows["age"],
            "Élèves": rows["pupils"],
            "Type": rows["type"],
            "Secteur": rows["sector"],
            "Commune": rows["commune"],
            "EPCI": rows["epci"],
            "Circonscription": rows["circonscription"],
            "Éducation prioritaire": rows["priority_education"],
            ANSWERED: rows["answered_on"].dt.date,
            "UAI": rows["uai"],
        }
    )


def _states(found: Worklist, rows: pd.DataFrame) -> dict[str, pd.Series]:
    if len(found.findings) == 1:
        return {"État": rows["states"].map(lambda states: STATE_LABELS[states[0]])}
    return {
        finding.indicator.short_label: rows["states"].map(lambda states, place=place: STATE_LABELS[states[place]])
        for place, finding in enumerate(found.findings)
    }
