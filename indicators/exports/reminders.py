"""The list of a campaign's establishments to chase, as a workbook and as a CSV for French Excel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.returns.following import Status
from data.settings import Settings
from indicators.exports.archive import as_bytes
from indicators.exports.inert import one_line
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import DEMONSTRATION
from indicators.exports.styles import DAY, NOTE, SHORT, SUBTITLE, TEXT, TITLE, WARNING, add_styles
from indicators.exports.tables import frame_as_csv
from indicators.following import Following, words
from indicators.french import long_day, plural
from indicators.situation import GROUPS

SHEETS: dict[Status, str] = {"silencieux": "Silencieux", "partiel": "Partiels"}
_WHO = (
    Column("UAI", SHORT, 11),
    Column("Établissement", TEXT, 36),
    Column("Type", SHORT, 10),
    Column("Secteur", SHORT, 10),
    Column("Commune", TEXT, 22),
    Column("EPCI", TEXT, 28),
    Column("Circonscription", TEXT, 24),
    Column("Adresse fonctionnelle", TEXT, 32),
)
_WHAT = (
    Column("Ce qui manque", TEXT, 40),
    Column("Réponse du", DAY, 13),
    Column("Reçue le", DAY, 13),
    Column("Fichier", TEXT, 30),
)
_FIELDS = ("uai", "name", "type", "sector", "commune", "epci", "circonscription", "mail")


@dataclass(frozen=True, kw_only=True)
class _About:
    """The words that a sheet says of itself, as those of a séance do."""

    label: str
    situation: str
    context: str
    demonstration: bool


def reminders_workbook(
    found: Following, statuses: Sequence[Status], settings: Settings, *, demonstration: bool = False
) -> bytes:
    """The .xlsx file: one sheet a status asked, silent then partial. The same reading gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    about = _about(found, settings, demonstration=demonstration)
    book.properties.creator = "Gouvernail"
    book.properties.title = one_line(f"{about.label} - {about.situation}")
    book.properties.language = "fr-FR"
    add_styles(book)
    for status, name in SHEETS.items():
        if status in statuses:
            _fill(Page(book, about, name), found, status, about)
    return as_bytes(book, stamped=datetime.combine(found.day, time()))


def reminders_csv(found: Following, statuses: Sequence[Status]) -> bytes:
    """The same list: semicolons, byte order mark, dd/mm/yyyy. One row an establishment, silent ones first."""
    rows = pd.concat([found.of([status]) for status in SHEETS if status in statuses])
    frame = pd.DataFrame(
        {
            "campagne": found.campaign.code,
            "situation_au": found.day,
            "etat": rows["status"],
            "uai": rows["uai"],
            "etablissement": rows["name"],
            "type": rows["type"],
            "secteur": rows["sector"],
            "commune": rows["commune"],
            "epci": rows["epci"],
            "circonscription": rows["circonscription"],
            "adresse": rows["mail"],
            "ce_qui_manque": rows["missing"],
            "reponse_du": rows["answered_on"],
            "recue_le": rows["first_received"],
            "fichier": rows["last_file"],
        }
    )
    return frame_as_csv(frame)


def _about(found: Following, settings: Settings, *, demonstration: bool) -> _About:
    kept = [f"{GROUPS[group]} : {value}" for group, value in found.filters.items()] or ["Tout le département"]
    parts = [
        settings.territory_name,
        f"campagne {found.campaign.label}",
        f"année scolaire {found.campaign.school_year}",
    ]
    return _About(
        label=found.campaign.label,
        situation=f"Situation au {long_day(found.day)}",
        context=" · ".join([*parts, *kept, *[DEMONSTRATION] * demonstration]),
        demonstration=demonstration,
    )


def _fill(page: Page, found: Following, status: Status, about: _About) -> None:
    columns = [*_WHO, *_WHAT] if status == "partiel" else list(_WHO)
    page.widths(column.width or 10 for column in columns)
    page.paragraph(1, _title(found, status), len(columns), TITLE)
    page.put(2, 1, f"{about.situation}.{words.closing(found)}", SUBTITLE)
    page.paragraph(3, about.context, len(columns), WARNING if about.demonstration else NOTE)
    rows = [_row(row, status) for _, row in found.of([status]).iterrows()]
    block = page.table(5, columns, rows)
    page.filtered(block, len(columns))
    page.finish(freeze=f"C{block.first}", titles=f"{block.header}:{block.header}")
    page.sheet.print_area = f"A1:{get_column_letter(len(columns))}{max(block.last, block.header)}"


def _title(found: Following, status: Status) -> str:
    expected = f"sur {plural(found.expected, 'attendu')}"
    if status == "silencieux":
        return f"{plural(found.count(status), 'établissement sans réponse', 'établissements sans réponse')} {expected}"
    return f"{plural(found.count(status), 'réponse partielle', 'réponses partielles')} {expected}"


def _row(row: pd.Series, status: Status) -> list[Value | Styled]:
    who: list[Value | Styled] = [row[field] for field in _FIELDS]
    if status == "silencieux":
        return who
    return [*who, ", ".join(row["missing"]), row["answered_on"], row["first_received"], row["last_file"]]
