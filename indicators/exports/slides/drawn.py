"""What a slide draws of an indicator, and the same numbers as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pptx.slide import Slide

from indicators.exports.slides.fitting import Room


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """draw: puts the chart in a place. columns: the days or months, under `head`; rows: (name, a text a column)."""

    draw: Callable[[Slide, Room], None]
    head: str
    columns: Sequence[str]
    column_width: float  # EMU
    rows: Sequence[tuple[str, Sequence[str]]]
