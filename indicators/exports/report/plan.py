"""The plan: where its actions stand by axis, their steps, what waits for a decision, what is missing, before and after."""

from collections.abc import Iterator

from indicators.exports import plan as told
from indicators.exports.report.blocks import Block, Cell, Column, heading, paragraph, table
from indicators.exports.seance import Entry, Seance
from indicators.french import NO_BREAK
from indicators.plan.effect import effect_rows, no_cause

_ACTIONS = (
    Column(label="Repère", width=0.75),
    Column(label="Action", width=2.9),
    Column(label="Acteurs", width=1.55),
    Column(label="Pilote", width=1.6),
    Column(label="Début", width=1.15),
    Column(label="Échéance", width=1.15),
    Column(label="État", width=1.9),
    Column(label="Indicateurs", width=1.6),
)
_STEPS = (
    Column(label="Repère", width=0.75),
    Column(label="Étape", width=4.2),
    Column(label="Action", width=0.75),
    Column(label="Échéance", width=1.15),
    Column(label="Faite le", width=1.15),
    Column(label="État", width=1.3),
)
_DECISIONS = (
    Column(label="Repère", width=0.75),
    Column(label="Décision", width=4),
    Column(label="Précisions", width=4),
    Column(label="Séance du", width=1.15),
)
_MISSING = (
    Column(label="Nature", width=1.4),
    Column(label="Fiche", width=4),
    Column(label="Ce qui manque", width=3),
)
_EFFECTS = (
    Column(label="Groupe", width=1.2),
    Column(label="Établissements", width=1.4),
    Column(label="Au début", width=3.2),
    Column(label="Aujourd'hui", width=3.2),
    Column(label="Évolution", width=2),
)
_SIZE = 7.5  # points
_NOTE = "Les textes entiers, le diagnostic et la chaîne sont dans le classeur de la séance."


def plan_blocks(seance: Seance) -> Iterator[Block]:
    """Nothing for a séance without a plan."""
    plan = seance.plan
    if plan is None:
        return
    yield heading("Plan d'action", apart=True)
    yield paragraph(told.summary(plan), "strong")
    yield paragraph(_NOTE, "note")
    for axis, held in told.by_axis(plan):
        yield heading(axis, 2)
        yield table(f"Actions de l'axe « {axis} »", _ACTIONS, (_action(seance, one) for one in held), size=_SIZE)
    yield from _put_aside(plan)
    yield from _steps(plan)
    yield from _decisions(seance)
    yield from _missing(plan)
    yield from _effects(plan)


def _action(seance: Seance, action: Entry) -> list[Cell]:
    late = f", {action['days_late']}{NO_BREAK}j" if action["days_late"] else ""
    return [
        action["ref"],
        action["title"],
        ", ".join(action["actors"]),
        told.owner(action),
        told.shown_day(action["starts_on"]),
        told.shown_day(action["due_on"]),
        f"{told.state_of(action)}{late}",
        told.indicator_labels(seance, action["indicators"]),
    ]


def _put_aside(plan: Entry) -> Iterator[Block]:
    """Why an action is paused or abandoned."""
    for action in plan["actions"]:
        if action["held_because"]:
            yield paragraph(f"{told.named(action)}, {told.state_of(action)} : {action['held_because']}", "note")


def _steps(plan: Entry) -> Iterator[Block]:
    rows = [_step(action, step) for action in plan["actions"] for step in action["steps"]]
    if rows:
        yield heading("Étapes", 2)
        yield table("Étapes des actions", _STEPS, rows, size=_SIZE)


def _step(action: Entry, step: Entry) -> list[Cell]:
    days = [told.shown_day(step["due_on"]), told.shown_day(step["done_on"])]
    return [step["ref"], step["title"], action["ref"], *days, told.step_state(step)]


def _decisions(seance: Seance) -> Iterator[Block]:
    rows = [[one["ref"], one["title"], one["text"], told.shown_day(one["meeting_on"])] for one in told.pending(seance)]
    if rows:
        yield heading("Décisions à prendre", 2)
        yield table("Décisions inscrites au plan, pas encore prises", _DECISIONS, rows, size=_SIZE)


def _missing(plan: Entry) -> Iterator[Block]:
    rows = [list(told.lacking(one)) for one in plan["orphans"]]
    if rows:
        yield heading("Maillons manquants", 2)
        yield table("Ce qui manque, du retour d'expérience à l'indicateur", _MISSING, rows, size=_SIZE)


def _effects(plan: Entry) -> Iterator[Block]:
    found = list(told.effects(plan))
    if not found:
        return
    yield heading("Avant et après", 2)
    yield paragraph(no_cause(effect for _, effect in found), "warning")
    for action, effect in found:
        rows = [list(row.values()) for row in effect_rows(effect)]
        yield table(f"{told.named(action)} : {effect.label}", _EFFECTS, rows, size=_SIZE)
        yield paragraph(effect.sentence, "note")
