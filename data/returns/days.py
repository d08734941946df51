"""Days as people write them, and what to say of those that are none."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_TIME = r"(?:[T ,]+(?:à )?[0-2]?[0-9][:h][0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + _TIME, re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, re.ASCII)
_MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout", "aou"),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
_IN_WORDS = re.compile(rf"(?:le )?(?:{_WEEKDAY},? )?(\d{{1,2}})(?:er)?[ \-]([a-z]+)\.?[ \-](\d{{4}}|\d{{2}})", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})", re.ASCII)
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True)
class NotADay:
    """A text that is no day: a stable code, and the text."""

    code: str
    text: str

    def meant(self, today: date) -> date | None:
        """The day probably meant, if one comes to mind: never taken for granted."""
        text = self.text
        if found := _SERIAL.fullmatch(text):
            return _SERIAL_ZERO + timedelta(days=int(found.group(1)))
        if found := _TOGETHER.fullmatch(text):
            return _day(found.group(3), found.group(2), found.group(1))
        if found := _NO_YEAR.fullmatch(text):
            days = (_day(str(year), found.group(2), found.group(1)) for year in (today.year, today.year - 1))
            return next((day for day in days if day and day <= today), None)
        if found := _DAY_FIRST.fullmatch(text):
            return _day(found.group(3), found.group(1), found.group(2))
        return None

    def say(self, shown: str, suggestion: str) -> str:
        """One French sentence that says what to do. suggestion: the day probably meant, '' for none."""
        if self.code == "impossible_date":
            ends = f" : est-ce le {suggestion} ?" if suggestion else " : corrigez le jour ou le mois."
            return f"« {shown} » n'existe pas au calendrier{ends}"
        if suggestion and _SERIAL.fullmatch(self.text):
            return (
                f"« {shown} » est un nombre, pas une date : si c'est le numéro qu'Excel donne à un jour, "
                f"écrivez {suggestion} (dans un classeur en base 1904, ce serait quatre ans et un jour plus tard)."
            )
        return f"« {shown} » n'est pas une date : écrivez jj/mm/aaaa, par exemple {suggestion or '12/03/2022'}."


def month_number(name: str) -> int | None:
    """1 for « janvier » or « janv », without case or accents; None for what names no month."""
    return _MONTH.get(_plain(name))


def read_day(cell: object, text: str) -> date | NotADay:
    """The day of a cell, given with its cleaned text. Days come before months; two digits are a year of this century."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif (found := _IN_WORDS.fullmatch(_plain(text))) and found.group(2) in _MONTH:
        day, month, year = found.group(1), str(_MONTH[found.group(2)]), found.group(3)
    else:
        return NotADay(code="not_a_date", text=text)
    return _day(year, month, day) or NotADay(code="impossible_date", text=text)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    try:
        return date(number + 2000 if number < 100 else number, int(month), int(day))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
