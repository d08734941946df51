"""Which establishments an action is about, and which actions are about an establishment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.plan import Concerned
from data.plan.items import ONE_BY_ONE, WHOLE
from indicators.groups import values
from indicators.plan.actions import Action, State
from indicators.situation import GROUPS, UNKNOWN

EVERYBODY, BY_NAME = "tous les établissements", "nommé"
_ORDER = list(State)  # those that call for something first


@dataclass(frozen=True, kw_only=True)
class Concerning:
    """An action that is about an establishment. why: « tous les établissements », « EPCI : Nantes Métropole », « nommé »."""

    action: Action
    why: str


def concerned_uais(concerned: Concerned | None, expected: pd.DataFrame) -> frozenset[str]:
    """The UAI of the expected establishments that an action is about; none when nobody said which.

    expected: one row an establishment, with uai and the groups.
    """
    if concerned is None:
        return frozenset()
    uais = expected["uai"]
    if concerned.group not in (WHOLE, ONE_BY_ONE):
        uais = uais[values(expected, concerned.group).isin(concerned.members)]
    every = frozenset(uais.tolist())  # a list: the column itself gives its values one at a time, far slower
    return every & frozenset(concerned.members) if concerned.group == ONE_BY_ONE else every


def actions_about(actions: Iterable[Action], uai: str, described: Mapping[str, Any]) -> list[Concerning]:
    """The actions that are about one establishment, those that call for something first, then by due day.

    described: group -> what the directory says of the establishment, None when it does not say.
    """
    return sorted(_about(actions, uai, described), key=lambda one: _place(one.action))


def _about(actions: Iterable[Action], uai: str, described: Mapping[str, Any]) -> Iterator[Concerning]:
    for action in actions:
        if why := _why(action.item.concerns, uai, described):
            yield Concerning(action=action, why=why)


def _why(concerned: Concerned | None, uai: str, described: Mapping[str, Any]) -> str:
    """As what an action is about the establishment; '' when it is not, or when nobody said whom it is about."""
    if concerned is None:
        return ""
    if concerned.group == WHOLE:
        return EVERYBODY
    if concerned.group == ONE_BY_ONE:
        return BY_NAME if uai in concerned.members else ""
    own = described.get(concerned.group) or UNKNOWN
    return f"{GROUPS[concerned.group]} : {own}" if own in concerned.members else ""


def _place(action: Action) -> tuple[int, date]:
    return _ORDER.index(action.state), action.due_on or date.max
