"""The fields of the plan's forms: the widget of each, from what is declared of it, and what it tells."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import streamlit as st

from data.plan import Concerned
from data.plan.declaration import LONGEST_LINE, LONGEST_TEXT, Field, ListName
from data.plan.items import ONE_BY_ONE, WHOLE
from data.targets.scopes import GROUP_LABELS, known_members
from pages.shared import plan, session

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 12, 31)
_NOBODY, _ALL, _LISTED = "Non précisé", "Tous les établissements", "Une liste d'UAI"
_GROUPS = {_NOBODY: None, _ALL: WHOLE} | {label: group for group, label in GROUP_LABELS.items()} | {_LISTED: ONE_BY_ONE}
_LABELS = {group: label for label, group in _GROUPS.items()}


def ask(field: Field, values: Mapping[str, Any], base: str, concerns: str | None) -> Any:
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
            # One that the catalogue no longer has stays until somebody takes it off.
            labels = {code: code for code in now or []} | plan.indicator_labels()
            return st.multiselect(
                options=list(labels),
                default=now,
                format_func=labels.__getitem__,
                placeholder="Aucun",
                select_all=False,
                **shown,
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
        options=list(offered),
        default=kept,
        format_func=offered.__getitem__,
        placeholder="Aucun choix",
        select_all=False,
        **shown,
    )


# --- the establishments concerned: the group is chosen before the form, which then asks its members


def concerns_first(fields: Sequence[Field], values: Mapping[str, Any], base: str) -> str | None:
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
    # A member that the directory no longer has stays until somebody takes it off.
    offered = list(dict.fromkeys([*_members(session.version())[group], *kept]))
    members = st.multiselect(
        f"{chosen} : lesquels ?",
        offered,
        list(kept),
        placeholder="Aucun choix",
        select_all=False,
        key=f"{key}_{group}",
    )
    return Concerned(group=group, members=tuple(members))


@st.cache_data(show_spinner=False, max_entries=4)
def _members(version: str) -> dict[str, list[str]]:  # noqa: ARG001
    return known_members(session.database())
