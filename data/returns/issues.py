"""What is wrong with a file, as values: where, what was found, what was expected, what to do."""

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One remark about one cell (or about a row or a file: then `cell` is the row's first cell, or empty).

    An error keeps the whole row out; a warning is kept with the answer. `found` is empty for what belongs to a person.
    """

    sheet: str
    cell: str
    code: str
    severity: Severity
    found: str
    expected: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return dict(vars(self))
