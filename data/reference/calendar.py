"""School calendar of metropolitan France, with no network: which days pupils are at school.

Holidays come from the file of `vacances-scolaires-france`, and what it does not know (or has wrong) from the two small
files beside this module. Its file is read here, a year at a time: the library turns all its days into objects at once,
which a first page would wait for.
"""

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from dateutil.easter import easter

from data.errors import Refusal

_HERE = Path(__file__).resolve().parent
_DAY = timedelta(days=1)
_FRIDAY = 4
_FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_DAYS_AFTER_EASTER = (1, 39, 50)


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """A school year: its code (« 2021-2022 »), from 1 September to 31 August."""

    code: str
    starts_on: date
    ends_on: date


def school_year(code: str) -> SchoolYear:
    """The school year of a code such as « 2021-2022 ». Raises Refusal when it is not two years in a row."""
    found = re.fullmatch(r"([12][0-9]{3})-([12][0-9]{3})", code.strip())
    if not found or int(found[2]) != int(found[1]) + 1:
        raise Refusal(
            f"L'année scolaire « {code} » n'est pas lisible : écrivez deux années qui se suivent, comme 2021-2022."
        )
    return _starting_in(int(found[1]))


def school_year_of(day: date) -> SchoolYear:
    """The school year in which a day falls."""
    return _starting_in(_start_year(day))


def school_days(first: date, last: date, zone: str) -> int:
    """Number of school days from `first` to `last`, both included; 0 when last comes before first.

    A school day is a weekday out of the zone's holidays and the public holidays, from the pupils' first day on.
    In a year whose holidays are not known (see `calendar_known`) only weekends and public holidays are left out.
    """
    if last < first:
        return 0
    counted = 0
    for year in range(_start_year(first), _start_year(last) + 1):
        days = _school_days_of(year, zone)
        counted += bisect_right(days, last) - bisect_left(days, first)
    return counted


def is_school_day(day: date, zone: str) -> bool:
    """Whether pupils are at school on that day."""
    return school_days(day, day, zone) == 1


def holidays_between(first: date, last: date, zone: str) -> list[tuple[date, date, str]]:
    """School holidays from `first` to `last` as (first day, last day, French name), cut at those two days.

    Public holidays are not among them. Empty for the years whose holidays are not known.
    """
    runs: list[tuple[date, date, str]] = []
    for day in _days(first, last):
        name = _holidays_of(_start_year(day), zone).get(day)
        if name is None:
            continue
        if runs and runs[-1][1] + _DAY == day and runs[-1][2] == name:
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return runs


def calendar_known(when: date | SchoolYear, zone: str) -> bool:
    """Whether the holidays of that school year (or of the one of that day) are known for the zone."""
    return _is_known(_start_year(when.starts_on if isinstance(when, SchoolYear) else when), zone)


def month_ends(year: SchoolYear, until: date) -> list[date]:
    """The points of a trajectory: each month's last day from September, then `until` itself as the last point.

    Stays inside the school year: nothing before it begins, and its last day at most.
    """
    last = min(until, year.ends_on)
    if last < year.starts_on:
        return []
    ends = (day for day in _days(year.starts_on, last - _DAY) if (day + _DAY).day == 1)
    return [*ends, last]


def _starting_in(year: int) -> SchoolYear:
    return SchoolYear(code=f"{year}-{year + 1}", starts_on=date(year, 9, 1), ends_on=date(year + 1, 8, 31))


def _start_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


@lru_cache(maxsize=256)
def _school_days_of(start_year: int, zone: str) -> tuple[date, ...]:
    """School days of one school year, in order: a trajectory asks for them again and again."""
    year = _starting_in(start_year)
    off = _holidays_of(start_year, zone).keys() | _public_holidays_of(start_year)
    first = _first_days().get(start_year, year.starts_on)
    return tuple(day for day in _days(first, year.ends_on) if day.weekday() <= _FRIDAY and day not in off)


@lru_cache(maxsize=256)
def _holidays_of(start_year: int, zone: str) -> dict[date, str]:
    """Name of the holiday each day of one school year belongs to; empty when the library does not know the year."""
    if not _is_known(start_year, zone):
        return {}
    days = dict(_told_by_library(start_year, zone))
    year = _starting_in(start_year)
    for first, last, zones, name in _corrections():
        if zone not in zones:
            continue
        for day in _days(max(first, year.starts_on), min(last, year.ends_on)):
            if name:
                days[day] = name
            else:
                days.pop(day, None)
    return days


def _is_known(start_year: int, zone: str) -> bool:
    # The library's first and last years hold a part only: autumn and summer must both be there.
    months = {day.month for day in _told_by_library(start_year, zone)}
    return {10, 7} <= months or {11, 7} <= months


@lru_cache(maxsize=256)
def _told_by_library(start_year: int, zone: str) -> dict[date, str]:
    if zone not in ("A", "B", "C"):
        raise Refusal(f"La zone de vacances « {zone} » n'existe pas : choisissez A, B ou C.")
    year, mark = _starting_in(start_year), f"vacances_zone_{zone.lower()}"
    header, *lines = _library()
    first, last = year.starts_on.isoformat(), year.ends_on.isoformat()
    rows = csv.DictReader([header, *(line for line in lines if first <= line[:10] <= last)])
    return {date.fromisoformat(row["date"]): row["nom_vacances"] for row in rows if row[mark] == "True"}


@lru_cache(maxsize=1)
def _library() -> list[str]:
    """Lines of the library's file: its header, then one a day, which begins with the day."""
    return (files("vacances_scolaires_france") / "data" / "data.csv").read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=256)
def _public_holidays_of(start_year: int) -> frozenset[date]:
    return frozenset(day for year in (start_year, start_year + 1) for day in _public_holidays(year))


def _public_holidays(year: int) -> Iterator[date]:
    """The eleven of metropolitan France (Code du travail, article L3133-1)."""
    yield from (date(year, month, day) for month, day in _FIXED_HOLIDAYS)
    yield from (easter(year) + days * _DAY for days in _DAYS_AFTER_EASTER)


@lru_cache(maxsize=1)
def _first_days() -> dict[int, date]:
    days = (date.fromisoformat(row["first_day"]) for row in _reference("pupils_first_day.csv"))
    return {day.year: day for day in days}


@lru_cache(maxsize=1)
def _corrections() -> tuple[tuple[date, date, str, str], ...]:
    return tuple(
        (date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]), row["zones"], row["name"])
        for row in _reference("holiday_corrections.csv")
    )


def _reference(name: str) -> list[dict[str, str]]:
    """Rows of a small reference file; its first lines, marked #, say where it comes from."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
