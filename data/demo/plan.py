"""The plan of the demonstration, from what was heard in autumn 2021 to what stands on 18 March 2022.

Its words are data (plan_*.toml). Each entry is checked as a screen's is and told on its day, and what became of it is
told later: history, undo and computed states have something to show.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from data.database import Actor, Database
from data.demo.establishments import Establishment
from data.demo.timeline import Step, at
from data.plan import Concerned, Item, read_plan
from data.plan.checking import Known, checked, known
from data.plan.declaration import KINDS, LISTS, Field
from data.plan.items import ONE_BY_ONE, WHOLE
from data.plan.recording import changed_fields, next_refs, tell
from data.seances.meetings import plan_meeting

_FILES = ("plan_lessons.toml", "plan_projections.toml", "plan_actions.toml")
# Planned on -> held on, called: October's was planned at the start of the year, the others by the one before.
_MEETINGS = (
    (date(2021, 9, 21), date(2021, 10, 12), "Comité d'octobre"),
    (date(2021, 10, 12), date(2021, 12, 9), "Comité de décembre"),
    (date(2021, 12, 9), date(2022, 6, 14), "Comité de juin"),
)
Told = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """Something told of an item on a day. kind: of a new one, '' for a change. told: as in the files, by field."""

    on: date
    key: str
    kind: str
    told: Told


def plan_steps(actor: Actor, establishments: Sequence[Establishment]) -> list[Step]:
    """One step a meeting put in the calendar, the items of one kind told on a day, and a change."""
    lived = _Lived(actor, _places(establishments))
    steps = [_meeting_step(actor, *meeting) for meeting in _MEETINGS]
    together: dict[tuple[date, str], list[_Entry]] = {}
    for entry in _entries():
        if entry.kind:
            together.setdefault((entry.on, entry.kind), []).append(entry)
        else:
            steps.append(Step(at=at(entry.on, 17), do=partial(lived.change, entry)))
    # What is new in a day comes before what changes, which may be of the same day.
    return [*steps, *(Step(at=at(on, 16), do=partial(lived.add, kind, told)) for (on, kind), told in together.items())]


def _meeting_step(actor: Actor, planned_on: date, held_on: date, label: str) -> Step:
    def put_in_the_calendar(db: Database) -> None:
        plan_meeting(db, actor, held_on=held_on, label=label)

    return Step(at=at(planned_on, 18), do=put_in_the_calendar)


def _places(establishments: Sequence[Establishment]) -> dict[str, list[str]]:
    """Name of a place in the files -> UAI."""
    colleges = [
        one.uai
        for one in establishments
        if one.type == "Collège" and one.commune.name == "Nantes" and one.priority == "REP+" and not one.is_segpa
    ]
    return {"rep_plus": sorted(colleges)[:1], "rep_plus_colleges": colleges}


def _entries() -> Iterator[_Entry]:
    """Everything told, in the order of the files: what an item links to stands above it."""
    for name in _FILES:
        content = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
        for kind, told in ((kind, one) for kind, all_of_it in content.items() for one in all_of_it):
            if kind == "change":
                yield _entry("", told, key=told.pop("of"))
            else:
                yield from _with_steps_and_notes(kind, told)


def _with_steps_and_notes(kind: str, told: dict[str, Any]) -> Iterator[_Entry]:
    key, on = told["key"], told["on"]
    steps, notes = told.pop("step", []), told.pop("note", [])
    yield _entry(kind, told, key=told.pop("key"))
    for number, step in enumerate(steps):
        done_on = step.pop("done_on", None)
        yield _entry("step", {"on": on, "action": key} | step, key=f"{key} {number}")
        if done_on:
            yield _entry("", {"on": done_on, "done_on": done_on}, key=f"{key} {number}")
    for number, note in enumerate(notes):
        yield _entry("note", {"action": key, "written_on": note["on"]} | note, key=f"{key} note {number}")


def _entry(kind: str, told: Told, *, key: str) -> _Entry:
    fields = {code: value for code, value in told.items() if code != "on"}
    if kind == "lesson":
        fields["told_on"] = told["on"]
    return _Entry(on=told["on"], key=key, kind=kind, told=fields)


class _Lived:
    """What has been told so far, by the keys of the files."""

    def __init__(self, actor: Actor, places: Mapping[str, Sequence[str]]) -> None:
        self._actor = actor
        self._places = places
        self._items: dict[str, Item] = {}
        self._told: dict[str, Told] = {}
        self._known: Known | None = None

    def add(self, kind: str, entries: Sequence[_Entry], db: Database) -> None:
        """The new items of one kind and day, in one write."""
        with db.writing(self._actor, "plan_add", kind) as write:
            now, refs = self._now(db), next_refs(db, kind, len(entries))
            for ref, entry in zip(refs, entries, strict=True):
                values = checked(kind, self._values(kind, entry.told, now), now)
                self._items[entry.key] = tell(write, item=None, ref=ref, kind=kind, values=values)
                self._told[entry.key] = entry.told
            write.detail.update(ref=", ".join(refs))

    def change(self, entry: _Entry, db: Database) -> None:
        """Another version of an item, with everything told of it before."""
        item = self._items[entry.key]
        self._told[entry.key] = {**self._told[entry.key], **entry.told}
        with db.writing(self._actor, "plan_change", item.kind) as write:
            now = self._now(db)
            values = checked(item.kind, self._values(item.kind, self._told[entry.key], now), now, itself=item.id)
            write.detail.update(ref=item.ref, fields=changed_fields(item.values, values))
            self._items[entry.key] = tell(write, item=item.id, ref=item.ref, kind=item.kind, values=values)

    def _now(self, db: Database) -> Known:
        """What is known now. The directory and the catalogue stay what they were at the first entry: reading them takes longest."""
        if self._known is None:
            self._known = known(db)
        return replace(self._known, plan=read_plan(db, as_of=db.clock()), today=db.today())

    def _values(self, kind: str, told: Told, now: Known) -> dict[str, Any]:
        """What `checked` takes, of what a file says: keys of items, titles of terms, places of establishments."""
        return {code: self._value(KINDS[kind].field(code), value, now) for code, value in told.items()}

    def _value(self, field: Field, told: Any, now: Known) -> Any:
        match field.type:
            case "item":
                return self._items[told].id
            case "items":
                return [self._items[key].id for key in told]
            case "term":
                return _term(field, told, now)
            case "terms":
                return [_term(field, title, now) for title in told]
            case "uai":
                return next(iter(self._places[told]), None)
            case "establishments":
                return self._concerned(told, now)
        return told

    def _concerned(self, told: Told, now: Known) -> Concerned | None:
        """What the file says, without the groups that a smaller territory may not have."""
        group, named = told["group"], told.get("members", [])
        if group == WHOLE:
            return Concerned()
        if group == ONE_BY_ONE:
            members = [uai for place in named for uai in self._places[place]]
        else:
            members = [member for member in named if member in now.members[group]]
        return Concerned(group=group, members=tuple(members)) if members else None


def _term(field: Field, title: str, now: Known) -> UUID:
    return next(term.id for term in now.plan.of("term") if (term.line("list"), term.title) == (LISTS[field.of], title))  # type: ignore[index]
