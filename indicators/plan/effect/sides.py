"""What an indicator was before an action and what it is now, for those concerned and for the others."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """Some establishments on one day: how many are expected, answered by then, and say oui."""

    expected: int
    answered: int
    yes: int

    @property
    def silent(self) -> int:
        """Those of which nothing is known."""
        return self.expected - self.answered

    @property
    def high(self) -> int:
        """What `yes` would be if every silent one said oui; `yes` itself is known for sure."""
        return self.yes + self.silent

    @property
    def value(self) -> float | None:
        """The share known for sure, 0 to 1; None when nobody is expected."""
        return self.yes / self.expected if self.expected else None


@dataclass(frozen=True, kw_only=True)
class Used:
    """Some establishments in one month. reporting: those in the sums. numerator: unique users; denominator: potential
    accounts."""

    expected: int
    reporting: int
    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The ratio of the sums, 0 to 1; None when nobody reported."""
        return self.numerator / self.denominator if self.denominator else None


Reading = Adopted | Used


@dataclass(frozen=True, kw_only=True)
class Side:
    """The same establishments on both days. new_voices: of an adoption, how many say oui that were silent before.
    year_before: of a rate, the same two months one year earlier, None when that would say nothing."""

    before: Reading
    after: Reading
    new_voices: int = 0
    year_before: tuple[Used, Used] | None = None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One indicator of one action. before_on, after_on: the two days; of a rate, the last days of its two months.

    concerned: None when the numbers are masked. others: None too when all the expected are concerned. uais: of those
    concerned, for who masks; empty when read again from its JSON form.
    """

    code: str
    label: str
    kind: Literal["adoption", "rate"]
    before_on: date
    after_on: date
    concerned: Side | None
    others: Side | None
    sentence: str
    uais: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def masked(self) -> bool:
        """Whether it is published without its numbers."""
        return self.concerned is None
