"""The chain: followed both ways, as rows of a table, what lacks a link, and themes that come from lessons."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.plan import Item, Plan
from data.plan.declaration import ABANDONED, CHAIN, PAUSED
from indicators.plan.actions import actions
from indicators.plan.chain import COLUMNS, Chain, chain, kind_label, orphans, themes
from tests.plans import item, plan_of

ON = date(2022, 3, 15)
LABELS = {"cadre": "Cadre de communication", "usage": "Usages"}
LINKS = {"irritant": "lessons", "need": "irritants", "lever": "needs", "action": "levers"}
LETTERS = {"lesson": "R", "irritant": "I", "need": "B", "lever": "L", "action": "A"}

R1, R2 = item("R1", "lesson"), item("R2", "lesson")
I1, I2 = item("I1", "irritant", lessons=[R1, R2]), item("I2", "irritant", lessons=[R2])
B1 = item("B1", "need", irritants=[I1])
L1, L2 = item("L1", "lever", needs=[B1]), item("L2", "lever")
A1 = item("A1", "action", levers=[L1, L2], indicators=["cadre"], owner="DSI", due_on=date(2022, 6, 30))
WHOLE = plan_of(R1, R2, I1, I2, B1, L1, L2, A1)


def names(found: Chain, keys: set[str]) -> set[str]:
    return {found.nodes[key].ref or key for key in keys}


def refs(one: Item) -> str:
    return str(one.id)


# --- both ways


def test_columns_hold_items_by_reference_then_indicators_in_their_order() -> None:
    found = chain(plan_of(item("R10", "lesson"), R2, item("F1", "strength"), R1), LABELS)
    assert [node.ref for node in found.column("lesson")] == ["R1", "R2", "R10"]
    assert [(node.key, node.ref, node.title) for node in found.column("indicator")] == [
        ("cadre", "", "Cadre de communication"),
        ("usage", "", "Usages"),
    ]
    assert set(found.nodes) == {refs(R1), refs(R2), str(item("R10", "lesson").id), "cadre", "usage"}


def test_the_chain_is_followed_forwards_and_backwards() -> None:
    found = chain(WHOLE, LABELS)
    assert [node.ref for node in found.after(refs(R2))] == ["I1", "I2"]
    assert [node.ref for node in found.before(refs(I1))] == ["R1", "R2"]
    assert [node.key for node in found.after(refs(A1))] == ["cadre"]
    assert [node.ref for node in found.before("cadre")] == ["A1"]
    assert found.after("cadre") == [] == found.before(refs(R1))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (refs(R1), {"R1", "I1", "B1", "L1", "A1", "cadre"}),
        (refs(I2), {"R2", "I2"}),
        (refs(B1), {"R1", "R2", "I1", "B1", "L1", "A1", "cadre"}),
        ("cadre", {"R1", "R2", "I1", "B1", "L1", "L2", "A1", "cadre"}),
        (refs(L2), {"L2", "A1", "cadre"}),
        ("usage", {"usage"}),
    ],
)
def test_around_a_link_are_what_leads_to_it_and_what_it_leads_to_but_no_sibling(start: str, expected: set[str]) -> None:
    found = chain(WHOLE, LABELS)
    assert names(found, found.around(start)) == expected


def test_the_table_has_one_row_a_way_with_blanks_where_a_link_is_missing() -> None:
    rows = [[node and (node.ref or node.key) for node in path] for path in chain(WHOLE, LABELS).paths()]
    assert rows == [
        ["R1", "I1", "B1", "L1", "A1", "cadre"],
        ["R2", "I1", "B1", "L1", "A1", "cadre"],
        ["R2", "I2", None, None, None, None],
        [None, None, None, "L2", "A1", "cadre"],
        [None, None, None, None, None, "usage"],
    ]


@some.composite
def any_plans(draw: some.DrawFn) -> Plan:
    """Up to three items of each kind, each linked to any of the kind before; some links lead to what no longer stands."""
    items: list[Item] = []
    before: list[Item] = []
    for kind in CHAIN:
        made = []
        for number in range(1, draw(some.integers(0, 3)) + 1):
            told: dict[str, Any] = {}
            if before:
                told[LINKS[kind]] = draw(some.lists(some.sampled_from(before), unique_by=lambda one: one.ref))
            if kind == "action":
                told["indicators"] = draw(some.lists(some.sampled_from([*LABELS, "disparu"]), unique=True))
            made.append(item(f"{LETTERS[kind]}{number}", kind, told))
        items += made
        before = [*made, item(f"{LETTERS[kind]}99", kind)]
    return plan_of(*items)


@settings(max_examples=60, deadline=None)
@given(any_plans())
def test_the_rows_hold_every_node_and_every_edge_and_no_other(plan: Plan) -> None:
    found = chain(plan, LABELS)
    rows = list(found.paths())
    keys = [[node.key for node in row if node] for row in rows]
    assert {key for row in keys for key in row} == set(found.nodes)
    assert {pair for row in keys for pair in zip(row, row[1:], strict=False)} == set(found.edges)
    assert len({tuple(row) for row in keys}) == len(rows)
    assert all(node is None or node.kind == column for row in rows for node, column in zip(row, COLUMNS, strict=True))


@settings(max_examples=40, deadline=None)
@given(any_plans())
def test_what_is_around_a_link_has_that_link_around_it(plan: Plan) -> None:
    found = chain(plan, LABELS)
    assert all(key in found.around(other) for key in found.nodes for other in found.around(key))


def test_what_is_withdrawn_drops_out_of_the_links() -> None:
    found = chain(plan_of(R1, R2, I1, I2, L1, L2, A1), LABELS)  # no more need B1
    assert names(found, found.around(refs(R1))) == {"R1", "I1"}
    assert found.before(refs(L1)) == []
    assert (refs(L1), refs(A1)) in found.edges


def test_an_indicator_that_the_catalogue_no_longer_has_is_no_link() -> None:
    found = chain(WHOLE, {"usage": "Usages"})
    assert found.after(refs(A1)) == []
    assert "cadre" not in found.nodes


# --- what lacks something


def lacking(*items: Item, labels: dict[str, str] | None = None) -> list[tuple[str, str]]:
    plan = plan_of(*items)
    return [(one.node.ref, one.lacks) for one in orphans(chain(plan, labels or {}), actions(plan, ON))]


FULL: dict[str, Any] = {"indicators": ["cadre"], "owner": "DSI", "due_on": date(2022, 6, 30)}
ONE = {"cadre": "Cadre"}


@pytest.mark.parametrize(
    ("alone", "follower", "lack"),
    [
        (I1, item("B9", "need", irritants=[I1]), "need"),
        (B1, item("L9", "lever", needs=[B1]), "lever"),
        (L2, item("A9", "action", FULL, levers=[L2]), "action"),
    ],
)
def test_a_link_of_the_chain_that_leads_nowhere_lacks_the_next_one(alone: Item, follower: Item, lack: str) -> None:
    assert (alone.ref, lack) in lacking(alone)
    assert (alone.ref, lack) not in lacking(alone, follower, labels=ONE)


def test_lessons_strengths_axes_and_decisions_lack_nothing() -> None:
    assert lacking(R1, item("F1", "strength"), item("X1", "axis"), item("D1", "decision")) == []


@pytest.mark.parametrize(("field", "lack"), [("indicators", "indicator"), ("owner", "owner"), ("due_on", "date")])
def test_an_action_lacks_an_indicator_a_pilot_or_a_day_and_nothing_when_it_has_them(field: str, lack: str) -> None:
    without = {code: value for code, value in FULL.items() if code != field}
    assert lacking(item("A1", "action", without), item("A2", "action", FULL), labels=ONE) == [("A1", lack)]


def test_a_finished_action_needs_no_pilot_and_no_day_but_still_an_indicator() -> None:
    assert lacking(item("A1", "action", done_on=ON)) == [("A1", "indicator")]


def test_a_paused_action_still_counts() -> None:
    paused = item("A1", "action", FULL, levers=[L2], held=PAUSED, held_because="Attente")
    assert lacking(L2, paused, labels=ONE) == []


def test_an_abandoned_action_lacks_nothing_and_leads_nowhere() -> None:
    abandoned = item("A1", "action", levers=[L2], indicators=["cadre"], held=ABANDONED, held_because="Sans objet")
    assert lacking(L2, abandoned, labels=ONE) == [("L2", "action"), ("", "action")]
    live = item("A2", "action", FULL, levers=[L2])
    assert lacking(L2, abandoned, live, labels=ONE) == []


def test_an_indicator_without_action_lacks_one() -> None:
    plan = plan_of(item("A1", "action", FULL))
    (found,) = orphans(chain(plan, LABELS), actions(plan, ON))
    assert (found.node.key, found.lacks, found.sentence) == ("usage", "action", "Aucune action ne vise cet indicateur.")


def test_an_action_whose_only_indicator_is_gone_lacks_one() -> None:
    assert lacking(item("A1", "action", FULL), labels={"usage": "Usages"}) == [("A1", "indicator"), ("", "action")]


# --- themes


def test_themes_come_from_the_lessons_that_lead_to_an_item_each_once() -> None:
    first, second = (item(f"T{number}", "term", title=f"Thème {number}", list="Thème") for number in (1, 2))
    told = [item("R1", "lesson", themes=[second]), item("R2", "lesson", themes=[first, second])]
    irritant = item("I1", "irritant", lessons=told)
    strength = item("F1", "strength", lessons=told[1:])
    need = item("B1", "need", irritants=[irritant])
    lever = item("L1", "lever", needs=[need])
    action = item("A1", "action", levers=[lever])
    plan = plan_of(first, second, *told, irritant, strength, need, lever, action)
    assert [themes(plan, one) for one in (irritant, need, lever, action)] == [["Thème 2", "Thème 1"]] * 4
    assert themes(plan, strength) == ["Thème 1", "Thème 2"]
    assert themes(plan, item("X1", "axis")) == [] == themes(plan, item("B9", "need"))


def test_every_column_has_a_name_for_one_and_for_many() -> None:
    assert [kind_label(kind) for kind in COLUMNS][-1] == "Indicateur"
    assert [kind_label(kind, many=True) for kind in COLUMNS] == [
        "Retours d'expérience",
        "Irritants",
        "Besoins",
        "Leviers",
        "Actions",
        "Indicateurs",
    ]


def test_themes_of_a_plan_where_everything_links_to_everything_are_found_at_once() -> None:
    theme = item("T1", "term", title="Gouvernance", list="Thème")
    lessons = [item(f"R{n}", "lesson", themes=[theme]) for n in range(1, 31)]
    irritants = [item(f"I{n}", "irritant", lessons=lessons) for n in range(1, 31)]
    needs = [item(f"B{n}", "need", irritants=irritants) for n in range(1, 31)]
    levers = [item(f"L{n}", "lever", needs=needs) for n in range(1, 31)]
    action = item("A1", "action", levers=levers)
    # 810,000 ways lead to the action: they are not walked one by one.
    plan = plan_of(theme, *lessons, *irritants, *needs, *levers, action)
    assert themes(plan, action) == ["Gouvernance"]
