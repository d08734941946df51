"""The calendar of the committee: what was frozen, what is planned, what does not take place."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from data.database import LOCAL
from data.database.properties import set_property
from data.seances.frozen import Snapshot
from data.seances.meetings import Meeting
from indicators.snapshots.calendar import calendar, how_soon, next_one, this_day
from tests.helpers import Clock, memory_database
from tests.indicators.exports.seances import make_snapshot, small_payload

TODAY = date(2022, 3, 18)


def paris(instant: datetime) -> datetime:
    """Winter time."""
    return instant + timedelta(hours=1)


def meeting(number: int, held_on: date, called_off: str = "") -> Meeting:
    return Meeting(
        id=UUID(int=number),
        held_on=held_on,
        label=f"Comité {number}",
        called_off=called_off,
        actor="secrétaire",
        recorded_at=datetime(2022, 1, 3),
    )


def test_the_calendar_is_in_order_of_days_whatever_they_hold() -> None:
    frozen = make_snapshot(small_payload())
    planned = [
        meeting(1, date(2022, 6, 14)),
        meeting(2, date(2022, 1, 14)),
        meeting(3, date(2022, 5, 3), "Vacances"),
        meeting(4, TODAY),
    ]
    entries = calendar([frozen], planned, today=TODAY, local=paris)
    assert [(entry.label, entry.kind, entry.snapshot, entry.why) for entry in entries] == [
        ("Comité 2", "past", None, ""),
        ("Comité du 15 mars 2022", "past", frozen.id, ""),
        ("Comité 4", "coming", None, ""),
        ("Comité 3", "called_off", None, "Vacances"),
        ("Comité 1", "coming", None, ""),
    ]


def test_a_meeting_at_which_a_seance_was_frozen_is_that_seance() -> None:
    frozen = make_snapshot(small_payload())
    on_that_day = [meeting(1, frozen.situation_on), meeting(2, frozen.situation_on, "Grève")]
    entries = calendar([frozen], on_that_day, today=TODAY, local=paris)
    assert [(entry.label, entry.kind) for entry in entries] == [
        ("Comité 2", "called_off"),
        ("Comité du 15 mars 2022", "past"),
    ]


def seance(label: str, situation_on: date, recorded_at: datetime, **filters: str) -> Snapshot:
    made = make_snapshot(small_payload() | {"filters": filters}, label=label)
    return replace(made, id=uuid4(), situation_on=situation_on, recorded_at=recorded_at)


def test_a_meeting_on_whose_day_another_day_was_frozen_is_that_seance_once() -> None:
    # Half past eleven at night by UTC: the 15th in Paris.
    frozen = seance("Figée le soir", date(2022, 3, 10), datetime(2022, 3, 14, 23, 30))
    entries = calendar([frozen], [meeting(1, date(2022, 3, 15))], today=TODAY, local=paris)
    assert [(one.day, one.label, one.snapshot) for one in entries] == [
        (date(2022, 3, 15), "Figée le soir", frozen.id),
    ]


def test_a_meeting_is_read_by_the_seance_of_the_whole_territory() -> None:
    at = datetime(2022, 3, 15, 9)
    part = seance("Collèges", date(2022, 3, 15), at + timedelta(hours=1), type="Collège")
    whole = seance("Tout", date(2022, 3, 10), at)
    entries = calendar([part, whole], [meeting(1, date(2022, 3, 15))], today=TODAY, local=paris)
    assert [(one.day, one.label, one.meeting) for one in entries] == [
        (date(2022, 3, 15), "Collèges", None),
        (date(2022, 3, 15), "Tout", UUID(int=1)),
    ]
    only = calendar([part], [meeting(1, date(2022, 3, 15))], today=TODAY, local=paris)
    assert [(one.label, one.meeting) for one in only] == [("Collèges", UUID(int=1))]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 3, 17), ""),
        (TODAY, "aujourd'hui"),
        (date(2022, 3, 19), "demain"),
        # A Friday, then Monday and Tuesday.
        (date(2022, 3, 22), "dans 4 jours, dont 2 jours d'école"),
        (date(2022, 3, 25), "dans 7 jours, dont environ 1 semaine d'école"),
        # The spring holidays of zone B are from 9 to 24 April: no school from the 8th to the 22nd.
        (date(2022, 4, 22), "dans 35 jours, dont environ 3 semaines d'école"),
    ],
)
def test_how_soon_a_meeting_comes_in_days_and_weeks_of_school(day: date, said: str) -> None:
    assert how_soon(day, today=TODAY, zone="B").replace("\u00a0", " ") == said


def test_the_next_meeting_is_the_first_that_takes_place() -> None:
    planned = [meeting(1, date(2022, 3, 21), "Grève"), meeting(2, date(2022, 3, 22)), meeting(3, date(2022, 3, 23))]
    entries = calendar([], planned, today=TODAY, local=paris)
    assert next_one(entries, today=TODAY, zone="B").startswith("Prochaine séance : Comité 2, le 22 mars 2022, dans 4")
    assert next_one(entries[:1], today=TODAY, zone="B") == "Aucune séance n'est prévue."


def test_meetings_of_a_demonstration_come_from_the_day_it_describes() -> None:
    db = memory_database(Clock(datetime(2026, 11, 24, 9, 0)))
    assert this_day(db) == date(2026, 11, 24)
    set_property(db, LOCAL, "situation_day", "2022-03-18")
    assert this_day(db) == TODAY
