"""Monthly use of one tool in a situation: the months of each profile and type, and its services in one month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import duckdb

from data.database import Database
from data.derived import read_monthly_usage, usage_reading
from data.reference.calendar import school_days, school_year
from data.returns.values import fold
from data.sql import SqlFolder
from data.usage.words import ALL_PROFILES
from indicators.catalogue import catalogue
from indicators.definition import Rate
from indicators.measure.expected import expecting
from indicators.situation import Situation
from indicators.usage.months import Basis, Month, Part, Series, Visits, days_covered, month_end, months_from, told_on
from indicators.usage.names import SERVICES

sql = SqlFolder(__file__)
Cursor = duckdb.DuckDBPyConnection
Row = Mapping[str, Any]
Key = tuple[str, str | None, str | None]  # service, profile, type


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool that some establishment reports. services: name -> type -> establishments that reported it at least once."""

    name: str
    services: Mapping[str, Mapping[str, int]]
    reporting: int


@dataclass(frozen=True, kw_only=True)
class Usage:
    """The use of one tool, or of one of its services, in a situation. types: those it serves, most numerous first."""

    situation: Situation
    tool: str
    service: str
    types: Mapping[str, int]
    series: Mapping[tuple[str | None, str | None], Series]

    @property
    def profiles(self) -> tuple[str, ...]:
        """Those that are reported, in alphabetical order."""
        told = {profile for profile, type in self.series if profile and type is None}
        return tuple(sorted(told - {ALL_PROFILES}, key=fold))

    def of(self, profile: str | None = None, type: str | None = None) -> Series:
        """The months of that profile and type (None: all together); without months when nobody reported."""
        return self.series.get((profile, type)) or Series(
            service=self.service,
            profile=profile,
            type=type,
            months=(),
            starts_on=school_year(self.situation.school_year).starts_on,
        )


def usage_tools(db: Database, situation: Situation) -> list[Tool]:
    """The tools reported over the two school years, the indicator's first, then the most reported first.

    A service that no tool's establishments report stands as a tool of its own.
    """
    counts: dict[str, dict[str, int]] = {}
    with expecting(db, situation) as cursor:
        read_monthly_usage(cursor, service=None, as_of=situation.as_of)
        period = _period(situation)
        asked = {"first_month": period["first_month"], "last_month": period["last_month"]}
        for service, type, reporting in cursor.execute(sql("reporting"), asked).fetchall():
            counts.setdefault(service, {})[type] = reporting
    names = [name for name in counts if name not in SERVICES]
    served = {name: [s for s in counts if s in SERVICES and counts[s].keys() & counts[name].keys()] for name in names}
    alone = [s for s in counts if s in SERVICES and not any(s in services for services in served.values())]
    tools = [
        Tool(
            name=name,
            services={service: counts[service] for service in sorted(served.get(name, ()))},
            reporting=sum(counts[name].values()),
        )
        for name in [*names, *alone]
    ]
    return sorted(tools, key=lambda tool: (_indicator_of(tool.name) is None, -tool.reporting, tool.name))


def measure_usage(db: Database, situation: Situation, *, tool: str, service: str | None = None) -> Usage:
    """The months of a tool, or of one of its services, over two school years: each profile, each type, and all together."""
    period = _period(situation)
    months = months_from(period["first_month"], period["last_month"])
    with expecting(db, situation) as cursor:
        types = _concern(cursor, situation, tool, service or tool)
        rows = _rows(cursor, period | {"services": [service or tool], "months": months})
    series = _series(db, situation, rows, lambda _: types)
    return Usage(
        situation=situation,
        tool=tool,
        service=service or tool,
        types=types,
        series={(profile, type): one for (_, profile, type), one in series.items()},
    )


def measure_services(db: Database, situation: Situation, *, tool: Tool, month: date) -> dict[str, Mapping[Key, Series]]:
    """Service -> its series of that month and the same one year before, in the establishments that the tool serves.

    The tool itself is there first. Users of one service may be those of another: no sum of services has a meaning.
    """
    before = month.replace(year=month.year - 1)
    asked: dict[str, Any] = {
        "as_of": situation.as_of,
        "services": [tool.name, *tool.services],
        "months": [before, month],
        "first_month": before,
        "last_month": month,
    }
    with expecting(db, situation) as cursor:
        types = _concern(cursor, situation, tool.name, tool.name)
        rows = _rows(cursor, asked)
    series = _series(db, situation, rows, lambda service: _concerned_by(tool, service, types))
    return {
        name: {key: one for key, one in series.items() if key[0] == name}
        for name in asked["services"]
        if any(key[0] == name for key in series)
    }


def reports_set_aside(
    db: Database, situation: Situation, *, tool: str, service: str | None = None, profile: str | None = None
) -> list[Row]:
    """Reports with more users than accounts, over the two school years, latest first: month, uai, name, commune, users,
    potential, file_name, sheet, row_number."""
    asked = {"service": service or tool, "profile": profile}
    with expecting(db, situation) as cursor:
        _concern(cursor, situation, tool, service or tool)
        return _as_rows(_read(cursor, "set_aside", _period(situation) | asked))


def _indicator_of(tool: str) -> Rate | None:
    return next((one for one in catalogue().values() if isinstance(one, Rate) and one.service == tool), None)


def _period(situation: Situation) -> dict[str, Any]:
    starts = school_year(situation.school_year).starts_on
    return {
        "as_of": situation.as_of,
        "first_month": starts.replace(year=starts.year - 1),
        "last_month": situation.on.replace(day=1),
    }


def _concern(cursor: Cursor, situation: Situation, tool: str, service: str) -> dict[str, int]:
    """Make the table concerned_establishment of this cursor. Returns type -> how many."""
    indicator = _indicator_of(tool)
    period = _period(situation)
    read_monthly_usage(cursor, service=None, as_of=period.pop("as_of"))
    asked = {"tool": tool, "service": service, "types": list(indicator.types) if indicator else []}
    cursor.execute(sql("concerned"), period | asked)
    return dict(cursor.execute(sql("concerned_by_type")).fetchall())


def _read(cursor: Cursor, name: str, asked: Mapping[str, Any]) -> Cursor:
    return cursor.execute(usage_reading(cursor, sql(name), asked["as_of"]), asked)


def _concerned_by(tool: Tool, service: str, types: Mapping[str, int]) -> Mapping[str, int]:
    """What concerned.sql counts for one service, from what is already known of them all."""
    if service == tool.name:
        return types
    reporting = tool.services[service]
    return {
        type: all_ if 2 * reporting.get(type, 0) >= all_ else reporting.get(type, 0) for type, all_ in types.items()
    }


def _rows(cursor: Cursor, asked: Mapping[str, Any]) -> list[Row]:
    return _as_rows(_read(cursor, "monthly", asked))


def _as_rows(found: Cursor) -> list[Row]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _series(
    db: Database, situation: Situation, rows: list[Row], concerned_by: Callable[[str], Mapping[str, int]]
) -> dict[Key, Series]:
    months: dict[Key, list[Month]] = {}
    for row in rows:
        types = concerned_by(row["service"])
        concerned = types.get(row["type"], 0) if row["type"] else sum(types.values())
        key = (row["service"], row["profile"], row["type"])
        months.setdefault(key, []).append(_month(db, situation, row, concerned))
    starts = school_year(situation.school_year).starts_on
    return {
        (service, profile, type): Series(
            service=service, profile=profile, type=type, months=tuple(found), starts_on=starts
        )
        for (service, profile, type), found in months.items()
    }


def _month(db: Database, situation: Situation, row: Row, concerned: int) -> Month:
    month, ends = row["month"], month_end(row["month"])
    first, last = (told_on(row[name], db.local) if row[name] else ends for name in ("first_told", "last_told"))
    days = partial(school_days, zone=db.settings.holiday_zone)
    return Month(
        month=month,
        parts=_parts(row),
        visits=Visits(
            count=row["visits"],
            users=row["visitors"],
            visits_of_users=row["visits_of_users"],
            reported=row["reported_visits"],
        ),
        concerned=concerned,
        anomalies=row["anomalies"],
        school_days=days_covered(month, last, days),
        is_over=ends <= situation.on,
        told_early=row["first_told"] is not None and first <= ends,
        needed=db.settings.coverage_needed,
    )


def _parts(row: Row) -> dict[Basis, Part]:
    return {
        "potential": Part(users=row["users"], out_of=row["potential"], reported=row["reported_potential"]),
        "activated": Part(users=row["activated_users"], out_of=row["activated"], reported=row["reported_activated"]),
        "pupils": Part(users=row["pupil_users"], out_of=row["pupils"], reported=row["reported_pupils"]),
    }
