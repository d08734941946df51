"""What the rows of a workbook are decided with: what stands, what was ever told, and what this very file told before."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from data.batches import batches
from data.database import Database, Write
from data.plan.checking import Known, Values, known
from data.plan.items import Item
from data.plan.names import Names
from data.plan.reading import PlanRow, Words
from data.plan.record import Record, read_record
from data.plan.recording import next_refs
from data.returns.values import fold

Said = tuple[str, str]
"""(kind, values) of an item, for finding who says exactly that."""


@dataclass(kw_only=True)
class Desk:
    """said: the item that says exactly that. said_before: the version by which a file told it, replaced since. here:
    (sheet, row) -> the version that this very file told there, when it was taken in before and still counts."""

    known: Known
    record: Record
    words: Words
    local: Callable[[datetime], datetime]
    new_item: Callable[[PlanRow, Values], Item]
    here: Mapping[tuple[str, int], Item]
    said_before: Mapping[Said, Item]
    said: dict[Said, UUID] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """What the items are called."""
        return self.words.names

    def keep(self, item: Item) -> None:
        """From here on the item says this."""
        before = self.names.standing.get(item.id)
        if before:
            self.said.pop(_said(item.kind, before.values), None)
        self.names.keep(item)
        self.said[_said(item.kind, item.values)] = item.id

    def repeated(self, kind: str, values: Values | None) -> Item | None:
        """The item that says exactly these values already."""
        found = self.said.get(_said(kind, values)) if values is not None else None
        return self.names.standing[found] if found else None

    def repeated_before(self, kind: str, values: Values | None) -> Item | None:
        """The version by which a file told exactly these values, before somebody changed the item."""
        return self.said_before.get(_said(kind, values)) if values is not None else None

    def told_here(self, row: PlanRow) -> Item | None:
        """The version that this very file told with that row."""
        return self.here.get((row.sheet.table.sheet, row.number))


def open_desk(db: Database, write: Write, rows: Mapping[str, int], sha256: str) -> Desk:
    """rows: how many there are of each kind. sha256: of the file. To be asked inside a write."""
    record, facts = read_record(db, as_of=db.clock()), known(db)
    by_name = {code: code for code in facts.indicators} | {
        fold(label): code for code, label in facts.indicators.items()
    }
    desk = Desk(
        known=facts,
        record=record,
        words=Words(names=Names(record=record), indicators=by_name, members=facts.members),
        local=db.local,
        new_item=_new_items(db, write, rows),
        here=_told_here(db, record, sha256),
        said_before=_said_before(record),
    )
    for item in record.plan.items.values():
        desk.keep(item)
    return desk


def _new_items(db: Database, write: Write, rows: Mapping[str, int]) -> Callable[[PlanRow, Values], Item]:
    refs: dict[str, Iterator[str]] = {}

    def new_item(row: PlanRow, values: Values) -> Item:
        kind = row.declared.kind
        if kind not in refs:
            refs[kind] = iter(next_refs(db, kind, rows[kind]))
        return Item(
            id=write.new_id(),
            ref=next(refs[kind]),
            kind=kind,
            values=values,
            withdrawn="",
            actor=write.actor.name,
            recorded_at=write.at,
        )

    return new_item


def _told_here(db: Database, record: Record, sha256: str) -> dict[tuple[str, int], Item]:
    again = {one.id for one in batches(db, as_of=db.clock()) if one.kind == "plan" and one.file_sha256 == sha256}
    told = (one for one in reversed(record.told) if one.batch in again)
    return {(one.sheet, one.row_number): one for one in told if one.sheet is not None and one.row_number is not None}


def _said_before(record: Record) -> dict[Said, Item]:
    """Only what files told: on a screen, nobody gives the same twice."""
    told = (one for one in record.told if one.batch and not one.withdrawn and one.id in record.plan.items)
    return {_said(one.kind, one.values): one for one in told if one is not record.latest[one.id]}


def _said(kind: str, values: Mapping[str, Any]) -> Said:
    return kind, json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
