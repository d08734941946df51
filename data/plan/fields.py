"""What was typed in a field that stands alone: texts, days, addresses, words. What cannot be kept raises a Refusal."""

import re
from datetime import date
from typing import Any

from data.errors import Refusal
from data.plan.declaration import LONGEST_LINE, LONGEST_TEXT, Field
from data.text import cut, without_direction_marks, writable

QUOTED = 60  # characters of a text that a sentence repeats
_YEARS = range(1990, 2101)
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LONGEST_ADDRESS = 2_000


def clean(told: Any) -> str:
    """A text without the signs that nobody sees and that change what is read."""
    return writable(without_direction_marks(str(told or ""))).replace("\ufeff", "")


def read_line(field: Field, told: Any) -> str:
    """One line, with one blank between words; '' when there is nothing to see."""
    line = " ".join(clean(told).split())
    return _short_enough(field, line, LONGEST_LINE)


def read_text(field: Field, told: Any) -> str:
    """A text with its lines; '' when there is nothing to see."""
    lines = [line.rstrip() for line in clean(str(told or "").replace("\r\n", "\n").replace("\r", "\n")).split("\n")]
    return _short_enough(field, "\n".join(lines).strip(), LONGEST_TEXT)


def _short_enough(field: Field, text: str, most: int) -> str:
    if len(text) > most:
        raise Refusal(f"« {field.label} » a {len(text)} signes : gardez-en {most} au plus.")
    return text if any(sign.isprintable() and sign != " " for sign in text) else ""  # nothing that anybody would see


def read_day(field: Field, told: date | None) -> str | None:
    """A day in ISO."""
    if told is None:
        return None
    if told.year not in _YEARS:
        raise Refusal(f"« {field.label} » : le {told:%d/%m/%Y} est hors du calendrier du comité, corrigez l'année.")
    return f"{told:%Y-%m-%d}"  # of an instant too


def read_address(told: Any) -> str:
    """The address of a page of the web, and of nothing else."""
    address = "".join(clean(told).split())
    if address and (not _ADDRESS.fullmatch(address) or len(address) > _LONGEST_ADDRESS):
        raise Refusal("« Lien » doit être l'adresse d'une page : https://... Laissez vide s'il n'y en a pas.")
    return address


def read_word(field: Field, told: Any) -> str:
    """One of the field's own words."""
    word = " ".join(clean(told).split())
    if word and word not in field.words:
        raise Refusal(
            f"« {field.label} » ne peut pas être « {cut(word, QUOTED)} » : choisissez parmi {', '.join(field.words)}."
        )
    return word
