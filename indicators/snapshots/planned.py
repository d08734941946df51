"""The plan of a séance as it is compared with itself: each thing by its own name, so that one that is missing shifts no other."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

ITEMS, EFFECTS = "Plan d'action", "Plan d'action, avant et après"
_EFFECTS = "effects"
_LISTS = frozenset(
    ("lessons", "strengths", "irritants", "needs", "levers", "axes", "actions", "steps", "notes", "decisions")
)
_WORKED_OUT = frozenset(("state", "days_late", "concerns_text", "themes", "late"))
_ORPHANS = "orphans"
_OF_TERMS = frozenset(("origin", "voices", "themes", "actors", "horizon"))

Plan = Mapping[str, Any]


def sides(frozen: Plan, again: Plan) -> Iterator[tuple[Any, Any, str, str]]:
    """(frozen, again, what it is in French, where) of the items, then of what their indicators did."""
    yield _named(_without_effects(frozen)), _named(_without_effects(again)), ITEMS, "plan"
    yield _effects(frozen), _effects(again), EFFECTS, f"plan/{_EFFECTS}"


def is_told(where: str) -> bool:
    """Whether people told it: states, the missing links and their words are the program's."""
    return _ORPHANS not in where.split("/") and where.rsplit("/", 1)[-1] not in _WORKED_OUT


def comes_of_terms(where: str, frozen: str, again: str, was: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether the first terms, told otherwise since, are all that differs there. was, now: reference -> title."""
    gone = {title for ref, title in was.items() if now.get(ref) != title}
    come = {title for ref, title in now.items() if was.get(ref) != title}
    before, after = _titles(frozen), _titles(again)
    return not _OF_TERMS.isdisjoint(where.split("/")) and before - after <= gone and after - before <= come


def _titles(text: str) -> set[str]:
    """The titles that a difference names: one as it is, several as a JSON list."""
    try:
        told = json.loads(text)
    except ValueError:
        told = text
    return set(told) if isinstance(told, list) else {text} - {""}


def is_list(what: str, where: str) -> bool:
    """Whether one more thing there is a difference too. One more missing link is not: an indicator may be newer."""
    last = where.rsplit("/", 1)[-1]
    return last in _LISTS if what == ITEMS else last == "establishments"


def indicator_of(where: str) -> str:
    """The code of the indicator of an effect; '' when it is the action that is missing."""
    return next(iter(where.split("/")[3:]), "")


def _without_effects(plan: Plan) -> dict[str, Any]:
    actions = [{key: value for key, value in one.items() if key != _EFFECTS} for one in plan["actions"]]
    return {**plan, "actions": actions}


def _effects(plan: Plan) -> dict[str, dict[str, Any]]:
    """Reference of the action -> indicator -> effect; without the actions that were frozen before effects were."""
    return {
        action["ref"]: {one["indicator"]: one for one in action[_EFFECTS]}
        for action in plan["actions"]
        if _EFFECTS in action
    }


def _named(value: Any) -> Any:
    """Lists of things that have a name as mappings by it, however deep."""
    if isinstance(value, dict):
        return {key: _named(one) for key, one in value.items()}
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return {_name(one): _named(one) for one in value}
    # An empty list and one that has things are compared as mappings too.
    return {} if value == [] else value


def _name(one: Mapping[str, Any]) -> str:
    lacks = f"-{one['lacks']}" if "lacks" in one else ""
    return f"{one['ref'] or one['code']}{lacks}"
