"""A map of establishments in plain coordinates: no tile, no request, only points over the communes."""

from collections.abc import Sequence

import plotly.graph_objects as go

from indicators.figures.canvas import FONT, blank, literal
from indicators.figures.palette import PALETTES, Palette, Theme
from indicators.where.places import Name, Places

_HEIGHT, _MARGIN = 460, 0.04  # pixels; share of the width left free around
_NAME_ABOVE = 5  # pixels between a commune and its name
_SILENT_FIRST = ("silencieux", "bas", "non", "anomalie", "partiel", "haut", "oui")  # what matters is drawn above


def establishment_map(found: Places, theme: Theme) -> go.Figure:
    """Each establishment by its state, colour and shape; a degree is as long in height as in width."""
    colours = PALETTES[theme]
    figure = blank(colours, height=_HEIGHT)
    _draw_base(figure, found, colours)
    for state in _SILENT_FIRST:
        if points := found.establishments.get(state):
            figure.add_scatter(
                x=[point.x for point in points],
                y=[point.y for point in points],
                text=[literal(f"{found.labels[state]} : {point.text}") for point in points],
                mode="markers",
                marker=_marker(state, colours),
                hovertemplate="%{text}<extra></extra>",
            )
    _draw_names(figure, found.named, colours)
    across, along = _extent(found)
    figure.update_xaxes(visible=False, range=across, constrain="domain")
    figure.update_yaxes(visible=False, range=along, scaleanchor="x", scaleratio=1, constrain="domain", automargin=False)
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure


def _marker(state: str, colours: Palette) -> dict[str, object]:
    symbol, colour, size = {
        "oui": ("circle", colours.strong, 9),
        "haut": ("circle", colours.strong, 9),
        "partiel": ("diamond", colours.middle, 10),
        "bas": ("diamond", colours.middle, 10),
        "non": ("x", colours.muted, 7),
        "anomalie": ("x", colours.target, 8),
        "silencieux": ("circle-open", colours.muted, 7),
    }[state]
    # A line around the paler ones keeps them apart from the communes under them.
    line = {"color": colours.strong if state in ("partiel", "bas") else colour, "width": 1}
    return {"symbol": symbol, "color": colour, "size": size, "line": line}


def _draw_base(figure: go.Figure, found: Places, colours: Palette) -> None:
    for ring in found.outline:
        figure.add_scatter(
            x=[x for x, _ in ring],
            y=[y for _, y in ring],
            mode="lines",
            line={"color": colours.muted, "width": 1},
            hoverinfo="skip",
        )
    if found.communes:
        figure.add_scatter(
            x=[place.x for place in found.communes],
            y=[place.y for place in found.communes],
            mode="markers",
            marker={"symbol": "square", "color": colours.grid, "size": 9},
            hoverinfo="skip",
        )


def _draw_names(figure: go.Figure, named: Sequence[Name], colours: Palette) -> None:
    """On the paper's own colour: the points under a name would make it unreadable."""
    for name in named:
        figure.add_annotation(
            x=name.x,
            y=name.y,
            text=f"<b>{literal(name.text)}</b>",
            showarrow=False,
            xanchor=name.anchor,
            yanchor="bottom",
            yshift=_NAME_ABOVE,
            borderpad=0,
            bgcolor=colours.paper,
            font={"family": FONT, "size": 13, "color": colours.ink},
        )


def _extent(found: Places) -> tuple[list[float], list[float]]:
    points = [(place.x, place.y) for place in found.communes]
    points += [(place.x, place.y) for placed in found.establishments.values() for place in placed]
    points += [point for ring in found.outline for point in ring]
    if not points:
        return [0, 1], [0, 1]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    free = max(max(xs) - min(xs), max(ys) - min(ys), 0.1) * _MARGIN
    return [min(xs) - free, max(xs) + free], [min(ys) - free, max(ys) + free]
