"""Which items of the plan a reader is looking for."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.plan import Item, Plan
from data.plan.declaration import KINDS
from data.returns.values import fold
from indicators.plan.actions import Action, State
from indicators.plan.chain import themes


@dataclass(frozen=True, kw_only=True)
class Choice:
    """text: words that must all be there, without case or accents. The others: titles, any of which will do; none: all."""

    text: str = ""
    themes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    horizons: tuple[str, ...] = ()
    states: tuple[State, ...] = ()


def chosen_items(plan: Plan, items: Sequence[Item], choice: Choice) -> list[Item]:
    """The items whose own texts hold every word and whose themes are among those chosen."""
    return [item for item in items if _holds(plan, item, choice) and _among(themes(plan, item), choice.themes)]


def chosen_actions(plan: Plan, actions: Sequence[Action], choice: Choice) -> list[Action]:
    """The actions of a choice; the texts of their steps and notes are looked at too."""
    return [
        action
        for action in actions
        if _holds(plan, action.item, choice, *(step.item for step in action.steps), *action.notes)
        and _among(themes(plan, action.item), choice.themes)
        and _among(action.actors, choice.actors)
        and _among([action.horizon], choice.horizons)
        and _among([action.state], choice.states)
    ]


def _among(told: Sequence[str], wanted: Sequence[str]) -> bool:
    return not wanted or any(one in wanted for one in told)


def _holds(plan: Plan, item: Item, choice: Choice, *others: Item) -> bool:
    if not choice.text:
        return True
    folded = fold(" ".join(text for one in (item, *others) for text in _texts(plan, one)))
    return all(word in folded for word in fold(choice.text).split())


def _texts(plan: Plan, item: Item) -> list[str]:
    """Its reference, its texts, and the titles of its terms."""
    fields = KINDS[item.kind].fields
    told = [item.line(field.code) for field in fields if field.type in ("line", "text", "word", "uai")]
    terms = [title for field in fields if field.type in ("term", "terms") for title in plan.titles(item, field.code)]
    return [item.ref, *told, *terms]
