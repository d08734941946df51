"""What makes accepted answers worth a second look: checks across questions and time, declared beside the questions.

They are read as data from the `[[check]]` of each questions.toml, so an indicator brings its own.
"""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from data.returns.questions import Kind as QuestionKind
from data.returns.questions import Question, load_questions

Kind = Literal["contradiction", "order", "school_year", "fall", "far_from_group"]
# What the message of each kind may show.
PLACEHOLDERS: dict[Kind, frozenset[str]] = {
    "contradiction": frozenset({"value", "names"}),
    "order": frozenset({"value", "other"}),
    "school_year": frozenset({"value", "starts_on", "ends_on"}),
    "fall": frozenset({"value", "before"}),
    "far_from_group": frozenset({"value", "group", "count", "median", "low", "high"}),
}
_TYPES: dict[Kind, QuestionKind] = {"order": "date", "school_year": "date", "fall": "whole", "far_from_group": "whole"}


class Check(BaseModel):
    """One check. It never refuses a row: what it finds is a warning, on the cell that was told.

    contradiction: `given` was answered `given_equals`, and one of `questions` something that does not go with it:
        `equals`, or a number above `more_than`, or any answer when neither is set.
    order: of two `questions` with a date, the second comes before the first.
    school_year: a date outside the school year of the campaign.
    fall: a whole number below the last other answer of the same campaign, in the order of the days they speak of.
    far_from_group: a whole number above Q3 + `spread` x (Q3 - Q1) of the establishments of the same type in the
        campaign, and `least_gap` above Q3 at least, where `least_count` of them have answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    kind: Kind
    label: str
    questions: tuple[str, ...]
    message: str
    expected: str = ""
    given: str = ""
    given_equals: str = ""
    equals: str | None = None
    more_than: int | None = None
    spread: float = 3.0
    least_gap: int = 5
    least_count: int = 20
    indicator: str = ""

    @property
    def spoken_of(self) -> tuple[str, ...]:
        """The questions whose answers are doubted."""
        return self.questions[1:] if self.kind == "order" else self.questions

    @property
    def basis(self) -> str:
        """The question whose answer they are held against, '' for none."""
        return self.questions[0] if self.kind == "order" else self.given

    @property
    def involved(self) -> tuple[str, ...]:
        """Every question it looks at."""
        return (*self.spoken_of, self.basis) if self.basis else self.spoken_of

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        shown = {name for text in (self.message, self.expected) for _, name, _, _ in Formatter().parse(text) if name}
        if unknown := shown - PLACEHOLDERS[self.kind]:
            raise ValueError(f"{self.code}: a {self.kind} does not know {sorted(unknown)}")
        if (self.kind == "contradiction") != bool(self.given and self.given_equals):
            raise ValueError(f"{self.code}: given and given_equals belong to a contradiction, which needs both")
        if len(self.questions) != 1 and self.kind not in ("contradiction", "order"):
            raise ValueError(f"{self.code}: a {self.kind} looks at one question")
        if self.kind == "order" and len(self.questions) != 2:
            raise ValueError(f"{self.code}: an order needs two questions, the earlier one first")
        if not self.questions:
            raise ValueError(f"{self.code}: it looks at no question")
        return self


@lru_cache(maxsize=8)
def load_checks(catalogue: Path) -> tuple[Check, ...]:
    """All checks, in the order of their indicators' folders, then as written.

    Raises ValueError for a declaration that cannot work: a question that is not asked, or whose answers belong to a
    person, or are not of the type that the kind reads.
    """
    known = {question.code: question for question in load_questions(catalogue)}
    checks = tuple(
        Check.model_validate(declared | {"indicator": file.parent.name})
        for file in sorted(catalogue.glob("*/questions.toml"))
        for declared in tomllib.loads(file.read_text(encoding="utf-8")).get("check", [])
    )
    codes = [check.code for check in checks]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"checked twice: {sorted(twice)}")
    for check in checks:
        _need_readable(check, [_asked(check, code, known) for code in check.involved])
    return checks


def _asked(check: Check, code: str, known: dict[str, Question]) -> Question:
    if code not in known:
        raise ValueError(f"{check.code}: nobody asks {code}")
    return known[code]


def _need_readable(check: Check, questions: Sequence[Question]) -> None:
    kind = "whole" if check.more_than is not None else _TYPES.get(check.kind)
    for question in questions:
        if question.private or question.unquoted:
            raise ValueError(f"{check.code}: what {question.code} says belongs to a person and is not to be quoted")
        if kind and question.code in check.questions and question.type != kind:
            raise ValueError(f"{check.code}: {question.code} is not a {kind}")
