"""All that was ever told of the plan, by repère: what a workbook was written from, and what became of it since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from data.database import Database
from data.plan.items import Item, Plan, all_versions, read_plan
from data.plan.kept import read_kept
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

    def gone_since(self, item: UUID, instant: datetime) -> bool:
        """Whether there was a moment after that instant when the item was withdrawn."""
        if item not in self._last_gone:
            return False
        back = self._last_gone[item]
        return back is None or back > instant

    @cached_property
    def _last_gone(self) -> Mapping[UUID, datetime | None]:
        """When an item that was withdrawn came back for the last time; None when it did not."""
        found: dict[UUID, datetime | None] = {}
        later: dict[UUID, datetime] = {}
        for one in self.told:
            if one.withdrawn:
                found.setdefault(one.id, later.get(one.id))
            later[one.id] = one.recorded_at
        return found


def read_record(db: Database, *, as_of: datetime) -> Record:
    """The record as known at that instant (UTC)."""
    told = all_versions(db, as_of=as_of)
    aside = []
    for row in db.query(sql("items_set_aside"), as_of=as_of):
        values = read_kept(row["kind"], row.pop("told")).values
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
