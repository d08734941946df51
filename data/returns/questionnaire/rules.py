"""Drop-downs, input help and limits of the cells to fill."""

from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.campaigns import Campaign
from data.reference.calendar import school_year
from data.returns.questionnaire.cells import sentence, write
from data.returns.questionnaire.names import LIST_SHEET
from data.returns.questions import WITHDRAW, Question
from data.text import cut

TEXT_MAXIMUM = 2_000
_PROMPT_TITLE, _PROMPT, _ERROR = 32, 255, 225  # Excel calls a workbook with longer ones damaged


class Lists:
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
                write(self._sheet, row, column, choice)
            letter = get_column_letter(column)
            self._ranges[choices] = f"'{LIST_SHEET}'!${letter}$1:${letter}${len(choices)}"
        return self._ranges[choices]


def validation(question: Question, campaign: Campaign, lists: Lists) -> DataValidation:
    """The rule of one question, not yet on any cell. It warns rather than forbids: (effacer) and NSP are answers too."""
    rule = _limits(question, campaign, lists)
    rule.allow_blank = True
    rule.errorStyle = "warning"
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = "Réponse à vérifier"
    rule.error = cut(f"Attendu : {question.expected}. Pour retirer une réponse, écrivez {WITHDRAW}.", _ERROR)
    rule.promptTitle = cut(question.label, _PROMPT_TITLE)
    rule.prompt = cut(f"{question.help}\n{sentence(question.expected)}".strip(), _PROMPT)
    return rule


def _limits(question: Question, campaign: Campaign, lists: Lists) -> DataValidation:
    match question.type:
        case "choice":
            return DataValidation(type="list", formula1=lists.range_of(question.choices))
        case "yes_no":
            return DataValidation(type="list", formula1=lists.range_of(("Oui", "Non")))
        case "date":
            first, last = date(question.earliest_year, 1, 1), school_year(campaign.school_year).ends_on
            return _between("date", _excel_day(first), _excel_day(last))
        case "whole":
            return _between("whole", str(question.minimum), str(question.maximum))
        case "text":
            return DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(TEXT_MAXIMUM))


def _between(kind: str, first: str, last: str) -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=first, formula2=last)


def _excel_day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
