"""Actions that live: their state on a day, computed from their days and steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.plan import Item, Plan
from data.plan.declaration import ABANDONED, PAUSED


class State(StrEnum):
    """Where an action stands. Only the last two are typed, with a reason."""

    EN_RETARD = "en_retard"
    EN_COURS = "en_cours"
    A_VENIR = "a_venir"
    TERMINEE = "terminee"
    EN_PAUSE = "en_pause"
    ABANDONNEE = "abandonnee"


STATE_LABELS = {
    State.EN_RETARD: "En retard",
    State.EN_COURS: "En cours",
    State.A_VENIR: "À venir",
    State.TERMINEE: "Terminée",
    State.EN_PAUSE: "En pause",
    State.ABANDONNEE: "Abandonnée",
}
STATE_SHAPES = {
    State.EN_RETARD: "▼",
    State.EN_COURS: "●",
    State.A_VENIR: "○",
    State.TERMINEE: "✓",
    State.EN_PAUSE: "❙❙",
    State.ABANDONNEE: "✕",
}
_HELD = {PAUSED: State.EN_PAUSE, ABANDONED: State.ABANDONNEE}
SETTLED = (State.TERMINEE, State.ABANDONNEE)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step on a day. late: its due day is past and it was not done."""

    item: Item
    due_on: date | None
    done_on: date | None
    done: bool
    late: bool


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action on a day. done_on: the day it was finished, by its steps if it has some. days_late: since the earliest
    due day that is past, 0 when it is not late."""

    item: Item
    state: State
    steps: tuple[Step, ...]
    notes: tuple[Item, ...]
    starts_on: date | None
    due_on: date | None
    done_on: date | None
    days_late: int
    axis: str
    actors: tuple[str, ...]
    horizon: str

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in SETTLED

    @property
    def late_step(self) -> Step | None:
        """The step that is late since the longest, rather than the action when both were due the same day; None when it is
        the action that is, or nothing."""
        late = [(step.due_on, step) for step in self.steps if step.late and step.due_on]
        due, first = min(late, key=lambda one: one[0], default=(None, None))
        return first if due and (self.due_on is None or due <= self.due_on) else None

    @property
    def steps_done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)


def actions(plan: Plan, on: date) -> list[Action]:
    """Every action as it stands on that day, by reference."""
    return [action_on(plan, item, on) for item in plan.of("action")]


def action_on(plan: Plan, item: Item, on: date) -> Action:
    """One action as it stands on that day. A step or an action done later is not done yet."""
    steps = tuple(_step(step, on) for step in plan.under(item, "step", "action"))
    done_on = _done_on(item, steps, on)
    late_since = min(_past(item, steps, on), default=None) if done_on is None else None
    return Action(
        item=item,
        state=_state(item, steps, on, done_on=done_on, late_since=late_since),
        steps=steps,
        notes=tuple(plan.under(item, "note", "action")),
        starts_on=item.day("starts_on"),
        due_on=item.day("due_on"),
        done_on=done_on,
        days_late=(on - late_since).days if late_since and not item.line("held") else 0,
        axis=next(iter(plan.titles(item, "axis")), ""),
        actors=tuple(plan.titles(item, "actors")),
        horizon=next(iter(plan.titles(item, "horizon")), ""),
    )


def _step(item: Item, on: date) -> Step:
    due, done = item.day("due_on"), item.day("done_on")
    is_done = done is not None and done <= on
    return Step(item=item, due_on=due, done_on=done, done=is_done, late=not is_done and due is not None and due < on)


def _done_on(item: Item, steps: Sequence[Step], on: date) -> date | None:
    """With steps, the day the last one was done; without, the day it was said to be finished."""
    if steps:
        days = [step.done_on for step in steps if step.done and step.done_on]
        return max(days) if len(days) == len(steps) else None
    told = item.day("done_on")
    return told if told and told <= on else None


def _past(item: Item, steps: Sequence[Step], on: date) -> Iterator[date]:
    """Due days that are past while what they were for is not done. The due day itself is not late."""
    due = item.day("due_on")
    if due and due < on:
        yield due
    yield from (step.due_on for step in steps if step.late and step.due_on)


def _state(item: Item, steps: Sequence[Step], on: date, *, done_on: date | None, late_since: date | None) -> State:
    if held := item.line("held"):
        return _HELD[held]
    if done_on:
        return State.TERMINEE
    if late_since:
        return State.EN_RETARD
    starts = item.day("starts_on")
    if any(step.done for step in steps) or (starts is not None and starts <= on):
        return State.EN_COURS
    return State.A_VENIR
