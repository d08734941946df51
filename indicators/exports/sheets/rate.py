"""The sheet of a rate: its months against the same months one year before, then its groups."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.chart import LineChart

from indicators.exports.charts import Trace, line_chart
from indicators.exports.page import Block, Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, is_growth, verdict_text
from indicators.exports.sheets.groups import fill_groups
from indicators.exports.sheets.indicator import CHART_ROWS, finish, head, milestones, part, place
from indicators.exports.styles import MONTH, MUTED, PERCENT, SHORT, SUBJECT, WARM, WHOLE
from indicators.french import month as long_month
from indicators.french import percent, plural, points

COLUMNS = (
    Column("Mois", MONTH, 34),
    Column("Utilisateurs", WHOLE, 12),
    Column("Comptes", WHOLE, 11),
    Column("Taux", PERCENT, 11),
    Column("Borne basse", PERCENT, 12.5),
    Column("Borne haute", PERCENT, 12.5),
    Column("Relevés reçus", WHOLE, 11),
    Column("Relevés attendus", WHOLE, 11.5),
    Column("Relevés anormaux", WHOLE, 11),
    Column("Mois complet", SHORT, 11),
    Column("Taux un an avant", PERCENT, 11),
    Column("Cible", PERCENT, 11),
)
RATE, BEFORE, TARGET = 4, 11, 12
Month = dict[str, Any]


def fill_rate(page: Page, seance: Seance, entry: Entry) -> None:
    """Everything known of one rate."""
    row = head(page, seance, entry, COLUMNS, subtitle=_subtitle(seance, entry))
    row = part(page, row, "Mois par mois, le plus ancien d'abord")
    months = entry["trajectory"]
    block = page.table(row, COLUMNS, [_row(entry, month, _year_before(months, month)) for month in months])
    drawn = this_year(seance, months)
    if drawn:
        place(page, _chart(page, entry, block, len(drawn), _complete(drawn)), COLUMNS, row)
    end = milestones(page, entry, block.last + 1)
    last = fill_groups(page, entry, COLUMNS, max(end + 2, row + CHART_ROWS), smallest=seance.smallest)
    finish(page, COLUMNS, last)


def _subtitle(seance: Seance, entry: Entry) -> str:
    if entry["month"] is None:
        return f"{seance.situation} · aucun relevé d'un mois complet · {plural(entry['expected'], 'attendu')}"
    reports = f"{plural(entry['answered'], 'relevé')} sur {plural(entry['expected'], 'attendu')}"
    odd = f" dont {plural(entry['anomalies'], 'relevé anormal', 'relevés anormaux')}" if entry["anomalies"] else ""
    silent = f"{plural(entry['silent'], 'silencieux', 'silencieux')}{odd}"
    month = long_month(date.fromisoformat(f"{entry['month']}-01"))
    return f"{seance.situation} · mois de {month} · {reports} · {silent} · {verdict_text(entry)}"


def this_year(seance: Seance, months: Sequence[Month]) -> list[Month]:
    """The last months of the table, those of the séance's school year."""
    first = f"{seance.payload['school_year'][:4]}-09"
    return [month for month in months if month["month"] >= first]


def _complete(months: Sequence[Month]) -> int:
    """How many of the first months are complete: an unfinished month would look like a fall."""
    return next((at for at, month in enumerate(months) if not month["complete"]), len(months))


def _year_before(months: Sequence[Month], month: Month) -> float | None:
    year, of_year = month["month"].split("-")
    wanted = f"{int(year) - 1}-{of_year}"
    return next((earlier["value"] for earlier in months if earlier["month"] == wanted), None)


def _row(entry: Entry, month: Month, before: float | None) -> list[Value | Styled]:
    return [
        date.fromisoformat(f"{month['month']}-01"),
        month["numerator"],
        month["denominator"],
        month["value"],
        month["low"],
        month["high"],
        month["answered"],
        month["expected"],
        month["anomalies"],
        "oui" if month["complete"] else "non",
        before,
        _target(entry, before),
    ]


def _target(entry: Entry, before: float | None) -> float | None:
    """A growth is aimed at from the same month one year before."""
    if entry["target"] is None or not is_growth(entry):
        return entry["target"]  # type: ignore[no-any-return]
    return None if before is None else before + entry["target"]


def _chart(page: Page, entry: Entry, block: Block, drawn: int, complete: int) -> LineChart:
    first = block.last - drawn + 1
    traces = [Trace(BEFORE, first, block.last, MUTED, dash="dash", marker="square")]
    if complete:
        traces.insert(0, Trace(RATE, first, first + complete - 1, SUBJECT, marker="circle", points=2.75, label="t"))
    if entry["target"] is not None:
        traces.append(Trace(TARGET, first, block.last, WARM, dash="lgDashDot", points=1.75))
    return line_chart(
        page.sheet,
        title=_reading(entry),
        subtitle="Mois complets de l'année, et mêmes mois un an avant",
        y_title="Utilisateurs uniques rapportés aux comptes",
        y_format="0\\ %",
        header=block.header,
        days=(first, block.last),
        day_format="[$-40C]mmm\\ yy",
        traces=traces,
    )


def _reading(entry: Entry) -> str:
    """« 45,2 % en février 2022, contre 42,7 % un an avant (+2,5 points) »."""
    if entry["month"] is None or entry["value"] is None:
        return "Aucun mois complet n'a de relevé"
    said = f"{percent(entry['value'])} en {long_month(date.fromisoformat(entry['month'] + '-01'))}"
    before = entry["same_month_last_year"]
    if before is None:
        return f"{said}, sans relevé un an avant"
    return f"{said}, contre {percent(before)} un an avant ({points(entry['value'] - before)})"
