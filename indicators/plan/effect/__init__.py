"""Did it move the indicator? What each indicator of an action was before its start and is now, with no claim of a cause."""

from indicators.plan.effect.contract import effect_contract, read_effect
from indicators.plan.effect.making import effects
from indicators.plan.effect.masks import Publisher
from indicators.plan.effect.sides import Adopted, Effect, Side, Used
from indicators.plan.effect.territory import Territory
from indicators.plan.effect.words import NO_CAUSE, NO_CAUSE_ALONE, UNTOLD, effect_rows, no_cause

__all__ = [
    "NO_CAUSE",
    "NO_CAUSE_ALONE",
    "UNTOLD",
    "Adopted",
    "Effect",
    "Publisher",
    "Side",
    "Territory",
    "Used",
    "effect_contract",
    "effect_rows",
    "effects",
    "no_cause",
    "read_effect",
]
