"""Deciding targets: a later decision holds instead of the one before it, which stays on record."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from data.database import Actor, Database, Write
from data.errors import Refusal
from data.reference.calendar import school_year as read_school_year
from data.sql import SqlFolder
from data.targets.amounts import Measure
from data.targets.reading import all_targets
from data.targets.scopes import WHOLE, Scope, known_members
from data.targets.target import Decision, Target, checked

sql = SqlFolder(__file__)


def set_target(
    db: Database,
    actor: Actor,
    *,
    indicator: str,
    school_year: str,
    baseline: float,
    value: float,
    due_on: date,
    reason: str,
    measure: Measure,
    baseline_on: date | None = None,
    scope: Scope | None = None,
    milestones: Sequence[tuple[date, float]] = (),
) -> Target:
    """Decide a target. An earlier one for the same indicator, year and scope stays on record but no longer holds.

    baseline_on: the first day of the school year when not given. scope: (group, value) such as ("epci", "Nantes
    Métropole"), the whole territory when not given. A target may fall, equal its baseline, or be 0. milestones: (day,
    value), none when not given, whatever the earlier target had.
    Raises Refusal, one French sentence, when an amount, a day, the scope or the reason will not do.
    """
    decision = Decision(
        indicator=indicator,
        school_year=school_year,
        scope=scope or WHOLE,
        measure=measure,
        baseline=baseline,
        baseline_on=baseline_on or read_school_year(school_year).starts_on,
        value=value,
        due_on=due_on,
        milestones=tuple(milestones),
        reason=reason,
    )
    decided = checked(decision, known_members(db) if scope else {})
    with db.writing(actor, "target", decided.indicator) as write:
        target = add_target(write, decided)
        write.detail.update(
            school_year=target.school_year,
            scope=target.scope_group,
            measure=measure,
            baseline=baseline,
            value=value,
            milestones=len(target.milestones),
        )
    return target


def add_target(write: Write, decision: Decision) -> Target:
    """Record a checked decision inside a write under way."""
    told = {name: value for name, value in asdict(decision).items() if name not in ("scope", "milestones")}
    row = told | {
        "id": write.new_id(),
        "scope_group": decision.scope[0],
        "scope_value": decision.scope[1],
        "actor": write.actor.name,
        "recorded_at": write.at,
    }
    write.cursor.execute(sql("add_target"), row)
    for day, value in decision.milestones:
        write.cursor.execute(
            sql("add_milestone"), {"target": row["id"], "on_day": day, "value": value, "recorded_at": write.at}
        )
    return Target(**row, milestones=decision.milestones)


def withdraw_target(db: Database, actor: Actor, target: UUID | str, *, reason: str) -> Target:
    """Say that a target that holds no longer does: none holds then for its scope, until another is decided.

    Raises Refusal: no such target, one that does not hold, or no reason.
    """
    if not reason.strip():
        raise Refusal("Dites pourquoi cette cible est retirée : le motif est gardé avec l'historique.")
    found = next((one for one in all_targets(db, as_of=db.clock()) if str(one.id) == str(target)), None)
    if found is None:
        raise Refusal("Cette cible n'est plus en vigueur : rien n'a changé.")
    with db.writing(actor, "withdraw_target", found.indicator) as write:
        write.cursor.execute(
            sql("withdraw_target"),
            {"target": found.id, "reason": reason.strip(), "actor": actor.name, "recorded_at": write.at},
        )
        write.detail.update(target=str(found.id), school_year=found.school_year, scope=found.scope_group)
    return found
