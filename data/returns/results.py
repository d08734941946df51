"""What became of each file of a drop, as shown before the import and said after it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from data.returns.issues import Issue
from data.returns.sheet import HeaderMatch

State = Literal["imported", "partial", "refused", "already_imported"]
STATES_IN_FRENCH: dict[State, str] = {
    "imported": "Tout est accepté",
    "partial": "Accepté en partie",
    "refused": "Refusé",
    "already_imported": "Déjà importé",
}
CellState = Literal["new", "changed", "unchanged", "older", "blank_kept"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one cell does to what was known. '' stands for no answer, or for « retirée ». Never a private answer."""

    uai: str
    question: str
    state: CellState
    old_value: str
    new_value: str
    sheet: str
    cell: str


@dataclass(frozen=True, kw_only=True)
class RowChoice:
    """A row about which a person may decide otherwise: take it, as the rule says, or leave it out.

    `why` is in French: what it competes with, and the rule that decides when nobody does. left_out: what was chosen.
    """

    sheet: str
    row: int
    uai: str
    name: str
    why: str
    left_out: bool


@dataclass(kw_only=True)
class FileResult:
    """What became of one file. rows and accepted count establishments' rows; new, changed, unchanged and
    blank_kept count cells. `reason` is one French sentence when nothing was taken in.

    changes: the answers that it replaces. cells: what every cell does, in a preview only. choices: the rows to decide
    about. matches: headers recognised by likeness, to be approved, or approved before. notice: what went wrong beside
    an import that succeeded, in one French sentence.
    """

    file: str
    sha256: str
    state: State
    reason: str = ""
    batch: str | None = None
    rows: int = 0
    accepted: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    blank_kept: int = 0
    issues: list[Issue] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    cells: list[Change] = field(default_factory=list)
    choices: list[RowChoice] = field(default_factory=list)
    matches: list[HeaderMatch] = field(default_factory=list)
    notice: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract (DESIGN section 7)."""
        names = ("file", "sha256", "state", "reason", "batch", "rows", "accepted", "new", "changed", "unchanged")
        plain = {name: getattr(self, name) for name in (*names, "blank_kept")}
        return plain | {"issues": [issue.as_dict() for issue in self.issues]}

    @property
    def errors(self) -> list[Issue]:
        """The remarks that kept a row out."""
        return [issue for issue in self.issues if issue.severity == "error"]

    @property
    def warnings(self) -> list[Issue]:
        """The remarks kept with the answers."""
        return [issue for issue in self.issues if issue.severity == "warning"]

    @property
    def proposals(self) -> list[HeaderMatch]:
        """The columns that look like a question and wait for somebody's word."""
        return [match for match in self.matches if match.question and not match.approved]

    def refuse(self, reason: str) -> None:
        """Nothing of the file is taken."""
        self.state, self.reason, self.batch = "refused", reason, None
        self.accepted = self.new = self.changed = self.unchanged = self.blank_kept = 0
