"""Effects as they may be published: without numbers where these, or what they leave of others, are about too few.

Tables by group are published beside them, with the small ones masked: an action about all the establishments of a group
but one would tell that one, and so would two actions that differ by one, or three that combine into one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from indicators.definition import Rate
from indicators.groups import values
from indicators.masking import Marks, Numbers, group_masks
from indicators.plan.effect.sides import Effect, Side, Used
from indicators.plan.effect.territory import Territory
from indicators.plan.effect.told import Told
from indicators.plan.effect.words import MASKED
from indicators.situation import GROUPS

_EVERY_ADOPTION = ""  # they are all about the same establishments


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Those that some numbers count. rows: among all that the indicator is about. tables: the block of each in each."""

    rows: Marks
    tables: Sequence[Numbers]
    told: Told

    def after(self, concerned: Marks) -> "_Counted | None":
        """Once told of these too; None when that would tell of too few."""
        marks = concerned[self.rows]
        few = any(_tells_few(marks, blocks, self.told.smallest) for blocks in self.tables)
        told = None if few else self.told.after(marks)
        return replace(self, told=told) if told else None


class Publisher:
    """Publishes the effects of a situation one after the other: what is published counts for the next. smallest: the
    fewest establishments that numbers may be about. Tables by group are published of the whole territory and, where the
    situation has filters, of what they keep."""

    def __init__(self, territory: Territory, smallest: int) -> None:
        self._territory, self._smallest = territory, smallest
        self._counted: dict[tuple[str, date | None], list[_Counted]] = {}
        self._columns: dict[str, Mapping[str, pd.Series]] = {}

    def publish(self, effect: Effect) -> Effect:
        """The effect itself, or the same without its numbers."""
        uais, months = self._read(effect)
        concerned = _among(uais, effect.uais)
        after = {month: [one.after(concerned) for one in self._counts(effect.code, month)] for month in months}
        if self._few_reports(effect) or any(one is None for told in after.values() for one in told):
            return replace(effect, concerned=None, others=None, sentence=MASKED)
        for month, told in after.items():
            self._counted[effect.code, month] = [one for one in told if one]
        return effect

    def _read(self, effect: Effect) -> tuple[pd.Series, list[date | None]]:
        """The UAI an indicator is about, and the months of its numbers: of an adoption, None."""
        indicator = self._territory.indicator(effect.code)
        if isinstance(indicator, Rate):
            months = (on.replace(day=1) for on in (effect.before_on, effect.after_on))
            return self._territory.served(indicator)["uai"], list(dict.fromkeys(months))
        return self._territory.expected["uai"], [None]

    def _counts(self, code: str, month: date | None) -> list[_Counted]:
        """Those that the numbers of an indicator count: all it is about and, of a rate, those that reported that month."""
        if (code, month) not in self._counted:
            indicator = self._territory.indicator(code)
            if isinstance(indicator, Rate) and month:
                served = self._territory.served(indicator)
                reported = _among(served["uai"], self._territory.reported(indicator, month))
                self._counted[code, month] = self._first(code, served, reported)
            else:
                self._counted[code, month] = self._adopting
        return self._counted[code, month]

    @cached_property
    def _adopting(self) -> list[_Counted]:
        expected = self._territory.expected
        return self._first(_EVERY_ADOPTION, expected, np.ones(len(expected), dtype=bool))

    def _first(self, code: str, frame: pd.DataFrame, reported: Marks) -> list[_Counted]:
        """Before any effect is published. reported: those whose figures are in the sums."""
        tables = self._by_group(code, frame, reported)
        everyone = np.ones(len(frame), dtype=bool)
        return [
            _Counted(rows=rows, tables=found, told=Told.by(found, smallest=self._smallest))
            for rows in ([everyone] if reported.all() else [everyone, reported])
            for found in ([table[rows] for table in tables],)
        ]

    def _by_group(self, code: str, frame: pd.DataFrame, reported: Marks) -> list[Numbers]:
        """For each table by group, the block of each row: its value, or all that are masked together."""
        columns = self._columns.setdefault(code, {group: values(frame, group) for group in GROUPS})
        everyone, filters = np.ones(len(frame), dtype=bool), self._territory.filters
        kept = [columns[group].eq(value).to_numpy(dtype=bool) for group, value in filters.items()]
        return [
            table
            for rows in (everyone, *([np.logical_and.reduce(kept)] if kept else []))
            for table in _tables(columns, rows, reported, self._smallest)
        ]

    def _few_reports(self, effect: Effect) -> bool:
        sides = [side for side in (effect.concerned, effect.others) if side]
        return any(0 < reporting < self._smallest for side in sides for reporting in _reporting(side))


def _tables(columns: Mapping[str, pd.Series], rows: Marks, reported: Marks, smallest: int) -> Iterator[Numbers]:
    """The tables published of some rows; the others are one block more of each."""
    hidden = group_masks({group: column[rows] for group, column in columns.items()}, reported[rows], smallest=smallest)
    for group, column in columns.items():
        places, found = pd.factorize(column)
        masked = np.fromiter((name in hidden[group] for name in found), dtype=bool, count=len(found))
        yield np.where(rows, np.where(masked[places], len(found), places), len(found) + 1)


def _tells_few(concerned: Marks, blocks: Numbers, smallest: int) -> bool:
    """Whether a side, or what is left of it once the blocks that lie inside it are taken away, is about too few."""
    whole = np.bincount(blocks)
    within = np.bincount(blocks[concerned], minlength=len(whole))
    return any(
        0 < left < smallest for side in (within, whole - within) for left in (side.sum(), side[side < whole].sum())
    )


def _among(uais: pd.Series, some: Collection[str]) -> Marks:
    # Not isin, which reads the whole set anew: ten times slower here. Nor the column itself, a value at a time.
    return np.fromiter((uai in some for uai in uais.tolist()), dtype=bool, count=len(uais))


def _reporting(side: Side) -> Iterator[int]:
    months = (side.before, side.after, *(side.year_before or ()))
    yield from (one.reporting for one in months if isinstance(one, Used))
