"""What the cells of a row say of an item, or what is wrong with them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from data.plan.cells import ALL, names_in, split, typed
from data.plan.columns import HELP_OF_TYPES
from data.plan.declaration import Declared, Field
from data.plan.items import ONE_BY_ONE, WHOLE, Concerned, Item
from data.plan.names import Misnamed, Names, nearest
from data.register.uai import looks_like_uai
from data.returns.days import NotADay, read_day
from data.returns.filled import QUOTED, FilledRow
from data.returns.questions import YES, Question
from data.returns.values import Problem, Told, clean, fold, read_value
from data.targets.scopes import GROUP_LABELS, Members
from data.text import cut

_ALL = {fold(text) for text in (ALL, "Toutes", "Tous les établissements", "Tout le territoire")}
_GROUPS = {fold(name): group for group, label in GROUP_LABELS.items() for name in (group, label)}


@dataclass(kw_only=True)
class PlanRow(FilledRow):
    """One row of a sheet of items. same: it changes nothing. before: the version that a change replaces. item: the one
    that it tells or repeats; None when something keeps the row out."""

    declared: Declared
    same: bool = False
    before: Item | None = None
    item: Item | None = None

    def fault(self, field: Field, code: str, message: str) -> None:
        """Something is wrong with the cell of a field."""
        self.remark(field.code, code, message, expected=HELP_OF_TYPES[field.type])


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the cells are understood with. indicators: code or folded label -> code."""

    names: Names
    indicators: dict[str, str]
    members: Members


def read_cell(row: PlanRow, field: Field, words: Words) -> Any:
    """What the cell of a field tells, as `checked` takes it; None, with a remark, when it cannot be understood."""
    cell, text = row.cell(field.code), row.text(field.code)
    if not text:
        return None
    match field.type:
        case "day":
            return _day(row, field)
        case "flag":
            return _flag(row, field)
        case "word":
            return next((word for word in field.words if fold(word) == fold(text)), text)
        case "item" | "term":
            return _named(row, field, words, text)
        case "items" | "terms":
            titles = words.names.titles(field) if ";" in text else ()
            found = [_named(row, field, words, name) for name in names_in(typed(cell), titles)]
            return [one for one in found if one]
        case "indicators":
            return _indicators(row, field, words)
        case "establishments":
            return _concerned(row, field, typed(cell), words.members)
        case _:
            return typed(cell)


def _day(row: PlanRow, field: Field) -> Any:
    text = row.text(field.code)
    found = read_day(row.cell(field.code), text)
    if isinstance(found, NotADay):
        row.fault(field, found.code, found.say(cut(text, QUOTED), ""))
        return None
    return found


def _flag(row: PlanRow, field: Field) -> bool:
    asked = Question(code=field.code, type="yes_no", label=field.label)
    found = read_value(asked, row.cell(field.code), today=date.min)
    if isinstance(found, Problem):
        row.fault(field, found.code, found.message)
    return isinstance(found, Told) and found.value == YES


def _named(row: PlanRow, field: Field, words: Words, name: str) -> UUID | None:
    try:
        meant = words.names.find(field, name)
    except Misnamed as misnamed:
        row.fault(field, misnamed.code, str(misnamed))
        return None
    if once := meant.once:
        said = f"« {cut(name, QUOTED)} » s'appelle maintenant « {cut(once.title, QUOTED)} » ({once.ref}) : c'est ce qui est pris."
        row.remark(field.code, "old_title", said, expected="", severity="warning")
    return meant.id


def _indicators(row: PlanRow, field: Field, words: Words) -> list[str]:
    found = []
    for name in names_in(typed(row.cell(field.code)), words.indicators):
        code = words.indicators.get(name) or words.indicators.get(fold(name))
        if code:
            found.append(code)
        else:
            known = ", ".join(dict.fromkeys(words.indicators.values()))
            said = f"Aucun indicateur ne s'appelle « {cut(name, QUOTED)} ». Indicateurs : {known}."
            row.fault(field, "unknown_indicator", f"{said}{nearest(name, list(words.indicators.values()))}")
    return found


def _concerned(row: PlanRow, field: Field, text: str, members: Members) -> Concerned | None:
    if fold(text) in _ALL:
        return Concerned(group=WHOLE)
    name, colon, rest = text.partition(":")
    group = _GROUPS.get(fold(name)) if colon else None
    if group:
        return Concerned(group=group, members=_members(row, field, group, rest, members))
    if all(looks_like_uai(part) for part in split(text)):
        return Concerned(group=ONE_BY_ONE, members=tuple(split(text)))
    groups = ", ".join(GROUP_LABELS.values())
    said = f"« {cut(clean(text), QUOTED)} » ne dit pas quels établissements : écrivez « {ALL} », un groupe et ses noms"
    row.fault(field, "unknown_group", f"{said} ({groups}), ou des UAI séparés par des points-virgules.")
    return None


def _members(row: PlanRow, field: Field, group: str, text: str, members: Members) -> tuple[str, ...]:
    found = []
    for name in names_in(text, members[group]):
        meant = next((one for same in (clean, fold) for one in members[group] if same(one) == same(name)), None)
        if meant is None:
            said = f"L'annuaire ne connaît aucun établissement de {GROUP_LABELS[group]} « {cut(name, QUOTED)} »."
            row.fault(field, "unknown_member", f"{said}{nearest(name, members[group])}")
        else:
            found.append(meant)
    return tuple(found)
