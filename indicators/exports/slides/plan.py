"""« Plan d'action »: where it stands, what is late, the actions of each axis, and the links that are missing."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import ceil

from indicators.exports import plan as told
from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets.plan_effects import NAME as EFFECTS_SHEET
from indicators.exports.slides.deck import NEXT, Deck, Text
from indicators.exports.slides.tables import Grid, add_table, fits, parts
from indicators.french import agreed, number, plural
from indicators.plan.actions import STATE_LABELS
from indicators.plan.effect import no_cause

TITLE = "Plan d'action"
_MOST_ROWS = 10
_MOST_SLIDES = 16  # of the plan: beyond, nobody turns them
_MOST_EFFECTS = 12
_EFFECTS_TITLE = "Avant et après le début des actions"
_LATE = ("Action", "Pilote", "Échéance", "Retard (jours)", "Étapes faites")
_ACTIONS = ("Action", "État", "Pilote", "Échéance", "Indicateurs")


def add_plan(deck: Deck, seance: Seance, plan: Entry) -> None:
    """As many slides as it takes, unless there are so many that the workbook is where they are read."""
    tables = _tables(deck, seance, plan)
    for title, grid in islice(tables, _MOST_SLIDES):
        _add(deck, title, grid)
    if next(tables, None):
        where = "Toutes les actions et tous les maillons manquants sont dans le classeur de la séance, feuille Plan d'action."
        deck.line(deck.slide(f"{TITLE} : la suite est dans le classeur"), deck.room, where)
    _add_effects(deck, plan)


def _tables(deck: Deck, seance: Seance, plan: Entry) -> Iterator[tuple[str, Grid]]:
    """(title, table) of each slide."""
    yield from _paged(deck, f"{TITLE}. {told.summary(plan)}", _overview(plan))
    late = told.late(seance)
    if late:
        title = f"{plural(len(late), 'action')} du plan {agreed(len(late), 'est', 'sont')} en retard"
        yield from _paged(deck, title, Grid(_LATE, [_late(one) for one in late], (6, 3, 1, 1, 1), title, numbers=(3,)))
    for axis, held in told.by_axis(plan):
        title = f"{TITLE} : {axis}"
        rows = [_action(seance, one) for one in held]
        yield from _paged(deck, title, Grid(_ACTIONS, rows, (6, 2, 3, 1, 3), f"Les actions de « {axis} »."))
    missing = [list(told.lacking(one)) for one in plan["orphans"]]
    if missing:
        count = plural(len(missing), "maillon manque", "maillons manquent")
        title = f"Du retour d'expérience à l'indicateur : {count}"
        yield from _paged(
            deck, title, Grid(told.LACKING, missing, (1, 5, 4), "Ce qui manque à la chaîne, et à quelle fiche.")
        )


def _paged(deck: Deck, title: str, grid: Grid) -> Iterator[tuple[str, Grid]]:
    """Rows shared out between slides so that none is cut, unless one alone is too long for a slide."""
    pages, left = [], list(grid.rows)
    while left:
        count = next(
            (most for most in range(min(len(left), _MOST_ROWS), 1, -1) if fits(deck.room, _of(grid, left[:most]))), 1
        )
        pages.append(_of(grid, left[:count]))
        left = left[count:]
    for place, page in enumerate(_balanced(deck, pages)):
        yield title + NEXT * bool(place), page


def _balanced(deck: Deck, pages: list[Grid]) -> list[Grid]:
    """The rows of the last two pages in equal shares, if they fit so: none is left nearly alone."""
    last = [row for page in pages[-2:] for row in page.rows]
    shared = [_of(pages[0], part) for part in parts(last, ceil(len(last) / 2))] if len(pages) > 1 else []
    return [*pages[:-2], *shared] if shared and all(fits(deck.room, page) for page in shared) else pages


def _add_effects(deck: Deck, plan: Entry) -> None:
    """What the indicators of the actions did, in sentences, under the warning that no cause is told."""
    found = list(told.effects(plan))
    if not found:
        return
    said = [Text(no_cause(effect for _, effect in found), strong=True)]
    for name, held in groupby(found[:_MOST_EFFECTS], key=lambda one: told.named(one[0])):
        said += [Text(name, strong=True), *(Text(f"{effect.label} : {effect.sentence}") for _, effect in held)]
    if (left := len(found) - _MOST_EFFECTS) > 0:
        where = f"dans le classeur de la séance, feuille {EFFECTS_SHEET}."
        said.append(Text(f"{plural(left, 'autre')} {agreed(left, 'est', 'sont')} {where}"))
    deck.texts(_EFFECTS_TITLE, said)


def _of(grid: Grid, rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(grid.header, rows, grid.shares, grid.said, grid.numbers)


def _add(deck: Deck, title: str, grid: Grid) -> None:
    """The whole of a text that the table had to cut goes to the notes."""
    cut = not fits(deck.room, grid)
    notes = "\n".join(" · ".join(cell for cell in row if cell) for row in grid.rows) if cut else ""
    add_table(deck.slide(title, notes=notes), deck.room, grid)


def _overview(plan: Entry) -> Grid:
    """How many actions of each axis are in each state; only the states that some are in."""
    held = told.by_axis(plan)
    counted = [(axis, told.counts(actions)) for axis, actions in held]
    kept = [place for place in range(len(STATE_LABELS)) if any(counts[place] for _, counts in counted)]
    labels = list(STATE_LABELS.values())
    rows = [[axis, number(sum(counts)), *(number(counts[place]) for place in kept)] for axis, counts in counted]
    header = ["Axe", "Actions", *(labels[place] for place in kept)]
    return Grid(
        header, rows, (6, *[1] * (len(kept) + 1)), "Les actions de chaque axe, par état.", tuple(range(1, len(header)))
    )


def _late(action: Entry) -> list[str]:
    return [
        told.named(action),
        told.owner(action),
        told.shown_day(action["due_on"]) or "sans date",
        number(action["days_late"]),
        told.steps_said(action),
    ]


def _action(seance: Seance, action: Entry) -> list[str]:
    return [
        told.named(action),
        told.state_of(action),
        told.owner(action),
        told.shown_day(action["due_on"]) or "sans date",
        told.indicator_labels(seance, action["indicators"]) or "sans indicateur",
    ]
