"""Targets: where an indicator starts from, what it should reach, by which day, and why that was decided."""

from data.targets.amounts import Measure, parse_amount
from data.targets.milestones import Milestones, parse_milestones
from data.targets.reading import decisions, target_history, targets
from data.targets.recording import set_target, withdraw_target
from data.targets.scopes import SCOPE_GROUPS, WHOLE, Scope, expected_by_scope, parse_scope
from data.targets.target import Decision, Target, Withdrawal

__all__ = [
    "SCOPE_GROUPS",
    "WHOLE",
    "Decision",
    "Measure",
    "Milestones",
    "Scope",
    "Target",
    "Withdrawal",
    "decisions",
    "expected_by_scope",
    "parse_amount",
    "parse_milestones",
    "parse_scope",
    "set_target",
    "target_history",
    "targets",
    "withdraw_target",
]
