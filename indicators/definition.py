"""What an indicator is: one declaration in the catalogue, with its rule in SQL and in words, and worked examples.

A catalogue entry is a folder. `__init__.py` holds words and examples. `rule.toml` holds what may be decided: version,
parameters, since when and how long an answer counts. For an adoption, `questions.toml` holds what is asked, and
`rule.sql` reads standing_answer (day, uai, question, value, answered_on) and gives one row (day, uai, state, missing,
decided_by) a day and establishment of which something is known; each parameter is one of its $named values.

In rule.sql, `day` may be compared only with dates found in the answers, not with answered_on: states are worked out on the days when an
answer or one of those dates begins to count, and hold until the next. A rule that counted the days since an answer
would change state in between, unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from data.definitions import Parameter, read_declared

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
    """Common to both kinds. `unit` is the noun that follows a number and `unit_one` its singular; `rule` is in words,
    with {parameters}. `asked` declares the parameters, `parameters` gives their values, by name, in `version`.
    """

    code: str
    order: int
    label: str
    short_label: str
    question: str
    unit: str
    unit_one: str
    rule: str
    folder: Path
    version: int
    asked: tuple[Parameter, ...]
    parameters: Mapping[str, bool | int]

    @property
    def rule_in_words(self) -> str:
        """The rule with this version's parameters."""
        return self.rule.format(**self._words())

    def _words(self) -> dict[str, str]:
        return {parameter.name: parameter.said(self.parameters[parameter.name]) for parameter in self.asked}


@dataclass(frozen=True, kw_only=True)
class Adoption(Indicator):
    """Gives each expected establishment one state.

    effective_question: the date that says since when a state holds. carries_over: whether the answers of an
    earlier school year still count.
    """

    effective_question: str | None
    carries_over: bool
    examples: tuple[AdoptionExample, ...]
    kind: Literal["adoption"] = "adoption"


@dataclass(frozen=True, kw_only=True)
class Rate(Indicator):
    """A ratio of sums over establishments within one month: unique users over potential accounts of one service."""

    service: str
    types: tuple[str, ...]
    examples: tuple[RateExample, ...]
    kind: Literal["rate"] = "rate"

    def _words(self) -> dict[str, str]:
        return super()._words() | {"service": self.service, "types": ", ".join(self.types)}


def adoption_rule(entry: str) -> dict[str, Any]:
    """What rule.toml tells an Adoption, as its keyword arguments; entry: the __file__ of the catalogue entry."""
    own = read_declared(Path(entry).parent)
    return rate_rule(entry) | {"effective_question": own.effective_question, "carries_over": own.carries_over}


def rate_rule(entry: str) -> dict[str, Any]:
    """What rule.toml tells a Rate, as its keyword arguments; entry: the __file__ of the catalogue entry."""
    own = read_declared(Path(entry).parent)
    return {"folder": own.folder, "version": own.version, "asked": own.parameters, "parameters": own.values}
