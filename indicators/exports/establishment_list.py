"""The list of establishments to accompany, all its rows, as a workbook and as a CSV for French Excel."""

from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.settings import Settings
from indicators.establishments import words
from indicators.establishments.tables import AGE, ANSWERED, LACKING, worklist_table
from indicators.establishments.worklist import Choice, Worklist, chosen
from indicators.exports.archive import as_bytes
from indicators.exports.inert import one_line
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import DEMONSTRATION
from indicators.exports.styles import DAY, NOTE, SHORT, SUBTITLE, TEXT, TITLE, WARNING, WHOLE, add_styles
from indicators.exports.tables import frame_as_csv
from indicators.french import long_day
from indicators.situation import GROUPS

SHEET = "Établissements"
NAMED = "Feuille nominative, pour le travail du comité : à retirer avant toute diffusion publique."
_STYLES = {LACKING: WHOLE, AGE: WHOLE, "Élèves": WHOLE, ANSWERED: DAY, "UAI": SHORT}
_WIDTHS = {"Établissement": 36.0, "Ce qui manque": 44.0, "Commune": 20.0, "EPCI": 26.0, "Circonscription": 24.0}
_USUAL = 14.0  # characters


@dataclass(frozen=True, kw_only=True)
class _About:
    """The words that a sheet says of itself, as those of a séance do."""

    label: str
    situation: str
    context: str
    demonstration: bool


def worklist_workbook(found: Worklist, choice: Choice, settings: Settings, *, demonstration: bool = False) -> bytes:
    """The .xlsx file, all the rows of the choice in its order. The same reading gives the same bytes."""
    about = _about(found, settings, demonstration=demonstration)
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Gouvernail"
    book.properties.title = one_line(f"{about.label} - {about.situation}")
    book.properties.language = "fr-FR"
    add_styles(book)
    _fill(Page(book, about, SHEET), found, choice, about)
    return as_bytes(book, stamped=datetime.combine(found.findings[0].situation.on, time()))


def worklist_csv(found: Worklist, choice: Choice) -> bytes:
    """The same list: semicolons, byte order mark, dd/mm/yyyy; the situation day, the indicators and the choice on each row."""
    situation = found.findings[0].situation
    table = worklist_table(found, chosen(found, choice))
    table.insert(0, "Situation au", situation.on)
    table.insert(1, "Indicateur", _indicators(found))
    table.insert(2, "Filtres", " · ".join([*_filters(found), words.kept(choice)]))
    return frame_as_csv(table)


def _indicators(found: Worklist) -> str:
    return ", ".join(finding.indicator.short_label for finding in found.findings)


def _filters(found: Worklist) -> list[str]:
    kept = found.findings[0].situation.filters
    return [f"{GROUPS[group]} : {value}" for group, value in kept.items()] or ["Tout le territoire"]


def _about(found: Worklist, settings: Settings, *, demonstration: bool) -> _About:
    situation = found.findings[0].situation
    parts = [settings.territory_name, f"année scolaire {situation.school_year}", *_filters(found)]
    return _About(
        label=f"Établissements à accompagner : {_indicators(found)}",
        situation=f"Situation au {long_day(situation.on)}",
        context=" · ".join([*parts, *[DEMONSTRATION] * demonstration]),
        demonstration=demonstration,
    )


def _fill(page: Page, found: Worklist, choice: Choice, about: _About) -> None:
    rows = worklist_table(found, chosen(found, choice))
    columns = [Column(name, _STYLES.get(name, TEXT), _WIDTHS.get(name, _USUAL)) for name in rows.columns]
    page.widths(column.width or _USUAL for column in columns)
    page.paragraph(1, words.answer(found), len(columns), TITLE)
    page.put(2, 1, f"{about.situation} · {_indicators(found)}", SUBTITLE)
    page.paragraph(3, about.context, len(columns), WARNING if about.demonstration else NOTE)
    kept = words.kept(choice)
    page.paragraph(
        4, f"Ce que contient cette liste : {kept}. {words.shown(len(rows), len(found.rows), most=len(rows))}", 8
    )
    page.paragraph(5, NAMED, len(columns))
    block = page.table(7, columns, _cells(rows))
    page.filtered(block, len(columns))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}", large=True)
    page.sheet.print_area = f"A1:{get_column_letter(len(columns))}{max(block.last, block.header)}"


def _cells(rows: pd.DataFrame) -> list[list[Value | Styled]]:
    """Real numbers and real days: an unknown one is an empty cell."""
    plain = rows.astype(object).where(rows.notna(), None)
    return [list(row) for row in plain.itertuples(index=False, name=None)]
