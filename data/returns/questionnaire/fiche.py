"""Layout « fiche »: one workbook for one establishment, one question a line, for a head of school.

It is drawn once a campaign, with empty places; `template.py` fills the places for each establishment.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign
from data.returns.questionnaire.book import add_marks, new_book, saved
from data.returns.questionnaire.cells import LINE_HEIGHT, lines, print_setup, protect, sentence, write
from data.returns.questionnaire.names import ANSWER_SHEET, IDENTITY, LIST_SHEET, MARK_SHEET
from data.returns.questionnaire.rules import Lists, validation
from data.returns.questionnaire.styles import ANSWER_STYLES
from data.returns.questionnaire.template import Template
from data.returns.questions import WITHDRAW, Question

_HEADERS = ("Question", "Votre réponse", "Dernière réponse connue", "Aide")
_WIDTHS = {"A": 3, "B": 40, "C": 27, "D": 25, "E": 46}
_QUESTION, _ANSWER, _KNOWN, _HELP = 2, 3, 4, 5  # columns
_IDENTITY_ROW = 7
_HEADER_ROW = _IDENTITY_ROW + len(IDENTITY) + 1
_UAI_MARK = "B5"


def fiche_template(campaign: Campaign, questions: Sequence[Question]) -> Template:
    """The fiche of a campaign, to be filled with `fiche_values` for each establishment."""
    book = new_book(campaign, "fiche")
    sheet = book.create_sheet(ANSWER_SHEET)
    lists = Lists(book.create_sheet(LIST_SHEET))
    _fill_top(sheet, campaign)
    rows = _fill_questions(sheet, campaign, questions, lists)
    _set_page(sheet, sheet.max_row)
    add_marks(book, campaign, questions, "fiche", uai="")
    places = {f"C{row}": code for row, (code, *_) in enumerate(IDENTITY, start=_IDENTITY_ROW)}
    places |= {f"D{row}": f"connu:{code}" for code, row in rows.items()}
    return Template(saved(book), {ANSWER_SHEET: places, MARK_SHEET: {_UAI_MARK: "uai"}})


def fiche_values(establishment: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """What goes in the places. establishment: uai, name, type, commune. known: question code -> last answer, in French."""
    values = {code: establishment[column] for code, column, *_ in IDENTITY}
    return values | {f"connu:{question}": answer for question, answer in known.items()}


def _fill_top(sheet: Worksheet, campaign: Campaign) -> None:
    write(sheet, 1, _QUESTION, campaign.label, "gv titre")
    for row, line in enumerate(_instructions(campaign), start=2):
        write(sheet, row, _QUESTION, line, "gv rappel")
        sheet.row_dimensions[row].height = 17
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[_IDENTITY_ROW - 1].height = sheet.row_dimensions[_HEADER_ROW - 1].height = 8
    for row, (code, _, header, _) in enumerate(IDENTITY, start=_IDENTITY_ROW):
        write(sheet, row, 1, code, "gv code")
        write(sheet, row, _QUESTION, header, "gv section")
        for column in (_ANSWER, _KNOWN, _HELP):
            write(sheet, row, column, "", "gv connu")
        sheet.merge_cells(start_row=row, start_column=_ANSWER, end_row=row, end_column=_HELP)
        sheet.row_dimensions[row].height = 18
    write(sheet, _HEADER_ROW, 1, "code", "gv code")
    for column, header in enumerate(_HEADERS, start=_QUESTION):
        write(sheet, _HEADER_ROW, column, header, "gv question")
    sheet.row_dimensions[_HEADER_ROW].height = 20


def _instructions(campaign: Campaign) -> Iterator[str]:
    closing = f", au plus tard le {campaign.closes_on:%d/%m/%Y}" if campaign.closes_on else ""
    yield f"Fiche de l'année scolaire {campaign.school_year}, à renvoyer au secrétariat du comité{closing}."
    yield "1. Remplissez les cases blanches. La réponse attendue s'affiche quand vous entrez dans une case."
    yield f"2. Une case vide ne dit rien et n'efface rien. Pour retirer une réponse déjà donnée, écrivez {WITHDRAW}."
    yield "3. Ne donnez ni nom de personne ni adresse électronique. Enregistrez, puis renvoyez ce fichier tel quel."


def _fill_questions(
    sheet: Worksheet, campaign: Campaign, questions: Sequence[Question], lists: Lists
) -> dict[str, int]:
    """Write the sections and questions under the header; returns the row of each question."""
    rows: dict[str, int] = {}
    row = _HEADER_ROW
    for section, members in groupby(questions, key=lambda question: question.section):
        row += 1
        for column in range(_QUESTION, _HELP + 1):
            write(sheet, row, column, section if column == _QUESTION else "", "gv section")
        sheet.merge_cells(start_row=row, start_column=_QUESTION, end_row=row, end_column=_HELP)
        sheet.row_dimensions[row].height = 18
        for question in members:
            row += 1
            rows[question.code] = row
            _fill_question(sheet, row, question)
            rule = validation(question, campaign, lists)
            rule.add(f"C{row}")
            sheet.add_data_validation(rule)
    return rows


def _fill_question(sheet: Worksheet, row: int, question: Question) -> None:
    help_text = _help(question)
    write(sheet, row, 1, question.code, "gv code")
    write(sheet, row, _QUESTION, question.label, "gv aide")
    sheet.cell(row, _ANSWER).style = ANSWER_STYLES[question.type]
    sheet.cell(row, _KNOWN).style = "gv note"
    write(sheet, row, _HELP, help_text, "gv note")
    longest = max((f"{choice} (31/12/2021)" for choice in question.choices), key=len, default="")
    most = max(
        lines(question.label, _WIDTHS["B"]),
        lines(longest, _WIDTHS["D"]),
        lines(help_text, _WIDTHS["E"] + 4),  # smaller letters
        3 if question.type == "text" else 1,
    )
    sheet.row_dimensions[row].height = LINE_HEIGHT * most + 6


def _help(question: Question) -> str:
    """What may be answered stands there too: a fiche is often printed, without its drop-downs."""
    return f"{sentence(question.expected)}.\n{question.help}".strip()


def _set_page(sheet: Worksheet, last_row: int) -> None:
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    protect(sheet)
    print_setup(sheet, f"{_HEADER_ROW}:{_HEADER_ROW}", paper="A4", orientation="portrait")
    sheet.page_setup.fitToHeight = 1
    sheet.print_title_rows = None
    sheet.print_area = f"B1:E{last_row}"  # a long title does not make the page smaller
    sheet.oddFooter.center.text = None
    sheet.print_options.horizontalCentered = True
