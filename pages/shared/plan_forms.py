"""Forms of the plan, made from what is declared of each kind: quick entry, change, withdrawal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import streamlit as st

from data.errors import Refusal
from data.plan import Concerned, Item, add, change, withdraw
from data.plan.cells import as_told
from data.plan.declaration import KINDS, LONGEST_LINE, LONGEST_TEXT, Declared, Field, ListName
from data.plan.items import ONE_BY_ONE, WHOLE
from data.targets.scopes import GROUP_LABELS, known_members
from pages.shared import plan, session

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_NOBODY, _ALL, _LISTED = "Non précisé", "Tous les établissements", "Une liste d'UAI"
_GROUPS = {_NOBODY: None, _ALL: WHOLE} | {label: group for group, label in GROUP_LABELS.items()} | {_LISTED: ONE_BY_ONE}
_LABELS = {group: label for label, group in _GROUPS.items()}

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
    base = f"{key}_{nonce}"
    fields = [field for field in declared.fields if only is None or field.code in only]
    told = _as_told(declared, told_before)
    concerns = _concerns_first(fields, told_before, base)
    with st.form(base, border=False):
        told |= {field.code: _ask(field, told_before, base, concerns) for field in fields}
        new = "Ajouter cette " if declared.feminine else "Ajouter ce "
        if st.form_submit_button(button or _added(declared, new), type="primary") and plan.attempt(
            lambda: add(session.database(), session.who(), kind, told),
            done=f"{declared.label} {{ref}} {'ajoutée' if declared.feminine else 'ajouté'}.",
        ):
            st.session_state[f"{key}_tour"] = nonce + 1
            st.rerun()


def _added(declared: Declared, new: str) -> str:
    label = declared.label.lower()
    return f"Ajouter cet {label}" if not declared.feminine and label[0] in "aeiou" else f"{new}{label}"


def edit_form(item: Item, *, key: str, only: Sequence[str] | None = None, button: str = "Enregistrer") -> None:
    """Change an item. What was typed stays when someone else changes the item meanwhile: only the fields changed here are
    told, and a field that both changed is asked again before it is replaced."""
    declared = KINDS[item.kind]
    fields = [field for field in declared.fields if only is None or field.code in only]
    begun = _begun(item, key, fields[0].code)
    base = _base(begun, key)
    concerns = _concerns_first(fields, begun.values, base)
    with st.form(base, border=False):
        typed = {field.code: _ask(field, begun.values, base, concerns) for field in fields}
        if st.form_submit_button(button, type="primary") and plan.attempt(
            lambda: change_some(item, **_changed_here(fields, typed, begun, item, key)),
            done=f"{declared.label} {item.ref} : changement enregistré.",
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
    """What was changed in this form. Raises Refusal, once, when someone else changed one of the same fields."""
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
    """Take an item out of the plan, with a reason; its history stays."""
    label = KINDS[item.kind].label.lower()
    with st.form(f"{key}_{item.id}", border=False):
        reason = st.text_input("Motif du retrait", max_chars=LONGEST_LINE, help="Gardé avec l'historique.")
        if st.form_submit_button(f"Retirer {item.ref} du plan") and plan.attempt(
            lambda: withdraw(session.database(), session.who(), item, reason=reason),
            done=f"{item.ref} ({label}) est hors du plan ; son historique est gardé.",
        ):
            st.rerun()


# --- one field


def _ask(field: Field, values: Mapping[str, Any], base: str, concerns: str | None) -> Any:
    """The widget of a field, and what it tells (see `data.plan.checking.checked`)."""
    key, now = f"{base}_{field.code}", values.get(field.code)
    label = f"{field.label} (obligatoire)" if field.needed else field.label
    shown: dict[str, Any] = {"label": label, "help": field.help or None, "key": key}
    match field.type:
        case "line" | "address" | "uai":
            most = LONGEST_LINE if field.type == "line" else None
            return st.text_input(value=str(now or ""), max_chars=most, **shown)
        case "text":
            return st.text_area(value=str(now or ""), max_chars=LONGEST_TEXT, height=100, **shown)
        case "day":
            begun = date.fromisoformat(now) if now else None
            return st.date_input(value=begun, format="DD/MM/YYYY", min_value=_EARLIEST, max_value=_LATEST, **shown)
        case "flag":
            return st.checkbox(value=bool(now), **{**shown, "label": field.label})
        case "word":
            offered = ["", *field.words]
            return st.selectbox(
                options=offered, index=offered.index(now or ""), format_func=lambda one: one or "Aucune", **shown
            )
        case "item" | "term":
            return _ask_one(field, now, shown)
        case "items" | "terms":
            return _ask_several(field, now or [], shown)
        case "indicators":
            labels = plan.indicator_labels()
            kept = [code for code in now or [] if code in labels]
            return st.multiselect(
                options=list(labels), default=kept, format_func=labels.__getitem__, placeholder="Aucun", **shown
            )
        case "establishments":
            return _ask_members(now, concerns, key)


def _offered(field: Field) -> dict[str, str]:
    """Id -> what it is called, of the items or terms that a field may link to."""
    standing = plan.standing()
    if field.type in ("term", "terms"):
        return {str(term.id): term.title for term in standing.terms(cast(ListName, field.of))}
    return {str(item.id): plan.name(item) for item in standing.of(field.of)}


def _ask_one(field: Field, now: Any, shown: Mapping[str, Any]) -> str | None:
    offered = _offered(field)
    ids = list(offered)
    place = ids.index(now) if now in ids else None
    chosen: str | None = st.selectbox(
        options=ids, index=place, format_func=offered.__getitem__, placeholder="Aucun choix", **shown
    )
    return chosen


def _ask_several(field: Field, now: Sequence[str], shown: Mapping[str, Any]) -> list[str]:
    offered = _offered(field)
    kept = [one for one in now if one in offered]
    return st.multiselect(
        options=list(offered), default=kept, format_func=offered.__getitem__, placeholder="Aucun choix", **shown
    )


# --- the establishments concerned: the group is chosen before the form, which then asks its members


def _concerns_first(fields: Sequence[Field], values: Mapping[str, Any], base: str) -> str | None:
    field = next((field for field in fields if field.type == "establishments"), None)
    if field is None:
        return None
    now = values.get(field.code)
    begun = _LABELS[now["group"]] if now else _NOBODY
    chosen = st.selectbox(field.label, list(_GROUPS), index=list(_GROUPS).index(begun), key=f"{base}_perimetre")
    return str(chosen)


def _ask_members(now: Any, chosen: str | None, key: str) -> Concerned | None:
    group = _GROUPS[chosen or _NOBODY]
    kept = tuple(now["members"]) if now and now["group"] == group else ()
    if group is None or group == WHOLE:
        return None if group is None else Concerned()
    if group == ONE_BY_ONE:
        told = st.text_area(
            "UAI concernés, séparés par des espaces ou des virgules", "\n".join(kept), key=f"{key}_uai", height=100
        )
        listed = told.replace(",", " ").replace(";", " ").split()
        return Concerned(group=group, members=tuple(listed))
    offered = _members(session.version())[group]
    members = st.multiselect(
        f"{chosen} : lesquels ?",
        offered,
        [one for one in kept if one in offered],
        placeholder="Aucun choix",
        key=f"{key}_{group}",
    )
    return Concerned(group=group, members=tuple(members))


@st.cache_data(show_spinner=False, max_entries=4)
def _members(version: str) -> dict[str, list[str]]:  # noqa: ARG001
    return known_members(session.database())


def _as_told(declared: Declared, values: Mapping[str, Any]) -> Told:
    """Kept values as they would be typed: what is not asked is told again as it stands."""
    stands = plan.standing().items.__contains__
    return {field.code: as_told(field, values[field.code], stands) for field in declared.fields if field.code in values}
