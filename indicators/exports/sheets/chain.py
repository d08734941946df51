"""« Chaîne »: a row a way from a lesson to an indicator, then the links that are missing."""

from indicators.exports import plan as told
from indicators.exports.page import Column, Page
from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets.indicator import part
from indicators.exports.styles import TEXT
from indicators.french import number, plural
from indicators.plan.chain import COLUMNS, kind_label

NAME = "Chaîne"
MISSING = "Maillons manquants"
_COLUMNS = tuple(Column(kind_label(kind), TEXT, 36) for kind in COLUMNS)
_MISSING = (Column("Nature", TEXT), Column("Fiche", TEXT), Column("Ce qui manque", TEXT))


def fill_chain(page: Page, seance: Seance, plan: Entry) -> None:
    """A blank cell is a link that is missing on that way."""
    page.widths(column.width or 10 for column in _COLUMNS)
    rows = told.paths(seance, plan)
    row = page.heading("Du retour d'expérience à l'indicateur", len(_COLUMNS), notes=[said(len(rows))])
    block = page.table(row, _COLUMNS, rows)
    page.filtered(block, len(_COLUMNS))
    missing = [told.lacking(one) for one in plan["orphans"]]
    if missing:
        title = f"{MISSING} ({number(len(missing))})"
        page.table(part(page, block.last + 2, title), _MISSING, missing)
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}", large=True)


def contents(plan: Entry) -> str:
    """One line on this sheet."""
    missing = plural(len(plan["orphans"]), "maillon manquant", "maillons manquants")
    return f"Du retour d'expérience à l'indicateur, un chemin par ligne ; {missing}."


def said(count: int) -> str:
    """What a row is, and that some are left out when there are too many ways."""
    note = "Un chemin par ligne. Case vide : le maillon manque sur ce chemin."
    if count < told.MOST_PATHS:
        return note
    return f"{note} Seuls les {number(told.MOST_PATHS)} premiers chemins sont écrits."
