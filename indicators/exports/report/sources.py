"""The files that said it."""

from collections.abc import Iterator
from typing import Any

from indicators.exports.report.blocks import Block, Cell, Column, facts, heading, paragraph, table
from indicators.exports.seance import Seance, instant_of
from indicators.exports.sheets.sources import KINDS
from indicators.french import instant, number, plural

_COLUMNS = (
    Column(label="Fichier", width=2.6),
    Column(label="Nature", width=1.7),
    Column(label="Campagne", width=1.0),
    Column(label="Lignes retenues", width=0.9, right=True),
    Column(label="Reçu le", width=1.5),
    Column(label="Empreinte (sha256)", width=3.9),
)


def source_blocks(seance: Seance) -> Iterator[Block]:
    """Every file in force at the time, and the sha256 of the séance."""
    yield heading("Sources")
    found = seance.payload["batches"]
    if found:
        title = f"{plural(len(found), 'fichier')} à l'origine de ces chiffres"
        yield table(title, _COLUMNS, map(_row, found), size=7.0)
        yield paragraph(
            "Les imports annulés n'y sont pas. L'empreinte désigne le contenu exact du fichier conservé.", "note"
        )
    else:
        yield paragraph("Aucun fichier reçu.")
    yield facts([("Empreinte de la séance (sha256)", seance.snapshot.sha256)])


def _row(batch: dict[str, Any]) -> list[Cell]:
    return [
        batch["file"],
        KINDS.get(batch["kind"], batch["kind"]),
        batch["campaign"] or "",
        number(batch["accepted"]),
        instant(instant_of(batch["recorded_at"])),
        batch["sha256"],
    ]
