"""Two readers, one workbook: every filled cell that ours returns is what openpyxl returns, or a text that gets the row refused.

Differences that are no error, each turned by `as_ours` into what our reader promises:
- a date at midnight is a day for us, and a moment at 0:00 for openpyxl;
- a time of day or a length of time is a text for us (08:30:00, 26:00:00);
- a whole number written as 12.0 is 12 for both, compared as numbers;
- control characters that Excel keeps in a text (a carriage return, say) are taken out of ours;
- a formula never computed and an error are None and « #N/A » for openpyxl with `data_only`; ours shows « =... » and
  « #N/A », so that the row is refused and nothing is lost without a word;
- a blank text is None for us;
- spaces at the edges of a text without `xml:space="preserve"` do not count, as in Excel; openpyxl keeps them.
"""

import csv
import datetime as dt
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from data.files import transfer
from data.files.decode import decode
from data.files.reader import read_tables
from data.settings import ROOT, Limits
from tests.data.files import made

REAL_FILES = ROOT.parent / "shared" / "data"
EPOCHS = [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904]
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


def as_ours(value: object) -> object:
    """What our reader promises for a value of openpyxl."""
    match value:
        case dt.datetime() if value.time() == dt.time():
            return value.date()
        case dt.time():
            return value.isoformat()
        case dt.timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case str():
            return transfer.clean(value) or None
        case _:
            return value


def theirs(content: bytes) -> dict[tuple[str, str], object]:
    """(sheet, address) -> value of each cell that openpyxl finds filled."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (value := as_ours(cell.value)) is not None
    }


def ours(content: bytes) -> dict[tuple[str, str], object]:
    """(sheet, address) -> value of each cell that our reader finds filled."""
    return {
        (table.sheet, table.address(row, column)): cell
        for table in read_tables("retour.xlsx", content, Limits())
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell is not None
    }


def formulas(content: bytes) -> set[tuple[str, str]]:
    """Where openpyxl sees a formula when it is asked for them."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def assert_same(content: bytes) -> None:
    """Cell by cell, type by type. A formula without a value is a warning of ours, and nothing else may be one."""
    mine, other = ours(content), theirs(content)
    shown = {place: value for place, value in mine.items() if place not in other}
    assert set(shown) <= formulas(content)
    assert all(str(value).startswith("=") for value in shown.values())
    mine = {place: value for place, value in mine.items() if place in other}
    assert mine == other
    assert {place: isinstance(value, bool) for place, value in mine.items()} == {
        place: isinstance(value, bool) for place, value in other.items()
    }


def every_kind(epoch: dt.datetime) -> openpyxl.Workbook:
    """A workbook with each kind of cell that people or programs write."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.title = "Été & l'hiver <1>"
    sheet["B3"], sheet["C3"] = "UAI", "  avec des espaces "
    sheet["D3"], sheet["E3"] = "deux\nlignes", "=SUM(B9:B10)"
    sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"] = 12, 12.5, -3, 1e-9
    sheet["B5"], sheet["C5"], sheet["D5"] = True, False, 0
    sheet["B6"], sheet["C6"] = dt.date(2022, 3, 1), dt.datetime(2022, 3, 1, 8, 30)
    sheet["D6"], sheet["E6"] = dt.time(8, 30), dt.timedelta(hours=26, minutes=5)
    sheet["F6"], sheet["G6"] = dt.date(1905, 1, 1), dt.date(2099, 12, 31)
    sheet["B7"] = 44621
    sheet["B7"].number_format = "dd/mm/yyyy"
    sheet["C7"], sheet["D7"], sheet["E7"] = 0.85, 1234.5, 44621
    sheet["C7"].number_format, sheet["D7"].number_format = "0%", '# ##0,00" €"'
    for column, error in enumerate(ERRORS, start=2):
        sheet.cell(8, column, error).data_type = "e"
    sheet["B9"] = CellRichText("du ", TextBlock(InlineFont(b=True), "gras"), " dedans")
    sheet["B10"] = "=B4*2"
    sheet["B10"].data_type = "s"
    sheet["C10"], sheet["D10"] = "0440021J", "007"
    sheet.merge_cells("B12:D13")
    sheet["B12"] = "fusion"
    sheet["H20"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A1"].font = Font(bold=True)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(state)
        other["C2"], other.sheet_state = state, state
    book.create_sheet("vide")
    return book


@pytest.mark.parametrize("epoch", EPOCHS)
def test_every_kind_of_cell(epoch: dt.datetime) -> None:
    content = made.saved(every_kind(epoch))
    assert_same(content)
    mine = ours(content)
    assert mine["Été & l'hiver <1>", "E3"] == "=SUM(B9:B10)"
    assert mine["Été & l'hiver <1>", "B6"] == dt.date(2022, 3, 1)
    assert mine["veryHidden", "C2"] == "veryHidden"
    assert len(mine) > 30


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="inlineStr"><is><t>en ligne</t></is></c>',
        '<c r="A1" t="inlineStr"><is><r><t xml:space="preserve">en </t></r><r><t xml:space="preserve">deux </t></r></is></c>',
        '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>',
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>',
        '<c r="A1" t="b"><v>0</v></c>',
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="A1" t="str"><f>IF(B1="","",1)</f><v></v></c>',
        '<c r="A1"><f>B1*2</f></c>',
        '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>3</v></c>',
        '<c r="A1" t="n"><v>1E3</v></c>',
        '<c r="A1" t="d"><v>2022-03-01</v></c>',
        '<c r="A1" t="d"><v>2022-03-01T08:30:00</v></c>',
        '<c r="A1"/>',
        "<c><v>5</v></c><c><v>6</v></c>",
    ],
)
def test_cells_as_programs_write_them(cell: str) -> None:
    assert_same(made.made_workbook(f'<row r="1">{cell}</row><row r="2"><c r="B2"><v>1</v></c></row>'))


TEXTS = some.text(some.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20)
DAYS = some.dates(dt.date(1905, 1, 1), dt.date(2200, 1, 1))
MOMENTS = some.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2200, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
CELLS = some.one_of(
    some.none(),
    TEXTS.filter(lambda text: not text.startswith("=") and text not in ERRORS),
    some.integers(-(10**9), 10**9),
    some.floats(-1e9, 1e9, allow_subnormal=False),
    some.booleans(),
    DAYS,
    MOMENTS,
    some.sampled_from(["=A1", '=SUM(A1:B2)&"<é>"']),
)


@settings(max_examples=15, deadline=None)
@given(
    rows=some.lists(some.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8),
    top=some.integers(0, 5),
    left=some.integers(0, 5),
    epoch=some.sampled_from(EPOCHS),
)
def test_any_grid_of_values(rows: list[list[object]], top: int, left: int, epoch: dt.datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    for row, cells in enumerate(rows, start=1 + top):
        for column, value in enumerate(cells, start=1 + left):
            book.worksheets[0].cell(row, column, value)
    assert_same(made.saved(book))


def test_real_workbooks() -> None:
    files = sorted(REAL_FILES.glob("*.*")) if REAL_FILES.exists() else []
    if not files:
        pytest.skip("no folder of real files beside the project")
    for file in files:
        if file.suffix == ".xlsx":
            assert_same(file.read_bytes())
        elif file.suffix == ".csv":
            lines = csv.reader(StringIO(decode(file.read_bytes())), delimiter=";")
            assert_same(made.real_workbook({file.stem[:31]: list(islice(lines, 150))}))


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_the_samples_say_the_same_in_both_date_bases(suffix: str) -> None:
    """openpyxl opens neither: the two files are the same workbook saved under two bases."""
    folder = Path(__file__).parent / "samples"
    first, second = (
        read_tables(f"r.{suffix}", (folder / f"libreoffice_{base}.{suffix}").read_bytes(), Limits())
        for base in (1900, 1904)
    )
    assert first == second
