"""Tables of the plan for people: the chain, what it lacks, the actions, the diagnosis. Columns and cells in French."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

import pandas as pd

from data.plan import Item, Plan
from indicators.french import day
from indicators.plan.actions import Action
from indicators.plan.chain import COLUMNS, Chain, Node, Orphan, kind_label, themes
from indicators.plan.words import state_text

NOTHING, WITHOUT_THEME = "(rien)", "Sans thème"
MOST_PATHS = 2_000  # rows; a chain of more paths is told link by link, one row each


def chain_table(found: Chain, orphans: Sequence[Orphan] = ()) -> pd.DataFrame:
    """One row a path from its first link to its last, NOTHING where a link is missing, then what its links lack.

    A chain of more than MOST_PATHS paths has one row a link, or a node that has none, blank where the row says nothing.
    """
    lacking: dict[str, list[str]] = {}
    for one in orphans:
        lacking.setdefault(one.node.key, []).append(f"{named(one.node)} : {one.sentence}")
    paths = list(islice(found.paths(), MOST_PATHS + 1))
    if len(paths) > MOST_PATHS:
        return _frame(_links(found), "", lacking)
    return _frame(paths, NOTHING, lacking)


def orphans_table(orphans: Sequence[Orphan]) -> pd.DataFrame:
    """One row a thing that is missing."""
    columns = ["Maillon", "Repère", "Intitulé", "Ce qui manque"]
    rows = [(kind_label(one.node.kind), one.node.ref, one.node.title, one.sentence) for one in orphans]
    return pd.DataFrame(rows, columns=columns)


def actions_table(actions: Sequence[Action], labels: Mapping[str, str]) -> pd.DataFrame:
    """One row an action, in the order given. labels: code -> short label of the indicators."""
    columns = [
        "Repère",
        "Action",
        "Axe",
        "Acteurs",
        "Pilote",
        "Horizon",
        "Début",
        "Échéance",
        "État",
        "Étapes",
        "Indicateurs",
    ]
    return pd.DataFrame([_action_cells(one, labels) for one in actions], columns=columns)


def diagnosis_table(plan: Plan) -> pd.DataFrame:
    """One row a theme of the committee's list, then those that have none if there are some: its lessons, their irritants
    and strengths, one a line in each cell."""
    kinds = ("lesson", "irritant", "strength")
    listed = [term.title for term in plan.terms("theme")]
    told = {kind: [(item, set(themes(plan, item))) for item in plan.of(kind)] for kind in kinds}
    rows = [[theme, *(_lines(item for item, its in told[kind] if theme in its) for kind in kinds)] for theme in listed]
    without = [[item for item, its in told[kind] if not its] for kind in kinds]
    if any(without):
        rows.append([WITHOUT_THEME, *map(_lines, without)])
    return pd.DataFrame(rows, columns=["Thème", *(kind_label(kind, many=True) for kind in kinds)])


def named(node: Node | Item) -> str:
    """« A7 · Former les équipes »; an indicator has no reference."""
    return f"{node.ref} · {node.title}" if node.ref else node.title


def _frame(rows: Sequence[tuple[Node | None, ...]], blank: str, lacking: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    cells = [
        [
            *(named(node) if node else blank for node in row),
            "\n".join(said for node in row if node for said in lacking.get(node.key, ())),
        ]
        for row in rows
    ]
    return pd.DataFrame(cells, columns=[*(kind_label(kind) for kind in COLUMNS), "Ce qui manque"])


def _links(found: Chain) -> list[tuple[Node | None, ...]]:
    linked = {key for edge in found.edges for key in edge}
    pairs = [*dict.fromkeys(found.edges), *((key,) for key in found.nodes if key not in linked)]
    nodes = [{found.nodes[key].kind: found.nodes[key] for key in pair} for pair in pairs]
    return [tuple(row.get(kind) for kind in COLUMNS) for row in nodes]


def _action_cells(action: Action, labels: Mapping[str, str]) -> list[str]:
    item = action.item
    steps = f"{action.steps_done} sur {len(action.steps)}" if action.steps else ""
    return [
        item.ref,
        item.title,
        action.axis,
        ", ".join(action.actors),
        item.line("owner"),
        action.horizon,
        _day(action.starts_on),
        _day(action.due_on),
        state_text(action.state),
        steps,
        ", ".join(labels.get(code, code) for code in item.indicators),
    ]


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _lines(items: Iterable[Item]) -> str:
    return "\n".join(map(named, items)) or NOTHING
