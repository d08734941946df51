"""The lists that an installation begins with, read as data."""

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from data.errors import Refusal
from data.plan.declaration import LISTS, LONGEST_LINE

if TYPE_CHECKING:
    from data.plan.items import Item

FIRST_OF_THE_COMMITTEE = 101  # number of the first term that a committee adds: those below come with the program
_FAMILY = UUID("6b1f5a5e-7f0c-4c1e-9a57-5d0c6c1b2a44")  # any identifier: with a number, it gives a term its own
_BEFORE = datetime(2000, 1, 1)


@lru_cache(maxsize=4)
def first_terms(file: Path) -> tuple["Item", ...]:
    """The terms of a file of terms, as items told before all others. Raises Refusal, which names the file and why."""
    from data.plan.items import Item

    try:
        told = _checked(_read(file))
    except ValueError as error:
        raise Refusal(
            f"Les listes de départ du plan ({file}) ne se lisent pas : {error} ; corrigez ce fichier, ou le réglage "
            "GOUVERNAIL_PLAN_TERMS."
        ) from error
    return tuple(
        Item(
            id=uuid5(_FAMILY, str(one["number"])),
            ref=f"T{one['number']}",
            kind="term",
            values={"title": one["label"], "list": LISTS[one["list"]]},
            withdrawn="",
            actor="Gouvernail",
            recorded_at=_BEFORE,
        )
        for one in told
    )


def _read(file: Path) -> list[dict[str, Any]]:
    """The terms as they are written. Raises ValueError, in French."""
    try:
        terms = tomllib.loads(file.read_text(encoding="utf-8")).get("term")
    except OSError as error:
        raise ValueError("ce fichier n'est pas là ou ne s'ouvre pas") from error
    except ValueError as error:
        raise ValueError("ce n'est pas du TOML, ou pas de l'UTF-8") from error
    if not terms or not isinstance(terms, list) or not all(isinstance(one, dict) for one in terms):
        raise ValueError("il n'y est donné aucun terme")
    return terms


def _checked(terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, each with a number of its own below the committee's, a list and a label. Raises ValueError, in French."""
    numbers: set[int] = set()
    names: set[tuple[str, str]] = set()
    for one in terms:
        number, name, label = one.get("number"), one.get("list"), one.get("label")
        if type(number) is not int or not 0 < number < FIRST_OF_THE_COMMITTEE:
            found = "" if number is None else f", mais {number}"
            raise ValueError(f"un terme n'a pas de numéro entier de 1 à {FIRST_OF_THE_COMMITTEE - 1}{found}")
        if number in numbers:
            raise ValueError(f"le numéro {number} y est deux fois")
        if not isinstance(name, str) or name not in LISTS:
            raise ValueError(f"le terme {number} a une liste inconnue, « {name} » (listes : {', '.join(LISTS)})")
        title = " ".join(label.split()) if isinstance(label, str) else ""
        if not title:
            raise ValueError(f"le terme {number} n'a pas de libellé")
        if len(title) > LONGEST_LINE:
            raise ValueError(f"le libellé du terme {number} dépasse {LONGEST_LINE} signes")
        if (name, title.casefold()) in names:
            raise ValueError(f"« {title} » est deux fois dans la même liste")
        numbers.add(number)
        names.add((name, title.casefold()))
    return terms


def came_with_the_program(version: "Item") -> bool:
    """Whether this version of a term is the one that an installation begins with."""
    return version.kind == "term" and version.recorded_at == _BEFORE
