"""What the fields of an item say against one another, or against the other items."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from data.plan.items import Plan

Conflict = tuple[tuple[str, ...], str]
"""The fields that do not go together, the one to put right first; one French sentence that says what to do."""
_HAPPENED = (("done_on", "L'action ou l'étape"), ("decided_on", "La décision"), ("told_on", "Le retour"))


def conflicts(kind: str, kept: Mapping[str, Any], plan: Plan, today: date, itself: UUID | None) -> Iterator[Conflict]:
    """What does not go together in the values of an item, as they are kept. itself: the item that changes, None for a new
    one."""
    yield from _days(kept, today)
    if kind == "action":
        yield from _put_aside(kept)
    if kind == "decision" and bool(kept.get("decided_on")) != bool(kept.get("outcome")):
        yield ("outcome", "decided_on"), "Une décision prise a un jour et un texte : remplissez les deux, ou aucun."
    if kind == "term":
        yield from _term(kept, plan, itself)


def _days(kept: Mapping[str, Any], today: date) -> Iterator[Conflict]:
    starts, due, done = kept.get("starts_on"), kept.get("due_on"), kept.get("done_on")
    if starts and due and due < starts:
        yield ("due_on", "starts_on"), "L'échéance est avant le début : corrigez l'un des deux jours."
    for code, label in _HAPPENED:
        if kept.get(code, "") > today.isoformat():
            yield (code,), f"{label} ne peut pas dater d'un jour à venir : laissez vide, ou corrigez le jour."
    if starts and done and done < starts:
        yield ("done_on", "starts_on"), "L'action est terminée avant son début : corrigez l'un des deux."


def _put_aside(kept: Mapping[str, Any]) -> Iterator[Conflict]:
    held, because = kept.get("held"), kept.get("held_because")
    if held and not because:
        yield ("held_because", "held"), f"Dites pourquoi l'action est {held} : le motif est gardé avec l'historique."
    if because and not held:
        yield ("held", "held_because"), "Ce motif va avec une mise de côté : choisissez laquelle, ou videz le motif."


def _term(kept: Mapping[str, Any], plan: Plan, itself: UUID | None) -> Iterator[Conflict]:
    title, name = kept.get("title", ""), kept.get("list", "")
    others = (term for term in plan.of("term") if term.id != itself)
    if any((one.title.casefold(), one.line("list")) == (title.casefold(), name) for one in others):
        yield ("title", "list"), f"« {title} » est déjà dans cette liste."
    before = plan.items.get(itself) if itself else None
    if before and before.line("list") != name:
        yield ("list",), "Un terme ne change pas de liste : retirez-le, et ajoutez-le à l'autre."
