"""The names that séances and planned meetings are given."""

from data.errors import Refusal
from data.text import without_direction_marks, writable

LONGEST_NAME = 200  # characters
_MARK_OF_ORDER = "\ufeff"  # nothing shows it, and no PDF may hold it


def read_name(text: str, *, blank: str) -> str:
    """The name on one line, without control characters. Raises Refusal when it is too long, or, with the sentence
    `blank`, when nothing is left of it."""
    on_lines = writable(without_direction_marks(" ".join(text.split()))).replace(_MARK_OF_ORDER, "")
    name = " ".join(on_lines.split())
    if not name:
        raise Refusal(blank)
    if len(name) > LONGEST_NAME:
        raise Refusal(f"Ce nom a {len(name)} signes : gardez-en {LONGEST_NAME} au plus.")
    return name
