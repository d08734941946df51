"""Figures: from findings to Plotly figures. The only package that imports plotly and the only one with colours.

A figure carries no title: the screen writes its reading above it, where it wraps and can be read aloud.
"""

import plotly.graph_objects as go

from indicators.figures.groups import group_bars
from indicators.figures.palette import Theme
from indicators.figures.responses import response_curve
from indicators.figures.trajectory import trajectory

Figure = go.Figure

__all__ = ["Figure", "Theme", "group_bars", "response_curve", "trajectory"]
