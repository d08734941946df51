"""« Sources »: the files that said it."""

from typing import Any

from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Seance, instant_of
from indicators.exports.styles import INSTANT, SHORT, TEXT, WHOLE
from indicators.french import plural

NAME = "Sources"
KINDS = {
    "register": "Annuaire des établissements",
    "returns": "Réponses au questionnaire",
    "usage": "Relevés d'usage",
    "targets": "Cibles",
    "plan": "Plan d'action",
}
COLUMNS = (
    Column("Fichier", TEXT, 52),
    Column("Nature", SHORT, 28),
    Column("Campagne", TEXT, 18),
    Column("Lignes retenues", WHOLE, 12),
    Column("Reçu le", INSTANT, 18),
    Column("Empreinte (sha256)", SHORT, 70),
)


def fill_sources(page: Page, seance: Seance) -> None:
    """Every file in force at the time, in the order of the séance."""
    page.widths(column.width or 10 for column in COLUMNS)
    batches = seance.payload["batches"]
    title = f"{plural(len(batches), 'fichier')} à l'origine de ces chiffres" if batches else "Aucun fichier reçu"
    note = "Les imports annulés n'y sont pas. L'empreinte désigne le contenu exact du fichier conservé."
    row = page.heading(title, len(COLUMNS), notes=[note])
    block = page.table(row, COLUMNS, [_row(batch) for batch in batches])
    page.filtered(block, len(COLUMNS))
    page.finish(freeze=f"A{block.first}", titles=f"{block.header}:{block.header}")


def _row(batch: dict[str, Any]) -> list[Value | Styled]:
    return [
        batch["file"],
        KINDS.get(batch["kind"], batch["kind"]),
        batch["campaign"] or "",
        batch["accepted"],
        instant_of(batch["recorded_at"]),
        batch["sha256"],
    ]
