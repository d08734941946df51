"""What is said of the plan, in French."""

from collections.abc import Mapping, Sequence

from data.plan import Concerned
from data.plan.items import ONE_BY_ONE, WHOLE
from data.targets.scopes import GROUP_LABELS
from indicators.french import agreed, day, plural
from indicators.plan.actions import STATE_LABELS, STATE_SHAPES, Action, State
from indicators.plan.chain import Orphan


def state_text(state: State) -> str:
    """« ▼ En retard »: the shape makes it legible without colour."""
    return f"{STATE_SHAPES[state]} {STATE_LABELS[state]}"


def late_step_text(action: Action, *, titled: bool = False) -> str:
    """« étape E2 attendue le 03/03/2022 », of the step that makes an action late; '' when none does."""
    step = action.late_step
    if step is None or step.due_on is None:
        return ""
    return f"étape {f'« {step.item.title} »' if titled else step.item.ref} attendue le {day(step.due_on)}"


def concerned_text(concerned: Concerned | None, names: Mapping[str, str] | None = None) -> str:
    """« Tous les établissements », « Type : Collège, Lycée », « 3 établissements : ... ». names: UAI -> name."""
    if concerned is None:
        return "Non précisé"
    if concerned.group == WHOLE:
        return "Tous les établissements"
    if concerned.group != ONE_BY_ONE:
        return f"{GROUP_LABELS.get(concerned.group, concerned.group)} : {', '.join(concerned.members)}"
    told = ", ".join((names or {}).get(uai, uai) for uai in concerned.members)
    return f"{plural(len(concerned.members), 'établissement')} : {told}"


def summary(actions: Sequence[Action], orphans: Sequence[Orphan]) -> str:
    """« 9 actions : 2 en retard, 4 en cours... ; 5 maillons manquent. », one sentence for the synthesis."""
    return summary_of([action.state for action in actions], len(orphans))


def summary_of(states: Sequence[State], missing: int) -> str:
    """The same, of the states of the actions and of how many links are missing."""
    said = f"{plural(len(states), 'action')} : {counted_states(states)}" if states else "Aucune action n'est inscrite"
    lacking = f" ; {plural(missing, 'maillon manque', 'maillons manquent')} à la chaîne" if missing else ""
    return f"{said}{lacking}."


def counted_states(states: Sequence[State]) -> str:
    """« 1 en retard, 2 terminées »: how many are in each state, in the order of the states."""
    return ", ".join(
        f"{states.count(state)} {_agreed(STATE_LABELS[state].lower(), states.count(state))}"
        for state in State
        if state in states
    )


def _agreed(label: str, count: int) -> str:
    return agreed(count, label) if label.endswith("ée") else label
