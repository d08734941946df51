"""What the store keeps of an item: what of it can be read, and what is wrong with the rest."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from data.plan.declaration import KINDS, FieldType
from data.targets.scopes import GROUP_LABELS

_GROUPS = ("", "uai", *GROUP_LABELS)  # of Concerned


@dataclass(frozen=True, kw_only=True)
class Kept:
    """values: the fields that can be read. wrong: what is said of the others, in French; none of a sound version."""

    values: dict[str, Any]
    wrong: tuple[str, ...]


def read_kept(kind: str, told: str) -> Kept:
    """told: the JSON object that is kept of a version of an item of that kind. Nothing spoiled raises: it is left out."""
    try:
        found = json.loads(told)
    except ValueError:
        found = None
    if not isinstance(found, dict) or kind not in KINDS:
        return Kept(values={}, wrong=("son contenu" if kind in KINDS else "sa nature",))
    return _sorted_out(kind, found)


def _sorted_out(kind: str, found: Mapping[str, Any]) -> Kept:
    values, wrong = {}, []
    fields = KINDS[kind].fields
    for field in fields:
        if field.code not in found:
            wrong += [f"« {field.label} » manque"] if field.needed else []
        elif _IS[field.type](found[field.code]):
            values[field.code] = found[field.code]
        else:
            wrong.append(f"« {field.label} »")
    wrong += [f"« {code} », un champ inconnu" for code in found if code not in {field.code for field in fields}]
    return Kept(values=values, wrong=tuple(wrong))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _reads(date.fromisoformat, value)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _reads(UUID, value)


def _all_are(is_one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(is_one, value))


def _is_concerned(value: Any) -> bool:
    return isinstance(value, dict) and value.get("group") in _GROUPS and _all_are(_is_text)(value.get("members"))


@lru_cache(maxsize=100_000)
def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


_IS: Mapping[FieldType, Callable[[Any], bool]] = {
    "line": _is_text,
    "text": _is_text,
    "day": _is_day,
    "address": _is_text,
    "flag": lambda value: isinstance(value, bool),
    "word": _is_text,
    "term": _is_id,
    "terms": _all_are(_is_id),
    "item": _is_id,
    "items": _all_are(_is_id),
    "indicators": _all_are(_is_text),
    "uai": _is_text,
    "establishments": _is_concerned,
}
