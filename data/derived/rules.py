"""A rule as it is applied to answers: its SQL, what it reads, and the parameters in force."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.returns.questions import Question, load_questions

_HERE = Path(__file__).resolve().parent
_STANDING = _HERE.parent / "database" / "standing.sql"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule of one adoption indicator. folder holds its rule.sql; see data.definitions for the other fields."""

    code: str
    folder: Path
    effective_question: str | None
    carries_over: bool
    parameters: Mapping[str, bool | int]

    @property
    def text(self) -> str:
        """rule.sql."""
        return _read(self.folder / "rule.sql")

    @property
    def questions(self) -> list[str]:
        """The indicator's questions that rule.sql names, and the one that dates its answers."""
        return [question.code for question in self._read_questions()]

    @property
    def dates(self) -> list[str]:
        """Those that are answered by a date."""
        return [question.code for question in self._read_questions() if question.type == "date"]

    @property
    def made_from(self) -> str:
        """The sha256 of all that the states depend on besides the facts."""
        return hashlib.sha256(
            json.dumps(
                [
                    self.text,
                    self.questions,
                    self.effective_question,
                    self.carries_over,
                    sorted(self.parameters.items()),
                    standing_text(),
                    # What turns answers into spans: another way of doing it makes all of them anew.
                    _read(_HERE / "made_span.sql"),
                ]
            ).encode()
        ).hexdigest()

    def _read_questions(self) -> list[Question]:
        named = set(re.findall(r"\w+", self.text)) | {self.effective_question}
        asked = load_questions(self.folder.parent)
        return [q for q in asked if q.indicator == self.code and q.code in named and not q.private]


def standing_text() -> str:
    """The reads of what stands: another way of saying it makes what is kept stale."""
    return _read(_STANDING)


@lru_cache(maxsize=100)
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
