"""The school year of the plan: what each action spans, its steps, the holidays, the séances, and today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.plan.items import number_of
from data.reference.calendar import SchoolYear, holidays_between
from indicators.french import NO_BREAK, day, plural
from indicators.plan.actions import Action, State, Step
from indicators.plan.words import counted_states, late_step_text, state_text
from indicators.snapshots.calendar import CalendarEntry

MarkKind = Literal["done", "to_do", "late"]
Edge = Literal["day", "beyond", "unknown"]
WITHOUT_AXIS = "Sans axe"
_ASIDE = {State.EN_PAUSE: "Barre grise : en pause.", State.ABANDONNEE: "Barre vide et barrée : abandonnée."}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A step on its day: the day it was done, or else the day it is due."""

    day: date
    kind: MarkKind
    step: Step


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One action in the year, from `first` to `last`. begins, ends: whether that is its own day, the edge of the year
    because its day is beyond, or a place chosen because it has no day."""

    action: Action
    first: date
    last: date
    begins: Edge
    ends: Edge
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A school year. bars: by axis, then start. undated: actions that have no day. elsewhere: those whose days are all in
    other years. holidays: (first day, last day, French name). meetings: (day, what it is called), the earliest first."""

    year: SchoolYear
    on: date
    bars: tuple[Bar, ...]
    undated: tuple[Action, ...]
    elsewhere: tuple[Action, ...]
    holidays: tuple[tuple[date, date, str], ...]
    meetings: tuple[tuple[date, str], ...]


def timeline(
    actions: Sequence[Action], *, year: SchoolYear, zone: str, meetings: Iterable[CalendarEntry], on: date
) -> Timeline:
    """The actions of a school year as they stand on that day. meetings: the committee's calendar; those called off are
    left out. zone: of the school holidays."""
    bars = [bar for action in sorted(actions, key=_order) if (bar := _bar(action, year, on))]
    drawn = {bar.action.item.id for bar in bars}
    return Timeline(
        year=year,
        on=on,
        bars=tuple(bars),
        undated=tuple(action for action in actions if not _days(action)),
        elsewhere=tuple(action for action in actions if _days(action) and action.item.id not in drawn),
        holidays=tuple(holidays_between(year.starts_on, year.ends_on, zone)),
        meetings=tuple(
            (one.day, one.label)
            for one in sorted(meetings, key=lambda one: (one.day, one.label))
            if one.kind != "called_off" and year.starts_on <= one.day <= year.ends_on
        ),
    )


def timeline_alt(shown: Timeline) -> str:
    """What a reader who does not see the picture is told of it."""
    if not shown.bars:
        return f"Aucune action n'est datée dans l'année scolaire {shown.year.code}."
    counted = counted_states([bar.action.state for bar in shown.bars])
    return (
        f"Frise de l'année scolaire {shown.year.code} au {day(shown.on)} : {plural(len(shown.bars), 'action')}, "
        f"dont {counted}. Le tableau qui suit donne leurs dates."
    )


def timeline_caption(shown: Timeline) -> str:
    """How to read the picture, and what it could not draw: actions without a day or of other years."""
    said = [
        "Une barre par action, du début à l'échéance. En pointe : elle commence avant l'année ou finit après. En pointillé : "
        "ce jour n'est pas fixé. Trait fin : retard à ce jour. Rond plein : étape faite ; rond vide : à faire ; triangle : "
        "en retard. En gris, les vacances scolaires ; traits verticaux : les séances et le jour de la situation."
    ]
    aside = {bar.action.state for bar in shown.bars}
    said += [told for state, told in _ASIDE.items() if state in aside]
    if shown.undated:
        said.append(f"Sans aucune date, donc absentes de la frise : {_listed(shown.undated)}.")
    if shown.elsewhere:
        said.append(f"Datées d'une autre année scolaire : {_listed(shown.elsewhere)}.")
    return " ".join(said)


def bar_text(bar: Bar) -> str:
    """« ▼ En retard de 12 jours · étape E2 attendue le 03/03/2022 · échéance 30/06/2022 · 2 étapes faites sur 4 »: a line
    breaks between its parts only."""
    action = bar.action
    said = [_state(action)]
    if action.state == State.EN_RETARD and action.late_step:
        said.append(late_step_text(action))
    if not action.is_settled:
        said.append(f"échéance {day(action.due_on)}" if action.due_on else "sans échéance")
        said += [] if action.starts_on else ["sans jour de début"]
    if action.steps:
        said.append(f"{plural(action.steps_done, 'étape faite', 'étapes faites')} sur {len(action.steps)}")
    return " · ".join(one.replace(" ", NO_BREAK) for one in said)


def _state(action: Action) -> str:
    said = state_text(action.state)
    if action.state == State.EN_RETARD:
        return f"{said} de {plural(action.days_late, 'jour')}"
    return f"{said} le {day(action.done_on)}" if action.state == State.TERMINEE and action.done_on else said


def _listed(actions: Sequence[Action]) -> str:
    return " ; ".join(f"{action.item.ref} « {action.item.title} »" for action in actions)


def _order(action: Action) -> tuple[bool, str, date, date, int]:
    """By axis, those without any last, then by start, those whose start nobody told last."""
    days = _days(action)
    return (
        not action.axis,
        action.axis,
        action.starts_on or date.max,
        min(days, default=date.max),
        number_of(action.item.ref),
    )


def _days(action: Action) -> list[date]:
    """Every day that is known of an action."""
    steps = [_step_day(step) for step in action.steps]
    return [one for one in (action.starts_on, action.due_on, action.done_on, *steps) if one]


def _step_day(step: Step) -> date | None:
    return step.done_on if step.done else step.due_on


def _bar(action: Action, year: SchoolYear, on: date) -> Bar | None:
    """None when it has no day, or none in the year. One that is late is there as long as it is."""
    if not _days(action):
        return None
    first, last = _span(action, on)
    until = max(last, on) if action.state == State.EN_RETARD else last
    if until < year.starts_on or first > year.ends_on:
        return None
    return Bar(
        action=action,
        first=max(first, year.starts_on),
        last=max(min(last, year.ends_on), year.starts_on),
        begins=_edge(action.starts_on, beyond=first < year.starts_on),
        ends=_edge(action.due_on, beyond=last > year.ends_on),
        marks=tuple(_marks(action, year)),
    )


def _span(action: Action, on: date) -> tuple[date, date]:
    """Its first and last days; without a due day, it goes on until all its days are past, and today if it is not settled."""
    days = _days(action)
    first = action.starts_on or min(days)
    last = action.due_on or max(days if action.is_settled else [*days, on])
    return first, max(first, last)


def _edge(told: date | None, *, beyond: bool) -> Edge:
    if told is None:
        return "unknown"
    return "beyond" if beyond else "day"


def _marks(action: Action, year: SchoolYear) -> Iterator[Mark]:
    for step in action.steps:
        when = _step_day(step)
        if when and year.starts_on <= when <= year.ends_on:
            yield Mark(day=when, kind="done" if step.done else "late" if step.late else "to_do", step=step)
