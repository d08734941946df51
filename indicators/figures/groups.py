"""By group: bars of what is sure, hatched for what the silent could add."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from indicators.figures.canvas import blank, hatched, literal
from indicators.figures.palette import PALETTES, Theme
from indicators.french import NO_BREAK, percent
from indicators.groups import GroupLine

_LABEL_WIDTH = 48  # characters of a group's name on one line of a phone


def group_bars(lines: Sequence[GroupLine], theme: Theme, *, rate: bool) -> go.Figure:
    """By group, the share that is sure (from zero), and hatched beyond it what the silent could add. Masked ones are left out.

    A group's name stands above its bar: on a phone, names beside the bars would leave no room for them.
    """
    colours = PALETTES[theme]
    shown = [line for line in lines if not line.masked and line.share is not None]
    shown.sort(key=lambda line: line.share or 0.0)
    labels = [wrap(_group_label(line, rate), _LABEL_WIDTH) for line in shown]
    tallest = max((len(label) for label in labels), default=1)
    figure = blank(colours, height=40 + (30 + 18 * tallest) * max(len(shown), 1))
    places = list(range(len(shown)))
    sure = [line.share or 0.0 for line in shown]
    figure.add_bar(y=places, x=sure, orientation="h", width=0.4, marker={"color": colours.strong}, hoverinfo="skip")
    if not rate:
        silent = [(line.silent or 0) / line.expected for line in shown]
        marker = hatched(colours)
        figure.add_bar(y=places, x=silent, orientation="h", width=0.4, marker=marker, hoverinfo="skip")
    for place, label in zip(places, labels, strict=True):
        figure.add_annotation(
            x=0,
            y=place + 0.2,
            text="<br>".join(literal(line) for line in label),
            showarrow=False,
            align="left",
            xanchor="left",
            yanchor="bottom",
        )
    figure.update_layout(barmode="stack", margin={"l": 2, "r": 20, "t": 4, "b": 26})
    figure.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], ticktext=["0", "50", f"100{NO_BREAK}%"], tickangle=0)
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.1])
    return figure


def _group_label(line: GroupLine, rate: bool) -> str:
    share = percent(line.share or 0.0, 0)
    counts = f"{line.numerator} sur {line.denominator}" if rate else f"{line.yes} sur {line.expected}"
    return f"{line.value}{NO_BREAK}: " + f"{share} ({counts})".replace(" ", NO_BREAK)
