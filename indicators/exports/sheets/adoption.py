"""The sheet of an adoption indicator: its trajectory with a chart, then its groups."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from openpyxl.chart import LineChart

from indicators.exports.amounts import pace_on
from indicators.exports.charts import Trace, line_chart
from indicators.exports.page import Block, Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, day_of, verdict_text
from indicators.exports.sheets.groups import fill_groups
from indicators.exports.sheets.indicator import CHART_ROWS, finish, head, milestones, part, place
from indicators.exports.styles import DAY, MUTED, SUBJECT, WARM, WHOLE
from indicators.french import long_day, number, plural

COLUMNS = (
    Column("Jour", DAY, 34),
    Column("Oui", WHOLE, 11),
    Column("Partiel", WHOLE, 11),
    Column("Non", WHOLE, 11),
    Column("Silencieux", WHOLE, 11.5),
    Column("Borne basse", WHOLE, 12.5),
    Column("Borne haute", WHOLE, 12.5),
    Column("Attendu à ce jour", WHOLE, 13),
    Column("Cible", WHOLE, 13),
)
LOW, HIGH, PACE, TARGET = 6, 7, 8, 9
_TO_COME = "Lignes sans réponse : les jours à venir, jusqu'à l'échéance, avec ce que le rythme demandera."


def fill_adoption(page: Page, seance: Seance, entry: Entry) -> None:
    """Everything known of one adoption indicator."""
    row = head(page, seance, entry, COLUMNS, subtitle=_subtitle(seance, entry))
    row = part(page, row, "Trajectoire : ce que l'on sait aujourd'hui de chaque jour")
    to_come = [_row_to_come(seance, entry, day) for day in _days_to_come(seance, entry)]
    block = page.table(row, COLUMNS, [_row(seance, entry, point) for point in entry["trajectory"]] + to_come)
    observed = Block(block.header, block.first, block.header + len(entry["trajectory"]))
    end = block.last + 1
    if to_come:
        page.paragraph(end, _TO_COME, len(COLUMNS))
    end = milestones(page, entry, end + 1)
    place(page, _chart(page, seance, entry, block, observed), COLUMNS, row)
    last = fill_groups(page, entry, COLUMNS, max(end + 2, row + CHART_ROWS), smallest=seance.smallest)
    finish(page, COLUMNS, last)


def _subtitle(seance: Seance, entry: Entry) -> str:
    answers = f"{plural(entry['answered'], 'réponse')} sur {plural(entry['expected'], 'attendue')}"
    return f"{seance.situation} · {answers} · {plural(entry['silent'], 'silencieux', 'silencieux')} · {verdict_text(entry)}"


def _row(seance: Seance, entry: Entry, point: dict[str, Any]) -> list[Value | Styled]:
    day = date.fromisoformat(point["day"])
    counts = [point[key] for key in ("yes", "partial", "no", "silent", "low", "high")]
    return [day, *counts, pace_on(entry, day, on=seance.on), entry["target"]]


def _row_to_come(seance: Seance, entry: Entry, day: date) -> list[Value | Styled]:
    return [day, *[None] * 6, pace_on(entry, day, on=seance.on), entry["target"]]


def _days_to_come(seance: Seance, entry: Entry) -> Iterator[date]:
    """Month ends of the school year after the situation day, then the due day: the chart shows the road left."""
    due = day_of(entry["due_on"])
    if due is None or due <= seance.on or not entry["trajectory"]:
        return
    year_end = date(int(seance.payload["school_year"][-4:]), 8, 31)
    day = _month_end(seance.on)
    while day < min(due, year_end):
        if day > seance.on:
            yield day
        day = _month_end(day + timedelta(days=1))
    yield due


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _chart(page: Page, seance: Seance, entry: Entry, block: Block, observed: Block) -> LineChart:
    first, last = observed.first, observed.last
    open_ended = entry["silent"] > 0
    traces = [
        Trace(LOW, first, last, SUBJECT, marker="circle", points=2.75, label="b"),
        Trace(HIGH, first, last, SUBJECT, dash="sysDot", marker="triangle", label="t" if open_ended else None),
    ]
    if entry["target"] is not None:
        traces.append(Trace(PACE, block.first, block.last, MUTED, dash="dash"))
        traces.append(Trace(TARGET, block.first, block.last, WARM, dash="lgDashDot", points=1.75))
    return line_chart(
        page.sheet,
        title=_reading(entry),
        subtitle=f"Au {long_day(seance.on)} · bornes basse et haute, rythme attendu, cible",
        y_title="Nombre d'établissements",
        y_format="#,##0",
        header=block.header,
        days=(block.first, block.last),
        day_format="[$-40C]mmm\\ yy",
        traces=traces,
    )


def _reading(entry: Entry) -> str:
    """« Entre 210 et 538 projets ; attendu à ce jour 264, cible 400 »."""
    low, high = number(entry["low"]), number(entry["high"])
    known = f"{low}" if entry["low"] == entry["high"] else f"Entre {low} et {high}"
    said = f"{known} {entry['unit']}"
    if entry["target"] is None:
        return f"{said}, sans cible"
    return f"{said} ; attendu à ce jour {number(entry['expected_today'])}, cible {number(entry['target'])}"
