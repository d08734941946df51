"""The JSON form of what an action's indicators did, and back (docs/contracts.md)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from indicators.plan.effect.sides import Adopted, Effect, Side, Used


def effect_contract(effect: Effect) -> dict[str, Any]:
    """One effect; `concerned` and `others` are null where its numbers are masked."""
    return {
        "indicator": effect.code,
        "label": effect.label,
        "kind": effect.kind,
        "before_on": effect.before_on.isoformat(),
        "after_on": effect.after_on.isoformat(),
        "concerned": _side(effect.concerned),
        "others": _side(effect.others),
        "masked": effect.masked,
        "sentence": effect.sentence,
    }


def read_effect(told: Mapping[str, Any]) -> Effect:
    """An effect from its JSON form: what its tables need of a frozen one."""
    reading = Adopted if told["kind"] == "adoption" else Used
    sides = {
        name: Side(before=reading(**told[name]["before"]), after=reading(**told[name]["after"])) if told[name] else None
        for name in ("concerned", "others")
    }
    return Effect(
        code=told["indicator"],
        label=told["label"],
        kind=told["kind"],
        before_on=date.fromisoformat(told["before_on"]),
        after_on=date.fromisoformat(told["after_on"]),
        concerned=sides["concerned"],
        others=sides["others"],
        sentence=told["sentence"],
    )


def _side(side: Side | None) -> dict[str, Any] | None:
    return {"before": asdict(side.before), "after": asdict(side.after)} if side else None
