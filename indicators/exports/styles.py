"""The workbook's named styles and palette: sober, legible in black and white."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from indicators.progress import Verdict

INK, SUBJECT, MUTED, LINE, PALE = "1D2629", "0B6A73", "556166", "C3CCD0", "EEF2F3"
SOFT, WARM, WARM_PALE, SUBJECT_PALE = "90C2C7", "B25A00", "F3DCC6", "D6E8EA"

TITLE, SUBTITLE, NOTE, WARNING, LINK = "gv titre", "gv situation", "gv note", "gv avertissement", "gv lien"
SECTION, HEADER, KEY, TEXT, SHORT = "gv partie", "gv entete", "gv rubrique", "gv texte", "gv code"
WHOLE, PERCENT, POINTS = "gv nombre", "gv taux", "gv points"
DAY, MONTH, INSTANT, MASKED = "gv date", "gv mois", "gv instant", "gv masque"
OPINION, GAP, LEVEL, EXACT = "gv avis", "gv ecart", "gv taux en pour cent", "gv points exacts"
GOOD, BAD, UNSURE = "gv verdict favorable", "gv verdict defavorable", "gv verdict ouvert"

VERDICT_STYLES: dict[Verdict, str] = {
    Verdict.ATTEINT: GOOD,
    Verdict.EN_AVANCE: GOOD,
    Verdict.DANS_LE_RYTHME: GOOD,
    Verdict.EN_RETARD: BAD,
    Verdict.NON_ATTEINT: BAD,
    Verdict.INDETERMINE: UNSURE,
    Verdict.SANS_CIBLE: UNSURE,
}
WRAPPED = {TEXT, OPINION, KEY, HEADER, TITLE, NOTE, WARNING}

# Arial is on every computer of a committee, and its stand-in elsewhere has the same widths: nothing gets cut.
_FONT = "Arial"
_FORMATS = {
    WHOLE: "#,##0",
    PERCENT: "0.0\\ %",
    GAP: "+#,##0;\\-#,##0;0",
    LEVEL: '0.00" %"',
    EXACT: '+0.00" pt";\\-0.00" pt";0.00" pt"',
    POINTS: '+0.0" pt";\\-0.0" pt";0.0" pt"',
    DAY: "dd/mm/yyyy",
    MONTH: "[$-40C]mmmm\\ yyyy",
    INSTANT: "dd/mm/yyyy\\ hh:mm",
}


def add_styles(book: Workbook) -> None:
    """Register every named style."""
    # Excel counts column widths in characters of this one.
    book._named_styles["Normal"].font = _font()
    for style in (*_headings(), *_cells(), *_verdicts()):
        book.add_named_style(style)


def _font(size: float = 10, color: str = INK, *, bold: bool = False, italic: bool = False, link: bool = False) -> Font:
    return Font(name=_FONT, size=size, color=color, bold=bold, italic=italic, underline="single" if link else None)


def _box() -> Border:
    thin = Side(style="thin", color=LINE)
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _fill(color: str) -> PatternFill:
    return PatternFill("solid", start_color=color)


def _headings() -> list[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(vertical="center")
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return [
        NamedStyle(TITLE, font=_font(14, bold=True), alignment=top),
        NamedStyle(SUBTITLE, font=_font(11, SUBJECT, bold=True), alignment=middle),
        NamedStyle(NOTE, font=_font(color=MUTED), alignment=top),
        NamedStyle(WARNING, font=_font(color=WARM, bold=True), alignment=top),
        NamedStyle(LINK, font=_font(color=SUBJECT, link=True), alignment=Alignment(vertical="top")),
        NamedStyle(SECTION, font=_font(12, SUBJECT, bold=True), alignment=middle),
        NamedStyle(
            HEADER, font=_font(color="FFFFFF", bold=True), fill=_fill(SUBJECT), border=_box(), alignment=centred
        ),
    ]


def _cells() -> list[NamedStyle]:
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    right = Alignment(horizontal="right", vertical="top", indent=1)
    left = Alignment(horizontal="left", vertical="top", indent=1)
    styles = [
        NamedStyle(KEY, font=_font(bold=True), fill=_fill(PALE), border=_box(), alignment=wrapped),
        NamedStyle(TEXT, font=_font(), border=_box(), alignment=wrapped),
        NamedStyle(OPINION, font=_font(color=MUTED, italic=True), border=_box(), alignment=wrapped),
        NamedStyle(SHORT, font=_font(), border=_box(), alignment=left),
        NamedStyle(MASKED, font=_font(color=MUTED, italic=True), fill=_fill(PALE), border=_box(), alignment=left),
    ]
    for name in (WHOLE, PERCENT, GAP, LEVEL, EXACT, POINTS):
        styles.append(NamedStyle(name, font=_font(), border=_box(), alignment=right, number_format=_FORMATS[name]))
    for name in (DAY, MONTH, INSTANT):
        styles.append(NamedStyle(name, font=_font(), border=_box(), alignment=left, number_format=_FORMATS[name]))
    return styles


def _verdicts() -> list[NamedStyle]:
    fills = {GOOD: SUBJECT_PALE, BAD: WARM_PALE, UNSURE: PALE}
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    return [
        NamedStyle(name, font=_font(bold=True), fill=_fill(color), border=_box(), alignment=wrapped)
        for name, color in fills.items()
    ]
