"""The calendar of the committee: the séances that were frozen, and the meetings planned or called off."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from data.database import Database
from data.database.properties import get_property
from data.reference.calendar import school_days
from data.seances.frozen import Listed
from data.seances.meetings import Meeting
from indicators.french import long_day, plural

Kind = Literal["past", "coming", "called_off"]
_DAY = timedelta(days=1)
_SCHOOL_WEEK = 5  # school days


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One line of the calendar. snapshot: the séance frozen for that day, if any; meeting: the one planned, if any.

    why: why it does not take place, '' when it does.
    """

    day: date
    label: str
    kind: Kind
    snapshot: UUID | None = None
    meeting: UUID | None = None
    why: str = ""


def calendar(
    frozen: Iterable[Listed], planned: Iterable[Meeting], *, today: date, local: Callable[[datetime], datetime]
) -> list[CalendarEntry]:
    """The earliest first. A meeting of the day that a séance describes, or on which it was frozen, is that séance; that
    of today is still coming. local: from a stored instant to what clocks showed."""
    known = {seance.id: seance for seance in frozen}
    frozen_on = {seance.id: local(seance.recorded_at).date() for seance in known.values()}
    entries = []
    for meeting in planned:
        days = [one for one in known.values() if meeting.held_on in (one.situation_on, frozen_on[one.id])]
        if meeting.called_off or not days:
            entries.append(_planned(meeting, today))
        else:
            entries.append(_held(max(days, key=lambda one: _fits(one, meeting)), meeting))
    told = {entry.snapshot for entry in entries}
    entries += [_held(seance) for seance in known.values() if seance.id not in told]
    return sorted(entries, key=lambda entry: (entry.day, entry.label))


def this_day(db: Database) -> date:
    """From which day meetings are coming: today, or the day that a demonstration describes."""
    described = get_property(db, "situation_day")
    return date.fromisoformat(described) if described else db.today()


def how_soon(day: date, *, today: date, zone: str) -> str:
    """« dans 78 jours, dont environ 9 semaines d'école », « demain », « aujourd'hui »; '' once the day is past."""
    left = (day - today).days
    if left < 2:
        return {0: "aujourd'hui", 1: "demain"}.get(left, "")
    return f"dans {plural(left, 'jour')}, dont {_of_school(school_days(today + _DAY, day, zone))}"


def next_one(entries: Iterable[CalendarEntry], *, today: date, zone: str) -> str:
    """« Prochaine séance : Comité de juin, le 14 juin 2022, dans 78 jours... »; that none is planned."""
    for entry in entries:
        if entry.kind == "coming":
            soon = how_soon(entry.day, today=today, zone=zone)
            return f"Prochaine séance : {entry.label}, le {long_day(entry.day)}, {soon}."
    return "Aucune séance n'est prévue."


def _fits(seance: Listed, meeting: Meeting) -> tuple[bool, bool, datetime]:
    """Of the séances of a meeting, the one it is read by: of the whole territory, of its very day, the latest."""
    return (not seance.payload["filters"], seance.situation_on == meeting.held_on, seance.recorded_at)


def _held(seance: Listed, meeting: Meeting | None = None) -> CalendarEntry:
    return CalendarEntry(
        day=meeting.held_on if meeting else seance.situation_on,
        label=seance.label,
        kind="past",
        snapshot=seance.id,
        meeting=meeting.id if meeting else None,
    )


def _planned(meeting: Meeting, today: date) -> CalendarEntry:
    kind: Kind = "called_off" if meeting.called_off else "past" if meeting.held_on < today else "coming"
    return CalendarEntry(
        day=meeting.held_on, label=meeting.label, kind=kind, meeting=meeting.id, why=meeting.called_off
    )


def _of_school(days: int) -> str:
    if days < _SCHOOL_WEEK:
        return plural(days, "jour d'école", "jours d'école")
    weeks = plural(round(days / _SCHOOL_WEEK), "semaine d'école", "semaines d'école")
    return f"environ {weeks}"
