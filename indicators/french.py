"""Numbers, dates and plurals as French readers write them: the one place."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

NO_BREAK = "\u00a0"
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def number(value: float, decimals: int = 0) -> str:
    """1 234 or 1 234,5 with a no-break thin space between thousands."""
    return _written(_rounded(value, decimals), decimals)


@lru_cache(4096)
def _written(rounded: Decimal, decimals: int) -> str:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return str(format_decimal(rounded, format=pattern, locale="fr_FR"))


def _rounded(value: float, decimals: int) -> Decimal:
    """As it is shown: signs and plurals are decided on it. Half goes up, as in a spreadsheet's cell: 2,5 is 3."""
    value = float(value)  # numpy's numbers print themselves otherwise
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded or Decimal(0)  # no « -0 »


def percent(ratio: float, decimals: int = 1) -> str:
    """45,2 % from 0.452."""
    return f"{number(ratio * 100, decimals)}{NO_BREAK}%"


def points(difference: float) -> str:
    """+2,5 points from 0.025."""
    shown = _rounded(difference * 100, 1)
    sign = "+" if shown > 0 else "−" if shown < 0 else ""
    return f"{sign}{number(abs(difference) * 100, 1)}{NO_BREAK}point{'s' if abs(shown) >= 2 else ''}"


def day(value: date) -> str:
    """15/03/2022."""
    return f"{value:%d/%m/%Y}"


def long_day(value: date) -> str:
    """15 mars 2022, and 1er mars 2022."""
    shown = str(format_date(value, "d MMMM y", locale="fr_FR"))
    return f"1er{shown[1:]}" if value.day == 1 else shown


def month(value: date) -> str:
    """mars 2022."""
    return str(format_date(value, "MMMM y", locale="fr_FR"))


def short_month(value: date) -> str:
    """mars 22."""
    return f"{MONTHS[value.month - 1]} {value:%y}"


def instant(value: datetime) -> str:
    """15/03/2022 à 14 h 05. The value is already in the territory's zone."""
    return f"{value:%d/%m/%Y} à {value:%H} h {value:%M}"


def plural(count: float, one: str, many: str | None = None) -> str:
    """« 1 réponse », « 2 réponses », « 0 réponse »."""
    return f"{number(count)}{NO_BREAK}{agreed(count, one, many)}"


def agreed(count: float, one: str, many: str | None = None) -> str:
    """« réponse » or « réponses », as the number is shown: 1,7 is shown 2."""
    return one if abs(_rounded(count, 0)) < 2 else many or f"{one}s"
