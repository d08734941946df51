"""Findings for the screens, computed once for each state of the database and each situation."""

import streamlit as st

from indicators.catalogue import catalogue, find_indicator
from indicators.findings import Finding
from indicators.findings import finding as find
from indicators.situation import Situation
from pages.shared import session


def all_findings() -> list[Finding]:
    """Every indicator in the situation chosen."""
    return [finding(code) for code in catalogue()]


def finding(code: str) -> Finding:
    """One indicator in the situation chosen."""
    situation = session.situation()
    key = (session.version(), code, situation.school_year, situation.on, situation.as_of, *situation.filters.items())
    return _finding(key, code, situation)


# Findings are frozen, so sessions share them; the key says all that they depend on.
@st.cache_resource(show_spinner=False, max_entries=200)
def _finding(key: tuple[object, ...], code: str, _situation: Situation) -> Finding:  # noqa: ARG001
    return find(session.database(), find_indicator(code), _situation)
