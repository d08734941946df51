"""The plan as a séance freezes it: the contract of the plan on its day, with what each action's indicator did."""

from typing import Any

from data.database import Database
from data.plan import read_plan
from indicators.catalogue import catalogue
from indicators.plan.contract import plan_contract
from indicators.situation import Situation


def plan_payload(db: Database, situation: Situation) -> dict[str, Any]:
    """The plan as known at the situation's instant, on its day, whatever its filters: the plan is the committee's."""
    labels = {code: indicator.short_label for code, indicator in catalogue().items()}
    return plan_contract(read_plan(db, as_of=situation.as_of), situation.on, labels)
