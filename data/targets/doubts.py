"""What to say of a target that can be decided, but may well be a slip."""

from collections.abc import Mapping

from data.database import Database
from data.targets.scopes import WHOLE, Scope, expected_by_scope
from data.targets.target import Decision, Target


def expected_in(db: Database, target: Target | Decision) -> dict[Scope, int]:
    """How many establishments the target's school year expects in each scope, as known now: see `expected_by_scope`."""
    return expected_by_scope(db, school_year=target.school_year, on=db.today(), as_of=db.clock())


def doubt_about(target: Target | Decision, expected: Mapping[Scope, int]) -> str:
    """One French sentence about a target that nobody, or too few, could reach; '' when there is nothing to say.

    Nothing is said while no campaign expects anybody. expected: see `expected_by_scope`.
    """
    if not expected.get(WHOLE):
        return ""
    scope = (target.scope_group, target.scope_value) if isinstance(target, Target) else target.scope
    where = f"dans « {scope[1]} »" if scope != WHOLE else "en tout"
    count = expected.get(scope, 0)
    if not count:
        return f"Aucun établissement n'est attendu {where} cette année : cette cible n'aura pas de verdict."
    highest = max(target.value, target.baseline, *(value for _, value in target.milestones))
    if target.measure == "count" and highest > count:
        awaited = "1 établissement est attendu" if count == 1 else f"{count} établissements sont attendus"
        return f"Cette cible va jusqu'à {highest:.0f}, mais {awaited} {where} : vérifiez le nombre."
    return ""
