"""Telling something of the plan: every change is one more version, and undoing is saying again what was said before."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pyarrow as pa

from data.database import Actor, Database, Write
from data.errors import Refusal
from data.plan.checking import Values, checked, known
from data.plan.declaration import KINDS
from data.plan.items import Item, history
from data.plan.terms import FIRST_OF_THE_COMMITTEE, first_terms
from data.returns.checks import registered
from data.sql import SqlFolder
from data.text import without_direction_marks, writable

sql = SqlFolder(__file__)
_LONGEST_REASON = 300  # characters
_CREATION_UNDONE = "création annulée"


class Overtaken(Refusal):
    """Someone else changed the item since it was shown."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            f"« {item.title} » ({item.ref}) a changé depuis que cette page l'affiche : relisez-la, puis recommencez."
        )


def add(db: Database, actor: Actor, kind: str, told: Mapping[str, Any]) -> Item:
    """A new item. told: see `checked`. Raises Faulty."""
    with db.writing(actor, "plan_add", kind) as write:
        values = checked(kind, told, known(db))
        item = tell(write, item=None, ref=next_refs(db, kind, 1)[0], kind=kind, values=values)
        write.detail.update(ref=item.ref)
    return item


def change(db: Database, actor: Actor, item: Item, told: Mapping[str, Any]) -> Item:
    """Another version of an item, instead of the one given; the same item when nothing differs.

    Raises Faulty; Overtaken when what stands is no longer the one given.
    """
    with db.writing(actor, "plan_change", item.kind) as write:
        _check_stands(db, item)
        values = checked(item.kind, told, known(db), itself=item.id)
        if values == item.values and not item.withdrawn:
            write.keep = False
            return item
        write.detail.update(ref=item.ref, fields=changed_fields(item.values, values))
        return tell(write, item=item.id, ref=item.ref, kind=item.kind, values=values)


def withdraw(db: Database, actor: Actor, item: Item, *, reason: str) -> Item:
    """The item no longer holds; what links to it does without. Raises Refusal without a reason, Overtaken."""
    said = " ".join(writable(without_direction_marks(reason)).split())
    if not said:
        raise Refusal("Dites pourquoi cette fiche est retirée : le motif est gardé avec l'historique.")
    if len(said) > _LONGEST_REASON:
        raise Refusal(f"Ce motif a {len(said)} signes : gardez-en {_LONGEST_REASON} au plus.")
    with db.writing(actor, "plan_withdraw", item.kind) as write:
        _check_stands(db, item)
        write.detail.update(ref=item.ref)
        return tell(write, item=item.id, ref=item.ref, kind=item.kind, values=item.values, withdrawn=said)


def put_back(db: Database, actor: Actor, item: Item, version: Item) -> Item:
    """An earlier version of an item holds again, as a later fact. item: the one that stands, withdrawn or not.

    Raises Overtaken when another one stands by now; Refusal when it is what stands already; Faulty for a term whose name
    another one took.
    """
    with db.writing(actor, "plan_undo", item.kind) as write:
        _check_stands(db, item)
        if (version.values, version.withdrawn) == (item.values, item.withdrawn):
            raise Refusal("C'est déjà ce qui est en vigueur : rien n'a changé.")
        if item.kind == "term" and not version.withdrawn:
            checked("term", version.values, known(db), itself=item.id)  # another one may have taken its name meanwhile
        write.detail.update(ref=item.ref, to=version.recorded_at)
        return tell(
            write, item=item.id, ref=item.ref, kind=item.kind, values=version.values, withdrawn=version.withdrawn
        )


def undo(db: Database, actor: Actor, item: Item) -> Item:
    """Take back the latest change of an item: what was said before holds again, or, of a new item, nothing does.

    Raises Overtaken when someone else changed it meanwhile; Refusal for a term that came with the program and stands as is.
    """
    before = history(db, item.id, as_of=db.clock())[1:]
    if before:
        return put_back(db, actor, item, before[0])
    if item in first_terms(db.settings.plan_terms):
        raise Refusal(f"« {item.title} » est fourni au départ et n'a pas changé : retirez ce terme s'il ne sert plus.")
    with db.writing(actor, "plan_undo", item.kind) as write:
        _check_stands(db, item)
        write.detail.update(ref=item.ref)
        return tell(write, item=item.id, ref=item.ref, kind=item.kind, values=item.values, withdrawn=_CREATION_UNDONE)


def tell(
    write: Write,
    *,
    item: UUID | None,
    ref: str,
    kind: str,
    values: Mapping[str, Any],
    withdrawn: str = "",
    batch: UUID | None = None,
    file_name: str | None = None,
    sheet: str | None = None,
    row_number: int | None = None,
) -> Item:
    """One more version inside a write under way; a new item when none is given. values: as `checked` gives them."""
    told = Item(
        id=item or write.new_id(),
        ref=ref,
        kind=kind,
        values=values,
        withdrawn=withdrawn,
        actor=write.actor.name,
        recorded_at=write.at,
        batch=batch,
        file_name=file_name,
        sheet=sheet,
        row_number=row_number,
    )
    write.cursor.execute(sql("add_item"), _as_row(told))
    return told


def tell_all(write: Write, items: Sequence[Item]) -> None:
    """The same for the versions of a whole file, in one statement: one each would take most of its time."""
    rows = [_as_row(item) | {"id": str(item.id), "batch": item.batch and str(item.batch)} for item in items]
    with registered(write.cursor, told_items=pa.Table.from_pylist(rows)):
        write.cursor.execute(sql("add_items"))


def _as_row(item: Item) -> dict[str, Any]:
    row = {name: value for name, value in vars(item).items() if name not in ("values", "file_name")}
    return row | {"told": json.dumps(dict(item.values), ensure_ascii=False, sort_keys=True)}


def next_refs(db: Database, kind: str, count: int) -> list[str]:
    """References for so many new items, never given before. To be asked inside a write, which nobody else can be in."""
    highest = {row["kind"]: row["highest"] for row in db.query(sql("numbers"))}.get(kind, 0)
    first = max(highest + 1, FIRST_OF_THE_COMMITTEE if kind == "term" else 1)
    return [f"{KINDS[kind].letter}{number}" for number in range(first, first + count)]


def changed_fields(before: Mapping[str, Any], after: Values | Mapping[str, Any]) -> list[str]:
    """Codes of the fields that differ."""
    return sorted(code for code in {*before, *after} if before.get(code) != after.get(code))


def _check_stands(db: Database, item: Item) -> None:
    standing = history(db, item.id, as_of=db.clock())
    if not standing or standing[0].recorded_at != item.recorded_at:
        raise Overtaken(item)
