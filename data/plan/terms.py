"""The lists that an installation begins with, read as data."""

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from data.plan.declaration import LISTS

if TYPE_CHECKING:
    from data.plan.items import Item

FIRST_OF_THE_COMMITTEE = 101  # number of the first term that a committee adds: those below come with the program
_FAMILY = UUID("6b1f5a5e-7f0c-4c1e-9a57-5d0c6c1b2a44")  # any identifier: with a number, it gives a term its own
_BEFORE = datetime(2000, 1, 1)


@lru_cache(maxsize=4)
def first_terms(file: Path) -> tuple["Item", ...]:
    """The terms of a file of terms, as items told before all others. Raises ValueError, which names the file."""
    from data.plan.items import Item

    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))["term"]
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
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"{file}: {error}") from error


def came_with_the_program(version: "Item") -> bool:
    """Whether this version of a term is the one that an installation begins with."""
    return version.kind == "term" and version.recorded_at == _BEFORE
