"""An indicator by group: a table each, small groups masked, and a chart of the types."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart
from openpyxl.worksheet.pagebreak import Break

from indicators.exports.charts import Part, bar_chart
from indicators.exports.page import Block, Column, Page, Styled, Value
from indicators.exports.seance import Entry, is_rate
from indicators.exports.sheets.indicator import CHART_ROWS, part, place
from indicators.exports.styles import MASKED, PALE, PERCENT, SOFT, SUBJECT, TEXT, WHOLE
from indicators.french import percent
from indicators.situation import GROUPS

Line = dict[str, Any]
ADOPTION = (
    Column("", TEXT),
    Column("Oui", WHOLE),
    Column("Partiel", WHOLE),
    Column("Non", WHOLE),
    Column("Silencieux", WHOLE),
    Column("Borne basse", WHOLE),
    Column("Borne haute", WHOLE),
    Column("Réponses attendues", WHOLE),
    Column("Part de oui", PERCENT),
)
RATE = (
    Column("", TEXT),
    Column("Utilisateurs", WHOLE),
    Column("Comptes", WHOLE),
    Column("Taux", PERCENT),
    Column("Borne basse", PERCENT),
    Column("Borne haute", PERCENT),
    Column("Relevés reçus", WHOLE),
    Column("Relevés attendus", WHOLE),
)
_NARROWEST_LABELLED = 0.03  # share of a bar
_BY = {"type": "par type", "sector": "par secteur", "epci": "par EPCI"}


def fill_groups(page: Page, entry: Entry, above: Sequence[Column], row: int, *, smallest: int) -> int:
    """The groups from that row on, the types with their chart. above: the table over them. Returns the last row used."""
    last = row
    # A chart cut by the end of a page is unreadable.
    page.sheet.row_breaks.append(Break(id=row - 1))
    for group, lines in sorted(entry["groups"].items(), key=lambda named: _order(named[0])):
        if not lines:
            continue
        start = part(page, row, f"Situation {_BY.get(group, f'par {group}')}")
        block, drawn = _table(page, entry, start, group, lines, smallest)
        last = max(last, block.last)
        if group == "type" and drawn:
            place(page, _chart(page, entry, block, drawn), above, start)
            last = max(last, start + CHART_ROWS)
        row = block.last + 2
    return last


def _order(group: str) -> int:
    """The canonical payload has its groups by name: people read the type first."""
    return list(_BY).index(group) if group in _BY else len(_BY)


def _table(
    page: Page, entry: Entry, row: int, group: str, lines: Sequence[Line], smallest: int
) -> tuple[Block, Sequence[Line]]:
    """Lines with a figure come first: those are the ones a chart can draw."""
    columns = RATE if is_rate(entry) else ADOPTION
    columns = (Column(GROUPS.get(group, group), TEXT), *columns[1:])
    drawn = [line for line in lines if share(entry, line) is not None]
    others = [line for line in lines if share(entry, line) is None]
    block = page.table(row, columns, [_row(entry, line, smallest) for line in (*drawn, *others)])
    for at, line in enumerate((*drawn, *others), start=block.first):
        if line["masked"]:
            page.merge(at, 2, 7)
    return block, drawn


def share(entry: Entry, line: Line) -> float | None:
    """The group's rate, or its share of oui known for sure; None when it is masked or nothing is known."""
    part, whole = ("numerator", "denominator") if is_rate(entry) else ("yes", "expected")
    return None if line["masked"] or not line[whole] else line[part] / line[whole]


def _row(entry: Entry, line: Line, smallest: int) -> list[Value | Styled]:
    if line["masked"]:
        why = Styled(_why_masked(entry, line, smallest), MASKED)
        blank = [Styled(None, MASKED)] * 5
        return [line["value"], why, *blank, line["expected"], *([] if is_rate(entry) else [None])]
    if is_rate(entry):
        reported = line["expected"] - line["silent"]
        rates = [share(entry, line), line["low"], line["high"]]
        return [line["value"], line["numerator"], line["denominator"], *rates, reported, line["expected"]]
    counts = [line[key] for key in ("yes", "partial", "no", "silent", "low", "high", "expected")]
    return [line["value"], *counts, share(entry, line)]


def _why_masked(entry: Entry, line: Line, smallest: int) -> str:
    if line["expected"] < smallest:
        return f"masqué (moins de {smallest})"
    # Its own size is not small: it would give a small one away by subtraction, or few of it reported.
    return (
        f"masqué (moins de {smallest} relevés, ou protège un autre)"
        if is_rate(entry)
        else "masqué (protège un autre groupe)"
    )


def _chart(page: Page, entry: Entry, block: Block, drawn: Sequence[Line]) -> BarChart:
    rows = block.first, block.first + len(drawn) - 1
    if is_rate(entry):
        return bar_chart(
            page.sheet,
            title=_reading("Taux d'usage", entry, drawn),
            subtitle="Utilisateurs uniques rapportés aux comptes, par type",
            x_title="Taux d'usage",
            x_format="0\\ %",
            header=block.header,
            rows=rows,
            parts=[Part(4, SUBJECT, labels=tuple(range(len(drawn))))],
        )
    return bar_chart(
        page.sheet,
        title=_reading("Part de oui, au moins", entry, drawn),
        subtitle="Nombre d'établissements dans chaque état, par type",
        x_title="Part des établissements attendus",
        x_format="0\\ %",
        header=block.header,
        rows=rows,
        parts=[
            Part(2, SUBJECT, _wide_enough(drawn, "yes"), ink="FFFFFF"),
            Part(3, SOFT, _wide_enough(drawn, "partial")),
            Part(4, PALE, _wide_enough(drawn, "no")),
            Part(5, "8B979B", _wide_enough(drawn, "silent"), pattern="ltUpDiag"),
        ],
    )


def _wide_enough(drawn: Sequence[Line], state: str) -> tuple[int, ...]:
    """The bars whose part for that state can hold its number."""
    return tuple(at for at, line in enumerate(drawn) if line[state] >= _NARROWEST_LABELLED * line["expected"])


def _reading(what: str, entry: Entry, drawn: Sequence[Line]) -> str:
    """« Part de oui, au moins : 52 % pour Lycée, 12 % pour École »."""
    shares = sorted(((share(entry, line) or 0.0, str(line["value"])) for line in drawn), key=lambda pair: -pair[0])
    ends = [shares[0], shares[-1]] if len(shares) > 1 else shares
    return f"{what} : " + ", ".join(f"{percent(value, 0)} pour {name}" for value, name in ends)
