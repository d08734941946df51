"""The chain: lesson -> irritant -> need -> lever -> action -> indicator, followed both ways, and what is missing in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from data.plan import Item, Plan
from data.plan.declaration import CHAIN, COMES_FROM, KINDS
from indicators.plan.actions import Action, State

INDICATOR = "indicator"
COLUMNS = (*CHAIN, INDICATOR)
Lack = Literal["need", "lever", "action", "indicator", "owner", "date"]


@dataclass(frozen=True, kw_only=True)
class Node:
    """One link of the chain. key: the item's id, or an indicator's code. ref: A7; '' for an indicator."""

    key: str
    kind: str
    ref: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Orphan:
    """A node and what it lacks, in one French sentence."""

    node: Node
    lacks: Lack
    sentence: str


@dataclass(frozen=True)
class Chain:
    """nodes: key -> node, in the order of the columns. edges: from a key to one of the next column."""

    nodes: Mapping[str, Node]
    edges: Sequence[tuple[str, str]]

    def column(self, kind: str) -> list[Node]:
        """The nodes of one column."""
        return [node for node in self.nodes.values() if node.kind == kind]

    def after(self, key: str) -> list[Node]:
        """What this leads to directly."""
        return [self.nodes[one] for one in self._after.get(key, [])]

    def before(self, key: str) -> list[Node]:
        """What leads here directly."""
        return [self.nodes[one] for one in self._before.get(key, [])]

    def around(self, key: str) -> set[str]:
        """This node, all that leads to it and all that it leads to."""
        return {key} | _reach(key, self._after) | _reach(key, self._before)

    def paths(self) -> Iterator[tuple[Node | None, ...]]:
        """One row a way through the chain, a cell a column, None where a link is missing: the table of the picture."""
        for node in self.nodes.values():
            if not self._before.get(node.key):
                for path in self._onwards(node.key):
                    found = {self.nodes[one].kind: self.nodes[one] for one in path}
                    yield tuple(found.get(kind) for kind in COLUMNS)

    def _onwards(self, key: str) -> Iterator[tuple[str, ...]]:
        after = self._after.get(key, [])
        if not after:
            yield (key,)
        for one in after:
            yield from ((key, *rest) for rest in self._onwards(one))

    @cached_property
    def _after(self) -> dict[str, list[str]]:
        return _sides(self.edges)

    @cached_property
    def _before(self) -> dict[str, list[str]]:
        return _sides([(target, source) for source, target in self.edges])


def chain(plan: Plan, labels: Mapping[str, str]) -> Chain:
    """The chain of a plan. labels: code -> short label of the indicators, in the order of the screens."""
    items = [item for kind in CHAIN for item in plan.of(kind)]
    nodes = {str(item.id): _node(item) for item in items}
    nodes |= {code: Node(key=code, kind=INDICATOR, ref="", title=label) for code, label in labels.items()}
    edges = [
        (str(source.id), str(item.id))
        for item in items
        if item.kind in COMES_FROM
        for source in plan.linked(item, COMES_FROM[item.kind])
    ]
    edges += [(str(item.id), code) for item in plan.of("action") for code in item.indicators if code in labels]
    return Chain(nodes, edges)


def orphans(found: Chain, actions: Sequence[Action]) -> list[Orphan]:
    """What lacks something, in the order of the chain. An abandoned action leads nowhere; a settled one needs no owner."""
    live = {str(action.item.id): action for action in actions if action.state != State.ABANDONNEE}
    return [
        Orphan(node=node, lacks=lacks, sentence=sentence)
        for node in found.nodes.values()
        for lacks, sentence in _lacking(found, node, live)
    ]


def _lacking(found: Chain, node: Node, live: Mapping[str, Action]) -> Iterator[tuple[Lack, str]]:
    after = [one for one in found.after(node.key) if one.kind != "action" or one.key in live]
    match node.kind:
        case "irritant" if not after:
            yield "need", "Aucun besoin n'en est tiré."
        case "need" if not after:
            yield "lever", "Aucun levier n'y répond."
        case "lever" if not after:
            yield "action", "Aucune action ne l'actionne."
        case "action" if node.key in live:
            yield from _action_lacks(after, live[node.key])
        case "indicator" if not any(one.key in live for one in found.before(node.key)):
            yield "action", "Aucune action ne vise cet indicateur."


def _action_lacks(after: Sequence[Node], action: Action) -> Iterator[tuple[Lack, str]]:
    if not after:
        yield "indicator", "Aucun indicateur ne dira si elle a servi."
    if action.is_settled:
        return
    if not action.item.line("owner"):
        yield "owner", "Elle n'a pas de pilote."
    if action.due_on is None:
        yield "date", "Elle n'a pas d'échéance."


def themes(plan: Plan, item: Item) -> list[str]:
    """Titles of the themes of an item: its own, or those of the lessons that lead to it."""
    return list(plan.themes.get(item.id, ()))


def kind_label(kind: str, *, many: bool = False) -> str:
    """What a column of the chain is called."""
    if kind == INDICATOR:
        return "Indicateurs" if many else "Indicateur"
    return KINDS[kind].labels if many else KINDS[kind].label


def _node(item: Item) -> Node:
    return Node(key=str(item.id), kind=item.kind, ref=item.ref, title=item.title)


def _sides(edges: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, target in edges:
        found.setdefault(source, []).append(target)
    return found


def _reach(key: str, sides: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    left = list(sides.get(key, []))
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += sides.get(one, [])
    return seen
