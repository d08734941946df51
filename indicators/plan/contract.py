"""The JSON form of the plan on a day: that of `plan --json`, and what a séance freezes (docs/contracts.md)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.plan import Item, Plan
from indicators.plan.actions import Action, actions
from indicators.plan.chain import Orphan, chain, orphans, themes
from indicators.plan.decisions import is_taken
from indicators.plan.words import concerned_text


def plan_contract(plan: Plan, on: date, labels: Mapping[str, str]) -> dict[str, Any]:
    """Everything that stands, with computed states; references link one part to another. labels: see `chain`."""
    told, found = actions(plan, on), chain(plan, labels)
    return {
        "lessons": [_lesson(plan, item) for item in plan.of("lesson")],
        "strengths": [_plain(plan, item, lessons="lessons") for item in plan.of("strength")],
        "irritants": [
            _plain(plan, item, lessons="lessons") | {"main": item.flag("main")} for item in plan.of("irritant")
        ],
        "needs": [_plain(plan, item, irritants="irritants") for item in plan.of("need")],
        "levers": [_plain(plan, item, needs="needs") for item in plan.of("lever")],
        "axes": [_plain(plan, item) for item in plan.of("axis")],
        "actions": [_action(plan, action) for action in told],
        "decisions": [_decision(plan, item, on) for item in plan.of("decision")],
        "orphans": [_orphan(one) for one in orphans(found, told)],
    }


def _plain(plan: Plan, item: Item, **links: str) -> dict[str, Any]:
    """links: key -> field whose items are given by reference."""
    return {
        "ref": item.ref,
        "title": item.title,
        "text": item.line("text"),
        "themes": themes(plan, item),
        **{key: [one.ref for one in plan.linked(item, code)] for key, code in links.items()},
    }


def _lesson(plan: Plan, item: Item) -> dict[str, Any]:
    return _plain(plan, item) | {
        "origin": next(iter(plan.titles(item, "origin")), ""),
        "uai": item.line("uai"),
        "voices": plan.titles(item, "voices"),
        "told_on": item.line("told_on") or None,
        "address": item.line("address"),
    }


def _action(plan: Plan, action: Action) -> dict[str, Any]:
    item = action.item
    concerned = item.concerns
    return _plain(plan, item, levers="levers", decisions="decisions") | {
        "axis": next((one.ref for one in plan.linked(item, "axis")), ""),
        "actors": list(action.actors),
        "owner": item.line("owner"),
        "horizon": action.horizon,
        "starts_on": _iso(action.starts_on),
        "due_on": _iso(action.due_on),
        "done_on": _iso(action.done_on),
        "concerns": {"group": concerned.group, "members": list(concerned.members)} if concerned else None,
        "concerns_text": concerned_text(concerned),
        "indicators": list(item.indicators),
        "success": item.line("success"),
        "keys": item.line("keys"),
        "state": action.state.value,
        "days_late": action.days_late,
        "held_because": item.line("held_because"),
        "steps": [
            {
                "ref": step.item.ref,
                "title": step.item.title,
                "due_on": _iso(step.due_on),
                "done_on": _iso(step.done_on) if step.done else None,
                "late": step.late,
            }
            for step in action.steps
        ],
        "notes": [
            {
                "ref": note.ref,
                "title": note.title,
                "text": note.line("text"),
                "written_on": note.line("written_on") or None,
            }
            for note in action.notes
        ],
    }


def _decision(plan: Plan, item: Item, on: date) -> dict[str, Any]:
    taken = is_taken(item, on)
    return {
        "ref": item.ref,
        "title": item.title,
        "text": item.line("text"),
        "meeting_on": item.line("meeting_on") or None,
        "decided_on": item.line("decided_on") if taken else None,
        "outcome": item.line("outcome") if taken else "",
        "actions": [action.ref for action in plan.under(item, "action", "decisions")],
    }


def _orphan(one: Orphan) -> dict[str, Any]:
    return {
        "kind": one.node.kind,
        "ref": one.node.ref,
        "code": "" if one.node.ref else one.node.key,
        "title": one.node.title,
        "lacks": one.lacks,
        "sentence": one.sentence,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
