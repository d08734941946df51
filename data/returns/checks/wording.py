"""From what a check found to a remark in French: the answers as people write them, put into the check's own sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.reference.calendar import school_year
from data.returns.checks.declaration import Check
from data.returns.issues import Issue
from data.returns.questions import Question


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found in one establishment, and the answer to look at. values: what the SQL of its kind gave."""

    check: Check
    uai: str
    question: str
    values: tuple[Any, ...]

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The questions whose answers it rests on, those doubted first."""
        if self.check.kind == "contradiction":
            return (*(code for code, _ in self.values), self.check.given)
        return self.check.involved


class Wording:
    """Makes the remarks of the campaigns of one school year. Two findings with the same values have the same words: they are made once."""

    def __init__(self, questions: Sequence[Question], year: str) -> None:
        self._asked = {question.code: question for question in questions}
        self._year = school_year(year)
        self._texts: dict[tuple[Any, ...], dict[str, str]] = {}

    def issue(self, finding: Finding, *, sheet: str, cell: str) -> Issue:
        """The remark on that cell."""
        key = (finding.check.code, finding.values)
        texts = self._texts.get(key) or self._texts.setdefault(key, self._say(finding.check, finding.values))
        return Issue(sheet=sheet, cell=cell, code=finding.check.code, severity="warning", **texts)

    def _say(self, check: Check, values: tuple[Any, ...]) -> dict[str, str]:
        shown = self._shown(check, values)
        return {
            "found": self._found(check, values, shown),
            "expected": check.expected.format_map(shown),
            "message": check.message.format_map(shown),
        }

    def _shown(self, check: Check, values: tuple[Any, ...]) -> dict[str, str]:
        match check.kind:
            case "contradiction":
                labels = ", ".join(self._asked[code].label for code, _ in values)
                return {"value": self._written(*values[0]), "names": labels}
            case "order":
                earlier, later = map(self._written, check.questions, values)
                return {"value": later, "other": earlier}
            case "school_year":
                year = {"starts_on": self._year.starts_on, "ends_on": self._year.ends_on}
                days = {name: f"{day:%d/%m/%Y}" for name, day in year.items()}
                return {"value": self._written(check.questions[0], *values), **days}
            case "fall":
                return {"value": values[0], "before": values[1]}
            case "far_from_group":
                value, group, count, *quartiles = values
                numbers = dict(zip(("low", "median", "high"), map(_number, quartiles), strict=True))
                return {"value": value, "group": group, "count": str(count), **numbers}

    def _found(self, check: Check, values: tuple[Any, ...], shown: dict[str, str]) -> str:
        """The answers that the remark rests on: whoever settles it settles it while they stay what they are."""
        match check.kind:
            case "contradiction":
                return self._listed([(check.given, check.given_equals), *values])
            case "order":
                return self._listed(list(zip(check.questions, values, strict=True)))
            case "fall":
                return f"{shown['value']}, avant {shown['before']}"
            case _:
                return shown["value"]

    def _listed(self, answers: Sequence[tuple[str, str]]) -> str:
        return " ; ".join(f"{self._asked[code].label} : {self._written(code, value)}" for code, value in answers)

    def _written(self, code: str, value: str) -> str:
        """A canonical value as a person would write it."""
        kind = self._asked[code].type
        if kind == "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        return value.capitalize() if kind == "yes_no" else value


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
