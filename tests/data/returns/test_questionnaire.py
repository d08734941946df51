"""The questionnaire workbook, re-opened as Excel users (openpyxl) and our own reading (calamine) see it."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from data.campaigns import Campaign, create_campaign
from data.database import LOCAL
from data.errors import Refusal
from data.returns.questionnaire import build_tableau, questionnaire, questionnaire_edition
from data.returns.questions import Question, load_questions
from data.settings import get_settings
from tests.helpers import add_establishments, make_uai, memory_database

CAMPAIGN = Campaign(
    code="printemps",
    school_year="2021-2022",
    label="Retours du printemps 2022",
    opens_on=None,
    closes_on=date(2022, 4, 8),
    expected=2,
    answered=0,
)
QUESTIONS = (
    Question(
        code="etat", type="choice", label="État", choices=("Oui, intégré", "Non"), section="Cadre", help="Lequel ?"
    ),
    Question(code="vote", type="date", label="Vote", earliest_year=2015, section="Cadre"),
    Question(code="canaux", type="yes_no", label="Canaux", section="Comité"),
    Question(code="reunions", type="whole", label="Réunions", maximum=60, section="Comité"),
    Question(code="note", type="text", label="Note", private=True, section="Comité"),
)
ESTABLISHMENTS = pd.DataFrame(
    {
        "uai": ["0440021J", "0440001M", "0440005S"],
        "name": ["Lycée Clemenceau", '=HYPERLINK("http://x")', "@SUM(A1)"],
        "type": ["Lycée", "Lycée", "-Lycée"],
        "commune": ["Nantes", None, "+33"],
    }
)
BYTES = build_tableau(CAMPAIGN, QUESTIONS, ESTABLISHMENTS)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(BYTES))


@pytest.fixture(scope="module")
def rules(book: Workbook) -> dict[str, DataValidation]:
    return {str(rule.sqref): rule for rule in book["Réponses"].data_validations.dataValidation}


def test_a_row_an_establishment_under_a_hidden_row_of_codes() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(BYTES)).get_sheet_by_name("Réponses").to_python()
    assert rows[0][0] == "Retours du printemps 2022"
    assert rows[2] == ["uai", "nom", "type", "commune", "etat", "vote", "canaux", "reunions", "note"]
    assert rows[3] == ["Établissement", "", "", "", "Cadre", "", "Comité", "", ""]
    assert rows[4] == ["UAI", "Nom", "Type", "Commune", "État", "Vote", "Canaux", "Réunions", "Note"]
    assert [row[0] for row in rows[5:]] == ["0440021J", "0440001M", "0440005S"]
    assert rows[5] == ["0440021J", "Lycée Clemenceau", "Lycée", "Nantes", "", "", "", "", ""]


def test_the_code_row_is_hidden_and_headers_stay_in_sight(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert sheet.row_dimensions[3].hidden
    assert not sheet.row_dimensions[5].hidden
    assert sheet.freeze_panes == "C6"
    assert sheet.auto_filter.ref == "A5:I8"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A4:D4", "E4:F4", "G4:I4"}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.print_title_rows) == (
        "landscape",
        1,
        "$4:$5",
    )


def test_only_answers_can_be_written(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.autoFilter and not sheet.protection.formatColumns
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"{letter}{row}" for letter in "EFGHI" for row in (6, 7, 8)}


def test_names_that_look_like_formulas_are_text(book: Workbook) -> None:
    sheet = book["Réponses"]
    assert [(sheet[cell].data_type, sheet[cell].value) for cell in ("B7", "B8", "C8", "D8")] == [
        ("s", '=HYPERLINK("http://x")'),
        ("s", "@SUM(A1)"),
        ("s", "-Lycée"),
        ("s", "+33"),
    ]
    assert sheet["D7"].value is None


def test_each_column_has_one_rule_over_all_its_rows(rules: dict[str, DataValidation]) -> None:
    assert {cells: (rule.type, rule.formula1, rule.formula2) for cells, rule in rules.items()} == {
        "E6:E8": ("list", "'_listes'!$A$1:$A$2", None),
        "F6:F8": ("date", "DATE(2015,1,1)", "DATE(2022,8,31)"),
        "G6:G8": ("list", "'_listes'!$B$1:$B$2", None),
        "H6:H8": ("whole", "0", "60"),
        "I6:I8": ("textLength", "2000", None),
    }


def test_drop_downs_hold_the_choices_even_with_a_comma(book: Workbook) -> None:
    lists = book["_listes"]
    assert [lists[cell].value for cell in ("A1", "A2", "B1", "B2")] == ["Oui, intégré", "Non", "Oui", "Non"]


def test_rules_warn_so_that_an_answer_can_be_withdrawn(rules: dict[str, DataValidation]) -> None:
    for rule in rules.values():
        assert rule.errorStyle == "warning"
        assert rule.allow_blank and rule.showErrorMessage and rule.showInputMessage
        assert "(effacer)" in rule.error
    assert rules["E6:E8"].prompt == "Lequel ?\nOui, intégré / Non"


def test_dates_are_shown_day_first(book: Workbook) -> None:
    assert book["Réponses"]["F6"].number_format == "dd/mm/yyyy"


def test_the_workbook_says_what_it_is_where_nobody_sees_it(book: Workbook) -> None:
    assert book.sheetnames == ["Mode d'emploi", "Réponses", "_listes", "_gouvernail"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "veryHidden", "veryHidden"]
    assert {row[0]: row[1] for row in book["_gouvernail"].iter_rows(values_only=True)} == {
        "product": "Gouvernail",
        "campaign": "printemps",
        "edition": questionnaire_edition(QUESTIONS),
        "layout": "tableau",
    }


def test_the_first_sheet_explains_every_question(book: Workbook) -> None:
    cells = list(book["Mode d'emploi"].iter_rows(values_only=True))
    text = "\n".join(str(cell) for row in cells for cell in row if cell)
    assert "08/04/2022" in text and "(effacer)" in text
    assert ("État", "Oui, intégré / Non", "Lequel ?") in cells
    assert ("Réunions", "Un nombre entier de 0 à 60", None) in cells


def test_the_edition_changes_with_any_declaration() -> None:
    assert questionnaire_edition(QUESTIONS) == questionnaire_edition(list(QUESTIONS))
    assert len(questionnaire_edition(QUESTIONS)) == 12
    assert questionnaire_edition(QUESTIONS) != questionnaire_edition(QUESTIONS[::-1])
    changed = (QUESTIONS[0].model_copy(update={"help": "Autre aide"}), *QUESTIONS[1:])
    assert questionnaire_edition(changed) != questionnaire_edition(QUESTIONS)


def test_declared_questions_stay_within_what_excel_accepts() -> None:
    questions = load_questions(get_settings().catalogue)
    sheet = load_workbook(BytesIO(build_tableau(CAMPAIGN, questions, ESTABLISHMENTS)))["Réponses"]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == len(questions)
    for rule in rules:
        assert len(rule.promptTitle) <= 32 and len(rule.prompt) <= 255
        assert len(rule.errorTitle) <= 32 and len(rule.error) <= 225


def test_a_long_help_is_cut() -> None:
    long = Question(code="x", type="text", label="L" * 60, help="h" * 400)
    sheet = load_workbook(BytesIO(build_tableau(CAMPAIGN, [long], ESTABLISHMENTS)))["Réponses"]
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.promptTitle, len(rule.prompt)) == ("L" * 31 + "…", 255)


def test_control_characters_of_a_name_do_not_stop_the_questionnaire() -> None:
    odd = ESTABLISHMENTS.assign(name=["École\x0bPasteur", "b", "c"])
    assert load_workbook(BytesIO(build_tableau(CAMPAIGN, QUESTIONS, odd)))["Réponses"]["B6"].value == "École Pasteur"


def test_a_campaign_questionnaire_holds_its_establishments_or_those_chosen() -> None:
    db = memory_database()
    add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="printemps", school_year="2021-2022")

    def uai_column(**options: list[str]) -> list[str]:
        content = questionnaire(db, campaign="printemps", layout="tableau", as_of=db.clock(), **options)
        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Réponses").to_python()
        return [str(row[0]) for row in rows[5:]]

    assert uai_column() == [make_uai(1), make_uai(2), make_uai(3)]
    assert uai_column(uai=[make_uai(2).lower()]) == [make_uai(2)]
    with pytest.raises(Refusal, match="n'attend pas 0449999Z"):
        uai_column(uai=["0449999Z"])
    with pytest.raises(Refusal, match="choisissez « tableau » ou « fiche »"):
        questionnaire(db, campaign="printemps", layout="affiche", as_of=db.clock())
    with pytest.raises(Refusal, match="Campagnes existantes : printemps"):
        questionnaire(db, campaign="automne", layout="tableau", as_of=db.clock())
