"""What sums published of the same establishments tell together: whether some combination of them is about too few."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from indicators.masking import Marks, Numbers

Amounts = NDArray[np.float64]
_NOTHING = 1e-10  # what numbers that are equal may differ by, once worked out; those that differ do so by far more
_SEED = 7  # whatever is drawn serves, and two runs draw the same


@dataclass(frozen=True, kw_only=True)
class Told:
    """The sums published so far over some of n establishments, each a set of them.

    axes: n x n, whose first `rank` rows are at right angles and combine into every sum. changes: of n, amounts drawn at
    random, two at a time, by which the numbers of all the establishments can change while no sum does: one that cannot
    change is told, and so are two that change by the same. sets: those told since the tables. parts: the establishments
    that are in the same of these sets have the same number. found: what `after` gave for each set, as bytes: indicators
    that are told of the same sets one after the other share the work.
    """

    smallest: int
    axes: Amounts
    rank: int
    changes: NDArray[np.complex128]
    sets: tuple[Marks, ...]
    parts: Numbers
    found: dict[bytes, "Told | None"] = field(default_factory=dict, repr=False)

    @classmethod
    def by(cls, tables: Sequence[Numbers], *, smallest: int) -> Self:
        """tables: in each, the block of each establishment; each block has its sum. smallest: the fewest told."""
        count = len(tables[0])
        blocks = np.vstack([table == block for table in tables for block in np.unique(table)] or [np.ones(count)])
        _, sizes, along = np.linalg.svd(np.unique(blocks, axis=0).astype(float), full_matrices=False)
        rank = int(np.count_nonzero(sizes > _NOTHING))
        axes = np.empty((count, count))
        axes[:rank] = along[:rank]
        drawn = np.random.default_rng(_SEED).normal(size=(2, count))
        changes = [_across(_across(one, axes[:rank]), axes[:rank]) for one in drawn]
        return cls(
            smallest=smallest,
            axes=axes,
            rank=rank,
            changes=changes[0] + 1j * changes[1],
            sets=(),
            parts=np.zeros(count, dtype=np.intp),
        )

    def after(self, marks: Marks) -> "Told | None":
        """The same once the sum of a set is told too; None when that would tell of too few what was not told before."""
        key = marks.tobytes()
        if key not in self.found:
            self.found[key] = self._after(marks)
        return self.found[key]

    def _after(self, marks: Marks) -> "Told | None":
        if any(np.array_equal(one, marks) for one in self.sets):
            return self
        if self._differs_by_few(marks):
            return None
        _, parts = np.unique(2 * self.parts + marks, return_inverse=True)
        told = replace(self._along(marks), parts=parts, sets=(*self.sets, marks), found={})
        return None if (told._few(parts) & ~self._few(parts)).any() else told

    def _along(self, marks: Marks) -> Self:
        axes, whole = self._writable(), marks.astype(float)
        left = _across(whole, axes[: self.rank])
        if np.linalg.norm(left) < np.linalg.norm(whole) / 10:
            left = _across(left, axes[: self.rank])  # what rounding left would count for much in so little
        length = float(np.linalg.norm(left))
        if length < np.sqrt(_NOTHING):
            return replace(self, axes=axes)  # the sums told so far combine into this one already
        axis = left / length
        axes[self.rank] = axis
        return replace(self, axes=axes, rank=self.rank + 1, changes=self.changes - axis * (axis @ self.changes))

    def _writable(self) -> Amounts:
        """The axes, whose rows after `rank` are free: its own for the first set told after it, a copy for another."""
        if not any(one and one is not self for one in self.found.values()):
            return self.axes
        axes = np.empty_like(self.axes)
        axes[: self.rank] = self.axes[: self.rank]
        return axes

    def _differs_by_few(self, marks: Marks) -> bool:
        """Whether it holds one of the sets, lies inside one, meets none of it or leaves none out, but for a few."""
        if not self.sets:
            return False
        sets = np.array(self.sets, dtype=np.float32)
        within, sizes = sets @ marks.astype(np.float32), sets.sum(axis=1)
        new, old = marks.sum() - within, sizes - within
        neither = len(marks) - within - new - old
        pairs = ((new, old), (old, new), (within, neither), (neither, within))
        return any(bool(((one == 0) & (other > 0) & (other < self.smallest)).any()) for one, other in pairs)

    def _few(self, parts: Numbers) -> Marks:
        """Marks the establishments told alone; those told with another, where two are too few; the parts told."""
        squares = self.changes**2  # the same: they change by the same amount, or by opposite ones
        alone = (np.abs(squares) < _NOTHING) & (self.smallest > 1)
        order = np.argsort(squares.real)
        same = (np.abs(np.diff(squares[order])) < _NOTHING) & (self.smallest > 2)
        paired = np.zeros_like(alone)
        paired[order[1:]] |= same
        paired[order[:-1]] |= same
        totals = np.bincount(parts, self.changes.real) + 1j * np.bincount(parts, self.changes.imag)
        some = (np.bincount(parts) < self.smallest) & (np.abs(totals**2) < _NOTHING)
        return np.concatenate([alone, paired, some])


def _across(numbers: Amounts, axes: Amounts) -> Amounts:
    """What is left of numbers once their part along these axes is taken away."""
    return numbers - (axes @ numbers) @ axes
