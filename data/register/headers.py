"""Which column of an official file says what: headers are matched without case, accents, blanks or punctuation."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from data.files.tables import Cell

UAI_HEADERS = frozenset(
    {
        "uai",
        "codeuai",
        "numerouai",
        "rne",
        "coderne",
        "codeetablissement",
        "numeroecole",
        "numerodelecole",
        "numeroducollege",
        "numerodulycee",
        "numerodetablissement",
        "identifiantdeletablissement",
    }
)

# The labels of 2021-2023, those of 2026 and the names of the API differ by case, accents, `_` and blanks only.
_FIELDS = {
    "uai": UAI_HEADERS,
    # « établissment » is how the ministry spells it in one of its own files.
    "name": {"nometablissement", "nomdeletablissement", "nomdeletablissment"},
    "type": {"typeetablissement", "typedetablissement"},
    "sector": {"statutpublicprive"},
    "postal_code": {"codepostal"},
    "commune_code": {"codecommune"},
    "commune": {"nomcommune"},
    "departement": {"codedepartement"},
    "circonscription": {"nomcirconscription"},
    "bassin": {"libellebassinformation"},
    "priority_education": {"appartenanceeducationprioritaire"},
    "pupils": {"nombredeleves"},
    "latitude": {"latitude"},
    "longitude": {"longitude"},
    "state": {"etat"},
    "nature": {"codenature"},
    "parent_uai": {"etablissementmere"},
    "mail": {"mail"},
}
_FIELD_OF = {header: field for field, headers in _FIELDS.items() for header in headers}


@lru_cache(maxsize=20_000)
def normal(header: str) -> str:
    """A header as its letters and digits: « Numéro de l'école » -> numerodelecole."""
    folded = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]", "", folded.lower())


def is_uai_header(header: str) -> bool:
    """Whether a column of this name holds UAI."""
    return normal(header) in UAI_HEADERS


def match_headers(cells: Sequence[Cell]) -> dict[str, int]:
    """Field of the directory -> index of its column, the first one where two bear the same name."""
    places: dict[str, int] = {}
    for index, cell in enumerate(cells):
        field = _FIELD_OF.get(normal(cell)) if isinstance(cell, str) else None
        if field:
            places.setdefault(field, index)
    return places
