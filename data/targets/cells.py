"""What the cells of a row of targets say, or what is wrong with them."""

from datetime import date

from rapidfuzz import process

from data.errors import Refusal
from data.files.tables import Cell
from data.returns.days import NotADay
from data.returns.days import read_day as day_of
from data.returns.filled import QUOTED
from data.returns.values import clean, fold
from data.targets.amounts import EXPECTED, MEASURE_LABELS, Measure, parse_amount
from data.targets.milestones import Milestones, parse_milestones
from data.targets.rows import Known, Row
from data.targets.scopes import GROUP_LABELS, WHOLE, WHOLE_LABEL, Scope, checked_scope
from data.text import cut

MILESTONES = "un jalon par ligne, ou séparés par des points-virgules : 31/01/2022 : 250"
_GROUPS = (
    {"": "", fold(WHOLE_LABEL): ""}
    | {fold(group): group for group in GROUP_LABELS}
    | {fold(label): group for group, label in GROUP_LABELS.items()}
)
_MEASURES: dict[str, Measure] = (
    {fold(label): measure for measure, label in MEASURE_LABELS.items()}
    | {measure: measure for measure in MEASURE_LABELS}
    | {"nombre": "count", "hausse": "growth", "hausse en points": "growth"}
)


def read_indicator(row: Row, known: Known) -> str | None:
    """The indicator's code, from its code or its label."""
    codes = f"un code parmi {', '.join(known.usual)}"
    return row.read("indicator", "unknown_indicator", codes, lambda: _indicator(row.text("indicator"), known))


def _indicator(text: str, known: Known) -> str:
    by_name = {fold(code): code for code in known.usual} | {fold(label): code for code, label in known.labels.items()}
    if fold(text) in by_name:
        return by_name[fold(text)]
    if not text:
        raise Refusal(f"Dites de quel indicateur il s'agit : {', '.join(known.usual)}.")
    nearest = process.extractOne(fold(text), list(by_name), score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {by_name[nearest[0]]} » ?" if nearest else ""
    raise Refusal(
        f"Aucun indicateur ne s'appelle « {cut(text, QUOTED)} ». Indicateurs : {', '.join(known.usual)}.{suggestion}"
    )


def read_scope(row: Row, known: Known) -> Scope | None:
    """What is aimed at: the whole territory when both cells are blank."""
    group, member = _GROUPS.get(fold(row.text("group"))), row.text("member")
    names = ", ".join([WHOLE_LABEL, *GROUP_LABELS.values()])
    if group is None:
        said = f"« {cut(row.text('group'), QUOTED)} » n'est pas un périmètre : choisissez parmi {names}."
        row.remark("group", "unknown_group", said, expected=names)
        return None
    if not group and member:
        said = f"Dites de quel groupe est « {cut(member, QUOTED)} » : {names}."
        row.remark("group", "unknown_group", said, expected=names)
        return None
    if not group:
        return WHOLE
    if not member:
        said = f"Dites quel groupe est visé ({GROUP_LABELS[group]}), ou choisissez « {WHOLE_LABEL} »."
        row.remark("member", "unknown_member", said, expected="un nom de l'annuaire")
        return None
    return row.read(
        "member", "unknown_member", "un nom de l'annuaire", lambda: checked_scope((group, member), known.members)
    )


def read_measure(row: Row, indicator: str | None, known: Known) -> Measure | None:
    """How the target counts; None when that cannot be known. An adoption counts establishments, a rate never does."""
    written = row.text("measure")
    measure = _MEASURES.get(fold(written)) if written else None
    if written and measure is None:
        names = ", ".join(MEASURE_LABELS.values())
        said = f"« {cut(written, QUOTED)} » n'est pas une façon de compter : choisissez parmi {names}."
        row.remark("measure", "unknown_measure", said, expected=names)
        return None
    if indicator is None:
        return measure
    usual = known.usual[indicator]
    if measure and (measure == "count") != (usual == "count"):
        rates = f"{MEASURE_LABELS['rate']} ou {MEASURE_LABELS['growth']}"
        right = MEASURE_LABELS["count"] if usual == "count" else rates
        said = f"Une cible de {indicator} se compte en : {right}."
        row.remark("measure", "unknown_measure", said, expected=right)
        return None
    return measure or usual


def read_amount(row: Row, column: str, measure: Measure) -> float | None:
    """The baseline or the target."""
    text = amount_text(row.cell(column))
    return row.read(column, "unreadable_amount", EXPECTED[measure], lambda: parse_amount(text, measure))


def read_milestones(row: Row, measure: Measure) -> Milestones | None:
    """The milestones, none when the cell is blank."""
    # `clean` would make one line of several.
    cell = row.cell("milestones")
    text = cell if isinstance(cell, str) else clean(cell)
    return row.read("milestones", "unreadable_milestones", MILESTONES, lambda: parse_milestones(text, measure))


def read_day(row: Row, column: str, usual: date | None) -> date | None:
    """A day; the usual one when the cell is blank and there is one."""
    text = row.text(column)
    if not text and usual:
        return usual
    found = day_of(row.cell(column), text)
    if isinstance(found, NotADay):
        said = found.say(cut(text, QUOTED), "") if text else "Il manque l'échéance : écrivez jj/mm/aaaa."
        row.remark(column, "not_a_date", said, expected="une date, jj/mm/aaaa")
        return None
    return found


def amount_text(cell: Cell) -> str:
    """A number of a sheet as it would be typed, with all its decimals."""
    if isinstance(cell, float) and not cell.is_integer():
        return f"{cell:.15f}".rstrip("0") if "e" in repr(cell) else repr(cell)
    return clean(cell)
