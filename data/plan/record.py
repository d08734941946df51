"""All that was ever told of the plan, by repère: what a workbook was written from, and what became of it since."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.database import Database
from data.plan.items import Item, Plan, all_versions, read_plan
from data.returns.values import fold
from data.sql import SqlFolder

sql = SqlFolder(__file__)
Key = tuple[str, str]
"""(kind, repère without case), such as ("irritant", "i3")."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """plan: what stands. told: every version that counts, the latest first. latest: the last one of each item, withdrawn ones too.
    versions: the same by repère. aside: those that no longer count, their file being set aside."""

    plan: Plan
    told: list[Item]
    latest: Mapping[UUID, Item]
    versions: Mapping[Key, list[Item]]
    aside: Mapping[Key, list[Item]]


def read_record(db: Database, *, as_of: datetime) -> Record:
    """The record as known at that instant (UTC)."""
    told = all_versions(db, as_of=as_of)
    aside = []
    for row in db.query(sql("items_set_aside"), as_of=as_of):
        values = json.loads(row.pop("told"))
        aside.append(Item(values=values, **row))
    latest: dict[UUID, Item] = {}
    for item in told:
        latest.setdefault(item.id, item)
    return Record(
        plan=read_plan(db, as_of=as_of), told=told, latest=latest, versions=_by_key(told), aside=_by_key(aside)
    )


def _by_key(items: Iterable[Item]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        found[item.kind, fold(item.ref)].append(item)
    return dict(found)
