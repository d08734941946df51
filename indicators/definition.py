"""What an indicator is: one declaration in the catalogue, with its rule in SQL and in words, and worked examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

State = Literal["oui", "partiel", "non", "silencieux"]
STATES: tuple[State, ...] = ("oui", "partiel", "non", "silencieux")


@dataclass(frozen=True, kw_only=True)
class AdoptionExample:
    """One establishment's answers on one day, and the state they give: a test, and the help text on screen."""

    says: str
    answers: Mapping[str, str]
    answered_on: date
    on: date
    state: State
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RateExample:
    """What establishments reported for a month (unique users, potential accounts), and the rate they give (0 to 1)."""

    says: str
    reported: tuple[tuple[int, int], ...]
    rate: float


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """Common to both kinds. `unit` is the noun that follows a number and `unit_one` its singular; `rule` is in words, with {parameters}."""

    code: str
    order: int
    label: str
    short_label: str
    question: str
    unit: str
    unit_one: str
    rule: str
    version: int
    parameters: Mapping[str, int | str | list[str]] = field(default_factory=dict)

    @property
    def rule_in_words(self) -> str:
        """The rule with this version's parameters."""
        return self.rule.format(**self.parameters)


@dataclass(frozen=True, kw_only=True)
class Adoption(Indicator):
    """Gives each expected establishment one state. `folder` holds rule.sql and questions.toml.

    effective_question: the date that says since when a state holds. carries_over: whether the answers of an
    earlier school year still count.
    """

    folder: Path
    effective_question: str | None = None
    carries_over: bool = False
    examples: tuple[AdoptionExample, ...]
    kind: Literal["adoption"] = "adoption"


@dataclass(frozen=True, kw_only=True)
class Rate(Indicator):
    """A ratio of sums over establishments within one month: unique users over potential accounts of one service."""

    service: str
    types: tuple[str, ...]
    examples: tuple[RateExample, ...]
    kind: Literal["rate"] = "rate"
