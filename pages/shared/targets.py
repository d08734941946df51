"""What the screen Cibles reads and writes: the targets that hold, each judged on its scope, and a target decided."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from data.targets import (
    Measure,
    Scope,
    Target,
    expected_by_scope,
    parse_amount,
    parse_milestones,
    set_target,
    target_history,
)
from data.targets.amounts import MEASURE_LABELS
from data.targets.doubts import doubt_about
from data.targets.scopes import known_members
from indicators.aimed import Aimed, aimed
from indicators.catalogue import catalogue
from indicators.french import plural
from indicators.situation import Situation
from pages.shared import session

_MEASURES: dict[str, tuple[Measure, ...]] = {"adoption": ("count",), "rate": ("rate", "growth")}


def measures(code: str) -> dict[Measure, str]:
    """How the targets of an indicator may be counted: measure -> label."""
    return {measure: MEASURE_LABELS[measure] for measure in _MEASURES[catalogue()[code].kind]}


def standing() -> list[Aimed]:
    """The targets that hold for the school year, each judged on its own scope. The sidebar's filters do not matter."""
    return _standing(key())


def expected() -> Mapping[Scope, int]:
    """How many establishments the school year expects in each scope."""
    return _expected(key())


def key(*what: object) -> str:
    """All that what is read of targets depends on, whatever the sidebar's filters: the key of a cache."""
    chosen = session.situation()
    return session.key(chosen.school_year, chosen.on, chosen.as_of, *what)


def members(group: str) -> dict[str, str]:
    """The values of a group that can be aimed at, with how many establishments each one has; {} for no group."""
    if not group:
        return {}
    counted = {member: count for (of, member), count in expected().items() if of == group}
    if not counted:
        return {member: member for member in known_members(session.database())[group]}
    names = {
        member: f"{member} ({plural(count, 'établissement attendu', 'établissements attendus')})"
        for member, count in counted.items()
    }
    return dict(sorted(names.items()))


def history(code: str) -> list[Target]:
    """All targets ever decided for an indicator in the school year, latest first."""
    chosen = session.situation()
    return target_history(session.database(), code, chosen.school_year, chosen.as_of)


def decide(
    code: str,
    scope: Scope,
    measure: Measure,
    baseline: str,
    baseline_on: date,
    steps: str,
    value: str,
    due_on: date,
    why: str,
) -> Target:
    """Decide the target that the form holds; what is doubtful about it is said at the next run. Raises Refusal."""
    chosen, db = session.situation(), session.database()
    decided = set_target(
        db,
        session.who(),
        indicator=code,
        school_year=chosen.school_year,
        baseline=parse_amount(baseline, measure),
        value=parse_amount(value, measure),
        due_on=due_on,
        reason=why,
        baseline_on=baseline_on,
        scope=scope,
        measure=measure,
        milestones=parse_milestones(steps, measure),
    )
    if doubt := doubt_about(decided, expected()):
        st.session_state["averti"] = doubt
    return decided


# --- reads, kept until the next write


@st.cache_resource(show_spinner="Lecture des cibles", max_entries=20)
def _standing(key: str) -> list[Aimed]:  # noqa: ARG001
    chosen = session.situation()
    return aimed(session.database(), Situation(school_year=chosen.school_year, on=chosen.on, as_of=chosen.as_of))


@st.cache_resource(show_spinner=False, max_entries=20)
def _expected(key: str) -> Mapping[Scope, int]:  # noqa: ARG001
    chosen = session.situation()
    return expected_by_scope(session.database(), school_year=chosen.school_year, on=chosen.on, as_of=chosen.as_of)
