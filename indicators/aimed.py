"""Every target that holds, judged on its own scope by the one function that judges.

A scope's numbers of establishments are counted among the territory's states: one reading of the answers for all the
targets of an indicator, where a reading for each scope took a third of a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from data.database import Database
from data.reference.calendar import school_days
from data.targets import Target, targets
from indicators.catalogue import catalogue
from indicators.definitions import defined
from indicators.findings import Finding, finding, goal_of
from indicators.groups import masks
from indicators.measure.adoption import AdoptionMeasure
from indicators.progress import Progress, Verdict, judge
from indicators.situation import Situation


@dataclass(frozen=True, kw_only=True)
class Aimed:
    """A target that holds. expected: establishments of its scope that the indicator concerns. is_known: False for a rate
    of which no month was reported. masked: the table by group masks its scope, so nothing of it may be told."""

    target: Target
    progress: Progress
    expected: int
    is_known: bool
    masked: bool

    @property
    def verdict(self) -> Verdict:
        """The verdict on the situation day."""
        return self.progress.verdict


def aimed(db: Database, situation: Situation) -> list[Aimed]:
    """The targets that hold, by indicator, the whole territory before the groups. The situation's filters do not matter."""
    held = targets(db, school_year=situation.school_year, as_of=situation.as_of)
    whole = replace(situation, filters={})
    return [one for code in catalogue() for one in _of(db, code, [t for t in held if t.indicator == code], whole)]


def _of(db: Database, code: str, held: list[Target], whole: Situation) -> Iterable[Aimed]:
    if not held:
        return []
    territory = finding(db, defined(db, code, whole.as_of), whole)
    hidden = masks(territory.states, smallest=db.settings.smallest_published_group)
    return [
        _aimed(db, target, territory, masked=target.scope_value in hidden.get(target.scope_group, ()))
        for target in held
    ]


def _aimed(db: Database, target: Target, territory: Finding, *, masked: bool) -> Aimed:
    if isinstance(territory.measure, AdoptionMeasure):
        return _counted(db, target, territory, masked=masked)
    found = territory
    if target.scope_group:
        alone = replace(territory.situation, filters={target.scope_group: target.scope_value})
        found = finding(db, territory.indicator, alone)
    known = not isinstance(found.measure, AdoptionMeasure) and found.measure.current is not None
    return Aimed(target=target, progress=found.progress, expected=len(found.states), is_known=known, masked=masked)


def _counted(db: Database, target: Target, territory: Finding, *, masked: bool) -> Aimed:
    states = territory.states
    if target.scope_group:
        states = states[states[target.scope_group] == target.scope_value]
    yes, silent = (int((states["state"] == state).sum()) for state in ("oui", "silencieux"))
    progress = judge(
        low=yes,
        high=yes + silent,
        goal=goal_of(target),
        on=territory.situation.on,
        school_days=partial(school_days, zone=db.settings.holiday_zone),
        tolerance=db.settings.tolerance,
        settled=len(states) > 0,
    )
    return Aimed(target=target, progress=progress, expected=len(states), is_known=True, masked=masked)
