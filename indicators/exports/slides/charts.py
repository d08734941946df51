"""Native charts that stay live, on white and legible once printed in black and white."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from pptx.chart.chart import Chart
from pptx.chart.series import BarSeries, LineSeries
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from data.text import cut
from indicators.exports.inert import one_line
from indicators.exports.slides.chart_book import Numbers, short
from indicators.exports.slides.elements import element
from indicators.exports.slides.fitting import Room
from indicators.figures.palette import PALETTES

COLOURS = PALETTES["light"]
_SIZE, _SMALL = 11.0, 9.0  # of the texts of a chart, in points
_LONGEST_SAID = 1_000  # characters of an alternative text
WHITE = "#ffffff"
_WHITE_SPACE = (
    f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
)
DASHES = {
    "solid": MSO_LINE_DASH_STYLE.SOLID,
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "long": MSO_LINE_DASH_STYLE.LONG_DASH_DOT,
}
MARKERS = {
    "none": XL_MARKER_STYLE.NONE,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
}


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A line: a value (or None) a category. labels: place -> text written at that point;"""

    name: str
    values: Sequence[float | None]
    colour: str
    dash: str = "solid"
    marker: str = "none"
    points: float = 2.0
    labels: Mapping[int, str] = field(default_factory=dict)
    under: bool = False


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A series of stacked bars. fill: plain, hatched, or none; labels: place -> text written on the bar."""

    name: str
    values: Sequence[float | None]
    colour: str
    fill: str = "plain"
    labels: Mapping[int, str] = field(default_factory=dict)
    ink: str = COLOURS.ink


def line_chart(
    slide: Slide,
    room: Room,
    categories: Sequence[str] | Sequence[date],
    traces: Sequence[Trace],
    *,
    number_format: str,
    y_title: str,
    said: str,
) -> None:
    """Lines over days or months. said: what it shows, for who cannot see it."""
    numbers = Numbers(categories, number_format)
    for trace in traces:
        numbers.add_series(one_line(trace.name), trace.values)
    chart = _place(slide, room, XL_CHART_TYPE.LINE_MARKERS, numbers, said)
    _axes(chart, number_format, y_title)
    if isinstance(categories[0], date):
        _months(chart)
    chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")
    for series, trace in zip(chart.plots[0].series, traces, strict=True):
        _draw_line(series, trace)


def bar_chart(
    slide: Slide,
    room: Room,
    categories: Sequence[str],
    bars: Sequence[Bars],
    *,
    number_format: str,
    y_title: str,
    said: str,
    lying: bool,
    most: float | None = None,
    hidden: Sequence[str] = (),
) -> None:
    """Stacked bars: lying ones begin on top. most: where the axis ends; it begins at 0. hidden: names of the series that the legend leaves out."""
    numbers = Numbers(categories, number_format)
    for one in bars:
        numbers.add_series(one_line(one.name), one.values)
    kind = XL_CHART_TYPE.BAR_STACKED if lying else XL_CHART_TYPE.COLUMN_STACKED
    chart = _place(slide, room, kind, numbers, said)
    _axes(chart, number_format, y_title)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if most is not None:
        chart.value_axis.maximum_scale = most
    if all((value or 0.0) >= 0 for one in bars for value in one.values):
        chart.value_axis.minimum_scale = 0.0
    _name_all(chart)
    if lying:
        chart.category_axis.reverse_order = True
        chart.value_axis._element.find(qn("c:crosses")).set("val", "autoZero")
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    else:
        _level(chart)
    chart.plots[0].gap_width, chart.plots[0].overlap = 50, 100
    for series, one in zip(chart.plots[0].series, bars, strict=True):
        _draw_bars(series, one)
    _leave_out(chart, [place for place, one in enumerate(bars) if one.name in hidden])


def _place(slide: Slide, room: Room, kind: XL_CHART_TYPE, numbers: Numbers, said: str) -> Chart:
    frame: Any = slide.shapes.add_chart(
        kind, Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height), cast(Any, numbers)
    )
    frame.name = "Graphique"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", cut(one_line(said), _LONGEST_SAID))
    chart: Chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(_SIZE), _rgb(COLOURS.ink)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _on_white(chart)
    return chart


def _on_white(chart: Chart) -> None:
    """A template may be dark: the colours of the lines are chosen for white."""
    space = chart._chartSpace
    space.chart.addnext(parse_xml(_WHITE_SPACE))
    language = element("c:lang", val="fr-FR")
    start = space.find(qn("c:date1904"))
    if start is not None:
        start.addnext(language)
    else:
        space.insert(0, language)


def _axes(chart: Chart, number_format: str, y_title: str) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.has_major_gridlines, category.has_major_gridlines = True, False
    value.major_gridlines.format.line.color.rgb = _rgb(COLOURS.grid)
    value.format.line.fill.background()
    category.format.line.color.rgb = _rgb(COLOURS.muted)
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = number_format, False
    value.has_title = True
    frame = value.axis_title.text_frame
    frame.text = short(y_title)
    frame.paragraphs[0].font.size, frame.paragraphs[0].font.bold = Pt(_SIZE), False


def _name_all(chart: Chart) -> None:
    """A name beside each bar, even where they are many."""
    chart.category_axis.tick_labels.font.size = Pt(_SMALL)
    skip = element("c:tickLblSkip", val="1")
    chart.category_axis._element.find(qn("c:lblOffset")).addnext(skip)


def _level(chart: Chart) -> None:
    """Names of bars on several lines rather than aslant."""
    properties = chart.category_axis.tick_labels.font._element.getparent().getparent().getparent().find(qn("a:bodyPr"))
    properties.set("rot", "0")
    properties.set("vert", "horz")


def _months(chart: Chart) -> None:
    axis = chart.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "[$-40C]mmm\\ yy", False
    for name, value in (("c:majorUnit", "1"), ("c:majorTimeUnit", "months")):
        axis._element.append(element(name, val=value))


def _draw_line(series: LineSeries, trace: Trace) -> None:
    series.smooth = False
    line = series.format.line
    line.color.rgb, line.width, line.dash_style = _rgb(trace.colour), Pt(trace.points), DASHES[trace.dash]
    series.marker.style, series.marker.size = MARKERS[trace.marker], 7
    if trace.marker != "none":
        _solid(series.marker.format.fill, trace.colour)
        series.marker.format.line.color.rgb = _rgb(trace.colour)
    where = XL_LABEL_POSITION.BELOW if trace.under else XL_LABEL_POSITION.ABOVE
    for place, text in trace.labels.items():
        _label(series, place, text, trace.colour, where)


def _draw_bars(series: BarSeries, one: Bars) -> None:
    series.invert_if_negative = False
    fill = series.format.fill
    if one.fill == "none":
        fill.background()
    elif one.fill == "hatched":
        fill.patterned()
        fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(one.colour), _rgb(WHITE)
    else:
        _solid(fill, one.colour)
    if one.fill != "none":
        series.format.line.color.rgb = _rgb(one.colour)
    for place, text in one.labels.items():
        _label(series, place, text, one.ink, XL_LABEL_POSITION.CENTER)


def _label(series: LineSeries | BarSeries, place: int, text: str, colour: str, where: XL_LABEL_POSITION) -> None:
    label = series.points[place].data_label
    frame = label.text_frame
    frame.text = text
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold, run.font.color.rgb = Pt(_SIZE), True, _rgb(colour)
    label.position = where


def _leave_out(chart: Chart, places: Sequence[int]) -> None:
    position = chart.legend._element.find(qn("c:legendPos"))
    for place in reversed(places):
        entry = element("c:legendEntry")
        entry.append(element("c:idx", val=str(place)))
        entry.append(element("c:delete", val="1"))
        position.addnext(entry)


def _solid(fill: FillFormat, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
