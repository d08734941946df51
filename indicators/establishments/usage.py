"""How one establishment uses the tools: users over potential accounts, month by month, with the year before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.database import Database
from data.derived import read_monthly_usage
from data.reference.calendar import school_year
from data.sql import SqlFolder
from indicators.situation import Situation

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class UsageMonth:
    """One month of one service. accounts: potential ones; users: unique ones; over all profiles, None when not told."""

    month: date
    accounts: int | None
    users: int | None
    is_over: bool
    file_name: str
    sheet: str | None
    row_number: int | None

    @property
    def rate(self) -> float | None:
        """From 0 to 1. None when a figure lacks, and above 100 %: that is an anomaly, not a rate."""
        if not self.accounts or self.users is None or self.users > self.accounts:
            return None
        return self.users / self.accounts

    @property
    def is_anomaly(self) -> bool:
        """Whether it tells more users than accounts."""
        return self.accounts is not None and self.users is not None and self.users > self.accounts


@dataclass(frozen=True, kw_only=True)
class ServiceUsage:
    """One service through a school year (`months`, as far as the situation day) and the one before (`before`), oldest first."""

    service: str
    months: tuple[UsageMonth, ...]
    before: tuple[UsageMonth, ...]

    @property
    def current(self) -> UsageMonth | None:
        """The last month of the school year that is over and has a rate."""
        return next((one for one in reversed(self.months) if one.is_over and one.rate is not None), None)

    def year_before(self, month: date) -> UsageMonth | None:
        """The same month one year before."""
        wanted = month.replace(year=month.year - 1)
        return next((one for one in self.before if one.month == wanted), None)


def usage(db: Database, uai: str, situation: Situation) -> tuple[ServiceUsage, ...]:
    """Each tool or service it reported since the year before began: the most used first, so a tool before its services."""
    starts_on = school_year(situation.school_year).starts_on
    cursor = db.reading()
    asked = {
        "uai": uai,
        "first_month": starts_on.replace(year=starts_on.year - 1),
        "last_month": situation.on.replace(day=1),
    }
    read_monthly_usage(cursor, service=None, as_of=situation.as_of)
    found = cursor.execute(sql("usage"), asked)
    names = [column[0] for column in found.description or []]
    months = defaultdict(list)
    for row in found.fetchall():
        told = dict(zip(names, row, strict=True))
        months[told.pop("service")].append(_month(told, situation.on))
    cursor.close()
    return tuple(_service(name, months[name], starts_on) for name in sorted(months, key=lambda one: _most(months[one])))


def _most(months: list[UsageMonth]) -> int:
    return -sum(one.users or 0 for one in months)


def _service(name: str, months: list[UsageMonth], starts_on: date) -> ServiceUsage:
    return ServiceUsage(
        service=name,
        months=tuple(one for one in months if one.month >= starts_on),
        before=tuple(one for one in months if one.month < starts_on),
    )


def _month(told: dict[str, Any], on: date) -> UsageMonth:
    # Told before its end, a month is never whole: a later file has to tell the rest of it.
    is_over = told.pop("is_whole") and _ends_by(told["month"], on)
    return UsageMonth(**told, is_over=is_over)


def _ends_by(month: date, day: date) -> bool:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1) <= day
