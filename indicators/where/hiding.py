"""Which cells of a cross table to mask so that none can be worked out from its totals.

A masked cell joins its row to its column: the masked cells are the edges of a graph whose vertices are the rows, the
columns and the two totals. What the published numbers leave free are the loops of that graph, values that go up and
down in turn along it. A cell on no loop can be worked out; so can the sum of two that always move in opposite ways.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from heapq import heappop, heappush

Cell = tuple[str, str]
TOTAL = ""  # the row or column of the totals
Vertex = tuple[str, str]
_DEAR = 1_000_000_000  # a total that another table publishes is the last thing to mask


@dataclass(kw_only=True)
class _Table:
    """sizes: establishments of each cell that has any, totals included. totals: those that another table masks.
    hidden: what is masked so far."""

    sizes: Mapping[Cell, int]
    smallest: int
    totals: Set[Cell]
    hidden: set[Cell]
    near: dict[Vertex, list[tuple[Cell, Vertex]]] = field(init=False)

    def __post_init__(self) -> None:
        self.near = _near(cell for cell in self.sizes if cell != (TOTAL, TOTAL))

    def told(self) -> Iterator[tuple[Cell, Set[Cell]]]:
        """Masked cells that are known alone or with others, which are given too, and are too few to be; and the masked
        totals that are: another table masks them whatever their size."""
        moves = {cell: frozenset(move.items()) for cell, move in _moves(self.hidden).items()}
        alike: dict[frozenset[tuple[int, int]], list[Cell]] = {}
        for cell, move in moves.items():
            alike.setdefault(move, []).append(cell)
        for cell, move in moves.items():
            if not move and (cell in self.totals or self._few({cell})):
                yield cell, set()
            opposite = alike.get(frozenset((loop, -way) for loop, way in move), []) if move else []
            for other in opposite:
                if self._few({cell, other}):
                    yield cell, {other}
        yield from self._few_on_a_line()

    def _few_on_a_line(self) -> Iterator[tuple[Cell, Set[Cell]]]:
        """More than two cells can be too few together only where the threshold is above three: a line gives them away."""
        for side in (0, 1):
            lines: dict[str, set[Cell]] = {}
            for cell in self.hidden:
                if TOTAL not in cell:
                    lines.setdefault(cell[side], set()).add(cell)
            for name, cells in lines.items():
                total = (name, TOTAL) if side == 0 else (TOTAL, name)
                if total not in self.hidden and self._few(cells):
                    first = min(cells)
                    yield first, cells - {first}

    def _few(self, cells: Set[Cell]) -> bool:
        return sum(self.sizes[cell] for cell in cells) < self.smallest

    def close(self, cell: Cell, without: Set[Cell]) -> None:
        """Put a cell on a loop that the others are not on, masking as few establishments as can be, where it can be."""
        start, end = _ends(cell)
        best: dict[Vertex, int] = {start: 0}
        came: dict[Vertex, tuple[Cell, Vertex]] = {}
        waiting = [(0, start)]
        while waiting and waiting[0][1] != end:
            cost, vertex = heappop(waiting)
            if cost > best[vertex]:
                continue
            for step, other in self.near[vertex]:
                dearer = cost + self._cost(step)
                if step != cell and step not in without and dearer < best.get(other, 2 * _DEAR * len(self.sizes)):
                    best[other], came[other] = dearer, (step, vertex)
                    heappush(waiting, (dearer, other))
        while end != start and end in came:
            step, end = came[end]
            self.hidden.add(step)

    def _cost(self, cell: Cell) -> int:
        if cell in self.hidden:
            return 0
        return self.sizes[cell] + (_DEAR if TOTAL in cell else 0)


def _ends(cell: Cell) -> tuple[Vertex, Vertex]:
    return ("row", cell[0]), ("column", cell[1])


def _near(cells: Iterable[Cell]) -> dict[Vertex, list[tuple[Cell, Vertex]]]:
    """Each row and column with its cells, and where they lead."""
    near: dict[Vertex, list[tuple[Cell, Vertex]]] = {}
    for cell in cells:
        row, column = _ends(cell)
        near.setdefault(row, []).append((cell, column))
        near.setdefault(column, []).append((cell, row))
    return near


def hidden_cells(sizes: Mapping[Cell, int], totals: Set[Cell], *, smallest: int) -> set[Cell]:
    """The cells and totals to mask. sizes: establishments by (row, column); a total has TOTAL for row or column.

    totals: those that the tables by group already mask. Cells of size 0 are known to be empty and stay out of it.
    """
    filled = {cell: size for cell, size in sizes.items() if size > 0}
    small = {cell for cell, size in filled.items() if size < smallest and TOTAL not in cell}
    known = {total for total in totals if total in filled}
    table = _Table(sizes=filled, smallest=smallest, totals=known, hidden=small | known)
    before = -1
    while before < len(table.hidden):  # what was masked to cover one may be told in its turn
        before = len(table.hidden)
        for cell, without in list(table.told()):
            table.close(cell, without)
    return table.hidden


def _moves(hidden: Set[Cell]) -> dict[Cell, dict[int, int]]:
    """Each masked cell: in which loops it is, and whether it goes up (1) or down (-1) along them."""
    edges = sorted(hidden)
    depth, above = _forest(edges)
    moves: dict[Cell, dict[int, int]] = {cell: {} for cell in edges}
    tree = {cell for cell, _ in above.values()}
    for loop, cell in enumerate(one for one in edges if one not in tree):
        way = 1
        for step in (cell, *_path(above, depth, *reversed(_ends(cell)))):
            # A total stands on the other side of its sum: it goes the other way than a cell would.
            moves[step][loop] = -way if TOTAL in step else way
            way = -way
    return moves


Above = dict[Vertex, tuple[Cell, Vertex]]


def _forest(edges: list[Cell]) -> tuple[dict[Vertex, int], Above]:
    """Trees over the vertices: the depth of each, and the edge that leads to the one above it."""
    near = _near(edges)
    depth: dict[Vertex, int] = {}
    above: Above = {}
    for root in near:
        if root in depth:
            continue
        depth[root], waiting = 0, deque([root])
        while waiting:
            vertex = waiting.popleft()
            for cell, other in near[vertex]:
                if other not in depth:
                    depth[other], above[other] = depth[vertex] + 1, (cell, vertex)
                    waiting.append(other)
    return depth, above


def _path(above: Above, depth: Mapping[Vertex, int], start: Vertex, end: Vertex) -> list[Cell]:
    """The edges from one vertex to another through their tree."""
    going: list[Cell] = []
    coming: list[Cell] = []
    while start != end:
        if depth[start] >= depth[end]:
            cell, start = above[start]
            going.append(cell)
        else:
            cell, end = above[end]
            coming.append(cell)
    return going + coming[::-1]
