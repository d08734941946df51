"""« Synthèse »: a row an indicator, with its verdict, its numbers and its sentence."""

from indicators.exports.amounts import amount, bounds, known, unit
from indicators.exports.inert import paragraphs
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, day_of, verdict_text
from indicators.exports.sheets.indicator import JUDGEMENT
from indicators.exports.styles import DAY, OPINION, SHORT, TEXT, VERDICT_STYLES, WHOLE
from indicators.progress import Verdict

NAME = "Synthèse"
COLUMNS = (
    Column("Indicateur", TEXT, 32),
    Column("Verdict", SHORT, 17),
    Column("Unité", TEXT, 16),
    Column("Valeur connue", WHOLE, 11),
    Column("Borne basse", WHOLE, 12.5),
    Column("Borne haute", WHOLE, 12.5),
    Column("Cible", WHOLE, 11),
    Column("Échéance", DAY, 12),
    Column("Attendu à ce jour", WHOLE, 12),
    Column("Réponses", WHOLE, 12),
    Column("Silencieux", WHOLE, 12.5),
    Column("Établissements attendus", WHOLE, 18),
    Column("Phrase", TEXT, 56),
    Column("Version de la définition", WHOLE, 13),
    Column(JUDGEMENT, OPINION, 44),
)
_NOTE = (
    "Borne basse : les silencieux comptés comme défavorables. Borne haute : comptés comme favorables. "
    "Attendu à ce jour : ce que le rythme demande, en jours d'école. Définitions complètes : feuille Méthode. "
    "Dernière colonne : ce qu'en dit le comité, qui ne change aucun chiffre."
)


def fill_synthesis(page: Page, seance: Seance) -> None:
    """Every indicator, in the order of the screens."""
    page.widths(column.width or 10 for column in COLUMNS)
    row = page.heading("Où en sont les indicateurs ?", len(COLUMNS), notes=[_NOTE])
    block = page.table(row, COLUMNS, [_row(seance, entry) for entry in seance.indicators])
    page.filtered(block, len(COLUMNS))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}", large=True)


def _row(seance: Seance, entry: Entry) -> list[Value | Styled]:
    low, high = bounds(entry)
    return [
        entry["label"],
        Styled(verdict_text(entry), VERDICT_STYLES[Verdict(entry["verdict"])]),
        unit(entry),
        amount(entry, known(entry)),
        amount(entry, low),
        amount(entry, high),
        amount(entry, entry["target"]),
        day_of(entry["due_on"]),
        amount(entry, entry["expected_today"]),
        entry["answered"],
        entry["silent"],
        entry["expected"],
        entry["sentence"],
        entry["definition_version"],
        " ".join(paragraphs(seance.judgement(entry["code"]))),
    ]
