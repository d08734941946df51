"""Figures: from findings to Plotly figures. The only package that imports plotly and the only one with colours.

A figure carries no title: the screen writes its reading above it, where it wraps and can be read aloud.
"""

import plotly.graph_objects as go

from indicators.figures.chain import chain_figure
from indicators.figures.chain_strip import chain_strip
from indicators.figures.groups import group_dots
from indicators.figures.map import establishment_map
from indicators.figures.multiples import small_multiples
from indicators.figures.palette import Theme
from indicators.figures.responses import response_curve
from indicators.figures.timeline import timeline_figure
from indicators.figures.trajectory import trajectory
from indicators.figures.usage import highest as usage_top
from indicators.figures.usage import usage_months
from indicators.figures.waterfall import waterfall

Figure = go.Figure

__all__ = [
    "Figure",
    "Theme",
    "chain_figure",
    "chain_strip",
    "establishment_map",
    "group_dots",
    "response_curve",
    "small_multiples",
    "timeline_figure",
    "trajectory",
    "usage_months",
    "usage_top",
    "waterfall",
]
