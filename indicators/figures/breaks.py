"""Where the definition of an indicator changed: a thin line across the series, with the version written on it."""

from datetime import date

import plotly.graph_objects as go

from indicators.figures.palette import Palette
from indicators.findings import Finding
from indicators.french import day as in_french


def mark_breaks(figure: go.Figure, finding: Finding, colours: Palette) -> None:
    """One line a day of the school year on which the definition changed; of several that day, the last is named.

    A change decided after the year has no place on the axis, though it changed the whole curve: the right edge says it.
    """
    end = date(int(finding.situation.school_year[:4]) + 1, 8, 31)
    versions = {one.day: one.version for one in finding.breaks}
    for day, version in versions.items():
        if day <= end:
            late = date(day.year, 4, 30) < day < date(day.year, 9, 1)
            figure.add_vline(x=day, line={"color": colours.ink, "width": 1})
            _name(figure, f"Définition {version}", colours, x=day, to_the_left=late, shift=4)
    if versions and (latest := max(versions)) > end:
        said = f"Définition {versions[latest]}, changée le {in_french(latest)} →"
        _name(figure, said, colours, x=1, xref="paper", to_the_left=True, shift=0)


def _name(
    figure: go.Figure, text: str, colours: Palette, *, x: date | int, to_the_left: bool, shift: int, xref: str = "x"
) -> None:
    figure.add_annotation(
        x=x,
        xref=xref,
        y=1,
        yref="paper",
        text=text,
        showarrow=False,
        xanchor="right" if to_the_left else "left",
        yanchor="top",
        xshift=-shift if to_the_left else shift,
        bgcolor=colours.paper,
        font={"color": colours.ink, "size": 13},
    )
