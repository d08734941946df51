"""The part of the screen Séances about the calendar of the committee: meetings held, coming and called off."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from data.reference.calendar import school_year
from data.seances.meetings import Meeting, Moved, call_off, plan_meeting
from data.seances.names import LONGEST_NAME
from indicators.french import day, long_day
from indicators.snapshots.calendar import CalendarEntry, calendar, how_soon, next_one
from pages.shared import parts, readings, records, session
from pages.shared.text import plain

_DAY = "jour_seance"  # key of a field, before the meeting's id


def show() -> None:
    """The next meeting, then all those of the school year and after in a table."""
    today, zone = records.this_day(), session.database().settings.holiday_zone
    entries = _entries(today)
    st.markdown(f"**{plain(next_one(entries, today=today, zone=zone))}**")
    table(entries, today=today, zone=zone)


def table(entries: Sequence[CalendarEntry], *, today: date, zone: str) -> None:
    """The meetings, one a line, those frozen with a link; nothing when there is none."""
    if entries:
        _table(repr((today, zone, entries)), [_row(entry, today, zone) for entry in entries])


# As in parts.py: the key says all the entries.
@st.cache_resource(show_spinner=False, max_entries=20)
def _table(key: str, _rows: Sequence[Mapping[str, str]]) -> None:  # noqa: ARG001
    st.table(
        _rows,
        hide_index=True,
        border="horizontal",
        alt="Séances passées, prévues et annulées, de la plus ancienne à la plus lointaine.",
    )


def plan() -> None:
    """The form that puts a meeting in the calendar."""
    with st.expander("Prévoir une séance"), st.form("prevoir", border=False):
        held_on = st.date_input("Jour de la séance", value=None, format="DD/MM/YYYY")
        label = st.text_input("Nom à lui donner", placeholder="Comité de juin", max_chars=LONGEST_NAME)
        if st.form_submit_button("Prévoir cette séance") and _planned(held_on, label):
            st.rerun()


def change() -> None:
    """Move a meeting that is to come, call it off, or put one called off back."""
    today = records.this_day()
    found = [one for one in records.meetings() if one.called_off or one.held_on >= today]
    movable = {one.id: one for one in sorted(found, key=lambda one: bool(one.called_off))}
    if not movable:
        return
    with st.expander("Déplacer ou annuler une séance prévue"):
        chosen = st.selectbox("Séance prévue", list(movable), format_func=lambda one: _name(movable[one]))
        meeting = _as_shown(movable[chosen])
        with st.form(f"deplacer_{meeting.id}", border=False):
            # Their keys stay as others write: what is being typed is not lost.
            held_on = st.date_input("Nouveau jour", meeting.held_on, format="DD/MM/YYYY", key=f"{_DAY}_{meeting.id}")
            label = st.text_input("Nom", meeting.label, max_chars=LONGEST_NAME, key=f"nom_seance_{meeting.id}")
            act = "Remettre au calendrier" if meeting.called_off else "Déplacer ou renommer"
            if st.form_submit_button(act) and _planned(held_on, label, meeting):
                st.rerun()
        if not meeting.called_off:
            _call_off(meeting)


def _as_shown(now: Meeting) -> Meeting:
    """The meeting as its form began with: what another says of it meanwhile is told when the form is sent."""
    shown, name = st.session_state, f"seance_vue_{now.id}"
    if name not in shown or f"{_DAY}_{now.id}" not in shown:
        shown[name] = now
    meeting: Meeting = shown[name]
    return meeting


def _call_off(meeting: Meeting) -> None:
    with st.form(f"annuler_{meeting.id}", border=False):
        reason = st.text_input("Motif de l'annulation", help="Gardé dans le calendrier.", key=f"motif_{meeting.id}")
        if st.form_submit_button("Annuler cette séance") and _attempted(
            lambda: call_off(session.database(), session.who(), meeting, reason),
            done=f"« {meeting.label} », prévue le {day(meeting.held_on)}, est annulée.",
        ):
            st.rerun()


def _planned(held_on: date | None, label: str, meeting: Meeting | None = None) -> bool:
    if held_on is None:
        st.warning("Choisissez le jour de la séance.")
        return False
    return _attempted(
        lambda: plan_meeting(session.database(), session.who(), held_on=held_on, label=label, meeting=meeting),
        done=f"« {label.strip()} » est prévue le {long_day(held_on)}.",
    )


def _attempted(work: Callable[[], Meeting], *, done: str) -> bool:
    """Do it, and take what another said meanwhile as seen once it is told."""

    def tried() -> None:
        try:
            told = work()
        except Moved as moved:
            st.session_state[f"seance_vue_{moved.now.id}"] = moved.now
            raise
        st.session_state.pop(f"seance_vue_{told.id}", None)

    return parts.attempt(tried, done=done)


def entries_then() -> list[CalendarEntry]:
    """The whole calendar of the committee, as seen from the day chosen on the left."""
    return _calendar(session.situation().on)


def next_then() -> str:
    """« Prochaine séance : Comité de juin, le 14 juin 2022, dans 75 jours... », counted from that day."""
    zone = session.database().settings.holiday_zone
    return next_one(entries_then(), today=session.situation().on, zone=zone)


def _entries(today: date) -> list[CalendarEntry]:
    """From the beginning of the school year looked at on."""
    from_day = school_year(session.situation().school_year).starts_on
    return [one for one in _calendar(today) if one.day >= from_day]


def _calendar(today: date) -> list[CalendarEntry]:
    as_of = session.situation().as_of
    return _entries_on(session.key(today, as_of), today)


@st.cache_resource(show_spinner=False, max_entries=20)
def _entries_on(key: str, _today: date) -> list[CalendarEntry]:  # noqa: ARG001
    return calendar(readings.seances(), records.meetings(), today=_today, local=session.database().local)


def _row(entry: CalendarEntry, today: date, zone: str) -> dict[str, str]:
    return {"Jour": day(entry.day), "Séance": plain(entry.label), "Où elle en est": _standing(entry, today, zone)}


def _standing(entry: CalendarEntry, today: date, zone: str) -> str:
    if entry.snapshot:
        return f"[Figée](seance?seance={entry.snapshot})"
    match entry.kind:
        case "called_off":
            return plain(f"Annulée : {entry.why}")
        case "coming":
            return plain(how_soon(entry.day, today=today, zone=zone).capitalize())
        case "past":
            return "Passée, rien n'a été figé ce jour-là"


def _name(meeting: Meeting) -> str:
    return f"{day(meeting.held_on)} · {meeting.label}{' (annulée)' if meeting.called_off else ''}"
