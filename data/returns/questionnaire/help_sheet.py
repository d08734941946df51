"""The sheet « Mode d'emploi »: how to fill the table, then every question with what may be answered."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign
from data.returns.questionnaire.cells import LINE_HEIGHT, lines, print_setup, protect, sentence, write
from data.returns.questionnaire.names import ANSWER_SHEET
from data.returns.questions import WITHDRAW, Question

_WIDTHS = (46, 54, 64)


def fill_help(sheet: Worksheet, campaign: Campaign, questions: Sequence[Question], count: int) -> None:
    """Write the whole sheet. count: establishments of the table."""
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    write(sheet, 1, 1, campaign.label, "gv titre")
    sheet.row_dimensions[1].height = 26
    row = 2
    for line in _instructions(campaign, count):
        write(sheet, row, 1, line, "gv consigne")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 18
        row += 1
    header_row = row + 1
    _fill_questions(sheet, questions, header_row)
    protect(sheet)
    print_setup(sheet, f"{header_row}:{header_row}", paper="A4")


def _fill_questions(sheet: Worksheet, questions: Sequence[Question], row: int) -> None:
    for column, header in enumerate(("Question", "Réponse attendue", "Aide"), start=1):
        write(sheet, row, column, header, "gv question")
    sheet.row_dimensions[row].height = 20
    for section, members in groupby(questions, key=lambda question: question.section):
        row += 1
        for column in (1, 2, 3):
            write(sheet, row, column, section if column == 1 else "", "gv section")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 20
        for question in members:
            row += 1
            texts = question.label, sentence(question.expected), question.help
            for column, text in enumerate(texts, start=1):
                write(sheet, row, column, text, "gv aide")
            most = max(lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
            sheet.row_dimensions[row].height = LINE_HEIGHT * most + 4


def _instructions(campaign: Campaign, count: int) -> Iterator[str]:
    rows = "1 établissement" if count == 1 else f"{count} établissements"
    yield f"Questionnaire de l'année scolaire {campaign.school_year}, pour {rows}."
    yield f"1. Ouvrez la feuille « {ANSWER_SHEET} » : une ligne par établissement. Le nom et l'UAI sont déjà inscrits."
    yield "2. Remplissez les cases blanches. La réponse attendue s'affiche quand vous entrez dans une case."
    yield f"3. Une case vide ne dit rien et n'efface rien. Pour retirer une réponse déjà donnée, écrivez {WITHDRAW}."
    yield "4. Ne donnez ni nom de personne ni adresse électronique : la fonction suffit."
    closing = f" au plus tard le {campaign.closes_on:%d/%m/%Y}" if campaign.closes_on else ""
    yield f"5. Enregistrez, puis renvoyez ce fichier au secrétariat du comité{closing}. Il peut être renvoyé complété."
