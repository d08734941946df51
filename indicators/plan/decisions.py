"""Decisions of the committee on a day."""

from datetime import date

from data.plan import Item


def is_taken(decision: Item, on: date) -> bool:
    """Whether it was decided by that day: one that is decided later is still to be taken."""
    decided = decision.day("decided_on")
    return decided is not None and decided <= on
