"""The plan as a séance freezes it: the contract of the plan on its day, with what each action's indicator did."""

from typing import Any

from data.database import Database
from data.plan import Plan, read_plan
from indicators.catalogue import short_labels
from indicators.plan.contract import plan_contract
from indicators.plan.effect import Publisher, Territory, effect_contract, effects
from indicators.situation import Situation


def plan_payload(db: Database, situation: Situation) -> dict[str, Any]:
    """The plan as known at the situation's instant, on its day, whatever its filters: the plan is the committee's.

    Each action has its "effects", small numbers masked.
    """
    plan = read_plan(db, as_of=situation.as_of)
    told, found = plan_contract(plan, situation.on, short_labels()), _effects(db, plan, situation)
    return told | {"actions": [action | {"effects": found[action["ref"]]} for action in told["actions"]]}


def _effects(db: Database, plan: Plan, situation: Situation) -> dict[str, list[dict[str, Any]]]:
    """Reference of an action -> its effects, as they may be published."""
    territory = Territory(db, situation)
    publisher = Publisher(territory, db.settings.smallest_published_group)
    return {
        action.ref: [effect_contract(publisher.publish(one)) for one in effects(action, territory)]
        for action in plan.of("action")
    }
