"""Séances written by hand for the exports: a small one whose every number is known, and one of a département's size."""

from tests.indicators.exports.seances.large import large_payload
from tests.indicators.exports.seances.planned import plan, planned_seance
from tests.indicators.exports.seances.small import SHA, TRAP, make_snapshot, small_payload
from tests.indicators.exports.seances.today import JUDGEMENTS, recent_payload, recent_seance, since

__all__ = [
    "JUDGEMENTS",
    "SHA",
    "TRAP",
    "large_payload",
    "make_snapshot",
    "plan",
    "planned_seance",
    "recent_payload",
    "recent_seance",
    "since",
    "small_payload",
]
