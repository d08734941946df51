"""Effects as they may be published: without numbers where these, or what they leave of others, are about too few.

A table by group is published beside them, with the small ones masked: an action about all the establishments of a group
but one would tell that one, and so would two actions that differ by one.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from indicators.definition import Rate
from indicators.groups import values
from indicators.masking import Marks, Numbers, group_masks
from indicators.plan.effect.sides import Effect, Side, Used
from indicators.plan.effect.territory import Territory
from indicators.plan.effect.words import MASKED
from indicators.situation import GROUPS

_EVERY_ADOPTION = ""  # they are all about the same establishments


class Publisher:
    """Publishes the effects of a situation one after the other: what is published counts for the next. smallest: the
    fewest establishments that numbers may be about."""

    def __init__(self, territory: Territory, smallest: int) -> None:
        self._territory, self._smallest = territory, smallest
        self._published: dict[str, list[Numbers]] = {}
        self._columns: dict[str, dict[str, pd.Series]] = {}
        self._tables: dict[tuple[str, date | None], list[Numbers]] = {}

    def publish(self, effect: Effect) -> Effect:
        """The effect itself, or the same without its numbers."""
        uais, counted = self._rows(effect)
        concerned = _among(uais, effect.uais)
        told = self._published.setdefault(effect.code, [])
        if self._few_reports(effect) or any(
            self._tells_few(concerned[rows], blocks[rows]) for rows, tables in counted for blocks in [*tables, *told]
        ):
            return replace(effect, concerned=None, others=None, sentence=MASKED)
        told.append(concerned.astype(np.intp))
        return effect

    def _rows(self, effect: Effect) -> tuple[pd.Series, list[tuple[Marks, list[Numbers]]]]:
        """The UAI an indicator is about; then those that its numbers count, with the tables by group published of them."""
        indicator = self._territory.indicator(effect.code)
        if not isinstance(indicator, Rate):
            expected = self._territory.expected
            everyone = np.ones(len(expected), dtype=bool)
            return expected["uai"], [(everyone, self._by_group(_EVERY_ADOPTION, expected, everyone))]
        served = self._territory.served(indicator)
        everyone = np.ones(len(served), dtype=bool)
        counted = []
        for on in (effect.before_on, effect.after_on):
            month = on.replace(day=1)
            reported = _among(served["uai"], self._territory.reported(indicator, month))
            tables = self._by_group(effect.code, served, reported, month)
            counted += [(everyone, tables), (reported, tables)]
        return served["uai"], counted

    def _by_group(self, code: str, frame: pd.DataFrame, reported: Marks, at: date | None = None) -> list[Numbers]:
        """For each group, the place of the value of each row, those masked together at one place. at: the month."""
        if (code, at) not in self._tables:
            columns = self._columns.get(code) or {group: values(frame, group) for group in GROUPS}
            self._columns[code] = columns
            hidden = group_masks(columns, reported, smallest=self._smallest)
            self._tables[code, at] = [_blocks(column, hidden[group]) for group, column in columns.items()]
        return self._tables[code, at]

    def _tells_few(self, concerned: Marks, blocks: Numbers) -> bool:
        """Whether a side, or what is left of one once the other's numbers are taken away, is about too few."""
        within, whole = np.bincount(blocks[concerned], minlength=_size(blocks)), np.bincount(blocks)
        return any(0 < left < self._smallest for left in _left([within, whole - within], whole))

    def _few_reports(self, effect: Effect) -> bool:
        sides = [side for side in (effect.concerned, effect.others) if side]
        return any(0 < reporting < self._smallest for side in sides for reporting in _reporting(side))


def _blocks(column: pd.Series, hidden: Collection[str]) -> Numbers:
    places, found = pd.factorize(column)
    masked = np.fromiter((name in hidden for name in found), dtype=bool, count=len(found))
    return np.where(masked[places], len(found), places)


def _among(uais: pd.Series, some: Collection[str]) -> Marks:
    # Not isin, which reads the whole set anew: ten times slower here.
    return np.fromiter((uai in some for uai in uais), dtype=bool, count=len(uais))


def _size(blocks: Numbers) -> int:
    return int(blocks.max()) + 1 if len(blocks) else 0


def _left(sides: Iterable[Numbers], whole: Numbers) -> Iterator[int]:
    """sides: of each side, its establishments in each block. whole: the establishments of each block."""
    for side in sides:
        yield int(side.sum())
        yield int(side[side < whole].sum())  # of the side, once the blocks that lie inside it are taken away
        yield from (
            int(one) for one in (whole - side)[(side == side.sum()) & (side > 0)]
        )  # of the block that it lies inside


def _reporting(side: Side) -> Iterator[int]:
    months = (side.before, side.after, *(side.year_before or ()))
    yield from (one.reporting for one in months if isinstance(one, Used))
