"""The trajectory of an adoption: its picture, then its numbers."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from indicators.exports.amounts import pace_on
from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, picture, table
from indicators.exports.report.opening import shown
from indicators.exports.report.trajectory import drawing, reading
from indicators.exports.seance import Entry, Seance, day_of
from indicators.french import day, number

_COLUMNS = (
    Column(label="Jour", width=1.3),
    *(
        Column(label=label, width=1.0, right=True)
        for label in ("Oui", "Partiel", "Non", "Silencieux", "Borne basse", "Borne haute", "Attendu à ce jour", "Cible")
    ),
)
_COUNTS = ("yes", "partial", "no", "silent", "low", "high")
_TO_COME = "Lignes sans réponse : les jours à venir, jusqu'à l'échéance, avec ce que le rythme demandera."


def adoption_blocks(seance: Seance, entry: Entry) -> Iterator[Block]:
    """Picture and table of what is known today of each day."""
    yield heading("Trajectoire", 2)
    if not entry["trajectory"]:
        yield paragraph("Aucun jour n'a encore de réponse.")
        return
    caption = f"{seance.situation}. Ce que l'on sait aujourd'hui de chaque jour."
    yield picture(drawing(seance, entry), reading(seance, entry), caption)
    to_come = _days_to_come(seance, entry)
    rows = [_known(seance, entry, point) for point in entry["trajectory"]]
    yield table("Les chiffres de la courbe", _COLUMNS, [*rows, *(_to_come(entry, at, value) for at, value in to_come)])
    if to_come:
        yield paragraph(_TO_COME, "note")


def _known(seance: Seance, entry: Entry, point: dict[str, Any]) -> list[Cell]:
    at = date.fromisoformat(point["day"])
    pace = pace_on(entry, at, on=seance.on)
    return [day(at), *(number(point[key]) for key in _COUNTS), shown(entry, pace), shown(entry, entry["target"])]


def _to_come(entry: Entry, at: date, value: float) -> list[Cell]:
    return [day(at), *[""] * len(_COUNTS), shown(entry, value), shown(entry, entry["target"])]


def _days_to_come(seance: Seance, entry: Entry) -> list[tuple[date, float]]:
    """The month ends of the pace after the situation day, then the due day."""
    due = day_of(entry["due_on"])
    points = [(date.fromisoformat(at), value) for at, value in entry["pace"]]
    return [(at, value) for at, value in points if at > seance.on and (at == due or _ends_month(at))]


def _ends_month(at: date) -> bool:
    return at.day == monthrange(at.year, at.month)[1]
