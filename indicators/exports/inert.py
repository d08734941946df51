"""Text that people typed, made inert: shown as it was written, never run."""

import re

from data.text import without_direction_marks, writable

_FORMULA = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]*[=+\-@＝＋－＠]")
LONGEST = 32_000  # characters; a cell holds 32,767


def one_line(text: str) -> str:
    """Without control characters, on one line."""
    return text.strip() if _plain(text) else " ".join(paragraphs(text))


def _plain(text: str) -> bool:
    """Whether nothing has to be taken out: nearly always, and ten times faster to know."""
    return text.isprintable() and len(text) <= LONGEST


def paragraphs(text: str) -> list[str]:
    """Its lines without control characters, blank ones left out."""
    lines = (
        re.sub(r"\s*\t\s*", " ", writable(without_direction_marks(line))).strip()
        for line in re.split(r"\r\n|\r|\n", text[:LONGEST])
    )
    return [line for line in lines if line]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could run it once someone edits the cell or opens the CSV."""
    return bool(_FORMULA.match(text))
