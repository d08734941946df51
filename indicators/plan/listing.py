"""The plan in lines of text, for a terminal. Titles are repeated as they were typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from data.plan import Plan
from indicators.french import agreed, day
from indicators.plan.actions import Action, State, actions
from indicators.plan.agenda import grouped, late_sentence
from indicators.plan.chain import Orphan, chain, orphans
from indicators.plan.words import state_text, summary

WITHOUT_AXIS = "Sans axe"


def listing(plan: Plan, on: date, labels: Mapping[str, str]) -> Iterator[str]:
    """The plan on that day: one sentence, then actions by axis, then what lacks a link. labels: see `chain`."""
    told = actions(plan, on)
    lacking = orphans(chain(plan, labels), told)
    yield summary(told, lacking)
    for axis in [*plan.of("axis"), None]:
        of_it = [one for one in told if plan.linked(one.item, "axis") == ([axis] if axis else [])]
        if of_it:
            yield f"\n{axis.ref} {axis.title}" if axis else f"\n{WITHOUT_AXIS}"
            yield from (f"- {_line(one)}" for one in of_it)
    if lacking:
        yield "\nCe qui manque"
        yield from (f"- {group.label} : {_names(group.orphans)}" for group in grouped(lacking))


def _line(action: Action) -> str:
    """« ● En cours : A1 Écrire une charte (pilote : RUPN ; échéance : 30/06/2022 ; 1 étape faite sur 2) »."""
    told = " ; ".join(_facts(action))
    facts = f" ({told})" if told else ""
    late = f". {late_sentence(action)}" if action.state == State.EN_RETARD else ""
    return f"{state_text(action.state)} : {action.item.ref} {action.item.title}{facts}{late}"


def _facts(action: Action) -> Iterator[str]:
    if because := action.item.line("held_because"):
        yield because
    if owner := action.item.line("owner"):
        yield f"pilote : {owner}"
    if action.due_on:
        yield f"échéance : {day(action.due_on)}"
    if action.steps:
        done = action.steps_done
        yield f"{done} {agreed(done, 'étape faite', 'étapes faites')} sur {len(action.steps)}"


def _names(found: Sequence[Orphan]) -> str:
    return " ; ".join(f"{one.node.ref} {one.node.title}".strip() for one in found)
