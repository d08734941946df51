"""Which expected establishments an action is about, and which actions are about an establishment."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.plan import Concerned, Plan
from indicators.plan.actions import action_on
from indicators.plan.concerned import actions_about, concerned_uais
from indicators.situation import UNKNOWN
from tests.plans import item, plan_of

ON = date(2022, 3, 15)
EXPECTED = pd.DataFrame(
    [
        {"uai": "A", "type": "Collège", "epci": "Nantes Métropole", "priority_education": "REP"},
        {"uai": "B", "type": "Lycée", "epci": "Nantes Métropole", "priority_education": None},
        {"uai": "C", "type": "École", "epci": "Pays de Retz", "priority_education": ""},
    ]
)


@pytest.mark.parametrize(
    ("concerned", "uais"),
    [
        (None, ""),  # nobody said which
        (Concerned(), "ABC"),
        (Concerned(group="uai", members=("A", "Z")), "A"),  # Z is not expected
        (Concerned(group="epci", members=("Nantes Métropole",)), "AB"),
        (Concerned(group="type", members=("Lycée", "École")), "BC"),
        (Concerned(group="priority_education", members=(UNKNOWN,)), "BC"),
        (Concerned(group="epci", members=("Ailleurs",)), ""),
    ],
)
def test_the_expected_establishments_that_an_action_is_about(concerned: Concerned | None, uais: str) -> None:
    assert concerned_uais(concerned, EXPECTED) == set(uais)


def items(*values: dict[str, Any]) -> Plan:
    return plan_of(*(item(f"A{number}", "action", one) for number, one in enumerate(values, start=1)))


def about(plan: Plan) -> list[tuple[str, str]]:
    actions = [action_on(plan, one, ON) for one in plan.of("action")]
    described = {"type": "Collège", "epci": "Nantes Métropole", "bassin": None}
    return [(one.action.item.ref, one.why) for one in actions_about(actions, "A", described)]


def test_an_action_is_about_an_establishment_as_one_of_all_of_a_group_or_by_its_name() -> None:
    plan = items(
        {"concerns": {"group": "", "members": []}},
        {"concerns": {"group": "epci", "members": ["Pays de Retz", "Nantes Métropole"]}},
        {"concerns": {"group": "uai", "members": ["B", "A"]}},
        {"concerns": {"group": "type", "members": ["Lycée"]}},
        {"concerns": {"group": "uai", "members": ["B"]}},
        {"concerns": {"group": "bassin", "members": [UNKNOWN]}},
        {},
    )
    assert about(plan) == [
        ("A1", "tous les établissements"),
        ("A2", "EPCI : Nantes Métropole"),
        ("A3", "nommé"),
        ("A6", "Bassin : Non renseigné"),
    ]


def test_late_actions_come_first_then_by_due_day() -> None:
    everybody = {"concerns": {"group": "", "members": []}}
    plan = items(
        everybody | {"starts_on": "2021-10-01"},
        everybody | {"starts_on": "2021-10-01", "due_on": "2022-06-30"},
        everybody | {"done_on": "2022-01-01"},
        everybody | {"due_on": "2022-03-14"},
        everybody | {"starts_on": "2021-10-01", "due_on": "2022-05-31"},
    )
    assert [ref for ref, _ in about(plan)] == ["A4", "A5", "A2", "A1", "A3"]
