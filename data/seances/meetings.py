"""The calendar of the committee: meetings planned, moved and called off."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from data.database import Actor, Database
from data.errors import Refusal
from data.seances.names import read_name
from data.sql import SqlFolder

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting as it now stands. called_off: why it does not take place, '' when it does. recorded_at is UTC."""

    id: UUID
    held_on: date
    label: str
    called_off: str
    actor: str
    recorded_at: datetime


def meetings(db: Database, *, as_of: datetime) -> list[Meeting]:
    """Every meeting as known at that instant (UTC), the earliest first; those called off too."""
    return [Meeting(**row) for row in db.query(sql("meetings"), as_of=as_of)]


class Moved(Refusal):
    """Someone else moved, named again or called off the meeting since it was shown. now: as it stands."""

    def __init__(self, now: Meeting) -> None:
        self.now = now
        said = "annulée" if now.called_off else f"prévue le {now.held_on:%d/%m/%Y}"
        super().__init__(
            f"« {now.label} » a changé depuis que cette page l'affiche : elle est maintenant {said}. Relisez, puis "
            "recommencez pour mettre ce que vous avez choisi à la place."
        )


def plan_meeting(db: Database, actor: Actor, *, held_on: date, label: str, meeting: Meeting | None = None) -> Meeting:
    """Put a meeting in the calendar, or move and name again one that is there. meeting: as it was when it was shown.

    Raises Refusal when its name is blank or too long, or when another one is on that day; Moved.
    """
    name = read_name(label, blank="Donnez un nom à la séance prévue, par exemple « Comité de juin ».")
    for other in meetings(db, as_of=db.clock()):
        if other.held_on == held_on and not other.called_off and (meeting is None or other.id != meeting.id):
            raise Refusal(f"« {other.label} » est déjà prévue le {held_on:%d/%m/%Y} : choisissez un autre jour.")
    return _tell(db, actor, "meeting", held_on=held_on, label=name, called_off="", meeting=meeting)


def call_off(db: Database, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """The meeting does not take place. Raises Refusal without a reason; Moved."""
    if not reason.strip():
        raise Refusal("Dites pourquoi cette séance n'a pas lieu : report, vacances, empêchement...")
    return _tell(
        db,
        actor,
        "meeting_called_off",
        held_on=meeting.held_on,
        label=meeting.label,
        called_off=reason.strip(),
        meeting=meeting,
    )


def _tell(
    db: Database, actor: Actor, action: str, *, held_on: date, label: str, called_off: str, meeting: Meeting | None
) -> Meeting:
    with db.writing(actor, action, label) as write:
        if meeting:
            now = next(one for one in meetings(db, as_of=write.at) if one.id == meeting.id)
            if now.recorded_at != meeting.recorded_at:
                raise Moved(now)
        told = Meeting(
            id=meeting.id if meeting else write.new_id(),
            held_on=held_on,
            label=label,
            called_off=called_off,
            actor=actor.name,
            recorded_at=write.at,
        )
        write.cursor.execute(sql("add_meeting"), vars(told))
    return told
