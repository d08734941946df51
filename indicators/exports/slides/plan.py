"""« Plan d'action »: where it stands, what is late, the actions of each axis, and the links that are missing."""

from collections.abc import Iterator, Sequence
from itertools import islice

from indicators.exports import plan as told
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.slides.deck import NEXT, Deck
from indicators.exports.slides.tables import Grid, add_table, fits
from indicators.french import agreed, day, number, plural
from indicators.plan.actions import STATE_LABELS

TITLE = "Plan d'action"
_MOST_ROWS = 10
_MOST_SLIDES = 16  # of the plan: beyond, nobody turns them
_LATE = ("Action", "Pilote", "Échéance", "Retard (jours)", "Étapes faites")
_ACTIONS = ("Action", "État", "Pilote", "Échéance", "Indicateurs")
_MISSING = ("Nature", "Fiche", "Ce qui manque")


def add_plan(deck: Deck, seance: Seance, plan: Entry) -> None:
    """As many slides as it takes, unless there are so many that the workbook is where they are read."""
    tables = _tables(deck, seance, plan)
    for title, grid in islice(tables, _MOST_SLIDES):
        _add(deck, title, grid)
    if next(tables, None):
        where = "Toutes les actions et tous les maillons manquants sont dans le classeur de la séance, feuille Plan d'action."
        deck.line(deck.slide(f"{TITLE} : la suite est dans le classeur"), deck.room, where)


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
            deck, title, Grid(_MISSING, missing, (1, 5, 4), "Ce qui manque à la chaîne, et à quelle fiche.")
        )


def _paged(deck: Deck, title: str, grid: Grid) -> Iterator[tuple[str, Grid]]:
    """Rows shared out between slides so that none is cut, unless one alone is too long for a slide."""
    left, first = list(grid.rows), True
    while left:
        count = next(
            (most for most in range(min(len(left), _MOST_ROWS), 1, -1) if fits(deck.room, _of(grid, left[:most]))), 1
        )
        yield title if first else f"{title}{NEXT}", _of(grid, left[:count])
        left, first = left[count:], False


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
        action["owner"] or "sans pilote",
        _due(action),
        number(action["days_late"]),
        told.steps_said(action),
    ]


def _action(seance: Seance, action: Entry) -> list[str]:
    return [
        told.named(action),
        told.state_of(action),
        action["owner"] or "sans pilote",
        _due(action),
        told.indicator_labels(seance, action["indicators"]) or "sans indicateur",
    ]


def _due(action: Entry) -> str:
    due = day_of(action["due_on"])
    return day(due) if due else "sans date"
