"""What we ask. One declaration a question feeds the questionnaire, the checks, the help and the documentation.

The questions of an indicator lie in `questions.toml` in that indicator's catalogue entry: they are read as data,
so an indicator is added without touching this layer. `common_questions.toml` here holds those of no indicator.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

Kind = Literal["choice", "yes_no", "date", "whole", "text"]
YES, NO = "oui", "non"
WITHDRAW = "(effacer)"


class Question(BaseModel):
    """One question of the questionnaire.

    private: the answer belongs to a person and is kept apart. unquoted: what is refused is not repeated in a remark,
    since people write a name or an address there. needed: without an answer to it, its indicator knows nothing of the
    establishment, which is then asked again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    type: Kind
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    earliest_year: int = 1990
    private: bool = False
    unquoted: bool = False
    needed: bool = False
    section: str = ""
    indicator: str = ""

    @model_validator(mode="after")
    def _is_answerable(self) -> Self:
        if self.type == "choice" and len(self.choices) < 2:
            raise ValueError(f"{self.code}: a choice needs at least two choices")
        if self.type == "whole" and self.maximum <= self.minimum:
            raise ValueError(f"{self.code}: a whole number needs a minimum and a maximum")
        return self

    @property
    def expected(self) -> str:
        """What may be answered, in French, as shown in help and in refusals."""
        match self.type:
            case "choice":
                return " / ".join(self.choices)
            case "yes_no":
                return "Oui / Non"
            case "date":
                return "une date, jj/mm/aaaa"
            case "whole":
                return f"un nombre entier de {self.minimum} à {self.maximum}"
            case "text":
                return "un texte libre"


class _Declaration(BaseModel):
    """One questions.toml."""

    model_config = ConfigDict(extra="forbid")

    order: int
    section: str
    question: tuple[Question, ...]
    check: tuple[dict[str, Any], ...] = ()  # read by data.returns.checks


@lru_cache(maxsize=8)
def load_questions(catalogue: Path) -> tuple[Question, ...]:
    """All questions in the order of the questionnaire: by the `order` of each declaration, then as written."""
    files = [*sorted(catalogue.glob("*/questions.toml")), Path(__file__).parent / "common_questions.toml"]
    declared = [(file, _Declaration.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))) for file in files]
    declared.sort(key=lambda pair: pair[1].order)
    questions = tuple(
        question.model_copy(
            update={
                "section": declaration.section,
                "indicator": file.parent.name if file.parent.parent == catalogue else "",
            }
        )
        for file, declaration in declared
        for question in declaration.question
    )
    codes = [question.code for question in questions]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise ValueError(f"asked twice: {sorted(twice)}")
    return questions


def asked_codes(catalogue: Path) -> list[str]:
    """Codes of the questions that tell an indicator something: to answer one of them is to answer a campaign."""
    return [question.code for question in load_questions(catalogue) if question.indicator and not question.private]
