"""What this layer knows of the catalogue, read as data: which indicators exist, and which the questionnaire feeds."""

import ast
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process

from data.errors import Refusal
from data.targets import Measure


def usual_measure(catalogue: Path, indicator: str) -> Measure:
    """How targets of that indicator are counted: establishments when a questionnaire feeds it, else a rate.

    Raises Refusal, which names the indicators there are.
    """
    known = sorted(entry.parent.name for entry in catalogue.glob("*/__init__.py"))
    if indicator not in known:
        nearest = process.extractOne(indicator, known, score_cutoff=60)
        suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
        raise Refusal(f"Aucun indicateur ne s'appelle « {indicator} ». Indicateurs : {', '.join(known)}.{suggestion}")
    return "count" if (catalogue / indicator / "questions.toml").exists() else "rate"


def indicator_labels(catalogue: Path) -> dict[str, str]:
    """Code -> label of every indicator, in the order of the screens: its entry is read as a text, and not run."""
    return dict(_labels(catalogue))


@lru_cache(maxsize=8)
def _labels(catalogue: Path) -> tuple[tuple[str, str], ...]:
    entries = []
    for entry in catalogue.glob("*/__init__.py"):
        keywords = [
            node for node in ast.walk(ast.parse(entry.read_text(encoding="utf-8"))) if isinstance(node, ast.keyword)
        ]
        told = {node.arg: node.value.value for node in reversed(keywords) if isinstance(node.value, ast.Constant)}
        entries.append((told.get("order", 0), entry.parent.name, str(told.get("label", entry.parent.name))))
    return tuple((code, label) for _, code, label in sorted(entries))
