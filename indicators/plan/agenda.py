"""What the next meeting needs of the plan: what is late or due, what lacks a link, what to decide, what was decided.

Sentences repeat titles as they were typed: a screen or a file shows them as it shows any text that people typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.plan import Item, Plan
from indicators.french import day, plural
from indicators.plan.actions import Action, State, Step
from indicators.plan.chain import Lack, Orphan
from indicators.plan.decisions import is_taken
from indicators.plan.words import late_step_text
from indicators.snapshots.calendar import CalendarEntry

SOON = timedelta(days=30)  # how far to look when no meeting is planned
# (kind, what its items lack) -> what such a group is called, in the order of the chain.
LACKING_LABELS: dict[tuple[str, Lack], str] = {
    ("irritant", "need"): "Irritants sans besoin",
    ("need", "lever"): "Besoins sans levier",
    ("lever", "action"): "Leviers sans action",
    ("action", "indicator"): "Actions sans indicateur",
    ("action", "owner"): "Actions sans pilote",
    ("action", "date"): "Actions sans échéance",
    ("indicator", "action"): "Indicateurs sans action",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """An action and why the meeting hears of it, in one French sentence."""

    action: Action
    sentence: str

    @property
    def owner(self) -> str:
        """Who leads it; '' when nobody does."""
        return self.action.item.line("owner")


@dataclass(frozen=True, kw_only=True)
class Due(Told):
    """An action, or one of its steps, that is due soon. step: None for the action itself."""

    step: Step | None
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """What lacks the same link: « Actions sans pilote »."""

    label: str
    orphans: tuple[Orphan, ...]


@dataclass(frozen=True, kw_only=True)
class ToDecide:
    """A decision to take, and when, in one French sentence. is_due: at the next meeting, or at one that is past."""

    item: Item
    is_due: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision taken, and the actions that came from it."""

    item: Item
    actions: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What the next meeting needs on a day. until: how far due_soon looks. decided: since the meeting of `since`, its day
    included, or ever when there was none. without_action: whenever they were decided.

    since: the last meeting of an earlier day: what is decided before one and at it is still told on its day, once frozen.
    """

    next_meeting: CalendarEntry | None
    last_meeting: CalendarEntry | None
    since: CalendarEntry | None
    until: date
    late: tuple[Told, ...]
    due_soon: tuple[Due, ...]
    paused: tuple[Told, ...]
    lacking: tuple[Lacking, ...]
    to_decide: tuple[ToDecide, ...]
    decided: tuple[Decided, ...]
    without_action: tuple[Item, ...]

    @property
    def sentence(self) -> str:
        """« À voir : 2 actions en retard, 1 décision à prendre. »; that nothing is."""
        counted = (
            (len(self.late), "action en retard", "actions en retard"),
            (len(self.due_soon), "échéance proche", "échéances proches"),
            (sum(one.is_due for one in self.to_decide), "décision à prendre", "décisions à prendre"),
            (len(self.without_action), "décision sans suite", "décisions sans suite"),
            (sum(len(group.orphans) for group in self.lacking), "maillon manquant", "maillons manquants"),
        )
        said = ", ".join(plural(count, one, many) for count, one, many in counted if count)
        return f"À voir : {said}." if said else "Rien n'attend la prochaine séance."


def agenda(
    plan: Plan, actions: Sequence[Action], orphans: Sequence[Orphan], *, entries: Sequence[CalendarEntry], on: date
) -> Agenda:
    """The agenda on that day. actions, orphans: of the plan on it. entries: the calendar (`calendar`), the earliest first."""
    held = [one for one in entries if one.kind != "called_off"]
    following = next((one for one in held if not _is_over(one, on)), None)
    before = next((one for one in reversed(held) if _is_over(one, on)), None)
    since = next((one for one in reversed(held) if one.day < on), None)
    until = following.day if following else on + SOON
    taken = [_decided(plan, item) for item in plan.of("decision") if is_taken(item, on)]
    return Agenda(
        next_meeting=following,
        last_meeting=before,
        since=since,
        until=until,
        late=_late(actions),
        due_soon=tuple(sorted(_due(actions, on, until), key=lambda one: one.due_on)),
        paused=tuple(_told(one, f"En pause : {one.item.line('held_because')}") for one in _in(actions, State.EN_PAUSE)),
        lacking=tuple(grouped(orphans)),
        to_decide=_to_decide(plan, on, until),
        decided=tuple(one for one in taken if since is None or one.item.line("decided_on") >= since.day.isoformat()),
        without_action=tuple(one.item for one in taken if not one.actions),
    )


def _is_over(meeting: CalendarEntry, on: date) -> bool:
    """Of the meetings of the day itself, those at which something was frozen are over."""
    return meeting.day < on or (meeting.day == on and meeting.kind == "past")


def _in(actions: Sequence[Action], state: State) -> list[Action]:
    return [action for action in actions if action.state == state]


def _told(action: Action, sentence: str) -> Told:
    return Told(action=action, sentence=sentence)


def _late(actions: Sequence[Action]) -> tuple[Told, ...]:
    """The latest first."""
    late = sorted(_in(actions, State.EN_RETARD), key=lambda one: -one.days_late)
    return tuple(_told(one, late_sentence(one)) for one in late)


def late_sentence(action: Action) -> str:
    """« En retard de 12 jours : étape « Réunir un groupe » attendue le 03/03/2022. », of an action that is late."""
    return f"En retard de {plural(action.days_late, 'jour')} : {awaited(action)}."


def awaited(action: Action) -> str:
    """What is late since the longest."""
    of_itself = f"action attendue le {day(action.due_on)}" if action.due_on else "échéance passée"
    return late_step_text(action, titled=True) or of_itself


def _due(actions: Sequence[Action], on: date, until: date) -> Iterator[Due]:
    """What is due from that day on, of the actions that go on: what is paused is awaited by nobody."""
    for action in actions:
        if action.is_settled or action.state == State.EN_PAUSE:
            continue
        for step in action.steps:
            if step.due_on and not step.done and on <= step.due_on <= until:
                said = f"Étape « {step.item.title} » à faire pour le {day(step.due_on)}."
                yield Due(action=action, step=step, due_on=step.due_on, sentence=said)
        if action.due_on and on <= action.due_on <= until:
            said = f"Action à finir pour le {day(action.due_on)}."
            yield Due(action=action, step=None, due_on=action.due_on, sentence=said)


def grouped(orphans: Sequence[Orphan]) -> Iterator[Lacking]:
    """Orphans by what they lack, in the order of the chain."""
    for (kind, lacks), label in LACKING_LABELS.items():
        found = tuple(one for one in orphans if (one.node.kind, one.lacks) == (kind, lacks))
        if found:
            yield Lacking(label=label, orphans=found)


def _decided(plan: Plan, decision: Item) -> Decided:
    return Decided(item=decision, actions=tuple(plan.under(decision, "action", "decisions")))


def _to_decide(plan: Plan, on: date, until: date) -> tuple[ToDecide, ...]:
    """Those of the next meeting or of a past one first, then those of no meeting, then those of later ones."""
    found = [item for item in plan.of("decision") if not is_taken(item, on)]
    found.sort(key=lambda item: _when(item.day("meeting_on"), until))
    return tuple(_one_to_decide(item, on, until) for item in found)


def _when(meeting: date | None, until: date) -> tuple[int, date]:
    if meeting is None:
        return (1, date.min)
    return (0 if meeting <= until else 2, meeting)


def _one_to_decide(decision: Item, on: date, until: date) -> ToDecide:
    meeting = decision.day("meeting_on")
    if meeting is None:
        return ToDecide(item=decision, is_due=False, sentence="À trancher ; aucune séance n'est choisie.")
    said = f"Attendue depuis la séance du {day(meeting)}." if meeting < on else f"À trancher le {day(meeting)}."
    return ToDecide(item=decision, is_due=meeting <= until, sentence=said)
