"""Labels written beside what they name, kept apart from one another: on a phone they stand in two columns.

Those of the right edge make one column, the others the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from indicators.figures.palette import Palette

_LINE = 19  # pixels of a line of a label
_ABOVE = 2  # pixels between a label and its point


@dataclass(frozen=True, kw_only=True)
class Label:
    """A text above a height, or `under` it. x: a day, None for an edge of the picture. to_the_left: it ends there, else it
    begins there."""

    text: str
    y: float
    colour: str
    x: date | None = None
    to_the_left: bool = False
    under: bool = False

    @property
    def tall(self) -> int:
        """Its height in pixels."""
        return _LINE * (1 + self.text.count("<br>"))


def write_labels(figure: go.Figure, labels: Sequence[Label], colours: Palette, *, top: float, plot: float) -> None:
    """Write them so that none covers another. top: value at the top of the plot, which is `plot` pixels tall."""
    at_the_edge = [label for label in labels if label.to_the_left and label.x is None]
    _write_column(figure, at_the_edge, colours, top=top, plot=plot)
    _write_column(figure, [label for label in labels if label not in at_the_edge], colours, top=top, plot=plot)


def room_above(y: float, line: float, *, top: float, plot: float) -> bool:
    """Whether a label of two lines above y keeps clear of a line drawn across the picture."""
    return not -_ABOVE < (line - y) / top * plot < 2 * _LINE + 2 * _ABOVE


def _write_column(figure: go.Figure, labels: Sequence[Label], colours: Palette, *, top: float, plot: float) -> None:
    bottoms = {label: label.y / top * plot + (-_ABOVE - label.tall if label.under else _ABOVE) for label in labels}
    upwards = sorted(labels, key=bottoms.__getitem__)
    heights = [bottoms[label] for label in upwards]
    for label, bottom in zip(upwards, _apart(heights, [label.tall for label in upwards], plot), strict=True):
        side = 1 if label.to_the_left else 0
        figure.add_annotation(
            x=label.x if label.x else side,
            xref="x" if label.x else "paper",
            y=label.y,
            text=label.text,
            showarrow=False,
            align="right" if label.to_the_left else "left",
            xanchor="right" if label.to_the_left else "left",
            yanchor="bottom",
            xshift=(-6 if label.to_the_left else 6) if label.x else 0,
            yshift=bottom - label.y / top * plot,
            borderpad=0,
            bgcolor=colours.paper,
            font={"color": label.colour, "size": 14},
        )


def _apart(bottoms: Sequence[float], talls: Sequence[int], plot: float) -> list[float]:
    """Bottoms moved up just enough for each label to stand on the one below, then down for the last to stay inside."""
    placed: list[float] = []
    least = 0.0
    for bottom, tall in zip(bottoms, talls, strict=True):
        placed.append(max(bottom, least))
        least = placed[-1] + tall
    ceiling = plot
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], ceiling - talls[place])
        ceiling = placed[place]
    return placed
