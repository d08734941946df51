"""The workbook of a séance, read back by two readers that do not share code."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, LineChart
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from indicators.exports.workbook import sheet_names, workbook_bytes
from tests.indicators.exports.seances import SHA, TRAP, large_payload, make_snapshot, small_payload

SHEETS = [
    "Sommaire",
    "Synthèse",
    "Cadre de communication",
    "Usage des services",
    "Cibles",
    "Établissements",
    "Silencieux",
    "Méthode",
    "Sources",
]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return open_book(small_payload())


def open_book(payload: dict[str, Any], **changes: Any) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(make_snapshot(payload, **changes))))


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The row whose cell of that column says exactly this."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def values(sheet: Worksheet, row: int, count: int) -> list[Any]:
    return [sheet.cell(row, column).value for column in range(1, count + 1)]


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def refs(chart: LineChart | BarChart) -> list[tuple[str, str, str]]:
    """(name, categories, values) of each series, as references."""
    return [
        (series.tx.strRef.f, (series.cat.numRef or series.cat.strRef).f, series.val.numRef.f) for series in chart.series
    ]


# --- what every sheet has


def test_every_sheet_is_there_for_both_readers(book: Workbook) -> None:
    other = CalamineWorkbook.from_filelike(BytesIO(workbook_bytes(make_snapshot(small_payload()))))
    assert book.sheetnames == SHEETS
    assert other.sheet_names == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_says_the_day_and_prints(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert str(sheet["A2"].value).startswith("Situation au 15 mars 2022")
    assert "Tout le département" in sheet["A3"].value
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows
    assert sheet.freeze_panes
    assert sheet.print_area
    assert "Comité du 15 mars 2022" in sheet.oddFooter.left.text
    assert "&P" in sheet.oddFooter.right.text


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_wears_a_named_style(book: Workbook, name: str) -> None:
    filled = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
    assert {cell.style.split()[0] for cell in filled} == {"gv"}


@pytest.mark.parametrize("name", ["Synthèse", "Établissements", "Silencieux", "Sources"])
def test_tables_have_a_filter(book: Workbook, name: str) -> None:
    assert book[name].auto_filter.ref


# --- Sommaire


def test_the_summary_says_what_it_is(book: Workbook) -> None:
    sheet = book["Sommaire"]
    assert sheet["A1"].value == "Comité du 15 mars 2022"
    assert sheet.cell(row_of(sheet, "Ce que l'on savait le"), 2).value == "15/03/2022 à 14 h 05"
    assert sheet.cell(row_of(sheet, "Périmètre"), 2).value == "Tout le département"
    assert sheet.cell(row_of(sheet, "Empreinte de la séance (sha256)"), 2).value == SHA
    comment = row_of(sheet, "Commentaire du comité")
    assert values(sheet, comment + 1, 1) + values(sheet, comment + 2, 1) == [
        "Relancer les écoles du nord.",
        "Point suivant en mai.",
    ]
    assert "démonstration" not in texts(sheet)


def test_the_summary_leads_to_each_sheet(book: Workbook) -> None:
    sheet = book["Sommaire"]
    start = row_of(sheet, "Feuille")
    links = {sheet.cell(start + at, 1).value: sheet.cell(start + at, 1).hyperlink.location for at in range(1, 9)}
    assert links == {name: f"'{name}'!A1" for name in SHEETS[1:]}


def test_a_demonstration_says_so_on_every_sheet() -> None:
    book = open_book(small_payload() | {"demonstration": True})
    assert all("Données de démonstration" in sheet["A3"].value for sheet in book.worksheets)


def test_the_filters_are_told() -> None:
    book = open_book(small_payload() | {"filters": {"epci": "Nantes Métropole", "type": "Collège"}})
    assert "EPCI : Nantes Métropole · Type : Collège" in book["Synthèse"]["A3"].value


# --- Synthèse


def test_the_synthesis_of_an_adoption(book: Workbook) -> None:
    sheet = book["Synthèse"]
    row = row_of(sheet, "Projets intégrant un cadre de communication numérique")
    assert values(sheet, row, 12) == [
        "Projets intégrant un cadre de communication numérique",
        "? On ne peut pas conclure",
        "projets",
        2,
        2,
        4,
        4,
        datetime(2022, 6, 30),
        2.5,
        3,
        2,
        5,
    ]
    assert sheet.cell(row, 4).number_format == "#,##0"
    assert sheet.cell(row, 8).number_format == "dd/mm/yyyy"
    assert str(sheet.cell(row, 13).value).startswith("On ne peut pas conclure")
    assert sheet.cell(row, 14).value == 1


def test_the_synthesis_of_a_growth_is_in_points(book: Workbook) -> None:
    sheet = book["Synthèse"]
    row = row_of(sheet, "Usage des outils et services déployés")
    assert values(sheet, row, 9)[1:7] == ["● Cible atteinte", "points sur un an", 6.25, 6.25, 6.25, 2]
    assert "pt" in sheet.cell(row, 4).number_format


def test_the_synthesis_of_a_rate_is_a_percentage() -> None:
    payload = small_payload()
    payload["indicators"][1] |= {
        "target_measure": "rate",
        "target": 0.6,
        "low": 0.5,
        "high": 0.6,
        "expected_today": 0.55,
    }
    sheet = open_book(payload)["Synthèse"]
    row = row_of(sheet, "Usage des outils et services déployés")
    assert values(sheet, row, 9)[2:7] == ["% des comptes", 0.5625, 0.5, 0.6, 0.6]
    assert sheet.cell(row, 4).number_format == "0.0\\ %"


# --- an adoption


def test_the_trajectory_is_a_table_of_real_dates_and_numbers(book: Workbook) -> None:
    sheet = book["Cadre de communication"]
    assert sheet["A1"].value.startswith("On ne peut pas conclure : entre 2 et 4 projets")
    assert sheet["A2"].value.startswith(
        "Situation au 15 mars 2022 · 3\u00a0réponses sur 5\u00a0attendues · 2\u00a0silencieux"
    )
    first = row_of(sheet, "Jour") + 1
    assert values(sheet, first, 9) == [datetime(2021, 9, 30), 0, 0, 0, 5, 0, 5, 0, 4]
    assert values(sheet, first + 1, 9) == [datetime(2022, 2, 28), 1, 1, 0, 3, 1, 4, 2.25, 4]
    # On the situation day the pace is the verdict's own, not that of the last Monday.
    assert values(sheet, first + 2, 9) == [datetime(2022, 3, 15), 2, 1, 0, 2, 2, 4, 2.5, 4]
    # Then the road left: month ends, and the due day.
    days = [sheet.cell(first + at, 1).value for at in range(3, 7)]
    assert days == [datetime(2022, 3, 31), datetime(2022, 4, 30), datetime(2022, 5, 31), datetime(2022, 6, 30)]
    assert values(sheet, first + 6, 9) == [datetime(2022, 6, 30), *[None] * 6, 4, 4]


def test_the_trajectory_has_a_native_chart_of_its_table(book: Workbook) -> None:
    sheet = book["Cadre de communication"]
    head = row_of(sheet, "Jour")
    chart = next(chart for chart in sheet._charts if isinstance(chart, LineChart))
    name = "'Cadre de communication'!"
    days = f"{name}$A${head + 1}:$A${head + 7}"
    assert refs(chart) == [
        (f"{name}$F${head}", days, f"{name}$F${head + 1}:$F${head + 3}"),
        (f"{name}$G${head}", days, f"{name}$G${head + 1}:$G${head + 3}"),
        (f"{name}$H${head}", days, f"{name}$H${head + 1}:$H${head + 7}"),
        (f"{name}$I${head}", days, f"{name}$I${head + 1}:$I${head + 7}"),
    ]
    dashes = [series.graphicalProperties.line.dashStyle for series in chart.series]
    assert len(set(dashes)) == 4
    title = [run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r]
    assert title[0] == "Entre 2 et 4 projets ; attendu à ce jour 3, cible 4"
    assert chart.x_axis.delete is False
    assert chart.y_axis.delete is False
    assert chart.anchor._from.col > 9


def test_groups_are_tables_and_a_small_one_is_masked(book: Workbook) -> None:
    sheet = book["Cadre de communication"]
    head = row_of(sheet, "Type")
    assert values(sheet, head + 1, 9) == ["École", 1, 0, 0, 2, 1, 3, 3, 1 / 3]
    assert values(sheet, head + 2, 9) == ["Collège", "masqué (moins de 3)", None, None, None, None, None, 2, None]
    assert values(sheet, row_of(sheet, "Secteur") + 1, 2) == ["Public", 2]
    chart = next(chart for chart in sheet._charts if isinstance(chart, BarChart))
    name = "'Cadre de communication'!"
    drawn = [(f"{name}${letter}${head}", f"{name}${letter}${head + 1}") for letter in "BCDE"]
    assert [(series, cells.split(":")[0]) for series, _, cells in refs(chart)] == drawn


def test_the_rate_of_a_group_is_its_users_over_its_accounts_between_its_bounds() -> None:
    payload = small_payload()
    payload["indicators"][1]["groups"]["type"][0] |= {"expected": 4, "silent": 1, "low": 0.45, "high": 0.65}
    sheet = open_book(payload)["Usage des services"]
    assert values(sheet, row_of(sheet, "Type") + 1, 8) == ["Collège", 360, 640, 0.5625, 0.45, 0.65, 3, 4]


def test_a_masked_group_of_a_rate_keeps_its_size_alone() -> None:
    payload = small_payload()
    payload["indicators"][1]["groups"]["type"][0] |= {"masked": True, "numerator": None, "low": None}
    sheet = open_book(payload)["Usage des services"]
    row = values(sheet, row_of(sheet, "Type") + 1, 8)
    assert (row[0], row[2:]) == ("Collège", [None, None, None, None, None, 2])
    assert row[1].startswith("masqué")


def test_without_target_the_chart_has_no_pace() -> None:
    payload = small_payload()
    payload["indicators"][0] |= dict.fromkeys(
        ("target", "target_measure", "due", "due_on", "baseline", "expected_today")
    )
    payload["indicators"][0] |= {"verdict": "sans_cible", "pace": []}
    sheet = open_book(payload)["Cadre de communication"]
    chart = next(chart for chart in sheet._charts if isinstance(chart, LineChart))
    assert len(chart.series) == 2
    assert sheet.cell(row_of(sheet, "Jour") + 3, 8).value is None


# --- a rate


def test_months_are_a_table_with_the_year_before(book: Workbook) -> None:
    sheet = book["Usage des services"]
    first = row_of(sheet, "Mois") + 1
    before = [datetime(2021, 2, 1), 300, 600, 0.5, 0.5, 0.5, 2, 2, 0, "oui", None, None]
    assert values(sheet, first, 12) == before
    current = [datetime(2022, 2, 1), 360, 640, 0.5625, 0.5625, 0.5625, 2, 2, 0, "oui", 0.5, 0.52]
    assert values(sheet, first + 2, 12) == current
    assert values(sheet, first + 3, 10)[9] == "non"
    assert "%" in sheet.cell(first, 4).number_format


def test_the_rate_chart_compares_the_complete_months_of_the_year(book: Workbook) -> None:
    sheet = book["Usage des services"]
    head = row_of(sheet, "Mois")
    chart = next(chart for chart in sheet._charts if isinstance(chart, LineChart))
    name = "'Usage des services'!"
    days = f"{name}$A${head + 2}:$A${head + 4}"
    assert refs(chart) == [
        (f"{name}$D${head}", days, f"{name}$D${head + 2}:$D${head + 3}"),
        (f"{name}$K${head}", days, f"{name}$K${head + 2}:$K${head + 4}"),
        (f"{name}$L${head}", days, f"{name}$L${head + 2}:$L${head + 4}"),
    ]
    title = chart.title.tx.rich.p[0].r[0].t
    assert title == "56,3\u00a0% en février 2022, contre 50\u00a0% un an avant (+6,3\u00a0points)"


def test_a_rate_without_any_month_stays_readable() -> None:
    payload = small_payload()
    payload["indicators"][1] |= dict.fromkeys(("numerator", "denominator", "value", "month", "same_month_last_year"))
    payload["indicators"][1] |= {"trajectory": [], "verdict": "indetermine", "low": 0.0, "high": 1.0}
    book = open_book(payload)
    assert "aucun relevé" in book["Usage des services"]["A2"].value
    row = row_of(book["Synthèse"], "Usage des outils et services déployés")
    assert values(book["Synthèse"], row, 6)[3:] == [None, None, None]


# --- lists


def test_every_establishment_is_listed_with_its_sources(book: Workbook) -> None:
    sheet = book["Établissements"]
    head = row_of(sheet, "UAI")
    found = [sheet.cell(row, 1).value for row in range(head + 1, sheet.max_row + 1)]
    assert found == ["0440001M", "0440002N", "0440003P", "0440004R", "0440005S"]
    partial = values(sheet, head + 5, 15)
    assert partial[:6] == ["0440005S", "Lycée Clemenceau", "Collège", "Public", "Nantes", "Nantes Métropole"]
    assert partial[6:10] == [
        "partiel",
        "cadre rédigé, pas intégré",
        datetime(2022, 3, 1),
        "retours mars.xlsx, Réponses!E9",
    ]
    assert partial[10:] == ["relevé", 120, 240, 0.5, "usage février.csv"]
    assert values(sheet, head + 1, 11)[10] == "non concerné"


def test_what_looks_like_a_formula_is_shown_and_never_run(book: Workbook) -> None:
    for name in ("Établissements", "Silencieux"):
        sheet = book[name]
        cell = sheet.cell(row_of(sheet, "UAI") + 1, 2)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (TRAP, "s", True)
    assert not [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_control_characters_are_taken_out_everywhere() -> None:
    payload = small_payload()
    payload["indicators"][0]["sentence"] = "=1+1\x00\x0b"
    book = open_book(payload, label="@Comité\x07 & suites\ud800", comment="-2\x1f\tfois")
    assert book["Sommaire"]["A1"].value == "@Comité & suites"
    assert "-2 fois" in texts(book["Sommaire"])
    assert book["Cadre de communication"]["A1"].value == "=1+1"
    assert book["Cadre de communication"]["A1"].data_type == "s"
    assert "@Comité && suites" in book["Sommaire"].oddFooter.left.text


@pytest.mark.parametrize("typed", ["Loire\x0b Sud", "Loire\uffff Sud", "Loire\ud800 Sud"])
def test_a_group_whose_name_no_file_can_hold_is_in_the_table_and_in_the_chart(typed: str) -> None:
    payload = small_payload()
    payload["indicators"][0]["groups"]["type"][0]["value"] = typed
    sheet = open_book(payload)["Cadre de communication"]
    assert "Loire Sud" in texts(sheet)
    titles = [run.t for chart in sheet._charts for line in chart.title.tx.rich.p for run in line.r or []]
    assert [title for title in titles if "Loire Sud" in title]


def test_the_silent_ones_are_counted_and_named(book: Workbook) -> None:
    sheet = book["Silencieux"]
    assert sheet["A1"].value == "2\u00a0établissements silencieux pour un indicateur au moins, sur 5 attendus"
    head = row_of(sheet, "UAI")
    assert [sheet.cell(head + at, 1).value for at in (1, 2)] == ["0440001M", "0440003P"]
    assert values(sheet, head + 1, 9)[6:] == [1, "silencieux", None]
    assert sheet.max_row == head + 2


def test_the_method_gives_rules_targets_and_reasons(book: Workbook) -> None:
    told = texts(book["Méthode"])
    assert "4 au 30/06/2022, à partir de 0 au 01/09/2021" in told
    assert "+2\u00a0points au 30/06/2022" in told
    assert "Décision du comité de rentrée" in told
    assert "service : e-lyco" in told
    assert "jours d'école" in told
    assert "5\u00a0% de l'écart" in told
    assert "moins de 3 établissements" in told
    assert "▼ En retard" in told


def test_the_method_names_the_milestones_of_a_target() -> None:
    payload = small_payload()  # without the key, as the séances frozen before it was told
    assert "en passant par" not in texts(open_book(payload)["Méthode"])
    payload["indicators"][0]["milestones"] = [["2022-01-31", 1.0], ["2022-04-30", 3.0]]
    payload["indicators"][1]["milestones"] = [["2022-01-31", 0.01]]
    told = texts(open_book(payload)["Méthode"])
    assert "à partir de 0 au 01/09/2021, en passant par 1 au 31/01/2022, 3 au 30/04/2022." in told
    assert "en passant par +1\u00a0point au 31/01/2022 (écart avec le même mois un an avant)." in told


def test_the_sources_are_listed(book: Workbook) -> None:
    sheet = book["Sources"]
    row = row_of(sheet, "retours mars.xlsx")
    assert values(sheet, row, 6) == [
        "retours mars.xlsx",
        "Réponses au questionnaire",
        "2022",
        3,
        datetime(2022, 3, 2, 9, 30),
        "ab" * 32,
    ]


def test_another_reader_sees_the_same_types() -> None:
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(workbook_bytes(make_snapshot(small_payload()))))
        .get_sheet_by_name("Établissements")
        .to_python()
    )
    trap = next(row for row in rows if row[0] == "0440001M")
    partial = next(row for row in rows if row[0] == "0440005S")
    assert trap[1] == TRAP
    assert partial[8] == date(2022, 3, 1)
    assert partial[11:14] == [120, 240, 0.5]


# --- the file


def test_the_same_seance_gives_the_same_bytes() -> None:
    assert workbook_bytes(make_snapshot(small_payload())) == workbook_bytes(make_snapshot(small_payload()))


def test_all_rows_of_a_departement_are_there() -> None:
    sheet = open_book(large_payload())["Établissements"]
    head = row_of(sheet, "UAI")
    assert sheet.max_row - head == 928
    assert sheet.auto_filter.ref == f"A{head}:W{head + 928}"


def test_an_empty_seance_still_opens() -> None:
    payload = small_payload() | {"batches": []}
    for entry in payload["indicators"]:
        entry |= {"establishments": [], "groups": {"type": [], "sector": [], "epci": []}}
    book = open_book(payload, comment="")
    assert book["Silencieux"]["A1"].value.startswith("Aucun silencieux")
    assert book["Sources"]["A1"].value == "Aucun fichier reçu"
    assert "Aucun commentaire." in texts(book["Sommaire"])


def test_sheet_names_are_legal_and_distinct() -> None:
    labels = ["Usage : ENT / [e-lyco] ?", "synthèse", "x" * 40, "X" * 40, "'", "History"]
    names = list(sheet_names([{"code": str(at), "short_label": label} for at, label in enumerate(labels)]).values())
    assert names == ["Usage ENT e-lyco", "synthèse (2)", "x" * 31, f"{'X' * 27} (2)", "Indicateur", "History (2)"]
