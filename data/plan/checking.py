"""What was typed of an item, checked whole: everything that is wrong is told at once, field by field."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from data.asked_indicators import indicator_labels
from data.database import Database
from data.errors import Refusal
from data.plan.declaration import KINDS, LISTS, LONGEST_LINE, LONGEST_TEXT, Field
from data.plan.items import ONE_BY_ONE, WHOLE, Concerned, Item, Plan, read_plan
from data.register.uai import read_uai
from data.sql import SqlFolder
from data.targets.scopes import GROUP_LABELS, Members, known_members
from data.text import cut, without_direction_marks, writable

sql = SqlFolder(__file__)
_QUOTED = 60  # characters of a text that a sentence repeats
_YEARS = range(1990, 2101)
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LONGEST_ADDRESS = 2_000

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


def checked(kind: str, told: Mapping[str, Any], known: Known, *, itself: UUID | None = None) -> Values:
    """The values as they are kept, blank ones left out. itself: the item that changes, None for a new one.

    told: by field, a text for a line, a text, an address, a word and a UAI; a date for a day; a bool for a flag; ids for
    items and terms (one or several); codes for indicators; Concerned for establishments; None for a blank one. Raises
    Faulty, with all that is wrong.
    """
    faults: list[Fault] = []
    kept: Values = {}
    for field in KINDS[kind].fields:
        try:
            value = _read(field, told.get(field.code), known)
            if field.needed and value in (None, "", []):
                raise Refusal(f"« {field.label} » est à remplir.")
        except Refusal as refusal:
            faults.append(Fault(field=field.code, message=str(refusal)))
            continue
        if value not in (None, "", [], False):
            kept[field.code] = value
    if not faults:
        faults += _together(kind, kept, known, itself)
    if faults:
        raise Faulty(faults)
    return kept


def _read(field: Field, told: Any, known: Known) -> Any:
    """The value to keep. Raises Refusal."""
    match field.type:
        case "line":
            return _line(field, told)
        case "text":
            return _text(field, told)
        case "day":
            return _day(field, told)
        case "address":
            return _address(told)
        case "flag":
            return bool(told)
        case "word":
            return _word(field, told)
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


def _clean(told: Any) -> str:
    return writable(without_direction_marks(str(told or ""))).replace("\ufeff", "")


def _line(field: Field, told: Any) -> str:
    line = " ".join(_clean(told).split())
    return _short_enough(field, line, LONGEST_LINE)


def _text(field: Field, told: Any) -> str:
    lines = [line.rstrip() for line in _clean(str(told or "").replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    return _short_enough(field, "\n".join(lines).strip(), LONGEST_TEXT)


def _short_enough(field: Field, text: str, most: int) -> str:
    if len(text) > most:
        raise Refusal(f"« {field.label} » a {len(text)} signes : gardez-en {most} au plus.")
    return text if any(sign.isprintable() and sign != " " for sign in text) else ""  # nothing that anybody would see


def _day(field: Field, told: date | None) -> str | None:
    if told is None:
        return None
    if told.year not in _YEARS:
        raise Refusal(f"« {field.label} » : le {told:%d/%m/%Y} est hors du calendrier du comité, corrigez l'année.")
    return f"{told:%Y-%m-%d}"  # of an instant too


def _address(told: Any) -> str:
    address = "".join(_clean(told).split())
    if address and (not _ADDRESS.fullmatch(address) or len(address) > _LONGEST_ADDRESS):
        raise Refusal("« Lien » doit être l'adresse d'une page : https://... Laissez vide s'il n'y en a pas.")
    return address


def _word(field: Field, told: Any) -> str:
    word = " ".join(_clean(told).split())
    if word and word not in field.words:
        raise Refusal(
            f"« {field.label} » ne peut pas être « {cut(word, _QUOTED)} » : choisissez parmi {', '.join(field.words)}."
        )
    return word


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
    for code in told:
        if code not in known.indicators:
            raise Refusal(
                f"Aucun indicateur ne s'appelle « {cut(code, _QUOTED)} ». Indicateurs : {', '.join(known.indicators)}."
            )
    return [code for code in known.indicators if code in told]


def _uai(told: Any, known: Known) -> str:
    text = " ".join(_clean(told).split())
    if not text:
        return ""
    uai, problem = read_uai(text)
    if uai is None:
        raise Refusal(problem or "")
    if uai not in known.uais:
        raise Refusal(f"L'annuaire ne connaît pas {uai} : vérifiez cet UAI.")
    return uai


def _concerned(told: Concerned | None, known: Known) -> dict[str, Any] | None:
    if told is None:
        return None
    members = [member.strip() for member in told.members if member.strip()]
    if told.group == WHOLE:
        return {"group": WHOLE, "members": []}
    if told.group == ONE_BY_ONE:
        members = [_uai(member, known) for member in members]
    elif told.group not in GROUP_LABELS:
        raise Refusal(f"« {cut(told.group, _QUOTED)} » n'est pas un groupe : {', '.join(GROUP_LABELS.values())}.")
    else:
        for member in members:
            if member not in known.members[told.group]:
                raise Refusal(
                    f"L'annuaire ne connaît aucun établissement de {GROUP_LABELS[told.group]} « {cut(member, _QUOTED)} »."
                )
    if not members:
        raise Refusal("Dites quels établissements sont concernés, ou choisissez « tous ».")
    return {"group": told.group, "members": sorted(set(members))}


def _together(kind: str, kept: Values, known: Known, itself: UUID | None) -> list[Fault]:
    """What fields say against one another, or against the other items."""
    found = []
    starts, due, done = kept.get("starts_on"), kept.get("due_on"), kept.get("done_on")
    if starts and due and due < starts:
        found.append(Fault(field="due_on", message="L'échéance est avant le début : corrigez l'un des deux jours."))
    for code, label in (("done_on", "L'action ou l'étape"), ("decided_on", "La décision"), ("told_on", "Le retour")):
        if kept.get(code, "") > known.today.isoformat():
            said = f"{label} ne peut pas dater d'un jour à venir : laissez vide, ou corrigez le jour."
            found.append(Fault(field=code, message=said))
    if starts and done and done < starts:
        found.append(Fault(field="done_on", message="L'action est terminée avant son début : corrigez l'un des deux."))
    if kept.get("held") and not kept.get("held_because"):
        said = f"Dites pourquoi l'action est {kept['held']} : le motif est gardé avec l'historique."
        found.append(Fault(field="held_because", message=said))
    if kept.get("held_because") and not kept.get("held"):
        said = "Ce motif va avec une mise de côté : choisissez laquelle, ou videz le motif."
        found.append(Fault(field="held", message=said))
    if kind == "decision" and bool(kept.get("decided_on")) != bool(kept.get("outcome")):
        said = "Une décision prise a un jour et un texte : remplissez les deux, ou aucun."
        found.append(Fault(field="outcome", message=said))
    if kind == "term" and any(
        term.id != itself and term.title.casefold() == kept["title"].casefold() and term.line("list") == kept["list"]
        for term in known.plan.of("term")
    ):
        found.append(Fault(field="title", message=f"« {kept['title']} » est déjà dans cette liste."))
    before = known.plan.items.get(itself) if itself else None
    if kind == "term" and before and before.line("list") != kept["list"]:
        said = "Un terme ne change pas de liste : retirez-le, et ajoutez-le à l'autre."
        found.append(Fault(field="list", message=said))
    return found
