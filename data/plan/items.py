"""The plan as it stands at an instant, and the history of each of its items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from data.database import Database
from data.plan.declaration import COMES_FROM, KINDS, LISTS, ListName
from data.plan.kept import read_kept
from data.plan.terms import first_terms
from data.sql import SqlFolder

sql = SqlFolder(__file__)

WHOLE = ""
ONE_BY_ONE = "uai"


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Which establishments an action is about. group: '' for all, 'uai' for a list, else a group of the directory such as
    'epci'. members: the values of that group, or the UAI."""

    group: str = WHOLE
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """One version of an item. values: field -> what was told (declaration.py), blank fields left out: days in ISO, links
    and terms as ids. withdrawn: why it no longer holds, '' when it does. recorded_at is UTC. batch, file_name, sheet and
    row_number: where it stands in the workbook that told it, None when a screen did."""

    id: UUID
    ref: str
    kind: str
    values: Mapping[str, Any]
    withdrawn: str
    actor: str
    recorded_at: datetime
    batch: UUID | None = None
    file_name: str | None = None
    sheet: str | None = None
    row_number: int | None = None

    @property
    def title(self) -> str:
        """What it is called by."""
        return self.line("title")

    def line(self, code: str) -> str:
        """A text field, '' when blank."""
        return str(self.values.get(code, ""))

    def day(self, code: str) -> date | None:
        """A day field."""
        told = self.values.get(code)
        return date.fromisoformat(told) if told else None

    def flag(self, code: str) -> bool:
        """A flag field."""
        return bool(self.values.get(code, False))

    def ids(self, code: str) -> tuple[UUID, ...]:
        """What a field of items or terms links to, whether it still stands or not: ask the plan for those that do."""
        told = self.values.get(code, ())
        return tuple(UUID(one) for one in ([told] if isinstance(told, str) else told))

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators it should move."""
        return tuple(self.values.get("indicators", ()))

    @property
    def concerns(self) -> Concerned | None:
        """The establishments it is about; None when nobody said."""
        told = self.values.get("concerns")
        return Concerned(group=told["group"], members=tuple(told["members"])) if told else None


@dataclass(frozen=True)
class Plan:
    """Every item that stands, by id, in the order in which they were first told. Terms too."""

    items: Mapping[UUID, Item] = field(default_factory=dict)

    def of(self, kind: str) -> list[Item]:
        """The items of a kind, by the number of their reference."""
        return self._by_kind.get(kind, [])

    def terms(self, name: ListName) -> list[Item]:
        """The terms of one list."""
        return [term for term in self.of("term") if term.line("list") == LISTS[name]]

    def linked(self, item: Item, code: str) -> list[Item]:
        """The items or terms that a field links to and that still stand, in the order told."""
        return [self.items[one] for one in item.ids(code) if one in self.items]

    def titles(self, item: Item, code: str) -> list[str]:
        """Their titles."""
        return [one.title for one in self.linked(item, code)]

    def under(self, item: Item, kind: str, code: str) -> list[Item]:
        """The items of a kind whose field links to this one: the steps of an action, the needs of an irritant."""
        return self._by_link.get((kind, code, item.id), [])

    def find(self, reference: str) -> Item | None:
        """The item of that reference (A7) or id."""
        wanted = reference.strip().casefold()
        return next((one for one in self.items.values() if wanted in (one.ref.casefold(), str(one.id))), None)

    @cached_property
    def themes(self) -> Mapping[UUID, tuple[str, ...]]:
        """Item -> titles of its themes: a lesson's own; of the others, those of all that leads to it."""
        found = {lesson.id: tuple(self.titles(lesson, "themes")) for lesson in self.of("lesson")}
        for kind, link in COMES_FROM.items():
            for item in self.of(kind):
                above = (found.get(one.id, ()) for one in self.linked(item, link))
                found[item.id] = tuple(dict.fromkeys(theme for themes in above for theme in themes))
        return found

    @cached_property
    def _by_kind(self) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in sorted(self.items.values(), key=lambda one: number_of(one.ref)):
            found.setdefault(item.kind, []).append(item)
        return found

    @cached_property
    def _by_link(self) -> dict[tuple[str, str, UUID], list[Item]]:
        found: dict[tuple[str, str, UUID], list[Item]] = {}
        for kind, items in self._by_kind.items():
            linking = [one.code for one in KINDS[kind].fields if one.type in ("item", "items", "term", "terms")]
            for item in items:
                for code in linking:
                    for linked in dict.fromkeys(item.ids(code)):
                        found.setdefault((kind, code, linked), []).append(item)
        return found


def read_plan(db: Database, *, as_of: datetime) -> Plan:
    """The plan as known at that instant (UTC). The steps and notes of an action that no longer stands go with it."""
    told = {item.id: item for item in _versions(db, as_of, None, latest=True)}
    both = {item.id: item for item in first_terms(db.settings.plan_terms)} | told
    standing = {item.id: item for item in both.values() if not item.withdrawn}
    return Plan({item.id: item for item in standing.values() if _belongs(item, standing)})


def _belongs(item: Item, standing: Mapping[UUID, Item]) -> bool:
    """Whether what the item cannot be without still stands."""
    needed = (field.code for field in KINDS[item.kind].fields if field.needed and field.type == "item")
    return all(one in standing for code in needed for one in item.ids(code))


def history(db: Database, found: UUID, *, as_of: datetime) -> list[Item]:
    """Every version of one item that counts, the latest first; the first one of a term that came with the program too."""
    came = [item for item in first_terms(db.settings.plan_terms) if item.id == found]
    return [*_versions(db, as_of, found, latest=False), *came]


def all_versions(db: Database, *, as_of: datetime) -> list[Item]:
    """Every version of every item that counts, the latest first; terms as they came with the program are the last."""
    return [*_versions(db, as_of, None, latest=False), *first_terms(db.settings.plan_terms)]


def withdrawn_items(db: Database, *, as_of: datetime) -> list[Item]:
    """The items that no longer hold, the latest first: each can be put back."""
    return [item for item in _versions(db, as_of, None, latest=True) if item.withdrawn]


def number_of(reference: str) -> int:
    """7 for « A7 »."""
    return int(reference[1:])


def _versions(db: Database, as_of: datetime, found: UUID | None, *, latest: bool) -> Iterator[Item]:
    for row in db.query(sql("items"), as_of=as_of, id=found, latest=latest):
        told = read_kept(row["kind"], row.pop("told")).values
        if row["kind"] in KINDS:  # what is spoiled is left out, and told by `check`
            yield Item(values=told, **row)
