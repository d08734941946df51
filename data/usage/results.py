"""What became of each file of monthly facts, as shown before the import and said after it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.returns.results import FileResult


@dataclass(frozen=True, kw_only=True)
class MonthChange:
    """What a file does to one month (its first day) of one service: facts that are new, changed, unchanged; those known of
    that month that the file does not tell again, which stay; and establishments that it tells of."""

    month: date
    service: str
    establishments: int
    new: int
    changed: int
    unchanged: int
    remaining: int


@dataclass(kw_only=True)
class UsageResult(FileResult):
    """What became of one file. rows and accepted count its rows; new, changed, unchanged and remaining count facts (one
    establishment, month, service and profile): remaining are those known of the same months and services that the file
    does not tell again, and which stay."""

    remaining: int = 0
    months: list[MonthChange] = field(default_factory=list)

    @property
    def facts(self) -> int:
        """Number of facts taken."""
        return self.new + self.changed + self.unchanged

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of the contract."""
        told = super().as_dict()
        del told["blank_kept"]
        return told | {"remaining": self.remaining}

    def refuse(self, reason: str) -> None:
        """Nothing of the file is taken."""
        super().refuse(reason)
        self.remaining, self.months = 0, []
