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
    milestones: Iterable[tuple[date, float]],
    *,
    measure: Measure,
    starts: date,
    due_on: date,
    baseline: float,
    value: float,
) -> Milestones:
    """The milestones by day. Raises Refusal: a day out of bounds or told twice, an amount that will not do or that is
    beyond the target: one would be late while the target is reached."""
    found = tuple(sorted((day, unsigned_zero(amount)) for day, amount in milestones))
    for day, amount in found:
        check_amount(f"Le jalon du {day:%d/%m/%Y}", amount, measure)
        if not starts < day < due_on:
            raise Refusal(
                f"Le jalon du {day:%d/%m/%Y} n'est pas entre le jour de la valeur initiale ({starts:%d/%m/%Y}) et "
                f"l'échéance ({due_on:%d/%m/%Y}) : corrigez son jour."
            )
    beyond = next((one for one in found if (one[1] - value) * (-1 if value < baseline else 1) > 0), None)
    if beyond:
        raise Refusal(
            f"Le jalon du {beyond[0]:%d/%m/%Y} va plus loin que la cible : gardez les jalons entre la valeur initiale et la "
            "cible, ou changez la cible."
        )
    for (day, _), (next_day, _) in pairwise(found):
        if day == next_day:
            raise Refusal(f"Deux jalons portent sur le {day:%d/%m/%Y} : gardez-en un seul.")
    return found
