"""« Avant et après »: what the indicators of each action were at its start and are now, with no claim of a cause."""

from collections.abc import Iterator

from indicators.exports import plan as told
from indicators.exports.page import Column, Page, Styled, Value
from indicators.exports.seance import Entry
from indicators.exports.styles import DAY, MASKED, PERCENT, POINTS, SHORT, TEXT, WHOLE
from indicators.french import plural
from indicators.plan.effect import Effect, Used, no_cause
from indicators.plan.effect.sides import Reading, Side
from indicators.plan.effect.words import CONCERNED, OTHERS

NAME = "Avant et après"
HIDDEN = "masqué"
_COLUMNS = (
    Column("Action", SHORT, 10),
    Column("Intitulé", TEXT, 36),
    Column("Indicateur", TEXT, 26),
    Column("Groupe", SHORT, 14),
    Column("Établissements", WHOLE, 15),
    Column("Au début", DAY, 12),
    Column("Réponses au début", WHOLE, 12),
    Column("Oui ou utilisateurs au début", WHOLE, 14),
    Column("Part au début", PERCENT, 11),
    Column("Aujourd'hui", DAY, 13),
    Column("Réponses aujourd'hui", WHOLE, 13),
    Column("Oui ou utilisateurs aujourd'hui", WHOLE, 14),
    Column("Part aujourd'hui", PERCENT, 13),
    Column("Évolution de la part", POINTS, 13),
    Column("Phrase", TEXT, 64),
)
_NOTE = (
    "Part : des établissements attendus pour une adoption, des comptes potentiels pour un taux. "
    "Un nombre est masqué quand il tient à trop peu d'établissements."
)


def fill_effects(page: Page, plan: Entry) -> None:
    """A row a side of each effect."""
    page.widths(column.width or 10 for column in _COLUMNS)
    found = list(told.effects(plan))
    title = "Les indicateurs des actions, avant et après leur début"
    row = page.heading(title, len(_COLUMNS), notes=[no_cause(effect for _, effect in found), _NOTE])
    rows = [line for action, effect in found for line in _rows(action, effect)]
    block = page.table(row, _COLUMNS, rows)
    page.filtered(block, len(_COLUMNS))
    page.finish(freeze=f"B{block.first}", titles=f"{block.header}:{block.header}", large=True)


def contents(plan: Entry) -> str:
    """One line on this sheet."""
    count = len(list(told.effects(plan)))
    return f"{plural(count, 'indicateur suivi', 'indicateurs suivis')} depuis le début d'une action, sans en dire la cause."


def _rows(action: Entry, effect: Effect) -> Iterator[list[Value | Styled]]:
    about = [action["ref"], action["title"], effect.label]
    if effect.concerned is None:
        nothing = [Styled(HIDDEN, MASKED)]
        hidden: list[Value | Styled] = [*nothing, effect.before_on, *nothing * 3, effect.after_on, *nothing * 4]
        yield [*about, CONCERNED, *hidden, effect.sentence]
        return
    yield [*about, CONCERNED, *_side(effect, effect.concerned), effect.sentence]
    if effect.others:
        yield [*about, OTHERS, *_side(effect, effect.others), effect.sentence]


def _side(effect: Effect, side: Side) -> list[Value | Styled]:
    was, becomes = side.before.value, side.after.value
    change = None if was is None or becomes is None else round((becomes - was) * 100, 10)
    return [
        side.after.expected,
        effect.before_on,
        *_reading(side.before),
        effect.after_on,
        *_reading(side.after),
        change,
    ]


def _reading(reading: Reading) -> list[Value | Styled]:
    if isinstance(reading, Used):
        return [reading.reporting, reading.numerator, reading.value]
    return [reading.answered, reading.yes, reading.value]
