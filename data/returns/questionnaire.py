"""The questionnaire workbook that goes out. Every question comes from its declaration: nothing is typed twice.

Layout « tableau »: one row an establishment on the sheet `Réponses`, with the codes the reading needs on a hidden row.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from textwrap import wrap

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign, expected_establishments, find_campaign
from data.database import Database
from data.errors import Refusal
from data.reference.calendar import school_year
from data.returns.questions import WITHDRAW, Question, load_questions

HELP_SHEET, ANSWER_SHEET, LIST_SHEET, MARK_SHEET = "Mode d'emploi", "Réponses", "_listes", "_gouvernail"
PRODUCT = "Gouvernail"
CODE_ROW, SECTION_ROW, LABEL_ROW, FIRST_ROW = 3, 4, 5, 6
# (code read back, column of `expected_establishments`, header, width in characters)
IDENTITY = (
    ("uai", "uai", "UAI", 11),
    ("nom", "name", "Nom", 44),
    ("type", "type", "Type", 11),
    ("commune", "commune", "Commune", 22),
)
TEXT_MAXIMUM = 2_000
_PROMPT_TITLE, _PROMPT, _ERROR = 32, 255, 225  # Excel calls a workbook with longer ones damaged
_HELP_WIDTHS = (46, 54, 64)
_LINE_HEIGHT = 15.5  # points
_WIDTHS = {"choice": 21, "yes_no": 15, "date": 15, "whole": 15, "text": 45}
_ANSWER_STYLES = {
    "choice": "gv choix",
    "yes_no": "gv choix",
    "date": "gv date",
    "whole": "gv nombre",
    "text": "gv texte",
}


def questionnaire(
    db: Database,
    *,
    campaign: str,
    layout: str,
    uai: list[str] | None = None,
    as_of: datetime,
) -> bytes:
    """The questionnaire of a campaign as an .xlsx file, for all its establishments or those given.

    Raises Refusal: unknown campaign or layout, nobody expected, or a UAI that the campaign does not expect.
    """
    if layout != "tableau":
        raise Refusal(f"La présentation « {layout} » n'existe pas : seule « tableau » est proposée.")
    found = find_campaign(db, campaign, as_of)
    establishments = expected_establishments(db, campaign, on=db.local(as_of).date(), as_of=as_of)
    chosen = establishments if uai is None else _chosen(establishments, uai, found)
    if chosen.empty:
        raise Refusal(
            f"La campagne « {campaign} » n'attend aucun établissement : chargez l'annuaire, puis recréez la campagne."
        )
    return build_tableau(found, load_questions(db.settings.catalogue), chosen)


def build_tableau(campaign: Campaign, questions: Sequence[Question], establishments: pd.DataFrame) -> bytes:
    """The workbook in layout « tableau ». establishments: one row each, with uai, name, type and commune."""
    book = Workbook()
    book.properties.creator = PRODUCT
    book.properties.title = f"{campaign.label} - questionnaire"
    book.properties.language = "fr-FR"
    _add_styles(book)
    help_sheet = book.active
    assert help_sheet is not None
    help_sheet.title = HELP_SHEET
    _fill_help(help_sheet, campaign, questions, len(establishments))
    lists = _List(book.create_sheet(LIST_SHEET, 2))
    _fill_answers(book.create_sheet(ANSWER_SHEET, 1), campaign, questions, establishments, lists)
    _fill_marks(book.create_sheet(MARK_SHEET), campaign, questions)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def questionnaire_edition(questions: Sequence[Question]) -> str:
    """Version of the questionnaire: twelve hexadecimal digits that change with any declaration or their order."""
    declared = json.dumps([question.model_dump() for question in questions], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(declared.encode()).hexdigest()[:12]


def _chosen(establishments: pd.DataFrame, uai: Sequence[str], campaign: Campaign) -> pd.DataFrame:
    wanted = {code.strip().upper() for code in uai}
    unexpected = sorted(wanted - set(establishments["uai"]))
    if unexpected:
        raise Refusal(
            f"La campagne « {campaign.code} » n'attend pas {', '.join(unexpected)} : "
            "vérifiez l'UAI, ou mettez à jour la liste attendue de la campagne (page Administration)."
        )
    return establishments[establishments["uai"].isin(wanted)]


# --- the sheet to fill in


def _fill_answers(
    sheet: Worksheet,
    campaign: Campaign,
    questions: Sequence[Question],
    establishments: pd.DataFrame,
    lists: "_List",
) -> None:
    last_row = FIRST_ROW + max(len(establishments), 1) - 1
    last_column = len(IDENTITY) + len(questions)
    _write(sheet, 1, 1, campaign.label, "gv titre")
    _write(sheet, 2, 1, _reminder(campaign), "gv rappel")
    _write_headers(sheet, questions)
    _write_rows(sheet, questions, establishments)
    for column, question in enumerate(questions, start=len(IDENTITY) + 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = _WIDTHS[question.type]
        rule = _validation(question, campaign, lists)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last_row}")
        sheet.add_data_validation(rule)
    # A default height, not a fixed one: Excel still makes a row higher for a long comment.
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 18, True
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[CODE_ROW].hidden = True
    sheet.row_dimensions[SECTION_ROW].height = 20
    sheet.row_dimensions[LABEL_ROW].height = _LINE_HEIGHT * max(
        (_lines(question.label, _WIDTHS[question.type]) for question in questions), default=1
    )
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 3)
    sheet.auto_filter.ref = f"A{LABEL_ROW}:{get_column_letter(last_column)}{last_row}"
    _protect(sheet)
    _print_setup(sheet, f"{LABEL_ROW - 1}:{LABEL_ROW}")


def _reminder(campaign: Campaign) -> str:
    closing = f" Réponse attendue au plus tard le {campaign.closes_on:%d/%m/%Y}." if campaign.closes_on else ""
    rule = f"Une case vide ne dit rien et n'efface rien ; {WITHDRAW} retire une réponse."
    return f"Une ligne par établissement. {rule}{closing}"


def _write_headers(sheet: Worksheet, questions: Sequence[Question]) -> None:
    for column, (code, _, header, width) in enumerate(IDENTITY, start=1):
        _write(sheet, CODE_ROW, column, code, "gv code")
        _write(sheet, LABEL_ROW, column, header, "gv question")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, question in enumerate(questions, start=len(IDENTITY) + 1):
        _write(sheet, CODE_ROW, column, question.code, "gv code")
        _write(sheet, LABEL_ROW, column, question.label, "gv question")
    for first, last, section in _sections(questions):
        for column in range(first, last + 1):
            sheet.cell(SECTION_ROW, column).style = "gv section"
        _write(sheet, SECTION_ROW, first, section, "gv section")
        if last > first:
            sheet.merge_cells(start_row=SECTION_ROW, start_column=first, end_row=SECTION_ROW, end_column=last)


def _sections(questions: Sequence[Question]) -> Iterator[tuple[int, int, str]]:
    """(first column, last column, title) of each run of columns under one title."""
    yield 1, len(IDENTITY), "Établissement"
    first = len(IDENTITY) + 1
    for section, members in groupby(question.section for question in questions):
        last = first + len(list(members)) - 1
        yield first, last, section
        first = last + 1


def _write_rows(sheet: Worksheet, questions: Sequence[Question], establishments: pd.DataFrame) -> None:
    known = establishments[[column for _, column, _, _ in IDENTITY]].astype(object)
    known = known.where(known.notna(), "")
    for row, identity in enumerate(known.itertuples(index=False), start=FIRST_ROW):
        for column, text in enumerate(identity, start=1):
            _write(sheet, row, column, str(text), "gv connu")
        for column, question in enumerate(questions, start=len(IDENTITY) + 1):
            sheet.cell(row, column).style = _ANSWER_STYLES[question.type]


def _validation(question: Question, campaign: Campaign, lists: "_List") -> DataValidation:
    """The rule of one column. It warns rather than forbids: (effacer) and NSP are answers too."""
    match question.type:
        case "choice":
            rule = DataValidation(type="list", formula1=lists.range_of(question.choices))
        case "yes_no":
            rule = DataValidation(type="list", formula1=lists.range_of(("Oui", "Non")))
        case "date":
            first, last = date(question.earliest_year, 1, 1), school_year(campaign.school_year).ends_on
            rule = DataValidation(
                type="date", operator="between", formula1=_excel_day(first), formula2=_excel_day(last)
            )
        case "whole":
            rule = DataValidation(
                type="whole", operator="between", formula1=str(question.minimum), formula2=str(question.maximum)
            )
        case "text":
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(TEXT_MAXIMUM))
    rule.allow_blank = True
    rule.errorStyle = "warning"
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = "Réponse à vérifier"
    rule.error = _cut(f"Attendu : {question.expected}. Pour retirer une réponse, écrivez {WITHDRAW}.", _ERROR)
    rule.promptTitle = _cut(question.label, _PROMPT_TITLE)
    rule.prompt = _cut(f"{question.help}\n{_sentence(question.expected)}".strip(), _PROMPT)
    return rule


def _excel_day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


class _List:
    """The choices of drop-downs, a column each on a sheet nobody sees: a choice may hold a comma."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._ranges: dict[tuple[str, ...], str] = {}
        sheet.sheet_state = "veryHidden"

    def range_of(self, choices: tuple[str, ...]) -> str:
        """Absolute reference to the cells that hold these choices, written on first use."""
        if choices not in self._ranges:
            column = len(self._ranges) + 1
            for row, choice in enumerate(choices, start=1):
                _write(self._sheet, row, column, choice)
            letter = get_column_letter(column)
            self._ranges[choices] = f"'{LIST_SHEET}'!${letter}$1:${letter}${len(choices)}"
        return self._ranges[choices]


# --- the two other sheets


def _fill_help(sheet: Worksheet, campaign: Campaign, questions: Sequence[Question], count: int) -> None:
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", _HELP_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _write(sheet, 1, 1, campaign.label, "gv titre")
    sheet.row_dimensions[1].height = 26
    row = 2
    for line in _instructions(campaign, count):
        _write(sheet, row, 1, line, "gv consigne")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 18
        row += 1
    row += 1
    for column, header in enumerate(("Question", "Réponse attendue", "Aide"), start=1):
        _write(sheet, row, column, header, "gv question")
    header_row = row
    sheet.row_dimensions[row].height = 20
    for section, members in groupby(questions, key=lambda question: question.section):
        row += 1
        for column in (1, 2, 3):
            _write(sheet, row, column, section if column == 1 else "", "gv section")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 20
        for question in members:
            row += 1
            texts = question.label, _sentence(question.expected), question.help
            for column, text in enumerate(texts, start=1):
                _write(sheet, row, column, text, "gv aide")
            lines = max(_lines(text, width) for text, width in zip(texts, _HELP_WIDTHS, strict=True))
            sheet.row_dimensions[row].height = _LINE_HEIGHT * lines + 4
    _protect(sheet)
    _print_setup(sheet, f"{header_row}:{header_row}")


def _instructions(campaign: Campaign, count: int) -> Iterator[str]:
    rows = "1 établissement" if count == 1 else f"{count} établissements"
    yield f"Questionnaire de l'année scolaire {campaign.school_year}, pour {rows}."
    yield f"1. Ouvrez la feuille « {ANSWER_SHEET} » : une ligne par établissement. Le nom et l'UAI sont déjà inscrits."
    yield "2. Remplissez les cases blanches. La réponse attendue s'affiche quand vous entrez dans une case."
    yield f"3. Une case vide ne dit rien et n'efface rien. Pour retirer une réponse déjà donnée, écrivez {WITHDRAW}."
    yield "4. Ne donnez ni nom de personne ni adresse électronique : la fonction suffit."
    closing = f" au plus tard le {campaign.closes_on:%d/%m/%Y}" if campaign.closes_on else ""
    yield f"5. Enregistrez, puis renvoyez ce fichier au secrétariat du comité{closing}. Il peut être renvoyé complété."


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column of that width, at about a character a unit, some of it lost to the margins."""
    return max(len(wrap(text, int(width) - 3)), 1)


def _fill_marks(sheet: Worksheet, campaign: Campaign, questions: Sequence[Question]) -> None:
    """What the workbook says of itself to the program that reads it back."""
    sheet.sheet_state = "veryHidden"
    marks = {
        "product": PRODUCT,
        "campaign": campaign.code,
        "edition": questionnaire_edition(questions),
        "layout": "tableau",
    }
    for row, (key, value) in enumerate(marks.items(), start=1):
        _write(sheet, row, 1, key)
        _write(sheet, row, 2, value)


# --- cells, styles, page


def _write(sheet: Worksheet, row: int, column: int, text: str, style: str | None = None) -> Cell:
    """Put text in a cell, as text whatever it looks like: a name that starts with = is not a formula."""
    cell: Cell = sheet.cell(row, column)
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)
        cell.data_type = "s"
    if style:
        cell.style = style
    return cell


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _protect(sheet: Worksheet) -> None:
    """Without a password: it keeps codes and names from being overwritten by accident, it is no secret."""
    protection = sheet.protection
    protection.enable()
    # Here False means allowed.
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False


def _print_setup(sheet: Worksheet, title_rows: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if sheet.title == ANSWER_SHEET else sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = title_rows
    sheet.oddFooter.center.text = "&A - page &P sur &N"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4  # inches
    margins.top = margins.bottom = 0.6
    margins.footer = 0.3


_INK, _HEADER, _SECTION, _KNOWN, _LINE = "1F2937", "334155", "DCE3EC", "F1F4F8", "B6C0CD"


def _add_styles(book: Workbook) -> None:
    thin = Side(style="thin", color=_LINE)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    open_cell = Protection(locked=False)
    wrapped = Alignment(vertical="center", wrap_text=True, horizontal="left", indent=1)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    fills = {color: PatternFill("solid", start_color=color) for color in (_HEADER, _SECTION, _KNOWN)}
    ink, white = Font(name="Calibri", size=11, color=_INK), Font(name="Calibri", size=11, color="FFFFFF", bold=True)
    bold = Font(name="Calibri", size=11, color=_INK, bold=True)
    plain = Alignment(vertical="center")
    indented = Alignment(vertical="center", horizontal="left", indent=1)
    for style in (
        NamedStyle("gv titre", font=Font(name="Calibri", size=16, color=_INK, bold=True), alignment=plain),
        NamedStyle("gv rappel", font=ink, alignment=plain),
        NamedStyle("gv consigne", font=ink, alignment=wrapped),
        NamedStyle("gv code", font=ink),
        NamedStyle("gv section", font=bold, fill=fills[_SECTION], border=box, alignment=indented),
        NamedStyle("gv question", font=white, fill=fills[_HEADER], border=box, alignment=wrapped),
        NamedStyle("gv connu", font=ink, fill=fills[_KNOWN], border=box, alignment=indented, number_format="@"),
        NamedStyle("gv aide", font=ink, border=box, alignment=wrapped),
        NamedStyle("gv choix", font=ink, border=box, alignment=indented, protection=open_cell),
        NamedStyle(
            "gv date", font=ink, border=box, alignment=centred, protection=open_cell, number_format="dd/mm/yyyy"
        ),
        NamedStyle("gv nombre", font=ink, border=box, alignment=centred, protection=open_cell, number_format="0"),
        NamedStyle("gv texte", font=ink, border=box, alignment=wrapped, protection=open_cell),
    ):
        book.add_named_style(style)
