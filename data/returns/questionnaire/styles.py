"""How a questionnaire looks: calm, dark ink on white, grey for what is already written."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

INK, HEADER, SECTION, KNOWN, LINE, QUIET = "1F2937", "334155", "DCE3EC", "F1F4F8", "B6C0CD", "475569"
FAULT, FAULT_INK = "FBE3D6", "8A2C0D"
DAY_FORMAT = "dd/mm/yyyy"
ANSWER_STYLES = {
    "choice": "gv choix",
    "yes_no": "gv choix",
    "date": "gv date",
    "whole": "gv nombre",
    "text": "gv texte",
}

_THIN = Side(style="thin", color=LINE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = Protection(locked=False)
_WRAPPED = Alignment(vertical="center", wrap_text=True, horizontal="left", indent=1)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_INDENTED = Alignment(vertical="center", horizontal="left", indent=1)
_PLAIN = Alignment(vertical="center")


def add_styles(book: Workbook) -> None:
    """Make the styles known to a workbook; cells then name them: `cell.style = "gv titre"`."""
    for style in (*_texts(), *_answers()):
        book.add_named_style(style)


def fill(color: str) -> PatternFill:
    """A plain background."""
    return PatternFill("solid", start_color=color)


def font(color: str = INK, *, size: float = 11, bold: bool = False) -> Font:
    """The typeface of the questionnaire."""
    return Font(name="Calibri", size=size, color=color, bold=bold)


def _texts() -> tuple[NamedStyle, ...]:
    ink = font()
    return (
        NamedStyle("gv titre", font=font(size=16, bold=True), alignment=_PLAIN),
        NamedStyle("gv rappel", font=ink, alignment=_PLAIN),
        NamedStyle("gv consigne", font=ink, alignment=_WRAPPED),
        NamedStyle("gv code", font=ink),
        NamedStyle("gv section", font=font(bold=True), fill=fill(SECTION), border=_BOX, alignment=_INDENTED),
        NamedStyle("gv question", font=font("FFFFFF", bold=True), fill=fill(HEADER), border=_BOX, alignment=_WRAPPED),
        NamedStyle("gv connu", font=ink, fill=fill(KNOWN), border=_BOX, alignment=_INDENTED, number_format="@"),
        NamedStyle("gv aide", font=ink, border=_BOX, alignment=_WRAPPED),
        NamedStyle("gv note", font=font(QUIET, size=10), fill=fill(KNOWN), border=_BOX, alignment=_WRAPPED),
        NamedStyle("gv à corriger", font=font(FAULT_INK), fill=fill(KNOWN), border=_BOX, alignment=_WRAPPED),
    )


def _answers() -> tuple[NamedStyle, ...]:
    """Cells to fill: white, not locked."""
    white = {"font": font(), "border": _BOX, "protection": _OPEN}
    return (
        NamedStyle("gv choix", alignment=_INDENTED, **white),
        NamedStyle("gv date", alignment=_CENTRED, number_format=DAY_FORMAT, **white),
        NamedStyle("gv nombre", alignment=_CENTRED, number_format="0", **white),
        NamedStyle("gv texte", alignment=_WRAPPED, **white),
        NamedStyle("gv uai à vérifier", alignment=_INDENTED, number_format="@", **white),
    )
