"""What this layer knows of the catalogue, read as data: which indicators exist, and which the questionnaire feeds."""

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
