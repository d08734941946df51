"""One indicator = one folder here: found by its presence, so adding one edits no other file.

A folder holds `__init__.py` with INDICATOR, and for an adoption `questions.toml` and `rule.sql`.
"""

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from rapidfuzz import process

from data.errors import Refusal
from indicators.definition import Adoption, Rate


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Adoption | Rate]:
    """Code -> definition, in the order of the screens."""
    found = [import_module(f"{__name__}.{module.name}").INDICATOR for module in iter_modules(__path__) if module.ispkg]
    return {definition.code: definition for definition in sorted(found, key=lambda definition: definition.order)}


def short_labels() -> dict[str, str]:
    """Code -> short label, in the order of the screens."""
    return {code: definition.short_label for code, definition in catalogue().items()}


def find_indicator(code: str) -> Adoption | Rate:
    """The definition of that code. Raises Refusal, which names the codes there are."""
    known = catalogue()
    if code in known:
        return known[code]
    nearest = process.extractOne(code, list(known), score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    raise Refusal(f"Aucun indicateur ne s'appelle « {code} ». Indicateurs : {', '.join(known)}.{suggestion}")
