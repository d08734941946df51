"""The targets of the year: of the whole and of its parts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from indicators.exports.amounts import said
from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, table
from indicators.exports.seance import Entry, Seance
from indicators.french import NO_BREAK, day
from indicators.situation import GROUPS

_COLUMNS = (
    Column(label="Indicateur", width=1.7),
    Column(label="Périmètre", width=1.6),
    Column(label="Valeur initiale", width=1.4),
    Column(label="Jalons", width=1.8),
    Column(label="Cible", width=1.5),
    Column(label="Motif", width=2.4),
)
_GROWTH = "Une cible en points est un écart avec le même mois un an avant."


def target_blocks(seance: Seance) -> Iterator[Block]:
    """Every target as it stood; a séance frozen before they were kept has those of its own scope with each indicator."""
    yield heading("Cibles de l'année")
    if not seance.targets:
        yield paragraph("Les cibles de cette séance sont dites avec la définition de chaque indicateur.")
        return
    yield table(f"Cibles de {seance.payload['school_year']}", _COLUMNS, (_row(seance, one) for one in seance.targets))
    if any(one["measure"] == "growth" for one in seance.targets):
        yield paragraph(_GROWTH, "note")


def _row(seance: Seance, target: dict[str, Any]) -> list[Cell]:
    labels = {entry["code"]: entry["short_label"] for entry in seance.indicators}
    return [
        labels.get(target["indicator"], target["indicator"]),
        _scope(target),
        _step(target, target["baseline"], target["baseline_on"]),
        ", ".join(_step(target, value, on) for on, value in target["milestones"]),
        _step(target, target["value"], target["due_on"]),
        target["reason"] or "",
    ]


def _scope(target: dict[str, Any]) -> str:
    if not target["scope_group"]:
        return "Ensemble"
    return f"{GROUPS.get(target['scope_group'], target['scope_group'])} : {target['scope_value']}"


def _step(target: dict[str, Any], value: float, on: str) -> str:
    """« 400 au 30/06/2022 »."""
    counted: Entry = {
        "kind": "adoption" if target["measure"] == "count" else "rate",
        "target_measure": target["measure"],
    }
    return f"{said(counted, value)} au{NO_BREAK}{day(date.fromisoformat(on))}"
