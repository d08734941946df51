"""The parts of a change between two séances, and how they are told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from indicators.french import number, percent

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

    parts: all five in the order of PARTS, which add up to after - before; none when it cannot be said, `why_not` says why.
    """

    code: str
    label: str
    kind: Literal["adoption", "rate"]
    unit: str
    before: Fraction | None
    after: Fraction | None
    high_before: int | None = None
    high_after: int | None = None
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
    return percent(float(value)) if change.kind == "rate" else number(int(value))


def shown_parts(change: Change) -> dict[PartCode, str]:
    """« +30 », « −1,2 point »: rounded together, so that what is shown adds up to what is shown of the total."""
    if change.kind == "adoption":
        return {part.part: signed(part.change) for part in change.parts}
    tenths = [part.change * 1000 for part in change.parts]
    return {part.part: _points(value) for part, value in zip(change.parts, _rounded_together(tenths), strict=True)}


def shown_total(change: Change) -> str:
    """« +41 », « +3,9 points »."""
    return signed(change.total) if change.kind == "adoption" else _points(_half_up(change.total * 1000))


def sentence(change: Change) -> str:
    """« De 101 à 142 projets (+41) : réponses nouvelles +30, évolution réelle +11. »"""
    if change.why_not:
        return change.why_not
    before, after = shown_value(change, change.before), shown_value(change, change.after)
    shown = shown_parts(change)
    told = [f"{PARTS[part.part].lower()} {shown[part.part]}" for part in change.parts if part.change]
    said = f" : {', '.join(told)}" if told else ""
    if not change.total:
        return f"Toujours {after} {change.unit}{said}." if told else f"Toujours {after} {change.unit}, rien n'a changé."
    return f"De {before} à {after} {change.unit} ({shown_total(change)}){said}."


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


def _points(tenths: int) -> str:
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    word = "point" if abs(tenths) < 20 else "points"
    return f"{sign}{number(abs(tenths) / 10, 1)}\u00a0{word}"


def _half_up(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value > 0 else -whole


def _rounded_together(values: Sequence[Fraction]) -> list[int]:
    """Whole numbers, each within one of its value, whose sum is the rounded sum."""
    down = [value.numerator // value.denominator for value in values]
    left = _half_up(sum(values, Fraction(0))) - sum(down)
    by_remainder = sorted(range(len(values)), key=lambda place: down[place] - values[place])
    for place in by_remainder[: max(left, 0)]:
        down[place] += 1
    return down
