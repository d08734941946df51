"""Forms of the plan, made from what is declared of each kind: quick entry, change, withdrawal."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st

from data.errors import Refusal
from data.plan import Item, add, change, withdraw
from data.plan.cells import as_told
from data.plan.declaration import KINDS, LONGEST_LINE, Declared, Field
from data.text import cut
from pages.shared import plan, session
from pages.shared.plan_fields import ask, concerns_first
from pages.shared.text import plain

_RARE = ("decisions", "done_on", "success", "keys", "held", "held_because")  # fields of an action, asked last
_LONGEST_NAME = 40  # characters of a term in a button

Told = dict[str, Any]


def add_form(
    kind: str, *, key: str, preset: Mapping[str, Any] | None = None, only: Sequence[str] | None = None, button: str = ""
) -> None:
    """Quick entry of one item of a kind, emptied once it is added.

    preset: values (as `Item.values` has them) that the fields begin with; those of fields that are not asked are told as
    they are. only: codes of the fields asked, all when not given. key: of this form on its page.
    """
    declared = KINDS[kind]
    told_before = dict(preset or {})
    nonce = st.session_state.setdefault(f"{key}_tour", 0)
    fields = [field for field in declared.fields if only is None or field.code in only]
    base = f"{key}_{nonce}_{_mark(declared, told_before)}"
    told = _as_told(declared, told_before)
    plan.say_here(key)
    concerns = concerns_first(fields, told_before, base)
    with st.form(base, border=False, enter_to_submit=False):
        told |= {field.code: ask(field, told_before, base, concerns) for field in _in_order(fields)}
        new = "Ajouter cette " if declared.feminine else "Ajouter ce "
        if st.form_submit_button(button or _added(declared, new), type="primary") and plan.attempt(
            lambda: add(session.database(), session.who(), kind, told),
            done=f"{declared.label} {{ref}} {'ajoutée' if declared.feminine else 'ajouté'}.",
            where=key,
        ):
            st.session_state[f"{key}_tour"] = nonce + 1
            st.rerun()


def _mark(declared: Declared, preset: Mapping[str, Any]) -> str:
    """What a form begins with, for its keys: what is typed for one item is not taken for another. Days are but proposed:
    looking at another day does not empty the form."""
    begun = {code: value for code, value in preset.items() if declared.field(code).type != "day"}
    return sha256(json.dumps(begun, sort_keys=True).encode()).hexdigest()[:12]


def _in_order(fields: Sequence[Field]) -> list[Field]:
    """The fields as they are asked: the members of the group chosen just above first, what is rarely told last."""
    return sorted(fields, key=lambda field: (field.type != "establishments", field.code in _RARE))


def _added(declared: Declared, new: str) -> str:
    label = declared.label.lower()
    return f"Ajouter cet {label}" if not declared.feminine and label[0] in "aeiou" else f"{new}{label}"


def edit_form(
    item: Item,
    *,
    key: str,
    only: Sequence[str] | None = None,
    needed: Sequence[str] = (),
    button: str = "Enregistrer",
    done: Callable[[Told], str] | None = None,
) -> None:
    """Change an item. What was typed stays when someone else changes the item meanwhile: only the fields changed here are
    told, and a field that both changed is asked again before it is replaced.

    needed: codes of the fields that this form cannot do without. done: what to say afterwards, from what was typed.
    """
    declared = KINDS[item.kind]
    asked = [field for field in declared.fields if only is None or field.code in only]
    fields = [replace(field, needed=field.needed or field.code in needed) for field in asked]
    begun = _begun(item, key, fields[0].code)
    base = _base(begun, key)
    plan.say_here(f"{key}_{item.id}")
    concerns = concerns_first(fields, begun.values, base)
    with st.form(base, border=False, enter_to_submit=False):
        typed = {field.code: ask(field, begun.values, base, concerns) for field in _in_order(fields)}
        if st.form_submit_button(button, type="primary") and plan.attempt(
            lambda: change_some(item, **_changed_here(fields, typed, begun, item, key)),
            done=done(typed) if done else f"{declared.label} {item.ref} : changement enregistré.",
            before=item,
            where=f"{key}_{item.id}",
        ):
            del st.session_state[f"{key}_{item.id}_depuis"]
            st.rerun()


def _begun(item: Item, key: str, first: str) -> Item:
    """The version that the form began with: it stays as others write, or what is being typed would be lost."""
    name, shown = f"{key}_{item.id}_depuis", st.session_state
    if name not in shown or f"{_base(shown[name], key)}_{first}" not in shown:
        shown[name] = item
    begun: Item = shown[name]
    return begun


def _base(begun: Item, key: str) -> str:
    return f"{key}_{begun.id}_{begun.recorded_at:%Y%m%d%H%M%S%f}"


def _changed_here(fields: Sequence[Field], typed: Told, begun: Item, now: Item, key: str) -> Told:
    """What was changed in this form. Raises Refusal for a needed field left blank and, once, when someone else changed
    one of the same fields."""
    if blank := [field.label for field in fields if field.needed and _bare(typed[field.code]) is None]:
        raise Refusal(" ".join(f"« {label} » est à remplir." for label in blank))
    before, there = (_as_told(KINDS[one.kind], one.values) for one in (begun, now))
    changed = {code: told for code, told in typed.items() if _bare(told) != _bare(before.get(code))}
    both = [
        field.label
        for field in fields
        if field.code in changed
        and _bare(there.get(field.code)) not in map(_bare, (before.get(field.code), typed[field.code]))
    ]
    seen = f"{key}_{now.id}_vu"
    if both and st.session_state.get(seen) != now.recorded_at:
        st.session_state[seen] = now.recorded_at
        named = ", ".join(f"« {label} »" for label in both)
        raise Refusal(
            f"{named} a changé depuis que ce formulaire est affiché : relisez la fiche plus haut, puis enregistrez de "
            "nouveau pour mettre ce que vous avez tapé à la place."
        )
    return changed


def _bare(told: Any) -> Any:
    """What is told, for comparing: every blank is one, and the order of choices does not matter."""
    if isinstance(told, list | tuple):
        return sorted(map(str, told)) or None
    return (told.strip() if isinstance(told, str) else told) or None


def change_some(item: Item, **told: Any) -> Item:
    """Change some fields of an item, the others told again as they stand. Raises what `change` does."""
    return change(session.database(), session.who(), item, _as_told(KINDS[item.kind], item.values) | told)


def withdraw_form(item: Item, *, key: str) -> None:
    """Take an item out of the plan, or a term out of its list, with a reason; its history stays."""
    label, term = KINDS[item.kind].label.lower(), item.kind == "term"
    where = "de la liste" if term else "du plan"
    named = f"« {cut(item.title, _LONGEST_NAME)} »" if term else item.ref
    with st.form(f"{key}_{item.id}", border=False, enter_to_submit=False):
        reason = st.text_input("Motif du retrait", max_chars=LONGEST_LINE, help="Gardé avec l'historique.")
        if st.form_submit_button(plain(f"Retirer {named} {where}")) and plan.attempt(
            lambda: withdraw(session.database(), session.who(), item, reason=reason),
            done=f"{item.ref} ({label}) est hors {where} ; son historique est gardé.",
        ):
            st.rerun()


def _as_told(declared: Declared, values: Mapping[str, Any]) -> Told:
    """Kept values as they would be typed: what is not asked is told again as it stands."""
    stands = plan.standing().items.__contains__
    return {field.code: as_told(field, values[field.code], stands) for field in declared.fields if field.code in values}
