"""What to look at when nobody chose, and what can be chosen: school year, day, type, sector, EPCI."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.database import Database
from data.database.properties import get_property
from data.reference.calendar import school_year as read_school_year
from data.reference.calendar import school_year_of
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class FilterChoices:
    """The values each filter can take, in alphabetical order."""

    types: list[str]
    sectors: list[str]
    epcis: list[str]


def school_years(db: Database, *, as_of: datetime) -> list[str]:
    """School years that have a campaign, the latest first; the current one when there is none yet."""
    found = [row["school_year"] for row in db.query(sql("campaign_school_years"), as_of=as_of)]
    return found or [school_year_of(db.local(as_of).date()).code]


def default_situation(db: Database, *, school_year: str | None = None, as_of: datetime) -> tuple[str, date]:
    """The school year and the day to describe when nobody chose.

    The year is that of the latest campaign. The day is the installation's usual one when it falls in that year,
    else the day of `as_of`, kept within the year.
    """
    year = read_school_year(school_year or school_years(db, as_of=as_of)[0])
    usual = _usual_day(db)
    if usual and year.starts_on <= usual <= year.ends_on:
        return year.code, usual
    return year.code, max(year.starts_on, min(db.local(as_of).date(), year.ends_on))


def filter_choices(db: Database, *, school_year: str, on: date, as_of: datetime) -> FilterChoices:
    """What can be picked in the filters, from the establishments concerned."""
    return choices_among(db.query(sql("filter_choices"), school_year=school_year, on=on, as_of=as_of))


def choices_among(rows: Sequence[Mapping[str, Any]]) -> FilterChoices:
    """What can be picked in the filters, from rows that each have a type, a sector and an EPCI."""
    return FilterChoices(
        types=_sorted(row["type"] for row in rows),
        sectors=_sorted(row["sector"] for row in rows),
        epcis=_sorted(row["epci"] for row in rows),
    )


def _usual_day(db: Database) -> date | None:
    value = get_property(db, "situation_day")
    return date.fromisoformat(value) if value else None


def _sorted(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value}, key=_without_accents)


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
