"""What the sheets of all indicators share: the sentence on top, the rule under it, charts right of the tables."""

from collections.abc import Sequence
from datetime import date

from openpyxl.chart._chart import ChartBase
from openpyxl.utils import get_column_letter

from indicators.exports.amounts import amount
from indicators.exports.inert import paragraphs
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.styles import DAY, SECTION, WHOLE
from indicators.french import day

JUDGEMENT = "Avis du comité"
CHART_ROWS = 20  # rows that a chart hides
_GAP, _UNDER_CHART, _CHART_COLUMN_WIDTH = 2, 10, 10


def chart_column(columns: Sequence[Column]) -> int:
    """Where the charts begin: a narrow column is left blank after the widest table."""
    return len(columns) + 2


def head(page: Page, seance: Seance, entry: Entry, columns: Sequence[Column], *, subtitle: str) -> int:
    """The sentence as title, the numbers of answers, the label and the rule, then what the committee says of it.

    Returns the next free row.
    """
    widths = [column.width or 10 for column in columns]
    page.widths([*widths, _GAP, *[_CHART_COLUMN_WIDTH] * _UNDER_CHART])
    rule = f"Règle (version {entry['definition_version']}) : {entry['rule']}"
    said = [f"{JUDGEMENT} : {line}" for line in paragraphs(seance.judgement(entry["code"]))]
    notes = [entry["label"], rule, *_changes(entry), *said]
    return page.heading(entry["sentence"], _last(columns), situation=subtitle, notes=notes)


def _changes(entry: Entry) -> list[str]:
    """That the definition changed since the school year began: the curve has no point read with an earlier one."""
    days = dict.fromkeys(day(date.fromisoformat(change["day"])) for change in entry.get("breaks", []))
    if not days:
        return []
    changed = "Définition changée le " + ", le ".join(days)
    return [f"{changed} : toute la courbe est recalculée avec la version {entry['definition_version']}."]


def finish(page: Page, columns: Sequence[Column], last_row: int) -> None:
    """Print the tables and the charts, nothing beyond. Only the sentence is frozen: the tables have headers of their own."""
    page.sheet.print_area = f"A1:{get_column_letter(_last(columns))}{last_row}"
    page.finish(freeze="A3", titles="1:2")


def place(page: Page, chart: ChartBase, columns: Sequence[Column], row: int) -> None:
    """A chart beside the table that starts on that row."""
    page.sheet.add_chart(chart, f"{get_column_letter(chart_column(columns))}{row}")


def milestones(page: Page, entry: Entry, row: int) -> int:
    """The table of what is aimed at on the way. Returns the last row used, row when there is none."""
    told = entry.get("milestones") or []  # not in the séances frozen before milestones were told
    if not told:
        return row
    steps: list[list[Value | Styled]] = [[day_of(on), amount(entry, value)] for on, value in told]
    columns = (Column("Jour", DAY), Column("Valeur visée", WHOLE))
    return page.table(part(page, row + 1, "Jalons de la cible"), columns, steps).last


def _last(columns: Sequence[Column]) -> int:
    return chart_column(columns) + _UNDER_CHART - 1


def part(page: Page, row: int, title: str) -> int:
    """The title of a table. Returns the row under it."""
    page.put(row, 1, title, SECTION)
    page.sheet.row_dimensions[row].height = 20
    return row + 1
