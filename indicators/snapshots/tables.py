"""Tables of a comparison and of a frozen séance: columns and cells in French, ready to show."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from data.returns.values import fold
from indicators.french import number, percent
from indicators.sentences import STATE_LABELS
from indicators.situation import GROUPS
from indicators.snapshots.parts import PartCode, signed
from indicators.snapshots.steps import Contract
from indicators.tables import MASKED, Table

_STATES = STATE_LABELS | {"relevé": "Relevé", "anomalie": "Anomalie"}
Entry = Mapping[str, Any]


def parts_table(change: Contract) -> Table:
    """The five parts and their sum, all as text; of an adoption, the change of the high bound too."""
    rows = [_part_row(change, part) for part in change["parts"]]
    total = {"Part": "En tout", "Effet": change["shown_total"]}
    if change["high_after"] is not None:
        total["Sur le maximum"] = signed(Fraction(change["high_after"] - change["high_before"]))
    return pd.DataFrame([*rows, total | {"Établissements": ""}])


def _part_row(change: Contract, part: Mapping[str, Any]) -> dict[str, str]:
    row = {"Part": part["label"], "Effet": part["shown"]}
    if change["high_after"] is not None:
        row["Sur le maximum"] = signed(Fraction(part["high"]))
    return row | {"Établissements": number(len(part["establishments"]))}


def moved_table(change: Contract, part: PartCode) -> Table:
    """The establishments behind a part: states in words, or rates in percent (None without one)."""
    found = next(one for one in change["parts"] if one["part"] == part)["establishments"]
    names = ("Avant (%)", "Après (%)") if change["kind"] == "rate" else ("Avant", "Après")
    say: Callable[[Any], object] = _rate if change["kind"] == "rate" else _state
    rows = [{**_known(one), names[0]: say(one["before"]), names[1]: say(one["after"])} for one in found]
    return pd.DataFrame(rows, columns=["UAI", "Établissement", "Type", "Commune", *names])


def _known(record: Mapping[str, Any]) -> dict[str, str]:
    names = {"UAI": "uai", "Établissement": "name", "Type": "type", "Commune": "commune"}
    return {column: str(record.get(key) or "") for column, key in names.items()}


def _rate(value: float | str | None) -> float | None:
    return round(value * 100, 1) if isinstance(value, int | float) else None


def _state(value: str | None) -> str:
    return "Pas attendu" if value is None else _STATES.get(value, value)


def groups_table(entry: Entry, group: str) -> Table:
    """An indicator by group as it was frozen, all as text, masks included."""
    row = _rate_row if entry["kind"] == "rate" else _adoption_row
    return pd.DataFrame([{GROUPS.get(group, group): line["value"], **row(line)} for line in entry["groups"][group]])


def _adoption_row(line: Mapping[str, Any]) -> dict[str, str]:
    names = {"Oui": "yes", "Partiel": "partial", "Non": "no", "Silencieux": "silent", "Au plus": "high"}
    counts = {name: MASKED if line["masked"] else number(line[key]) for name, key in names.items()}
    return {"Attendus": number(line["expected"])} | counts


def _rate_row(line: Mapping[str, Any]) -> dict[str, str]:
    row = {"Attendus": number(line["expected"])}
    if line["masked"]:
        return row | dict.fromkeys(("Relevés", "Utilisateurs", "Comptes", "Taux"), MASKED)
    users, accounts = line["numerator"] or 0, line["denominator"] or 0
    return row | {
        "Relevés": number(line["expected"] - (line["silent"] or 0)),
        "Utilisateurs": number(users),
        "Comptes": number(accounts),
        "Taux": percent(users / accounts) if accounts else "",
    }


def states_table(entries: Sequence[Entry]) -> Table:
    """One row an expected establishment, one column an indicator, as they were frozen; '' where it was not expected."""
    rows: dict[str, dict[str, str]] = {}
    for entry in entries:
        for record in entry["establishments"]:
            row = rows.setdefault(record["uai"], _known(record))
            row[entry["short_label"]] = _STATES.get(record["state"], record["state"])
    columns = ["UAI", "Établissement", "Type", "Commune", *(entry["short_label"] for entry in entries)]
    return pd.DataFrame(list(rows.values()), columns=columns).fillna("")


def holding(states: Table, text: str) -> Table:
    """The rows whose name, UAI and commune hold every word of the text, accents and case aside."""
    words = fold(text).split()
    if not words:
        return states
    lines = states["UAI"] + " " + states["Établissement"] + " " + states["Commune"]
    return states[[all(word in line for word in words) for line in map(fold, lines)]]
