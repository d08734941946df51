"""Amounts of targets, as people write them and as they may be."""

import math
import re
from decimal import Decimal
from typing import Literal

from data.errors import Refusal

Measure = Literal["count", "rate", "growth"]
MEASURE_LABELS: dict[Measure, str] = {
    "count": "Nombre d'établissements",
    "rate": "Taux",
    "growth": "Hausse sur un an, en points",
}
EXPECTED: dict[Measure, str] = {
    "count": "un nombre entier positif ou nul",
    "rate": "un taux de 0 à 100 %",
    "growth": "de -100 à +100 points",
}
_NUMBER = r"(?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?"
# One thousand to some, one to others.
_THOUSANDS = re.compile(r"\+?[0-9]{1,3}[.,][0-9]{3}")
# « 2 % » of growth could mean a share of the rate: only points are read.
_UNIT_WRITTEN = {"count": "(?!)", "rate": "%", "growth": "points?|pts?"}
_EXAMPLE = {"count": "400", "rate": "45 % ou 0,45", "growth": "+2 points"}


def parse_amount(text: str, measure: Measure) -> float:
    """An amount as people write it, in the unit of the measure (see Target).

    count: « 1 234 ». rate: « 45 % », « 45,5 » and « 0,45 »; a bare number above 1 is a percentage, up to 1 a ratio.
    growth: always points, « +2 », « 2,5 points ». Raises Refusal on anything else.
    """
    # \s covers the no-break and thin spaces of French thousands; a true minus sign comes from slides and web pages.
    plain = text.strip().replace("−", "-").lower()
    if measure == "count" and _THOUSANDS.fullmatch(plain):
        raise Refusal(
            f"« {text.strip()} » peut se lire de deux façons : écrivez {int(re.sub(r'[+.,]', '', plain))}, sans point "
            "ni virgule, si c'est ce nombre."
        )
    found = re.fullmatch(rf"([+-]?\s?{_NUMBER})(?:\s*({_UNIT_WRITTEN[measure]}))?", plain)
    if not found:
        raise _unreadable(text, measure)
    number, unit = Decimal(re.sub(r"\s", "", found[1]).replace(",", ".")), found[2]
    as_written = measure == "count" or (measure == "rate" and not unit and number <= 1)
    amount = float(number if as_written else number / 100)
    if not _fits(amount, measure):
        raise _unreadable(text, measure)
    return unsigned_zero(amount)


def unsigned_zero(amount: float) -> float:
    """The amount, where minus zero is zero."""
    return float(amount) + 0.0


def written(amount: float, measure: Measure) -> str:
    """An amount as it is read back: « 400 », « 45,5 % », « +2 points »."""
    match measure:
        case "count":
            return f"{amount:.0f}"
        case "rate":
            return f"{amount * 100:.10g} %".replace(".", ",")
        case "growth":
            return f"{amount * 100:+.10g} points".replace(".", ",")


def check_amount(what: str, amount: float, measure: Measure) -> None:
    """Raises Refusal when an amount is none of its measure. what: how the sentence names it."""
    if not _fits(amount, measure):
        raise Refusal(f"{what} ({amount:g}) ne convient pas : il faut {EXPECTED[measure]}.")


def _unreadable(text: str, measure: Measure) -> Refusal:
    if not text.strip():
        return Refusal(f"Il manque un montant : il faut {EXPECTED[measure]}, par exemple {_EXAMPLE[measure]}.")
    return Refusal(
        f"« {text.strip()[:40]} » ne convient pas : il faut {EXPECTED[measure]}, par exemple {_EXAMPLE[measure]}."
    )


def _fits(amount: float, measure: Measure) -> bool:
    match measure:
        case "count":
            return amount >= 0 and math.isfinite(amount) and amount == int(amount)
        case "rate":
            return 0 <= amount <= 1
        case "growth":
            return -1 <= amount <= 1
