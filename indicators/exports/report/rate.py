"""The months of a rate: their picture, then their numbers."""

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, picture, table
from indicators.exports.report.month_values import Month, aimed, reading, year_before
from indicators.exports.report.months import drawing
from indicators.exports.report.opening import NOTHING
from indicators.exports.seance import Entry, Seance
from indicators.french import month as long_month
from indicators.french import number, percent

_COLUMNS = (
    Column(label="Mois", width=1.6),
    Column(label="Utilisateurs", width=1.25, right=True),
    *(
        Column(label=label, width=1.0, right=True)
        for label in (
            "Comptes",
            "Taux",
            "Borne basse",
            "Borne haute",
            "Relevés reçus",
            "Relevés attendus",
            "Relevés anormaux",
            "Un an avant",
            "Cible",
        )
    ),
)


def rate_blocks(seance: Seance, entry: Entry) -> Iterator[Block]:
    """Picture of the school year, table of every month."""
    yield heading("Mois par mois", 2)
    months = entry["trajectory"]
    if not months:
        yield paragraph("Aucun relevé d'usage n'est connu.")
        return
    caption = f"{seance.situation}. Utilisateurs uniques rapportés aux comptes, et mêmes mois un an avant."
    yield picture(drawing(seance, entry), reading(seance, entry), caption)
    yield table("Les chiffres, du plus ancien au plus récent", _COLUMNS, [_row(entry, months, one) for one in months])


def _row(entry: Entry, months: Sequence[Month], one: Month) -> list[Cell]:
    before = year_before(months, one)
    name = long_month(date.fromisoformat(f"{one['month']}-01"))
    return [
        name if one["complete"] else f"{name} (incomplet)",
        *(_count(one[key]) for key in ("numerator", "denominator")),
        *(_rate(one[key]) for key in ("value", "low", "high")),
        *(_count(one[key]) for key in ("answered", "expected", "anomalies")),
        _rate(before),
        _rate(aimed(entry, before)),
    ]


def _count(value: float | None) -> str:
    return NOTHING if value is None else number(value)


def _rate(value: float | None) -> str:
    return NOTHING if value is None else percent(value)
