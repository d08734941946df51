"""Small plans that tests of several folders share: told to a store, or built as they are read, without one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from data.database import LOCAL, Database
from data.plan import Concerned, Item, Plan, add, read_plan
from data.plan.declaration import ListName

MOMENT = datetime(2022, 3, 15, 9, 0)
_FAMILY = UUID("00000000-0000-0000-0000-000000000007")


def told_plan(db: Database) -> dict[str, Item]:
    """A small whole chain, with nothing missing in it but an action for most indicators. Keys: lesson, strength,
    irritant, need, lever, axis, decision, action, first_step (done on 10/01/2022), last_step (due 30/06/2022), note."""
    told = {
        "lesson": add(
            db,
            LOCAL,
            "lesson",
            {
                "title": "Un collège pilote son numérique dans la durée",
                "text": "Une stratégie commune.\nDe l'attention à la fracture numérique.",
                "origin": term(db, "origin", "Établissement"),
                "voices": [term(db, "voice", "Enseignants"), term(db, "voice", "Parents")],
                "themes": [term(db, "theme", "Gouvernance et anticipation")],
                "told_on": date(2021, 10, 5),
                "address": "https://exemple.fr/retour",
            },
        ),
        "axis": add(db, LOCAL, "axis", {"title": "Définir un cadre de communication interne"}),
        "decision": add(
            db,
            LOCAL,
            "decision",
            {
                "title": "Faut-il une charte commune ?",
                "meeting_on": date(2021, 11, 15),
                "decided_on": date(2021, 11, 15),
                "outcome": "Oui, une charte commune.",
            },
        ),
    }
    lesson = [told["lesson"].id]
    told["strength"] = add(db, LOCAL, "strength", {"title": "Le soutien des familles", "lessons": lesson})
    irritant = {"title": "Trop d'outils sans cadre", "lessons": lesson, "main": True}
    told["irritant"] = add(db, LOCAL, "irritant", irritant)
    told["need"] = add(db, LOCAL, "need", {"title": "Anticiper", "irritants": [told["irritant"].id]})
    told["lever"] = add(db, LOCAL, "lever", {"title": "Un code de conduite", "needs": [told["need"].id]})
    told["action"] = tell_action(
        db,
        title="Écrire une charte avec chaque établissement",
        axis=told["axis"].id,
        levers=[told["lever"].id],
        decisions=[told["decision"].id],
        actors=[term(db, "actor", "RUPN")],
        owner="Pilotage départemental",
        horizon=term(db, "horizon", "Année scolaire 2021-2022"),
        starts_on=date(2022, 1, 3),
        due_on=date(2022, 6, 30),
        concerns=Concerned(),
        indicators=["cadre_communication"],
    )
    told["first_step"] = tell_step(
        db, told["action"], title="Réunir un groupe", due_on=date(2022, 1, 14), done_on=date(2022, 1, 10)
    )
    told["last_step"] = tell_step(db, told["action"], title="Diffuser la charte", due_on=date(2022, 6, 30))
    note = {"title": "Le groupe est réuni", "action": told["action"].id, "written_on": date(2022, 1, 10)}
    told["note"] = add(db, LOCAL, "note", note)
    return told


def tell_action(db: Database, **told: Any) -> Item:
    """An action told on a screen, of which only the title is given unless fields are."""
    return add(db, LOCAL, "action", {"title": "Former les équipes"} | told)


def tell_step(db: Database, action: Item, **told: Any) -> Item:
    """A step of that action."""
    return add(db, LOCAL, "step", {"title": "Réunir un groupe", "action": action.id} | told)


def tell_lesson(db: Database, **told: Any) -> Item:
    """A lesson, of the département unless another origin is given."""
    return add(db, LOCAL, "lesson", {"title": "Un retour", "origin": term(db, "origin", "Département")} | told)


def term(db: Database, name: ListName, title: str) -> UUID:
    """The id of a term of one list, by its title."""
    return next(one.id for one in plan_now(db).terms(name) if one.title == title)


def plan_now(db: Database) -> Plan:
    """The plan as known now."""
    return read_plan(db, as_of=db.clock())


def item(ref: str, kind: str, values: Mapping[str, Any] | None = None, /, **told: Any) -> Item:
    """An item as it is read, without a store: days are given as dates, links as items."""
    kept = {code: _kept(value) for code, value in {"title": ref, **(values or {}), **told}.items() if value is not None}
    return Item(
        id=uuid5(_FAMILY, ref), ref=ref, kind=kind, values=kept, withdrawn="", actor="essai", recorded_at=MOMENT
    )


def plan_of(*items: Item) -> Plan:
    """A plan of those items."""
    return Plan({one.id: one for one in items})


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Item):
        return str(value.id)
    if isinstance(value, (list, tuple)):
        return [_kept(one) for one in value]
    return value
