"""States of actions: what they are on a day, from their days and steps, and how they move with time."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.plan import Item, Plan
from data.plan.declaration import ABANDONED, PAUSED
from indicators.plan.actions import STATE_LABELS, STATE_SHAPES, Action, State, action_on, actions
from tests.plans import item, plan_of

FIRST = date(2022, 2, 20)
DAY = timedelta(days=1)
SPAN = [FIRST + DAY * number for number in range(18)]  # over the end of February
DAYS = some.none() | some.sampled_from(SPAN)
HELD = some.sampled_from([None, PAUSED, ABANDONED])
ON = some.sampled_from([FIRST - DAY, *SPAN, SPAN[-1] + DAY])
ORDER = [State.A_VENIR, State.EN_COURS, State.EN_RETARD]  # in which time alone may move a state


@some.composite
def plans(draw: some.DrawFn, *, held: some.SearchStrategy[str | None] = HELD) -> Plan:
    """One action with up to three steps, any of their days blank."""
    aside = draw(held)
    told = {"starts_on": draw(DAYS), "due_on": draw(DAYS), "done_on": draw(DAYS), "held": aside}
    action = item("A1", "action", told | {"held_because": "Un motif" if aside else None})
    steps = [
        item(f"E{number}", "step", action=action, due_on=draw(DAYS), done_on=draw(DAYS))
        for number in range(1, draw(some.integers(0, 3)) + 1)
    ]
    return plan_of(action, *steps)


RUNNING = plans(held=some.none())


def on_day(plan: Plan, on: date) -> Action:
    (action,) = actions(plan, on)
    return action


def told(plan: Plan) -> tuple[Item, list[Item]]:
    return plan.of("action")[0], plan.of("step")


def is_done(one: Item, on: date) -> bool:
    done = one.day("done_on")
    return done is not None and done <= on


def awaited(plan: Plan, on: date) -> list[date]:
    """Every due day of what is not done, the action's own with them."""
    action, steps = told(plan)
    return [day for one in [action, *(one for one in steps if not is_done(one, on))] if (day := one.day("due_on"))]


def is_finished(plan: Plan, on: date) -> bool:
    action, steps = told(plan)
    return all(is_done(step, on) for step in steps) if steps else is_done(action, on)


# --- the state of a day


@settings(max_examples=100, deadline=None)
@given(plans(), ON)
def test_an_action_has_the_state_that_its_days_and_steps_give_and_no_other(plan: Plan, on: date) -> None:
    action, steps = told(plan)
    started = (start := action.day("starts_on")) is not None and start <= on
    touched = any(is_done(step, on) for step in steps)
    late = any(day < on for day in awaited(plan, on))
    running = not action.line("held")
    finished = is_finished(plan, on)
    true = {
        State.EN_PAUSE: action.line("held") == PAUSED,
        State.ABANDONNEE: action.line("held") == ABANDONED,
        State.TERMINEE: running and finished,
        State.EN_RETARD: running and not finished and late,
        State.EN_COURS: running and not finished and not late and (started or touched),
        State.A_VENIR: running and not finished and not late and not started and not touched,
    }
    assert [state for state, holds in true.items() if holds] == [on_day(plan, on).state]


@settings(max_examples=100, deadline=None)
@given(plans(), ON)
def test_days_late_are_calendar_days_since_the_earliest_due_day_that_is_past(plan: Plan, on: date) -> None:
    found = on_day(plan, on)
    assert (found.days_late > 0) == (found.state == State.EN_RETARD)
    if found.state == State.EN_RETARD:
        assert found.days_late == (on - min(awaited(plan, on))).days
    else:
        assert found.days_late == 0


@settings(max_examples=100, deadline=None)
@given(plans(), ON, DAYS)
def test_the_day_told_of_the_action_counts_only_without_steps(plan: Plan, on: date, other: date | None) -> None:
    action, steps = told(plan)
    values = {code: value for code, value in action.values.items() if code != "done_on"}
    changed = item("A1", "action", values, done_on=other)
    if steps:
        again, before = on_day(plan_of(changed, *steps), on), on_day(plan, on)
        assert (again.state, again.done_on, again.days_late) == (before.state, before.done_on, before.days_late)


@settings(max_examples=100, deadline=None)
@given(plans(), ON)
def test_what_is_done_later_is_not_done_yet(plan: Plan, on: date) -> None:
    action, steps = told(plan)
    known = [
        item(one.ref, one.kind, {code: value for code, value in one.values.items() if code != "done_on"})
        if not is_done(one, on)
        else one
        for one in (action, *steps)
    ]
    before, again = on_day(plan, on), on_day(plan_of(*known), on)
    assert (again.state, again.done_on, again.days_late) == (before.state, before.done_on, before.days_late)
    assert [step.done for step in again.steps] == [step.done for step in before.steps]


@settings(max_examples=100, deadline=None)
@given(plans(), ON)
def test_an_action_is_finished_on_the_day_its_last_step_was_done(plan: Plan, on: date) -> None:
    found, (action, steps) = on_day(plan, on), told(plan)
    if is_finished(plan, on):
        assert found.done_on == max(day for one in steps or [action] if (day := one.day("done_on")))
    else:
        assert found.done_on is None
    assert found.steps_done == sum(is_done(step, on) for step in steps)


# --- from one day to the next


def steps_in_time(plan: Plan) -> list[tuple[Action, Action, bool]]:
    """Each day of the span and the next one, with whether something was done on that next one."""
    done_days = {one.day("done_on") for one in plan.items.values()}
    days = [on_day(plan, on) for on in SPAN]
    return [(days[at - 1], days[at], SPAN[at] in done_days) for at in range(1, len(SPAN))]


@settings(max_examples=60, deadline=None)
@given(RUNNING)
def test_time_alone_never_moves_a_state_back(plan: Plan) -> None:
    for before, after, something_done in steps_in_time(plan):
        if before.state == State.TERMINEE:
            assert after.state == State.TERMINEE
        elif not something_done:
            assert ORDER.index(after.state) >= ORDER.index(before.state)


@settings(max_examples=60, deadline=None)
@given(RUNNING)
def test_what_is_late_stays_late_until_something_is_done_and_a_day_later_is_one_day_later(plan: Plan) -> None:
    for before, after, something_done in steps_in_time(plan):
        if before.state == State.EN_RETARD and not something_done:
            assert (after.state, after.days_late) == (State.EN_RETARD, before.days_late + 1)


@settings(max_examples=20, deadline=None)
@given(plans(held=some.sampled_from([PAUSED, ABANDONED])))
def test_what_is_put_aside_stays_so_whatever_the_day(plan: Plan) -> None:
    assert len({on_day(plan, on).state for on in SPAN}) == 1


# --- by hand


def one(on: date, *steps: dict[str, Any], **fields: Any) -> Action:
    action = item("A1", "action", **fields)
    made = [item(f"E{number}", "step", step, action=action) for number, step in enumerate(steps, start=1)]
    return action_on(plan_of(action, *made), action, on)


@pytest.mark.parametrize(
    ("on", "state", "days_late"),
    [
        (date(2022, 1, 2), State.A_VENIR, 0),
        (date(2022, 1, 3), State.EN_COURS, 0),
        (date(2022, 2, 28), State.EN_COURS, 0),
        (date(2022, 3, 1), State.EN_RETARD, 1),
        (date(2022, 3, 31), State.EN_RETARD, 31),
        (date(2022, 4, 1), State.TERMINEE, 0),
    ],
)
def test_the_due_day_is_not_late_and_the_next_one_is(on: date, state: State, days_late: int) -> None:
    days = {"starts_on": date(2022, 1, 3), "due_on": date(2022, 2, 28), "done_on": date(2022, 4, 1)}
    found = one(on, **days)
    assert (found.state, found.days_late) == (state, days_late)


def test_a_step_that_is_late_makes_the_action_late_before_its_own_due_day() -> None:
    found = one(
        date(2022, 3, 15), {"due_on": date(2022, 3, 3)}, {"due_on": date(2022, 3, 10)}, due_on=date(2022, 6, 30)
    )
    assert (found.state, found.days_late) == (State.EN_RETARD, 12)
    assert [step.late for step in found.steps] == [True, True]


def test_a_late_step_that_is_done_frees_the_action() -> None:
    late = {"due_on": date(2022, 3, 3), "done_on": date(2022, 3, 9)}
    assert one(date(2022, 3, 8), late, {}).state == State.EN_RETARD
    assert one(date(2022, 3, 9), late, {}).state == State.EN_COURS


def test_an_action_whose_steps_are_all_done_is_finished_even_after_its_due_day() -> None:
    found = one(date(2022, 3, 15), {"done_on": date(2022, 3, 14)}, due_on=date(2022, 3, 1))
    assert (found.state, found.done_on, found.days_late) == (State.TERMINEE, date(2022, 3, 14), 0)
    assert found.is_settled


def test_an_action_without_any_day_is_to_come_for_ever() -> None:
    assert one(date(2100, 12, 31)).state == State.A_VENIR


def test_actions_come_by_reference_with_the_names_of_what_they_link_to() -> None:
    axis = item("X1", "axis", title="Définir un cadre")
    actor = item("T16", "term", title="Enseignants", list="Acteur")
    gone = item("T17", "term", title="RUPN", list="Acteur")
    horizon = item("T28", "term", title="Court terme", list="Horizon")
    tenth = item("A10", "action")
    second = item("A2", "action", axis=axis, actors=[gone, actor], horizon=horizon)
    found = actions(plan_of(tenth, second, axis, actor, horizon), FIRST)
    assert [action.item.ref for action in found] == ["A2", "A10"]
    assert (found[0].axis, found[0].actors, found[0].horizon) == ("Définir un cadre", ("Enseignants",), "Court terme")
    assert (found[1].axis, found[1].actors, found[1].horizon) == ("", (), "")


def test_every_state_has_its_own_name_and_shape() -> None:
    assert len({STATE_LABELS[state] for state in State}) == len(State) == len({STATE_SHAPES[state] for state in State})
