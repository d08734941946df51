"""One thing that a check found."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A stable code, what it is about (a table, a file's name, a batch's id), and one French sentence.

    A note tells something that is no fault; it leaves the base sound.
    """

    code: str
    severity: Literal["error", "note"]
    subject: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        return dict(vars(self))


def error(code: str, subject: str, message: str) -> Finding:
    """A fault."""
    return Finding(code=code, severity="error", subject=subject, message=message)


def note(code: str, subject: str, message: str) -> Finding:
    """No fault, but worth knowing."""
    return Finding(code=code, severity="note", subject=subject, message=message)
