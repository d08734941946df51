"""« Cibles »: every target of the year as it stood, of the whole territory and of its parts."""

from collections.abc import Iterator

from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.sheets.indicator import part
from indicators.exports.styles import DAY, PERCENT, POINTS, SHORT, TEXT, WHOLE
from indicators.french import agreed, number, plural
from indicators.situation import GROUPS

NAME = "Cibles"
MEASURES = {"count": "nombre", "rate": "taux", "growth": "hausse sur un an"}
WHOLE_TERRITORY = "Tout le territoire"
_STYLES = {"count": WHOLE, "rate": PERCENT, "growth": POINTS}
COLUMNS = (
    Column("Indicateur", TEXT, 40),
    Column("Périmètre", TEXT, 30),
    Column("Mesure", SHORT, 18),
    Column("Valeur initiale", WHOLE, 13),
    Column("Mesurée le", DAY, 12),
    Column("Cible", WHOLE, 13),
    Column("Échéance", DAY, 12),
    Column("Jalons", WHOLE, 10),
    Column("Motif", TEXT, 52),
    Column("Décidée le", DAY, 12),
)
_MILESTONES = (*COLUMNS[:3], Column("Valeur visée", WHOLE), Column("Jour du jalon", DAY))


def fill_targets(page: Page, seance: Seance) -> None:
    """One row a target, then one row a milestone."""
    page.widths(column.width or 10 for column in COLUMNS)
    row = page.heading(_title(seance), len(COLUMNS), notes=[_note(seance)])
    block = page.table(row, COLUMNS, [_row(seance, target) for target in seance.targets])
    page.filtered(block, len(COLUMNS))
    milestones = list(_milestones(seance))
    if milestones:
        page.table(part(page, block.last + 2, "Jalons : ce qui est visé en chemin"), _MILESTONES, milestones)
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}")


def contents(seance: Seance) -> str:
    """One line on this sheet."""
    told = plural(len(seance.targets), "cible")
    return f"{told} de l'année : périmètre, valeur initiale, échéance, jalons, motif, jour de la décision."


def scope_in_words(target: Entry) -> str:
    """« Type : Collège », or the whole territory."""
    group = target["scope_group"]
    return f"{GROUPS.get(group, group)} : {target['scope_value']}" if group else WHOLE_TERRITORY


def target_amount(target: Entry, value: float) -> Styled:
    """A value of a target as a cell: a number, a rate, or a difference of rates in points."""
    measure = target["measure"]
    return Styled(round(value * 100, 10) if measure == "growth" else value, _STYLES.get(measure, WHOLE))


def _title(seance: Seance) -> str:
    count = len(seance.targets)
    if not count:
        return "Aucune cible n'est gardée dans cette séance"
    return f"{number(count)} {agreed(count, 'cible fixée', 'cibles fixées')} pour {seance.payload['school_year']}"


def _note(seance: Seance) -> str:
    if "targets" not in seance.payload:
        return (
            "Séance figée avant que toutes les cibles y soient gardées : celle de chaque indicateur est sur sa feuille."
        )
    return "Toutes les cibles en vigueur au moment de la séance, quel que soit le périmètre de celle-ci."


def _row(seance: Seance, target: Entry) -> list[Value | Styled]:
    return [
        *_about(seance, target),
        target_amount(target, target["baseline"]),
        day_of(target["baseline_on"]),
        target_amount(target, target["value"]),
        day_of(target["due_on"]),
        len(target["milestones"]),
        target["reason"],
        day_of(target["recorded_at"]),
    ]


def _milestones(seance: Seance) -> Iterator[list[Value | Styled]]:
    for target in seance.targets:
        for on, value in target["milestones"]:
            yield [*_about(seance, target), target_amount(target, value), day_of(on)]


def _about(seance: Seance, target: Entry) -> list[Value | Styled]:
    labels = {entry["code"]: entry["label"] for entry in seance.indicators}
    code = target["indicator"]
    return [labels.get(code, code), scope_in_words(target), MEASURES.get(target["measure"], target["measure"])]
