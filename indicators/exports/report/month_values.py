"""The months of a rate: the same month one year before, what is aimed at in each, and what their picture says in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from indicators.exports.seance import Entry, Seance, is_growth
from indicators.french import day, percent, points
from indicators.french import month as long_month

Month = dict[str, Any]
_MIDDLE = 15  # a month's point stands in the middle of its days


def place(month: str, later: int = 0) -> date:
    """The day on which a month is drawn, that many years later."""
    year, of_year = month.split("-")
    return date(int(year) + later, int(of_year), _MIDDLE)


def year_before(months: Sequence[Month], month: Month) -> float | None:
    """The rate of the same month one year before."""
    year, of_year = month["month"].split("-")
    wanted = f"{int(year) - 1}-{of_year}"
    return next((earlier["value"] for earlier in months if earlier["month"] == wanted), None)


def aimed(entry: Entry, before: float | None) -> float | None:
    """The rate aimed at in a month: a growth is aimed at from the same month one year before."""
    if entry["target"] is None:
        return None
    if not is_growth(entry):
        return float(entry["target"])
    return None if before is None else before + float(entry["target"])


def by_target(entry: Entry) -> str:
    """« 45 % », « +2 points sur un an »."""
    return f"{points(entry['target'])} sur un an" if is_growth(entry) else percent(entry["target"])


def reading(seance: Seance, entry: Entry) -> str:
    """« Courbe des mois de 2021-2022. 45,2 % en février 2022, contre 42,7 % un an avant (+2,5 points)… »"""
    told = [f"Courbe des mois de {seance.payload['school_year']}."]
    if entry["month"] is None or entry["value"] is None:
        told.append("Aucun mois complet n'a de relevé.")
    else:
        told.append(f"{_now(entry)}.")
        told.append(f"Bornes du mois : {_bounds(entry)}.")
    if entry["target"] is not None:
        told.append(f"Cible : {by_target(entry)} au {day(date.fromisoformat(entry['due_on']))}.")
    if entry.get("fan"):
        end = entry["fan"][-1]
        told.append(f"Projection : {percent(end['median'])}, entre {percent(end['low'])} et {percent(end['high'])}.")
    return " ".join(told)


def _now(entry: Entry) -> str:
    said = f"{percent(entry['value'])} en {long_month(date.fromisoformat(entry['month'] + '-01'))}"
    before = entry["same_month_last_year"]
    if before is None:
        return f"{said}, sans relevé un an avant"
    return f"{said}, contre {percent(before)} un an avant ({points(entry['value'] - before)})"


def _bounds(entry: Entry) -> str:
    found = next((one for one in entry["trajectory"] if one["month"] == entry["month"]), None)
    return f"de {percent(found['low'])} à {percent(found['high'])}" if found else "inconnues"
