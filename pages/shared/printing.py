"""How screens print from the browser: one stylesheet in the document, and pictures of the dark theme made light."""

from pathlib import Path

import streamlit as st

from pages.shared import session

_CSS = (Path(__file__).parent / "print.css").read_bytes()
# A chart is as wide as the screen was, and no stylesheet can shrink one without a viewBox: without it, a wide one would
# be cut at the paper's edge.
_SCRIPT = b"""
const charts = change => () => document.querySelectorAll(".js-plotly-plot .main-svg").forEach(change);
addEventListener("beforeprint", charts(svg => {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
}));
addEventListener("afterprint", charts(svg => {
    svg.removeAttribute("viewBox");
    svg.removeAttribute("preserveAspectRatio");
}));
"""
HEAD = b'<style media="print">' + _CSS + b"</style><script>" + _SCRIPT + b"</script>"
"""What the document's head has for the printer."""
# Pictures are drawn in the colours of the theme, on canvas for the grids: no rule of a stylesheet reaches those.
_TO_LIGHT = (
    '<style media="print">[data-testid="stPlotlyChart"] .main-svg, [data-testid="stDataFrame"] canvas '
    "{ filter: invert(1) hue-rotate(180deg); }</style>"
)


def make_pictures_light() -> None:
    """On paper, charts and grids of the dark theme as those of the light one."""
    if session.theme() == "dark":
        st.html(_TO_LIGHT)
