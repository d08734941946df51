"""What a séance of today adds to the workbook: targets, what changed, what the committee said."""

import shutil
import subprocess
from copy import deepcopy
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from indicators.exports.workbook import workbook_bytes
from indicators.snapshots.parts import PARTS as CODES
from indicators.snapshots.parts import Change, Part, as_contract
from tests.indicators.exports.seances import (
    TRAP,
    large_payload,
    make_snapshot,
    recent_payload,
    recent_seance,
    since,
    small_payload,
)
from tests.indicators.exports.test_workbook import row_of, texts, values

PARTS = ["Réponses nouvelles", "Corrections", "Évolution réelle", "Changement de définition", "Annuaire"]
CHANGED = "Ce qui a changé"


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook_bytes(recent_seance())


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    """As a reader that does not compute sees it."""
    return load_workbook(BytesIO(content), data_only=True)


def with_changes(changes: list[dict[str, Any]]) -> dict[str, Any]:
    return recent_payload() | {"since": since() | {"changes": changes}}


def rows_under(sheet: Worksheet, head: int, count: int, columns: int) -> list[list[Any]]:
    return [values(sheet, head + at, columns) for at in range(1, count + 1)]


# --- Cibles


def test_every_target_is_a_row_of_real_dates_and_numbers(book: Workbook) -> None:
    sheet = book["Cibles"]
    head = row_of(sheet, "Indicateur")
    cadre = "Projets intégrant un cadre de communication numérique"
    from_start, due, decided = datetime(2021, 9, 1), datetime(2022, 6, 30), datetime(2021, 9, 15)
    reason = "Décision du comité de rentrée"
    assert rows_under(sheet, head, 3, 10) == [
        [cadre, "Tout le territoire", "nombre", 0, from_start, 4, due, 1, reason, decided],
        [cadre, "EPCI : Nantes Métropole", "nombre", 0, from_start, 2, due, 0, reason, decided],
        ["Usage des outils et services déployés", "Tout le territoire", "hausse sur un an", 0, from_start, 2, due, 0,
         "Usage en hausse", decided],
    ]  # fmt: skip
    assert "pt" in sheet.cell(head + 3, 6).number_format
    assert sheet.auto_filter.ref == f"A{head}:J{head + 3}"


def test_the_milestones_of_every_target_follow(book: Workbook) -> None:
    sheet = book["Cibles"]
    row = row_of(sheet, "Jalons : ce qui est visé en chemin") + 2
    cadre = "Projets intégrant un cadre de communication numérique"
    assert values(sheet, row, 5) == [cadre, "Tout le territoire", "nombre", 2.25, datetime(2022, 2, 28)]


def test_a_target_of_a_rate_is_a_percentage() -> None:
    payload = recent_payload()
    payload["targets"][2] |= {"measure": "rate", "baseline": 0.5, "value": 0.6}
    sheet = load_workbook(BytesIO(workbook_bytes(make_snapshot(payload))))["Cibles"]
    cell = sheet.cell(row_of(sheet, "Indicateur") + 3, 6)
    assert (cell.value, cell.number_format) == (0.6, "0.0\\ %")


def test_an_older_seance_says_that_it_did_not_keep_them() -> None:
    sheet = load_workbook(BytesIO(workbook_bytes(make_snapshot(small_payload()))))["Cibles"]
    assert sheet["A1"].value == "Aucune cible n'est gardée dans cette séance"
    assert "figée avant" in texts(sheet)


def test_the_milestones_stand_on_the_sheet_of_their_indicator(book: Workbook) -> None:
    sheet = book["Cadre de communication"]
    row = row_of(sheet, "Jalons de la cible") + 2
    assert values(sheet, row, 2) == [datetime(2022, 2, 28), 2.25]
    assert "Jalons" not in texts(book["Usage des services"])


# --- Ce qui a changé


def test_five_parts_lead_from_one_value_to_the_other(book: Workbook) -> None:
    sheet = book[CHANGED]
    first = row_of(sheet, "Étape") + 1
    assert [values(sheet, first + at, 6) for at in range(7)] == [
        ["Au 15/02/2022", None, "1", 1, None, None],
        [PARTS[0], 1, "+1", 2, 0, 1],
        [PARTS[1], -1, "−1", 1, -1, 1],
        [PARTS[2], 1, "+1", 2, 1, 1],
        [PARTS[3], 0, "0", 2, 0, 0],
        [PARTS[4], 0, "0", 2, 0, 0],
        ["Total, au 15/03/2022", 1, "+1", 2, 0, 3],
    ]
    assert sheet.cell(first - 2, 1).value.startswith("De 1 à 2 projets (+1)")


def test_a_rate_changes_in_points(book: Workbook) -> None:
    sheet = book[CHANGED]
    first = [row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Au 15/02/2022"][1]
    told = [values(sheet, first + at, 4)[1::2] for at in range(7)]
    assert told == [[None, 50], [0, 50], [1.25, 51.25], [5, 56.25], [0, 56.25], [0, 56.25], [6.25, 56.25]]
    assert (sheet.cell(first + 3, 12).value, sheet.cell(first + 6, 12).value) == (
        "Évolution réelle : +5\u00a0points",
        "Total, au 15/03/2022 : 56,3\u00a0%",
    )


def test_what_is_shown_of_a_rate_is_the_sentence_s_and_adds_up() -> None:
    """Three parts of 0,04 point: each would round to nothing, and their sum to 0,1."""
    shares = [Fraction(4, 10_000)] * 3 + [Fraction(0)] * 2
    parts = tuple(
        Part(part=code, change=share, high=None, establishments=()) for code, share in zip(CODES, shares, strict=True)
    )
    before = Fraction(1, 2)
    frozen = as_contract(
        Change(
            code="usage_services", label="Usage", kind="rate", unit="des comptes",
            before=before, after=before + sum(shares), parts=parts,
        )
    )  # fmt: skip
    content = workbook_bytes(make_snapshot(with_changes([frozen])))
    sheet = load_workbook(BytesIO(content), data_only=True)[CHANGED]
    first = row_of(sheet, "Étape") + 1
    shown = [str(sheet.cell(at, 3).value).replace("\u00a0", " ") for at in range(first, first + 7)]
    assert (shown[0], sorted(shown[1:6]), shown[6]) == ("50 %", ["+0,1 point", *["0 point"] * 4], "+0,1 point")
    assert [sheet.cell(first + at, 3).value for at in range(1, 6)] == [part["shown"] for part in frozen["parts"]]
    assert [sheet.cell(first + at, 2).value for at in range(1, 7)] == [0.04, 0.04, 0.04, 0, 0, 0.12]
    assert "0.00" in sheet.cell(first + 1, 2).number_format
    assert "0.00" in sheet.cell(first + 1, 4).number_format
    captions = [str(sheet.cell(first + at, 12).value).replace("\u00a0", " ") for at in range(7)]
    assert captions[1:6] == [f"{name} : {told}" for name, told in zip(PARTS, shown[1:6], strict=True)]
    assert captions[6].endswith(" : 50,1 %")


def test_the_waterfall_is_a_native_chart_of_living_cells(content: bytes) -> None:
    sheet = load_workbook(BytesIO(content))[CHANGED]
    chart = next(chart for chart in sheet._charts if isinstance(chart, BarChart))
    first = row_of(sheet, "Étape") + 1
    assert (chart.type, chart.grouping, chart.overlap) == ("col", "stacked", 100)
    drawn = [series.val.numRef.f for series in chart.series]
    assert drawn == [f"'{CHANGED}'!${letter}${first}:${letter}${first + 6}" for letter in "GHIK"]
    base = chart.series[0].graphicalProperties
    assert base.noFill
    assert [sheet.cell(first + 1, column).data_type for column in (4, 7, 8, 9, 10)] == ["f"] * 5
    assert sheet.cell(first + 6, 2).value == f"=SUM(B{first + 1}:B{first + 5})"


def test_a_step_below_zero_is_drawn_below_zero() -> None:
    one = deepcopy(since()["changes"][0]) | {"before": 0, "after": 1}
    for part, change in zip(one["parts"], [0, -2, 0, 3, 0], strict=True):
        part["change"] = change
    content = workbook_bytes(make_snapshot(with_changes([one])))
    sheet = load_workbook(BytesIO(content), data_only=True)[CHANGED]
    first = row_of(sheet, "Étape") + 1
    # From 0 to -2: two below zero. From -2 to 1: one above and two below.
    assert values(sheet, first + 2, 10)[3:] == [-2, -1, 1, 0, 0, 0, -2]
    assert values(sheet, first + 4, 10)[6:] == [0, 1, 0, -2]
    chart = load_workbook(BytesIO(content))[CHANGED]._charts[0]
    assert len(chart.series) == 5
    assert chart.y_axis.scaling.min is None


def test_a_change_that_cannot_be_told_has_its_sentence_alone() -> None:
    why = "Aucune valeur n'était connue au 15/02/2022 : rien à comparer."
    changes = [since()["changes"][1] | {"before": None, "parts": [], "sentence": why}]
    sheet = load_workbook(BytesIO(workbook_bytes(make_snapshot(with_changes(changes)))))[CHANGED]
    assert why in texts(sheet)
    assert sheet._charts == []


def test_all_establishments_behind_each_part_are_listed_before_and_after(book: Workbook) -> None:
    sheet = book[CHANGED]
    head = row_of(sheet, "Établissement")
    found = rows_under(sheet, head, sheet.max_row - head, 8)
    moved = [(row[1], row[4], row[5], row[6], row[7]) for row in found]
    assert moved == [
        ("0440002N", "Cadre de communication", PARTS[0], "silencieux", "oui"),
        ("0440005S", "Cadre de communication", PARTS[1], "oui", "partiel"),
        ("0440004R", "Cadre de communication", PARTS[2], "partiel", "oui"),
        ("0440004R", "Usage des services", PARTS[1], 0.52, 0.54),
        ("0440004R", "Usage des services", PARTS[2], 0.54, 0.6),
        ("0440005S", "Usage des services", PARTS[2], 112 / 240, 0.5),
    ]
    assert sheet.auto_filter.ref == f"A{head}:H{head + 6}"


def test_who_was_not_expected_is_told_and_a_name_is_no_formula() -> None:
    one = deepcopy(since()["changes"][0])
    one["parts"][4]["establishments"] = [
        {"uai": "0440009W", "name": TRAP, "type": "École", "commune": "Nantes", "before": None, "after": "oui"}
    ]
    sheet = load_workbook(BytesIO(workbook_bytes(make_snapshot(with_changes([one])))))[CHANGED]
    row = row_of(sheet, "0440009W", 2)
    assert values(sheet, row, 8)[6:] == ["pas attendu", "oui"]
    assert (sheet.cell(row, 1).value, sheet.cell(row, 1).data_type, sheet.cell(row, 1).quotePrefix) == (TRAP, "s", True)


def test_a_first_seance_has_no_such_sheet() -> None:
    book = load_workbook(BytesIO(workbook_bytes(make_snapshot(recent_payload() | {"since": None}))))
    assert CHANGED not in book.sheetnames
    assert "Aucune n'est comparée" in texts(book["Sommaire"])


# --- what the committee said, and what computed it


def test_the_judgement_stands_beside_the_number_and_apart_from_it(book: Workbook) -> None:
    sheet = book["Synthèse"]
    head, last = row_of(sheet, "Indicateur"), 15
    assert sheet.cell(head, last).value == "Avis du comité"
    assert sheet.cell(head + 1, last).value == "Les écoles du nord attendent un modèle. =2+2 : à reprendre en mai."
    assert sheet.cell(head + 2, last).value is None
    assert sheet.cell(head + 1, 4).value == 2
    summary = book["Sommaire"]
    row = row_of(summary, "Avis du comité")
    assert values(summary, row + 1, 2) == ["La séance", "Le comité veut une fiche modèle avant les vacances."]
    assert summary.cell(row + 3, 2).value == "=2+2 : à reprendre en mai."
    assert "Avis du comité : =2+2 : à reprendre en mai." in texts(book["Cadre de communication"])


def test_the_method_names_the_rule_and_the_program(book: Workbook) -> None:
    told = texts(book["Méthode"])
    assert "1f" * 32 in told
    assert "Gouvernail 0.5.1" in told


# --- what other programs make of it


def test_a_reader_that_computes_nothing_sees_every_number(content: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(CHANGED).to_python()
    start = next(at for at, row in enumerate(rows) if row[0] == "Étape")
    assert [row[3] for row in rows[start + 1 : start + 8]] == [1, 2, 1, 2, 2, 2, 2]


def test_long_sheets_keep_their_rows_styles_and_range() -> None:
    content = workbook_bytes(make_snapshot(large_payload()))
    listed = load_workbook(BytesIO(content))["Établissements"]
    head = row_of(listed, "UAI")
    declared = load_workbook(BytesIO(content), read_only=True)["Établissements"].calculate_dimension()
    assert declared == f"A1:W{head + 928}"
    assert listed.print_area.endswith(f"$W${head + 928}")
    assert {listed.cell(head + 900, column).style.split()[0] for column in range(1, 24)} == {"gv"}
    assert listed.row_dimensions[head + 1].height > 16


@pytest.mark.filterwarnings("ignore:Unable to read chart")  # openpyxl does not read LibreOffice's own
def test_libreoffice_opens_it_and_finds_the_same_results(content: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine: the workbook was not opened in it")
    (tmp_path / "frozen.xlsx").write_bytes(content)
    # Saved by openpyxl, formulas lose what they gave: LibreOffice has to work them out.
    load_workbook(BytesIO(content)).save(tmp_path / "uncomputed.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.xlsx") for name in ("frozen", "uncomputed")]
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=180)
    ours = load_workbook(BytesIO(content), data_only=True)
    for name in ("frozen", "uncomputed"):
        theirs = load_workbook(tmp_path / "out" / f"{name}.xlsx", data_only=True)
        assert theirs.sheetnames == ours.sheetnames
        for sheet in ours.worksheets:
            assert differences(sheet, theirs[sheet.title]) == []


def differences(ours: Worksheet, theirs: Worksheet) -> list[tuple[str, Any, Any]]:
    """(cell, value, other value), where a decimal point for a comma is no difference: the office may be English."""
    cells = [cell for row in ours.iter_rows() for cell in row]
    pairs = [(cell.coordinate, cell.value, theirs[cell.coordinate].value) for cell in cells]
    return [pair for pair in pairs if not same(*pair[1:])]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    if isinstance(one, str) and isinstance(other, str):
        return one.replace(",", ".") == other.replace(",", ".")
    return bool(one == other)
