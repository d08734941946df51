"""An indicator by group: a table each, small groups masked."""

from collections.abc import Iterator
from typing import Any

from indicators.exports.report.blocks import Block, Cell, Column, heading, spanning, table
from indicators.exports.report.opening import NOTHING
from indicators.exports.seance import Entry, Seance, is_rate
from indicators.exports.sheets.groups import share
from indicators.french import number, percent
from indicators.situation import GROUPS

Line = dict[str, Any]
_FIRST = ("type", "sector", "epci")
_COUNTS = ("yes", "partial", "no", "silent", "low", "high")
_ADOPTION = ("Oui", "Partiel", "Non", "Silencieux", "Borne basse", "Borne haute", "Part de oui", "Attendus")
_RATE = ("Utilisateurs", "Comptes", "Taux", "Relevés reçus", "Relevés attendus")


def group_blocks(seance: Seance, entry: Entry) -> Iterator[Block]:
    """The published groups, the types first."""
    told = {group: lines for group, lines in entry["groups"].items() if lines}
    if not told:
        return
    yield heading("Par groupe", 2)
    for group in sorted(told, key=lambda name: (name not in _FIRST, _FIRST.index(name) if name in _FIRST else name)):
        name = GROUPS.get(group, group)
        labels = _RATE if is_rate(entry) else _ADOPTION
        columns = [Column(label=name, width=3.0), *(Column(label=label, width=1.0, right=True) for label in labels)]
        yield table(
            f"Par {name if name.isupper() else name.lower()}",
            columns,
            [_row(seance, entry, one) for one in told[group]],
        )


def _row(seance: Seance, entry: Entry, line: Line) -> list[Cell]:
    name, expected = str(line["value"]), number(line["expected"])
    if line["masked"]:
        why = spanning(_why_masked(seance, entry, line), 4 if is_rate(entry) else 7)
        return [name, why, expected]
    if is_rate(entry):
        counts = [_count(line[key]) for key in ("numerator", "denominator")]
        return [name, *counts, _part(share(entry, line)), _count(line["expected"] - line["silent"]), expected]
    return [name, *(_count(line[key]) for key in _COUNTS), _part(share(entry, line)), expected]


def _why_masked(seance: Seance, entry: Entry, line: Line) -> str:
    if line["expected"] < seance.smallest:
        return f"masqué (moins de {seance.smallest})"
    # Its own size is not small: it would give a small one away by subtraction, or few of it reported.
    reports = f"moins de {seance.smallest} relevés, ou " if is_rate(entry) else ""
    return f"masqué ({reports}protège un autre{'' if is_rate(entry) else ' groupe'})"


def _count(value: float | None) -> str:
    return NOTHING if value is None else number(value)


def _part(value: float | None) -> str:
    return NOTHING if value is None else percent(value)
