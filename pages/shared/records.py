"""What the base holds of its own keeping (campaigns, files taken in, meetings), read once for each write.

What is kept is never changed, so sessions share it; the key says all that it depends on.
"""

from datetime import date, datetime
from uuid import UUID

import streamlit as st

from data.batches import Batch
from data.batches import batches as read_batches
from data.batches import drop_of as read_drop
from data.campaigns import Campaign
from data.campaigns import campaigns as read_campaigns
from data.database.properties import get_property
from data.register.read import count
from data.seances.meetings import Meeting
from data.seances.meetings import meetings as read_meetings
from indicators.snapshots.calendar import this_day as read_this_day
from pages.shared import session


def campaigns() -> list[Campaign]:
    """Every campaign, the latest first."""
    return _campaigns(session.key())


def files(*, kind: str | None = None, campaign: str | None = None) -> list[Batch]:
    """The files taken in, latest first, those set aside included; of one kind, or for one campaign."""
    return [one for one in _files(session.key()) if kind in (None, one.kind) and campaign in (None, one.campaign)]


def drop_of(batch: UUID) -> list[Batch]:
    """The files taken in together with this one, itself included."""
    return _drop(session.key(batch.hex), batch)


def meetings() -> list[Meeting]:
    """Every meeting of the committee as known at the instant chosen on the left, those called off too."""
    as_of = session.situation().as_of
    return _meetings(session.key(as_of), as_of)


def this_day() -> date:
    """From which day meetings are coming."""
    today = session.database().today()
    return _this_day(session.key(today))


def open_establishments() -> int:
    """How many establishments of the directory are open today."""
    today = session.database().today()
    return _open_establishments(session.key(today), today)


def is_demonstration() -> bool:
    """Whether establishments and answers are invented."""
    return _is_demonstration(session.key())


@st.cache_resource(show_spinner=False, max_entries=4)
def _campaigns(key: str) -> list[Campaign]:  # noqa: ARG001
    return read_campaigns(session.database(), session.known_now())


@st.cache_resource(show_spinner=False, max_entries=4)
def _files(key: str) -> list[Batch]:  # noqa: ARG001
    return read_batches(session.database(), as_of=session.known_now())


@st.cache_resource(show_spinner=False, max_entries=50)
def _drop(key: str, _batch: UUID) -> list[Batch]:  # noqa: ARG001
    return read_drop(session.database(), _batch, as_of=session.known_now())


@st.cache_resource(show_spinner=False, max_entries=20)
def _meetings(key: str, _as_of: datetime) -> list[Meeting]:  # noqa: ARG001
    return read_meetings(session.database(), as_of=_as_of)


@st.cache_resource(show_spinner=False, max_entries=4)
def _this_day(key: str) -> date:  # noqa: ARG001
    return read_this_day(session.database())


@st.cache_resource(show_spinner=False, max_entries=4)
def _open_establishments(key: str, _today: date) -> int:  # noqa: ARG001
    return count(session.database(), on=_today, as_of=session.known_now())


@st.cache_resource(show_spinner=False, max_entries=4)
def _is_demonstration(key: str) -> bool:  # noqa: ARG001
    return get_property(session.database(), "demonstration") == "true"
