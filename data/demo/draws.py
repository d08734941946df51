"""Chance that keeps its promises: shares hold whatever the seed, only who gets what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def spread(rng: Random, count: int) -> list[float]:
    """`count` numbers from 0 to 1 in any order, one in each slice of equal width."""
    numbers = [(place + rng.random()) / count for place in range(count)]
    rng.shuffle(numbers)
    return numbers


def share_of(rng: Random, items: Sequence[Item], share: float) -> list[Item]:
    """That share of the items, in their order."""
    kept = set(rng.sample(range(len(items)), round(share * len(items))))
    return [item for place, item in enumerate(items) if place in kept]


@dataclass(frozen=True)
class Pace:
    """By which day which share has done something: (day, share so far), both rising."""

    points: tuple[tuple[date, float], ...]

    def day_of(self, rank: float) -> date | None:
        """The day for who ranks there (0 first, 1 last); None for who never does it."""
        earlier = self.points[0]
        for later in self.points[1:]:
            if rank <= later[1]:
                part = (rank - earlier[1]) / (later[1] - earlier[1])
                return earlier[0] + timedelta(days=round(max(part, 0.0) * (later[0] - earlier[0]).days))
            earlier = later
        return None
