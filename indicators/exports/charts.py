"""Native charts: each reads its cells from the table beside it, and is legible printed in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines, DateAxis
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.exports.inert import one_line
from indicators.exports.styles import INK, LINE, MUTED, SOFT, SUBJECT, WARM

WIDTH, HEIGHT = 19.0, 10.0  # centimetres
_WIDE = 28.0
_POINT = 12_700  # the unit of line widths


@dataclass(frozen=True)
class Trace:
    """One line: its column, the rows it covers, how it is drawn. label: where to write the last value (r, t, b), if at all."""

    column: int
    first: int
    last: int
    color: str
    dash: str = "solid"
    marker: str = "none"
    points: float = 2.0
    label: str | None = None


@dataclass(frozen=True)
class Part:
    """One series of bars: its column, its fill, plain or a pattern over white, and which bars carry their number."""

    column: int
    color: str
    labels: tuple[int, ...]
    pattern: str | None = None
    ink: str = INK


def line_chart(
    sheet: Worksheet,
    *,
    title: str,
    subtitle: str,
    y_title: str,
    y_format: str,
    header: int,
    days: tuple[int, int],
    day_format: str,
    traces: Sequence[Trace],
) -> LineChart:
    """Lines over days. header: row of the series' names; days: first and last row of the first column's dates."""
    chart = LineChart()
    _frame(chart, title, subtitle)
    chart.x_axis = DateAxis(crossAx=100)
    chart.x_axis.number_format, chart.x_axis.majorTimeUnit, chart.x_axis.baseTimeUnit = day_format, "months", "days"
    chart.x_axis.majorUnit = 1
    chart.y_axis.crossAx = chart.x_axis.axId
    _axes(chart, y_title, y_format)
    dates = Reference(sheet, min_col=1, min_row=days[0], max_row=days[1])
    for trace in traces:
        chart.series.append(_line(sheet, header, trace))
    chart.set_categories(dates)
    chart.dispBlanksAs = "gap"
    return chart


def bar_chart(
    sheet: Worksheet,
    *,
    title: str,
    subtitle: str,
    x_title: str,
    x_format: str,
    header: int,
    rows: tuple[int, int],
    parts: Sequence[Part],
) -> BarChart:
    """Lying bars, a group each, first on top. Several parts are shares of a whole bar, each with its number."""
    chart = BarChart()
    _frame(chart, title, subtitle)
    chart.type = "bar"
    chart.gapWidth = 60
    if len(parts) > 1:
        chart.grouping, chart.overlap = "percentStacked", 100
    _axes(chart, x_title, x_format)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    for part in parts:
        chart.series.append(_bar(sheet, header, rows, part))
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    if len(parts) == 1:
        chart.legend = None
    return chart


def waterfall_chart(
    sheet: Worksheet,
    *,
    title: str,
    subtitle: str,
    rate: bool,
    header: int,
    rows: tuple[int, int],
    below: bool,
) -> BarChart:
    """From one value to the next by steps: columns on an invisible base, up plain and down hatched, ends grey.

    The table has the bases, rises, falls, parts below zero and values in columns G to K, and in L the name of each step
    with its number: a number on its column would not be read where the step is small. below: whether one goes under zero.
    """
    chart = BarChart()
    _frame(chart, title, subtitle)
    chart.width = _WIDE
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 40
    _axes(chart, "% des comptes" if rate else "Nombre d'établissements", '0" %"' if rate else "#,##0")
    if below:
        chart.y_axis.scaling.min = None
        chart.x_axis.tickLblPos = "low"
    steps = (
        _Step(column=7, color="FFFFFF", hidden=True),
        _Step(column=8, color=SUBJECT),
        _Step(column=9, color=WARM, pattern="wdUpDiag"),
        *([_Step(column=10, color=MUTED, pattern="ltHorz")] if below else []),
        _Step(column=11, color=SOFT),
    )
    for step in steps:
        chart.series.append(_step(sheet, header, rows, step))
    chart.set_categories(Reference(sheet, min_col=12, min_row=rows[0], max_row=rows[1]))
    chart.legend.legendEntry = [LegendEntry(idx=0, delete=True)]
    return chart


@dataclass(frozen=True, kw_only=True)
class _Step:
    """The columns of one series."""

    column: int
    color: str
    pattern: str | None = None
    hidden: bool = False


def _step(sheet: Worksheet, header: int, rows: tuple[int, int], step: _Step) -> Series:
    series = _bar(sheet, header, rows, Part(step.column, step.color, (), pattern=step.pattern))
    if step.hidden:
        series.graphicalProperties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    series.dLbls = None
    return series


def _frame(chart: LineChart | BarChart, title: str, subtitle: str) -> None:
    chart.width, chart.height = WIDTH, HEIGHT
    chart.title = _title((title, 1100, True, INK), (subtitle, 900, False, MUTED))
    if chart.legend is not None:
        chart.legend.position = "b"
        chart.legend.txPr = _text(900, INK)
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE))


def _axes(chart: LineChart | BarChart, title: str, number_format: str) -> None:
    # Left unsaid, `delete` hides both axes in recent versions of Excel.
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(900, INK)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=MUTED))
    chart.y_axis.title = _title((title, 900, False, MUTED))
    chart.y_axis.number_format = number_format
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=LINE)))


def _line(sheet: Worksheet, header: int, trace: Trace) -> Series:
    series = _series(sheet, header, trace.column, trace.first, trace.last)
    line = series.graphicalProperties.line
    line.solidFill, line.dashStyle, line.width = trace.color, trace.dash, int(trace.points * _POINT)
    series.marker = Marker(symbol=trace.marker, size=7)
    series.marker.graphicalProperties = GraphicalProperties(
        solidFill=trace.color, ln=LineProperties(solidFill=trace.color)
    )
    series.smooth = False
    if trace.label:
        series.dLbls = DataLabelList(dLbl=[_label(trace.last - trace.first, place=trace.label)], **_HIDDEN)
    return series


_HIDDEN = {
    "showVal": False,
    "showSerName": False,
    "showCatName": False,
    "showLegendKey": False,
    "showPercent": False,
    "showBubbleSize": False,
}


def _label(index: int, ink: str = INK, place: str | None = None) -> DataLabel:
    return DataLabel(idx=index, dLblPos=place, txPr=_text(1000, ink, bold=True), **(_HIDDEN | {"showVal": True}))


def _bar(sheet: Worksheet, header: int, rows: tuple[int, int], part: Part) -> Series:
    series = _series(sheet, header, part.column, *rows)
    shape = series.graphicalProperties
    shape.line = LineProperties(solidFill=INK, w=int(0.5 * _POINT))
    if part.pattern:
        ink, paper = ColorChoice(srgbClr=part.color), ColorChoice(srgbClr="FFFFFF")
        shape.pattFill = PatternFillProperties(prst=part.pattern, fgClr=ink, bgClr=paper)
    else:
        shape.solidFill = part.color
    series.dLbls = DataLabelList(dLbl=[_label(index, part.ink) for index in part.labels], **_HIDDEN)
    return series


def _series(sheet: Worksheet, header: int, column: int, first: int, last: int) -> Series:
    series: Series = SeriesFactory(Reference(sheet, min_col=column, min_row=first, max_row=last))
    name = sheet.title.replace("'", "''")
    series.tx = SeriesLabel(strRef=StrRef(f"'{name}'!${get_column_letter(column)}${header}"))
    return series


def _title(*lines: tuple[str, int, bool, str]) -> Title:
    """(text, hundredths of a point, bold, colour) each."""
    paragraphs = []
    for text, size, bold, color in lines:
        drawn = CharacterProperties(sz=size, b=bold, solidFill=color)
        paragraphs.append(
            Paragraph(pPr=ParagraphProperties(defRPr=drawn), r=[RegularTextRun(rPr=drawn, t=one_line(text))])
        )
    return Title(overlay=False, tx=Text(rich=RichText(p=paragraphs)))


def _text(size: int, color: str, *, bold: bool = False) -> RichText:
    drawn = CharacterProperties(sz=size, b=bold, solidFill=color)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=drawn), endParaRPr=drawn)])
