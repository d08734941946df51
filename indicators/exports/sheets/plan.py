"""« Plan d'action » and « Étapes »: a row an action, and a row a step."""

from collections.abc import Mapping

from indicators.exports import plan as told
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry, Seance, day_of
from indicators.exports.styles import BAD, DAY, GOOD, SHORT, TEXT, UNSURE, WHOLE
from indicators.french import plural
from indicators.plan.actions import State

NAME, STEPS = "Plan d'action", "Étapes"
STATE_STYLES: Mapping[State, str] = {
    State.EN_RETARD: BAD,
    State.EN_COURS: GOOD,
    State.TERMINEE: GOOD,
    State.A_VENIR: UNSURE,
    State.EN_PAUSE: UNSURE,
    State.ABANDONNEE: UNSURE,
}
COLUMNS = (
    Column("Repère", SHORT, 10),
    Column("Axe", TEXT, 24),
    Column("Action", TEXT, 32),
    Column("Comment", TEXT, 40),
    Column("Acteurs", TEXT, 20),
    Column("Pilote", TEXT, 18),
    Column("Horizon", TEXT, 16),
    Column("Début", DAY, 12),
    Column("Échéance", DAY, 12.5),
    Column("Terminée le", DAY, 12.5),
    Column("État", SHORT, 16),
    Column("Retard (jours)", WHOLE, 10),
    Column("Étapes faites", WHOLE, 9),
    Column("Étapes", WHOLE, 10),
    Column("Établissements concernés", TEXT, 22),
    Column("Indicateurs", TEXT, 20),
    Column("Autres signes", TEXT, 24),
    Column("Facteurs clés", TEXT, 24),
    Column("Motif de mise de côté", TEXT, 20),
)
_FIRST_PAGE = 9  # columns: on one page, all of them would be too small to read
_STEP_COLUMNS = (
    Column("Repère", SHORT, 10),
    Column("Étape", TEXT, 56),
    Column("Action", SHORT, 10),
    Column("Intitulé de l'action", TEXT, 56),
    Column("Échéance", DAY, 12.5),
    Column("Faite le", DAY, 12.5),
    Column("État", SHORT, 16),
)
_NOTE = (
    "États au jour de la séance, calculés des dates et des étapes : une action est en retard dès qu'une échéance, la sienne ou "
    "celle d'une étape, est passée. Seules « en pause » et « abandonnée » se disent, avec leur motif."
)


def fill_plan(page: Page, seance: Seance, plan: Entry) -> None:
    """Every action, by reference."""
    page.widths(column.width or 10 for column in COLUMNS)
    row = page.heading(told.summary(plan), _FIRST_PAGE, notes=[_NOTE], first_column=2)
    axes = {one["ref"]: one["title"] for one in plan["axes"]}
    names = {school.uai: school.name for school in seance.schools}
    block = page.table(row, COLUMNS, [_row(seance, action, axes, names) for action in plan["actions"]])
    page.filtered(block, len(COLUMNS))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}", large=True, wide=2)


def fill_steps(page: Page, plan: Entry) -> None:
    """Every step, with its action."""
    page.widths(column.width or 10 for column in _STEP_COLUMNS)
    rows = [_step(action, step) for action in plan["actions"] for step in action["steps"]]
    done = sum(step["done_on"] is not None for action in plan["actions"] for step in action["steps"])
    title = f"{plural(len(rows), 'étape')}, dont {plural(done, 'faite')}" if rows else "Aucune étape n'est inscrite"
    block = page.table(page.heading(title, len(_STEP_COLUMNS)), _STEP_COLUMNS, rows)
    page.filtered(block, len(_STEP_COLUMNS))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}")


def _row(seance: Seance, action: Entry, axes: Mapping[str, str], names: Mapping[str, str]) -> list[Value | Styled]:
    return [
        action["ref"],
        axes.get(action["axis"], ""),
        action["title"],
        action["text"],
        ", ".join(action["actors"]),
        action["owner"],
        action["horizon"],
        day_of(action["starts_on"]),
        day_of(action["due_on"]),
        day_of(action["done_on"]),
        state_cell(action),
        action["days_late"] or None,
        sum(step["done_on"] is not None for step in action["steps"]),
        len(action["steps"]),
        told.concerned(action, names),
        told.indicator_labels(seance, action["indicators"]),
        action["success"],
        action["keys"],
        action["held_because"],
    ]


def state_cell(action: Entry) -> Styled:
    """The state with its shape, on its colour."""
    return Styled(told.state_of(action), STATE_STYLES[State(action["state"])])


def _step(action: Entry, step: Entry) -> list[Value | Styled]:
    style = BAD if step["late"] else GOOD if step["done_on"] else UNSURE
    return [
        step["ref"],
        step["title"],
        action["ref"],
        action["title"],
        day_of(step["due_on"]),
        day_of(step["done_on"]),
        Styled(told.step_state(step), style),
    ]
