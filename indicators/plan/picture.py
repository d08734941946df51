"""The chain as it is drawn: which nodes, in what order, and what is said of the picture."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.french import agreed, plural
from indicators.plan.actions import STATE_LABELS, STATE_SHAPES, Action, State
from indicators.plan.chain import COLUMNS, INDICATOR, Chain, Lack, Node, Orphan, kind_label

MOST_IN_A_COLUMN = 60  # nodes; beyond, only those around the chosen one are drawn
_SWEEPS = 6  # passes over the columns after which their order no longer gets better
LACKS: Mapping[Lack, str] = {
    "need": "sans besoin",
    "lever": "sans levier",
    "action": "sans action",
    "indicator": "sans indicateur",
    "owner": "sans pilote",
    "date": "sans échéance",
}
_NOTHING = "La chaîne est vide : commencez par un retour d'expérience."


@dataclass(frozen=True, kw_only=True)
class Picture:
    """columns: kind -> its nodes from top to bottom, all six. edges: between nodes that are drawn. chosen: a node that is
    there, or None. around: the keys linked to it, its own too. lacks: key -> what is missing, « sans pilote ». abandoned:
    keys of the actions that are. left_out: how many nodes the chain has besides those drawn."""

    columns: Mapping[str, Sequence[Node]]
    edges: Sequence[tuple[str, str]]
    chosen: str | None
    around: frozenset[str]
    lacks: Mapping[str, str]
    abandoned: frozenset[str]
    left_out: int

    @property
    def count(self) -> int:
        """How many nodes are drawn."""
        return sum(map(len, self.columns.values()))

    def remark(self, key: str) -> str:
        """What is said of a node under its title, with a sign that needs no colour: « ! sans pilote », « ✕ Abandonnée »; ''
        when nothing is."""
        if key in self.abandoned:
            return f"{STATE_SHAPES[State.ABANDONNEE]} {STATE_LABELS[State.ABANDONNEE]}"
        return f"! {self.lacks[key]}" if key in self.lacks else ""


def picture(
    found: Chain,
    orphans: Sequence[Orphan] = (),
    actions: Sequence[Action] = (),
    *,
    chosen: str | None = None,
    only_around: bool = False,
) -> Picture:
    """What to draw of a chain. actions: those of the plan. chosen: the key of a node; one that is not there is as none.

    only_around: leave out what is not linked to the chosen one, as is done anyway of a chain too large to be drawn whole.
    """
    chosen = chosen if chosen in found.nodes else None
    around = frozenset(found.around(chosen)) if chosen else frozenset[str]()
    columns = {kind: found.column(kind) for kind in COLUMNS}
    if chosen and (only_around or _longest(columns) > MOST_IN_A_COLUMN):
        columns = {kind: [node for node in nodes if node.key in around] for kind, nodes in columns.items()}
    columns = {kind: _first(nodes, chosen) for kind, nodes in columns.items()}
    drawn = {node.key for nodes in columns.values() for node in nodes}
    edges = [edge for edge in dict.fromkeys(found.edges) if drawn.issuperset(edge)]
    return Picture(
        columns=_untangled(columns, edges),
        edges=edges,
        chosen=chosen,
        around=around,
        lacks=_lacks(orphans, drawn),
        abandoned=frozenset(str(one.item.id) for one in actions if one.state == State.ABANDONNEE) & drawn,
        left_out=len(found.nodes) - len(drawn),
    )


def picture_alt(shown: Picture) -> str:
    """What a reader who does not see the picture is told of it."""
    if not shown.count:
        return _NOTHING
    counted = ", ".join(_counted(kind, nodes) for kind, nodes in shown.columns.items())
    around = f" Autour de {_named(shown)} : {_around_in_words(shown)}." if shown.chosen else ""
    return (
        f"Chaîne des retours d'expérience aux indicateurs : {counted}.{around} Le tableau qui suit donne chaque chemin."
    )


def picture_caption(shown: Picture) -> str:
    """What is drawn, how many links are missing, and what was left out."""
    if not shown.count:
        return _NOTHING
    said = [f"Chaque trait mène à ce qui en découle ; {plural(len(shown.edges), 'lien')}."]
    if shown.lacks:
        said.append(
            f"Le signe ! et des tirets ou un losange : il manque un lien, un pilote ou une échéance ({_touched(shown)})."
        )
    if shown.abandoned:
        said.append("Le signe ✕ et des points ou une croix : action abandonnée.")
    if shown.chosen:
        said.append(f"En couleur : {_named(shown)} et tout ce qui y mène ou en découle.")
    if shown.left_out:
        said.append(_left_out(shown))
    return " ".join(said)


def _touched(shown: Picture) -> str:
    """« 2 fiches et 4 indicateurs concernés », of those that lack something."""
    aimed = sum(node.key in shown.lacks for node in shown.columns[INDICATOR])
    items = len(shown.lacks) - aimed
    said = [plural(count, word) for count, word in ((items, "fiche"), (aimed, "indicateur")) if count]
    return f"{' et '.join(said)} {agreed(len(shown.lacks), 'concerné' if aimed else 'concernée')}"


def _left_out(shown: Picture) -> str:
    apart = plural(shown.left_out, "autre élément n'est pas dessiné", "autres éléments ne sont pas dessinés")
    if shown.chosen:
        return f"{apart} : le tableau les donne tous."
    return f"{apart} : choisissez-en un pour voir ce qui lui est lié ; le tableau les donne tous."


def _counted(kind: str, nodes: Sequence[Node]) -> str:
    return plural(len(nodes), kind_label(kind).lower(), kind_label(kind, many=True).lower())


def _around_in_words(shown: Picture) -> str:
    linked = {
        kind: [node for node in nodes if node.key in shown.around and node.key != shown.chosen]
        for kind, nodes in shown.columns.items()
    }
    return ", ".join(_counted(kind, nodes) for kind, nodes in linked.items() if nodes) or "aucun lien"


def _named(shown: Picture) -> str:
    node = next(node for nodes in shown.columns.values() for node in nodes if node.key == shown.chosen)
    return f"{node.ref} « {node.title} »" if node.ref else f"« {node.title} »"


def _lacks(orphans: Sequence[Orphan], drawn: set[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in orphans:
        if one.node.key in drawn:
            found.setdefault(one.node.key, []).append(LACKS[one.lacks])
    return {key: ", ".join(told) for key, told in found.items()}


def _longest(columns: Mapping[str, Sequence[Node]]) -> int:
    return max(map(len, columns.values()))


def _first(nodes: Sequence[Node], chosen: str | None) -> list[Node]:
    """As many as can be drawn, the chosen one among them."""
    kept = set(sorted(range(len(nodes)), key=lambda place: nodes[place].key != chosen)[:MOST_IN_A_COLUMN])
    return [node for place, node in enumerate(nodes) if place in kept]


def _untangled(columns: Mapping[str, list[Node]], edges: Sequence[tuple[str, str]]) -> dict[str, list[Node]]:
    """Each column ordered so that links cross little: each node goes where those it is linked to stand on average, to and
    fro, and the best order met is kept. The same chain always gives the same order."""
    best = now = {kind: list(nodes) for kind, nodes in columns.items()}
    fewest = crossings(now, edges)
    linked = _linked(edges)
    for sweep in range(_SWEEPS):
        kinds = list(now) if sweep % 2 == 0 else list(reversed(now))
        now = dict(now)
        for before, kind in zip(kinds, kinds[1:], strict=False):
            now[kind] = _by_neighbours(now[kind], now[before], linked)
        if (count := crossings(now, edges)) < fewest:
            best, fewest = now, count
    return {kind: best[kind] for kind in columns}


def _by_neighbours(nodes: Sequence[Node], before: Sequence[Node], linked: Mapping[str, Sequence[str]]) -> list[Node]:
    places = {node.key: (place + 0.5) / len(before) for place, node in enumerate(before)}

    def mean(place: int) -> float:
        known = [places[key] for key in linked.get(nodes[place].key, ()) if key in places]
        return sum(known) / len(known) if known else (place + 0.5) / len(nodes)

    return [nodes[place] for place in sorted(range(len(nodes)), key=lambda one: (mean(one), one))]


def _linked(edges: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, target in edges:
        found.setdefault(source, []).append(target)
        found.setdefault(target, []).append(source)
    return found


def crossings(columns: Mapping[str, Sequence[Node]], edges: Sequence[tuple[str, str]]) -> int:
    """How many pairs of links cross when the columns are in that order."""
    places = {
        node.key: (column, place) for column, nodes in enumerate(columns.values()) for place, node in enumerate(nodes)
    }
    total = 0
    for column in range(len(columns) - 1):
        drawn = sorted(
            (places[source][1], places[target][1]) for source, target in edges if places[source][0] == column
        )
        ends: list[int] = []
        for _, end in drawn:
            total += len(ends) - bisect_right(ends, end)
            insort(ends, end)
    return total
