"""What a target says, and whether a decision may be taken."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from data.errors import Refusal
from data.reference.calendar import school_year as read_school_year
from data.targets.amounts import Measure, check_amount, unsigned_zero
from data.targets.milestones import Milestones, checked_milestones
from data.targets.scopes import Members, Scope, checked_scope

_LONGEST_YEARS = 10


Key = tuple[str, str, Scope]
"""Indicator, school year and scope: what one target at most holds for."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A target as somebody wants it. Units as in Target; scope is (group, value), ('', '') for the whole territory."""

    indicator: str
    school_year: str
    scope: Scope
    measure: Measure
    baseline: float
    baseline_on: date
    value: float
    due_on: date
    milestones: Milestones
    reason: str

    @property
    def key(self) -> Key:
        """What the target is about."""
        return self.indicator, self.school_year, self.scope


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Why a target no longer holds. with_file: its whole file was set aside, so what held before it holds again.

    Otherwise the target itself was withdrawn, and none holds for its scope until another is decided, even when its file
    is set aside too. recorded_at is UTC.
    """

    reason: str
    actor: str
    recorded_at: datetime
    with_file: bool


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target as decided once. The latest for an indicator, school year and scope holds, unless it was withdrawn.

    baseline and value are establishments (count), ratios from 0 to 1 (rate), or differences of ratios over the same
    month one year before, from -1 to 1 (growth); milestones are (day, value) in that unit, by day, between the two.
    scope_group is '' for the whole territory. recorded_at is UTC. file_name: the workbook that told it, None when it
    was typed.
    """

    id: UUID
    indicator: str
    school_year: str
    scope_group: str
    scope_value: str
    measure: Measure
    baseline: float
    baseline_on: date
    value: float
    due_on: date
    reason: str
    actor: str
    recorded_at: datetime
    milestones: Milestones = ()
    file_name: str | None = None
    withdrawn: Withdrawal | None = None

    @property
    def scope(self) -> Scope:
        """(group, value), ('', '') for the whole territory."""
        return self.scope_group, self.scope_value

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.indicator, self.school_year, self.scope


def checked(decision: Decision, members: Members) -> Decision:
    """The decision, tidied. members: see `known_members`. Raises Refusal, one French sentence, for what will not do."""
    year = read_school_year(decision.school_year)
    if not decision.indicator.strip():
        raise Refusal("Dites de quel indicateur il s'agit.")
    if not decision.reason.strip():
        raise Refusal("Donnez le motif de cette cible : une décision du comité, un constat, une consigne...")
    check_amount("La valeur initiale", decision.baseline, decision.measure)
    check_amount("La cible", decision.value, decision.measure)
    check_due(decision.baseline_on, decision.due_on)
    return replace(
        decision,
        indicator=decision.indicator.strip(),
        school_year=year.code,
        scope=checked_scope(decision.scope, members),
        baseline=unsigned_zero(decision.baseline),
        value=unsigned_zero(decision.value),
        milestones=checked_milestones(
            decision.milestones,
            measure=decision.measure,
            starts=decision.baseline_on,
            due_on=decision.due_on,
            baseline=decision.baseline,
            value=decision.value,
        ),
        reason=decision.reason.strip(),
    )


def check_due(starts: date, due_on: date) -> None:
    """Raises Refusal when the due day is not after the baseline's, or is years later."""
    if due_on == starts:
        raise Refusal(
            f"L'échéance ({due_on:%d/%m/%Y}) est le jour même de la valeur initiale : il faut du temps entre les deux, "
            "corrigez l'une des deux dates."
        )
    if due_on < starts:
        raise Refusal(
            f"L'échéance ({due_on:%d/%m/%Y}) est avant le jour de la valeur initiale ({starts:%d/%m/%Y}) : "
            "corrigez l'une des deux dates."
        )
    if due_on.year - starts.year > _LONGEST_YEARS:
        raise Refusal(
            f"L'échéance ({due_on:%d/%m/%Y}) est à plus de {_LONGEST_YEARS} ans de la valeur initiale "
            f"({starts:%d/%m/%Y}) : vérifiez l'année."
        )
