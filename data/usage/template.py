"""An empty workbook to fill with monthly facts: titles that are read, and one row that shows how."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from data.returns.questionnaire.cells import write

_TITLES = (
    *("UAI", "Mois", "Service", "Profil", "Comptes potentiels", "Comptes activés", "Utilisateurs uniques", "Visites"),
)
# Its first cell says « exemple »: the reader leaves such a row out.
_EXAMPLE: tuple[str | int, ...] = ("Exemple : 0440001M", "01/2022", "e-lyco", "élèves", 520, 480, 390, 6100)


def usage_template() -> bytes:
    """The workbook (.xlsx)."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Relevés"
    for column, title in enumerate(_TITLES, start=1):
        write(sheet, 1, column, title).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 22
    for column, value in enumerate(_EXAMPLE, start=1):
        if isinstance(value, str):
            write(sheet, 2, column, value).font = Font(italic=True)
        else:
            sheet.cell(2, column, value).font = Font(italic=True)
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()
