"""Where the definition of an indicator changed: a thin line across the series, with the version written on it."""

from datetime import date

import plotly.graph_objects as go

from indicators.figures.palette import Palette
from indicators.findings import Finding


def mark_breaks(figure: go.Figure, finding: Finding, colours: Palette) -> None:
    """One line a day of the school year on which the definition changed; of several that day, the last is named."""
    versions = {one.day: one.version for one in finding.breaks if one.day <= _end(finding)}
    for day, version in versions.items():
        late = date(day.year, 4, 30) < day < date(day.year, 9, 1)
        figure.add_vline(x=day, line={"color": colours.ink, "width": 1})
        figure.add_annotation(
            x=day,
            y=1,
            yref="paper",
            text=f"Définition {version}",
            showarrow=False,
            xanchor="right" if late else "left",
            yanchor="top",
            xshift=-4 if late else 4,
            bgcolor=colours.paper,
            font={"color": colours.ink, "size": 13},
        )


def _end(finding: Finding) -> date:
    return date(int(finding.situation.school_year[:4]) + 1, 8, 31)
