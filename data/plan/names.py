"""From what a cell calls an item or a term to the one that is meant."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from rapidfuzz import process

from data.errors import Refusal
from data.plan.cells import plain_name
from data.plan.declaration import KINDS, LISTS, Field
from data.plan.items import Item, number_of
from data.plan.record import Key, Record
from data.returns.filled import QUOTED
from data.returns.values import fold
from data.text import cut

_ENOUGH, _NEAR = 3, 70  # letters that a suggestion needs; out of 100, how alike the names are


class Misnamed(Refusal):
    """Nothing, or more than one thing, is called so. code: of the remark."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class Meant(NamedTuple):
    """What a name means. once: the item, when it is called otherwise by now."""

    id: UUID
    once: Item | None = None


@dataclass(kw_only=True)
class Names:
    """standing: the items that stand, and those of the file that are taken, by id: see `keep`. rows: what the repères of
    the file's own rows mean; None for a row that is not taken. refused: (kind, folded title) of the new rows that are not
    taken."""

    record: Record
    standing: dict[UUID, Item] = field(default_factory=dict)
    rows: dict[Key, UUID | None] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)
    _offered: dict[str, dict[UUID, Item]] = field(default_factory=lambda: defaultdict(dict))
    _titled: dict[Key, dict[UUID, Item]] = field(default_factory=lambda: defaultdict(dict))

    def keep(self, item: Item) -> None:
        """From here on the item stands, and is called so."""
        before = self.standing.get(item.id)
        for name in _keys(before) if before else ():
            self._titled[name].pop(item.id, None)
        self.standing[item.id] = self._offered[_shelf_of(item)][item.id] = item
        for name in _keys(item):
            self._titled[name][item.id] = item

    def titles(self, asked: Field) -> list[str]:
        """What a field may link to is called so."""
        return [item.title for item in self._offered[_shelf(asked)].values()]

    def find(self, asked: Field, name: str) -> Meant:
        """The item or term meant: by the repère of a row of the file, by its own, by its title, or by one that it once
        bore. Raises Misnamed."""
        kind = "term" if asked.type in ("term", "terms") else asked.of
        offered = self._offered[_shelf(asked)]
        row = self._row(kind, name)
        # The file cannot know the repères that the program has just given to its rows.
        by_ref = next((one.id for one in self.record.versions.get((kind, fold(name)), []) if one.id in offered), None)
        found = row or by_ref or self._by_title(_shelf(asked), name)
        if found:
            return Meant(found)
        if (kind, fold(name)) not in self.refused and (once := self._once_titled(asked, name)):
            return Meant(once.id, once)
        raise self._unknown(kind, asked, name)

    def _by_title(self, shelf: str, name: str) -> UUID | None:
        """The one of that title. Raises Misnamed when several bear it."""
        for key in (f"={plain_name(name)}", fold(name)):
            found = list(self._titled[shelf, key].values()) if key else []
            if len(found) > 1:
                said = f"Plusieurs s'appellent « {cut(name, QUOTED)} » : écrivez le repère ({_refs(found)})."
                raise Misnamed("ambiguous_name", said)
            if found:
                return found[0].id
        return None

    def _row(self, kind: str, name: str) -> UUID | None:
        key = kind, fold(name)
        if key in self.rows and self.rows[key] is None:
            raise Misnamed(
                "refused_reference",
                f"« {cut(name, QUOTED)} » est une ligne de ce fichier qui n'est pas prise : corrigez-la d'abord.",
            )
        return self.rows.get(key)

    def _once_titled(self, asked: Field, name: str) -> Item | None:
        """The one that stands and bore that title: an older workbook calls things as they were called then. Raises Misnamed
        when several did."""
        offered = self._offered[_shelf(asked)]
        found = [offered[one] for one in self._once.get((_shelf(asked), plain_name(name)), ()) if one in offered]
        if len(found) > 1:
            said = f"Plusieurs se sont appelés « {cut(name, QUOTED)} » : écrivez le repère ({_refs(found)})."
            raise Misnamed("ambiguous_name", said)
        return found[0] if found else None

    @cached_property
    def _once(self) -> Mapping[Key, set[UUID]]:
        """(shelf, plain title) -> what ever bore it."""
        found: dict[Key, set[UUID]] = defaultdict(set)
        for old in self.record.told:
            found[_shelf_of(old), plain_name(old.title)].add(old.id)
        return found

    def _unknown(self, kind: str, asked: Field, name: str) -> Misnamed:
        shown, key = cut(name, QUOTED), (kind, fold(name))
        if key in self.refused:
            return Misnamed(
                "refused_reference",
                f"« {shown} » est une ligne de ce fichier qui n'est pas prise : corrigez-la d'abord.",
            )
        gone = self.record.versions.get(key, [])
        if gone and gone[0].id not in self.standing:
            return Misnamed(
                "withdrawn_item",
                f"« {shown} » ({cut(gone[0].title, QUOTED)}) n'est plus dans le plan : choisissez une autre fiche.",
            )
        what = f"Aucun terme de la liste « {LISTS[asked.of]} » ne s'appelle" if kind == "term" else _no_such(kind)  # type: ignore[index]
        to_do = f"corrigez ce nom, ou ajoutez-le à la feuille « {KINDS[kind].labels} »"
        said = f"{what} « {shown} » : {to_do}.{nearest(name, self.titles(asked))}"
        return Misnamed("unknown_term" if kind == "term" else "unknown_item", said)


def _refs(found: Collection[Item]) -> str:
    return ", ".join(one.ref for one in sorted(found, key=lambda one: number_of(one.ref)))


def _no_such(kind: str) -> str:
    declared = KINDS[kind]
    return f"Ni ce fichier ni le plan n'ont {'une' if declared.feminine else 'un'} {declared.label.lower()}"


def nearest(name: str, offered: Collection[str] | Mapping[str, str]) -> str:
    """« Vouliez-vous dire ... ? » after a space, '' when nothing is near."""
    by_fold, wanted = {fold(one): one for one in offered}, fold(name)
    found = process.extractOne(wanted, list(by_fold), score_cutoff=_NEAR) if len(wanted) >= _ENOUGH else None
    return f" Vouliez-vous dire « {cut(by_fold[found[0]], QUOTED)} » ?" if found else ""


def _shelf(asked: Field) -> str:
    """Where a field looks: a kind, or the label of a list."""
    return LISTS[asked.of] if asked.type in ("term", "terms") else asked.of  # type: ignore[index]


def _shelf_of(item: Item) -> str:
    return item.line("list") if item.kind == "term" else item.kind


def _keys(item: Item) -> tuple[Key, ...]:
    """A title as it is written comes before one that only looks like it: it has a key of its own."""
    shelf = _shelf_of(item)
    return (shelf, f"={plain_name(item.title)}"), (shelf, fold(item.title))
