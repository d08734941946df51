"""« Diagnostic » and « Fiches »: what was heard by theme, then every text of the plan that is no action, whole."""

from collections.abc import Iterator
from itertools import zip_longest

from indicators.exports import plan as told
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, day_of
from indicators.exports.styles import DAY, SHORT, TEXT
from indicators.french import day, plural

NAME, ITEMS = "Diagnostic", "Fiches du plan"
_COLUMNS = (
    Column("Thème", TEXT, 30),
    Column("Retours d'expérience", TEXT, 52),
    Column("Irritants", TEXT, 52),
    Column("Forces", TEXT, 52),
)
_ITEM_COLUMNS = (
    Column("Repère", SHORT, 10),
    Column("Nature", SHORT, 22),
    Column("Intitulé", TEXT, 44),
    Column("Texte", TEXT, 64),
    Column("Thèmes", TEXT, 30),
    Column("Vient de", TEXT, 16),
    Column("Jour", DAY, 12),
    Column("Précisions", TEXT, 52),
)
_NOTE = (
    "Une ligne n'apparie rien : chaque colonne se lit pour elle-même, thème par thème. Une fiche de plusieurs thèmes est sous "
    f"chacun. Les textes entiers sont sur la feuille {ITEMS}."
)
# Part of the plan -> what one of it is, and the links that say where it comes from.
_ITEMS = {
    "lessons": ("Retour d'expérience", ()),
    "strengths": ("Force", ("lessons",)),
    "irritants": ("Irritant", ("lessons",)),
    "needs": ("Besoin", ("irritants",)),
    "levers": ("Levier", ("needs",)),
    "axes": ("Axe", ()),
    "decisions": ("Décision", ()),
}


def fill_diagnosis(page: Page, plan: Entry) -> None:
    """Theme by theme: lessons, irritants and strengths side by side."""
    page.widths(column.width or 10 for column in _COLUMNS)
    counted = (
        plural(len(plan["lessons"]), "retour d'expérience", "retours d'expérience"),
        plural(len(plan["irritants"]), "irritant"),
        plural(len(plan["strengths"]), "force"),
    )
    row = page.heading("{}, {}, {}".format(*counted), len(_COLUMNS), notes=[_NOTE])
    block = page.table(row, _COLUMNS, list(_themes(plan)))
    page.filtered(block, len(_COLUMNS))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}")


def fill_items(page: Page, plan: Entry) -> None:
    """Everything but actions and steps, in the order of the chain."""
    page.widths(column.width or 10 for column in _ITEM_COLUMNS)
    rows = [*_items(plan), *_notes(plan)]
    block = page.table(page.heading(plural(len(rows), "fiche"), len(_ITEM_COLUMNS)), _ITEM_COLUMNS, rows)
    page.filtered(block, len(_ITEM_COLUMNS))
    page.finish(freeze=f"C{block.first}", titles=f"{block.header}:{block.header}", large=True)


def _themes(plan: Entry) -> Iterator[list[Value | Styled]]:
    parts = [told.themed(plan, part) for part in ("lessons", "irritants", "strengths")]
    for theme in sorted({theme for part in parts for theme in part}, key=lambda one: (one == told.NO_THEME, one)):
        columns = ([told.named(one) for one in part.get(theme, ())] for part in parts)
        for cells in zip_longest(*columns, fillvalue=None):
            yield [theme, *cells]


def _items(plan: Entry) -> Iterator[list[Value | Styled]]:
    for part, (kind, links) in _ITEMS.items():
        for one in plan[part]:
            come = ", ".join(ref for link in links for ref in one[link])
            on = day_of(one.get("told_on") or one.get("meeting_on"))
            themes = ", ".join(one.get("themes", ()))
            yield [one["ref"], kind, one["title"], one["text"], themes, come, on, " · ".join(_more(one))]


def _notes(plan: Entry) -> Iterator[list[Value | Styled]]:
    for action in plan["actions"]:
        for one in action["notes"]:
            about = f"Note de {told.named(action)}"
            yield [one["ref"], "Note", one["title"], one["text"], "", action["ref"], day_of(one["written_on"]), about]


def _more(one: Entry) -> Iterator[str]:
    """What only some kinds have."""
    if one.get("main"):
        yield "Irritant principal"
    for key, label in (("origin", "Origine"), ("uai", "UAI"), ("address", "Lien")):
        if one.get(key):
            yield f"{label} : {one[key]}"
    if one.get("voices"):
        yield f"Rapporté par : {', '.join(one['voices'])}"
    if decided := day_of(one.get("decided_on")):
        yield f"Décidée le {day(decided)}"
    if one.get("outcome"):
        yield f"Ce qui est décidé : {one['outcome']}"
    if one.get("actions"):
        yield f"Actions : {', '.join(one['actions'])}"
