"""What the list of establishments says: its answer, whom to call first, what is kept of it."""

from typing import Any

import pandas as pd

from indicators.establishments.worklist import Choice, Worklist
from indicators.french import number, plural
from indicators.sentences import STATE_LABELS

NOBODY = (
    "Aucun établissement n'est attendu ici : retirez un filtre à gauche, ou créez une campagne dans Administration."
)
NONE_KEPT = "Aucun établissement ne répond à ces critères : effacez la recherche ou un filtre."


def answer(found: Worklist) -> str:
    """How many establishments are one step away from oui: the answer of the list."""
    near, partial = found.one_step_away, found.count("partiel")
    among = f"(sur {plural(partial, 'partiel')})"
    if near == 1:
        return f"1 établissement est à un pas du oui {among} : il ne lui manque qu'un critère."
    if near:
        return f"{number(near)} établissements sont à un pas du oui {among} : il ne leur manque qu'un critère."
    if partial:
        return f"Aucun établissement n'est à un pas du oui : il manque plusieurs critères{_to(partial)}."
    silent = found.count("silencieux")
    return f"Aucun établissement n'est entre oui et non ; {plural(silent, 'est silencieux', 'sont silencieux')}."


def _to(partial: int) -> str:
    return " au seul qui soit partiel" if partial == 1 else f" aux {number(partial)} partiels"


def first_call(rows: pd.DataFrame) -> str:
    """Who stands first in the list, and why; '' when nobody there is to be called."""
    if rows.empty:
        return ""
    row = rows.iloc[0]
    if set(row["states"]) <= {"oui"}:
        return ""
    return f"En tête : {name(row)}. {' '.join(_reasons(row))}"


def _reasons(row: "pd.Series[Any]") -> list[str]:
    lacks = f"Ce qui manque : {row['missing']}." if row["missing"] else ""
    pupils = f"{plural(row['pupils'], 'élève')}." if pd.notna(row["pupils"]) else ""
    told = f"Dernière réponse {ago(row['age'])}." if pd.notna(row["age"]) else ""
    silent = "Il n'a rien répondu." if set(row["states"]) == {"silencieux"} else ""
    return [part for part in (silent, lacks, pupils, told) if part]


def name(row: "pd.Series[Any]") -> str:
    """« Collège A (0440001M), Nantes »."""
    return f"{row['name']} ({row['uai']})" + (f", {row['commune']}" if isinstance(row["commune"], str) else "")


def ago(days: int) -> str:
    """« il y a 43 jours »."""
    return "le jour même" if days == 0 else f"il y a {plural(days, 'jour')}"


def kept(choice: Choice) -> str:
    """What was looked for, in one line: what an export says of itself."""
    parts = [
        f"recherche « {choice.search.strip()} »" if choice.search.strip() else "",
        f"état : {', '.join(STATE_LABELS[state] for state in choice.states)}" if choice.states else "",
        f"critère manquant : {choice.criterion}" if choice.criterion else "",
    ]
    told = [part for part in parts if part] or ["tous les établissements attendus"]
    return " ; ".join([*told, f"ordre : {choice.order.lower()}"])


def shown(kept_rows: int, total: int, *, most: int) -> str:
    """How much of the list is on the screen."""
    if kept_rows > most:
        return (
            f"{number(most)} premiers sur {number(kept_rows)} : affinez la recherche ; "
            "les fichiers à télécharger ont tout."
        )
    return f"{plural(kept_rows, 'établissement')} sur {number(total)}."
