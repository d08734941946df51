"""What the synthesis says of the meetings: what changed since the last one, and when the next one is."""

from collections.abc import Mapping

import streamlit as st

from data.seances.frozen import Listed
from indicators.catalogue import catalogue
from indicators.french import long_day
from indicators.situation import Situation
from indicators.snapshots.compare import since, the_one_before, totals
from indicators.snapshots.parts import sentence
from indicators.snapshots.payload import build_payload
from pages.shared import meetings, readings, session
from pages.shared.text import plain

_MOST_SPLIT = 5_000  # establishments: beyond, the parts are left to the page that compares


def last_seance() -> Listed | None:
    """The séance before the situation of the screen, of the same scope."""
    return the_one_before(readings.seances(), session.situation())


def sentences(before: Listed) -> Mapping[str, str]:
    """Indicator -> what changed since that séance, in one sentence with its parts."""
    situation = session.situation()
    if any(entry["expected"] > _MOST_SPLIT for entry in before.payload["indicators"]):
        return {
            one.code: sentence(one) for one in totals(before.payload, [readings.finding(code) for code in catalogue()])
        }
    return _sentences(session.situation_key(str(before.id)), before, situation)


def say(code: str, before: Listed | None, said: Mapping[str, str]) -> None:
    """The line of one indicator: « Depuis la séance du 15 décembre 2021 : de 121 à 201 projets... »."""
    if before and code in said:
        st.caption(f"Depuis la séance du {long_day(before.situation_on)}\u00a0: {plain(_within(said[code]))}")


def _within(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def meetings_line(before: Listed | None) -> None:
    """The séance before with its links, the next one, and the calendar, as seen from the day of the situation."""
    known = meetings.entries_then()
    said = [meetings.next_then()]
    if before:
        said.insert(0, f"Dernière séance : {before.label}, situation au {long_day(before.situation_on)}.")
    st.caption(plain(" ".join(said)))
    with st.container(horizontal=True):
        if before:
            st.page_link(
                "pages/consulter/comparer.py",
                label="Ce qui a changé depuis",
                icon=":material/compare_arrows:",
                query_params={"avant": str(before.id)},
            )
            st.page_link(
                "pages/consulter/seance.py",
                label="Relire la séance",
                icon=":material/lock:",
                query_params={"seance": str(before.id)},
            )
        st.page_link("pages/gerer/seances.py", label="Préparer une séance", icon=":material/event:")
    if known:
        with st.expander("Calendrier du comité"):
            zone = session.database().settings.holiday_zone
            meetings.table(known, today=session.situation().on, zone=zone)


@st.cache_resource(show_spinner=False, max_entries=16)
def _sentences(key: str, _before: Listed, _situation: Situation) -> dict[str, str]:  # noqa: ARG001
    db = session.database()
    told = since(db, _before, build_payload(db, _situation))
    return {change["code"]: change["sentence"] for change in told["changes"]}
