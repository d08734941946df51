"""Milestones: values that a target expects on days between its baseline and its due day."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from data.errors import Refusal
from data.returns.days import NotADay, read_day
from data.targets.amounts import Measure, check_amount, parse_amount, unsigned_zero

Milestones = tuple[tuple[date, float], ...]
_LINE = re.compile(r"(?P<day>[^=:]+?)\s*[=:]\s*(?P<amount>.+)")


def parse_milestones(text: str, measure: Measure) -> Milestones:
    """Milestones as people write them, one a line or parted by semicolons: « 31/01/2022 : 250 », « 2022-01-31=250 ».

    By day. Raises Refusal, which quotes the first one that cannot be read.
    """
    pieces = (piece.strip() for piece in re.split(r"[\n;]", text))
    return tuple(sorted(_parse(piece, measure) for piece in pieces if piece))


def _parse(piece: str, measure: Measure) -> tuple[date, float]:
    found = _LINE.fullmatch(" ".join(piece.split()))
    if not found:
        raise Refusal(
            f"« {piece[:40]} » n'est pas un jalon : écrivez le jour puis la valeur, par exemple 31/01/2022 : 250."
        )
    day = read_day(None, found["day"])
    if isinstance(day, NotADay):
        raise Refusal(f"Jalon « {piece[:40]} » : {day.say(found['day'][:40], '')}")
    try:
        return day, parse_amount(found["amount"], measure)
    except Refusal as refusal:
        raise Refusal(f"Jalon du {day:%d/%m/%Y} : {refusal}") from refusal


def checked_milestones(
    milestones: Iterable[tuple[date, float]], *, measure: Measure, starts: date, due_on: date
) -> Milestones:
    """The milestones by day. Raises Refusal: a day out of bounds or told twice, an amount that will not do."""
    found = tuple(sorted((day, unsigned_zero(value)) for day, value in milestones))
    for day, value in found:
        check_amount(f"Le jalon du {day:%d/%m/%Y}", value, measure)
        if not starts < day < due_on:
            raise Refusal(
                f"Le jalon du {day:%d/%m/%Y} n'est pas entre le jour de la valeur initiale ({starts:%d/%m/%Y}) et "
                f"l'échéance ({due_on:%d/%m/%Y}) : corrigez son jour."
            )
    for (day, _), (next_day, _) in pairwise(found):
        if day == next_day:
            raise Refusal(f"Deux jalons portent sur le {day:%d/%m/%Y} : gardez-en un seul.")
    return found
