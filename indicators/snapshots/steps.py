"""A change as steps from the first value to the second: what its picture, its table and its words share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.snapshots.parts import Change, as_contract

Contract = Mapping[str, Any]
"""The JSON of a change: see `indicators.snapshots.parts.as_contract`."""
_LEAST_TRAVELLED = 0.25  # share of the highest value: under it, bars drawn from zero would be too short to read


@dataclass(frozen=True, kw_only=True)
class Step:
    """A bar from `start` to `end` (establishments, or percent); of both ends of a change, they are equal."""

    label: str
    shown: str
    start: float
    end: float

    @property
    def is_end(self) -> bool:
        """The first or the second value, not a change."""
        return self.start == self.end


def as_told(change: Change | Contract) -> Contract:
    """The JSON of a change, which a séance keeps of the one before."""
    return as_contract(change) if isinstance(change, Change) else change


def is_drawn(change: Contract) -> bool:
    """Whether some part is not 0."""
    return any(part["change"] for part in change["parts"])


def steps(change: Contract, names: tuple[str, str]) -> list[Step]:
    """The first value, the parts that are not 0, the second value. names: of the two values."""
    scale = 100 if change["kind"] == "rate" else 1
    value = change["before"] * scale
    found = [Step(label=names[0], shown=change["shown_before"], start=value, end=value)]
    for part in change["parts"]:
        if part["change"]:
            after = value + part["change"] * scale
            found.append(Step(label=part["label"], shown=part["shown"], start=value, end=after))
            value = after
    value = change["after"] * scale
    return [*found, Step(label=names[1], shown=change["shown_after"], start=value, end=value)]


def axis(drawn: Sequence[Step]) -> tuple[float, float]:
    """The least and the most that the axis shows. It begins at 0 unless the changes would then be too short to read."""
    values = [value for step in drawn for value in (step.start, step.end)]
    lowest, highest = min(values), max(values)
    travelled = (highest - lowest) or 1.0
    if travelled >= _LEAST_TRAVELLED * highest:
        return min(lowest, 0.0), highest + 0.05 * travelled
    return max(0.0, lowest - 0.15 * travelled), highest + 0.05 * travelled
