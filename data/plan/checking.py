"""What was typed of an item, checked whole: everything that is wrong is told at once, field by field."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from data.asked_indicators import indicator_labels
from data.database import Database
from data.errors import Refusal
from data.plan.cells import as_told
from data.plan.declaration import KINDS, LISTS, Field
from data.plan.fields import QUOTED, clean, read_address, read_day, read_line, read_text, read_word
from data.plan.items import ONE_BY_ONE, WHOLE, Concerned, Item, Plan, read_plan
from data.plan.together import conflicts
from data.register.uai import read_uai
from data.sql import SqlFolder
from data.targets.scopes import GROUP_LABELS, Members, known_members
from data.text import cut

sql = SqlFolder(__file__)
_MOST_QUOTED = 5  # texts that a sentence repeats

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one field, in one French sentence that says what to do."""

    field: str
    message: str


class Faulty(Refusal):
    """Nothing was recorded. faults: all that is wrong; str() is their sentences."""

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(fault.message for fault in self.faults))


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an item is checked against. indicators: code -> label. uais: of the directory, open or closed."""

    plan: Plan
    indicators: Mapping[str, str]
    members: Members
    uais: frozenset[str]
    today: date


def known(db: Database) -> Known:
    """What is known now."""
    now = db.clock()
    uais = db.query(sql("uais"), on_day=db.today(), as_of=now)
    return Known(
        plan=read_plan(db, as_of=now),
        indicators=indicator_labels(db.settings.catalogue),
        members=known_members(db),
        uais=frozenset(row["uai"] for row in uais),
        today=db.today(),
    )


def checked(
    kind: str, told: Mapping[str, Any], known: Known, *, itself: UUID | None = None, unread: Collection[str] = ()
) -> Values:
    """The values as they are kept, blank ones left out. itself: the item that changes, None for a new one. unread: fields
    known to be wrong already, against which nothing is said.

    told: by field, a text for a line, a text, an address, a word and a UAI; a date for a day; a bool for a flag; ids for
    items and terms (one or several); codes for indicators; Concerned for establishments; None for a blank one. Raises
    Faulty, with all that is wrong.
    """
    faults: list[Fault] = []
    kept: Values = {}
    order = [field.code for field in KINDS[kind].fields]
    standing = known.plan.items.get(itself) if itself else None
    for field in KINDS[kind].fields:
        try:
            value = _kept(field, told.get(field.code), known, standing)
            if field.needed and value in (None, "", []):
                raise Refusal(f"« {field.label} » est à remplir.")
        except Refusal as refusal:
            faults.append(Fault(field=field.code, message=str(refusal)))
            continue
        if value not in (None, "", [], False):
            kept[field.code] = value
    wrong = {*unread, *(fault.field for fault in faults)}
    for fields, said in conflicts(kind, kept, known.plan, known.today, itself):
        if wrong.isdisjoint(fields):
            faults.append(Fault(field=fields[0], message=said))
    if faults:
        raise Faulty(sorted(faults, key=lambda fault: order.index(fault.field)))
    return kept


def _kept(field: Field, told: Any, known: Known, standing: Item | None) -> Any:
    """The value to keep. One that is told again as it stands is not looked at: what it names may have gone since. Raises
    Refusal."""
    before = standing.values.get(field.code) if standing else None
    if before and told == as_told(field, before, known.plan.items.__contains__):
        return before
    return _read(field, told, known)


def _read(field: Field, told: Any, known: Known) -> Any:
    """The value to keep. Raises Refusal."""
    match field.type:
        case "line":
            return read_line(field, told)
        case "text":
            return read_text(field, told)
        case "day":
            return read_day(field, told)
        case "address":
            return read_address(told)
        case "flag":
            return bool(told)
        case "word":
            return read_word(field, told)
        case "item" | "term":
            found = _linked(field, [] if told is None else [told], known)
            return found[0] if found else None
        case "items" | "terms":
            return _linked(field, told or [], known)
        case "indicators":
            return _indicators(told or [], known)
        case "uai":
            return _uai(told, known)
        case "establishments":
            return _concerned(told, known)


def _linked(field: Field, told: Collection[UUID | str], known: Known) -> list[str]:
    found = []
    for one in dict.fromkeys(str(one) for one in told):
        item = known.plan.items.get(UUID(one))
        if item is None or not _is_of(field, item):
            raise Refusal(f"« {field.label} » renvoie à une fiche qui n'y est plus : choisissez-en une autre.")
        found.append(str(item.id))
    return found


def _is_of(field: Field, item: Item) -> bool:
    if field.type in ("term", "terms"):
        return item.kind == "term" and item.line("list") == LISTS[field.of]  # type: ignore[index]
    return item.kind == field.of


def _indicators(told: Collection[str], known: Known) -> list[str]:
    if wrong := [code for code in told if code not in known.indicators]:
        raise Refusal(f"Aucun indicateur ne s'appelle {_quoted(wrong)}. Indicateurs : {', '.join(known.indicators)}.")
    return [code for code in known.indicators if code in told]


def _uai(told: Any, known: Known) -> str:
    text = " ".join(clean(told).split())
    if not text:
        return ""
    uai, problem = read_uai(text)
    if uai is None:
        raise Refusal(problem or "")
    if uai not in known.uais:
        raise Refusal(f"L'annuaire ne connaît pas {uai} : vérifiez cet UAI.")
    return uai


def _uais(told: Collection[str], known: Known) -> list[str]:
    """All that are wrong are told at once; one alone with what is wrong with it."""
    found, wrong = [], {}
    for one in told:
        try:
            found.append(_uai(one, known))
        except Refusal as refusal:
            wrong[one] = refusal
    if len(wrong) == 1:
        raise next(iter(wrong.values()))
    if wrong:
        raise Refusal(
            f"{len(wrong)} UAI sont mal écrits ou inconnus de l'annuaire : {_quoted(list(wrong))}. "
            "Corrigez-les, ou enlevez-les de la liste."
        )
    return found


def _concerned(told: Concerned | None, known: Known) -> dict[str, Any] | None:
    if told is None:
        return None
    if told.group == WHOLE:
        return {"group": WHOLE, "members": []}
    members = [member.strip() for member in told.members if member.strip()]
    if told.group == ONE_BY_ONE:
        members = _uais(members, known)
    elif told.group not in GROUP_LABELS:
        raise Refusal(f"« {cut(told.group, QUOTED)} » n'est pas un groupe : {', '.join(GROUP_LABELS.values())}.")
    elif wrong := [member for member in members if member not in known.members[told.group]]:
        label = GROUP_LABELS[told.group]
        raise Refusal(f"L'annuaire ne connaît aucun établissement de {label} {_quoted(wrong)}.")
    if not members:
        raise Refusal("Dites quels établissements sont concernés, ou choisissez « Tous les établissements ».")
    return {"group": told.group, "members": sorted(set(members))}


def _quoted(names: Sequence[str]) -> str:
    """« a », « b » et 3 de plus."""
    said = ", ".join(f"« {cut(name, QUOTED)} »" for name in names[:_MOST_QUOTED])
    left = len(names) - _MOST_QUOTED
    return f"{said} et {left} de plus" if left > 0 else said
