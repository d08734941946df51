"""The parts of a change between two séances, and how they are told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from indicators.french import NO_BREAK, agreed, month, number, plural

PartCode = Literal["new_answers", "corrections", "real_change", "definition", "directory"]
PARTS: Mapping[PartCode, str] = {
    "new_answers": "Réponses nouvelles",
    "corrections": "Corrections",
    "real_change": "Évolution réelle",
    "definition": "Changement de définition",
    "directory": "Annuaire",
}
State = str | float | None
"""Of one establishment: oui, partiel, non, silencieux; a rate from 0 to 1; None where it was not expected."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One establishment behind a part."""

    uai: str
    name: str
    type: str
    commune: str
    before: State
    after: State


@dataclass(frozen=True, kw_only=True)
class Part:
    """change: establishments oui (adoption), or a difference of ratios (rate). high: of the high bound, None for a rate."""

    part: PartCode
    change: Fraction
    high: int | None
    establishments: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One indicator, from one séance to another. before and after: establishments oui, or a ratio; None when unknown.

    month_before, month_after: the first days of the months that a rate is of.

    parts: all five in the order of PARTS, which add up to after - before; none when it cannot be said, `why_not` says why.
    """

    code: str
    label: str
    kind: Literal["adoption", "rate"]
    unit: str
    unit_one: str = ""
    before: Fraction | None
    after: Fraction | None
    high_before: int | None = None
    high_after: int | None = None
    month_before: date | None = None
    month_after: date | None = None
    parts: tuple[Part, ...] = ()
    why_not: str = ""

    @property
    def total(self) -> Fraction:
        """after - before, 0 when one is unknown."""
        return Fraction(0) if self.before is None or self.after is None else self.after - self.before


def shown_value(change: Change, value: Fraction | None) -> str:
    """« 142 » or « 56,3 % »; « inconnu » for None."""
    if value is None:
        return "inconnu"
    return f"{number(_tenths(value) / 10, 1)}{NO_BREAK}%" if change.kind == "rate" else number(int(value))


def shown_parts(change: Change) -> dict[PartCode, str]:
    """« +30 », « −1,2 point »: rounded together, so that what is shown adds up to what is shown of the total."""
    if change.kind == "adoption":
        return {part.part: signed(part.change) for part in change.parts}
    tenths = _rounded_together([part.change * 1000 for part in change.parts], _shown_tenths(change))
    return {part.part: _points(value) for part, value in zip(change.parts, tenths, strict=True)}


def shown_total(change: Change) -> str:
    """« +41 », « +3,9 points »: what is shown after, less what is shown before."""
    return signed(change.total) if change.kind == "adoption" else _points(_shown_tenths(change))


def sentence(change: Change) -> str:
    """« De 101 à 142 projets (+41) : réponses nouvelles +30, évolution réelle +11. »"""
    if change.why_not:
        return change.why_not
    before, after = shown_value(change, change.before), shown_value(change, change.after)
    shown, (first, last), unit = shown_parts(change), _when(change), _unit(change)
    told = [f"{PARTS[part.part].lower()} {shown[part.part]}" for part in change.parts if part.change]
    said = f" : {', '.join(told)}" if told else ""
    if before == after:
        return f"Toujours {after} {unit}{last}{said or _behind(change)}."
    if change.kind == "rate":
        return f"De {before} {unit}{first} à {after}{last} ({shown_total(change)}){said}."
    return f"De {before} à {after} {unit} ({shown_total(change)}){said}."


def _behind(change: Change) -> str:
    """What a total that stays hides."""
    moved = len({one.uai for part in change.parts for one in part.establishments})
    if not change.parts:
        return ""
    if not moved:
        return ", rien n'a changé"
    what = "de relevé" if change.kind == "rate" else "d'état"
    return f", mais {plural(moved, 'établissement a', 'établissements ont')} changé {what}"


def _unit(change: Change) -> str:
    if change.kind == "rate" or change.after is None:
        return change.unit
    return agreed(int(change.after), change.unit_one or change.unit, change.unit)


def _when(change: Change) -> tuple[str, str]:
    """« en novembre 2021 » and « en février 2022 » of a rate: two months of a school year are not alike."""
    first, last = (f" en {month(day)}" if day else "" for day in (change.month_before, change.month_after))
    return first, last


def signed(value: Fraction) -> str:
    """« +30 », « −2 », « 0 »."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(int(value)))}"


def as_contract(change: Change) -> dict[str, Any]:
    """The entry of `compare --json`, and of what a séance keeps of the one before."""
    shown = shown_parts(change)
    return {
        "code": change.code,
        "label": change.label,
        "kind": change.kind,
        "unit": change.unit,
        "before": _plain(change, change.before),
        "after": _plain(change, change.after),
        "high_before": change.high_before,
        "high_after": change.high_after,
        "month_before": _text(change.month_before),
        "month_after": _text(change.month_after),
        "shown_before": shown_value(change, change.before),
        "shown_after": shown_value(change, change.after),
        "shown_total": shown_total(change) if change.parts else "",
        "sentence": sentence(change),
        "parts": [
            {
                "part": part.part,
                "label": PARTS[part.part],
                "change": _plain(change, part.change),
                "shown": shown[part.part],
                "high": part.high,
                "establishments": [vars(moved) for moved in part.establishments],
            }
            for part in change.parts
        ],
    }


def in_order(found: Iterable[Part]) -> tuple[Part, ...]:
    """The parts in the order of PARTS."""
    order = list(PARTS)
    return tuple(sorted(found, key=lambda part: order.index(part.part)))


def _plain(change: Change, value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if change.kind == "adoption" else float(value)


def _text(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


def _points(tenths: int) -> str:
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    word = "point" if abs(tenths) < 20 else "points"
    return f"{sign}{number(abs(tenths) / 10, 1)}\u00a0{word}"


def _shown_tenths(change: Change) -> int:
    """Tenths of a point."""
    if change.before is None or change.after is None:
        return 0
    return _tenths(change.after) - _tenths(change.before)


def _tenths(ratio: Fraction) -> int:
    """Tenths of a percent, half up."""
    return _half_up(ratio * 1000)


def _half_up(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value > 0 else -whole


def _rounded_together(values: Sequence[Fraction], total: int) -> list[int]:
    """Whole numbers near their values, whose sum is the total: those the nearest to it go up, or down."""
    rounded = [value.numerator // value.denominator for value in values]
    left = total - sum(rounded)
    by_remainder = sorted(range(len(values)), key=lambda place: rounded[place] - values[place])
    if left < 0:  # the total was rounded down, and no part has anything left over
        by_remainder.reverse()
    for place in by_remainder[: abs(left)]:
        rounded[place] += 1 if left > 0 else -1
    return rounded
