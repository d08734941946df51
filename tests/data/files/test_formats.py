"""Every format that people send is read alike: .xlsx, .xlsm, .xls, .ods. What only looks like one is named."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data.errors import Refusal
from data.files.preflight import check
from data.files.reader import read_tables
from data.files.tables import Cell, Table
from data.settings import Limits
from tests.data.files import made
from tests.data.files.made_ods import made_ods, ods, text_cell
from tests.data.files.made_ole import SECTOR, ole, xls

LIMITS = Limits()
SAMPLES = Path(__file__).parent / "samples"
ROWS = [
    ["uai", "réponse", "nombre", "taux", "oui", "non", "jour", "erreur"],
    ["0440021J", "Été « œuvre » €", 12, 0.85, True, False, date(2022, 3, 1), "#N/A"],
    [None, None, None, None, None, None, None, "#REF!"],
]


def read(name: str, content: bytes) -> list[Table]:
    return read_tables(name, content, LIMITS)


def refused(content: bytes, name: str = "retour") -> str:
    with pytest.raises(Refusal) as caught:
        read(name, content)
    made.assert_is_a_sentence(caught.value)
    return str(caught.value)


def macro_workbook() -> bytes:
    """An .xlsm: a workbook of another content type, with a project of macros in it."""
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = dict(made.PARTS)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        content_type, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    rows = '<row r="1"><c r="A1"><v>7</v></c></row>'
    return made.archive(
        [*parts.items(), ("xl/worksheets/sheet1.xml", made.sheet_xml(rows)), ("xl/vbaProject.bin", ole({"VBA": b""}))]
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", xls({"Réponses": ROWS})),
        ("1904.xls", xls({"Réponses": ROWS}, epoch_1904=True)),
        ("a.ods", ods({"Réponses": ROWS})),
    ],
)
def test_cells_keep_their_types_and_errors_their_names(name: str, content: bytes) -> None:
    [table] = read(name, content)
    assert (table.sheet, table.rows) == ("Réponses", ROWS)
    assert [type(cell) for cell in table.rows[1]] == [type(cell) for cell in ROWS[1]]


@pytest.mark.parametrize("epoch", ["1900", "1904"])
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_libreoffice_saves_is_read(epoch: str, suffix: str) -> None:
    tables = read(f"retour.{suffix}", (SAMPLES / f"libreoffice_{epoch}.{suffix}").read_bytes())
    # Its .ods turns the booleans of an .xlsx into formulas that give 1 and 0.
    yes_no: list[Cell] = [True, False] if suffix == "xls" else [1, 0]
    times: list[Cell] = [date(2022, 3, 1), datetime(2022, 3, 1, 8, 30), "08:30:00", "26:00:00"]
    assert tables[0].rows[1] == ["0440021J", 12, 0.5, *yes_no, *times, 0.85, "#N/A", 24, "Été « œuvre » €"]
    assert tables[0].rows[3][5] == date(1905, 1, 1)
    assert tables[0].rows[5] == ["fusion", *[None] * 12]
    assert [(table.sheet, table.hidden) for table in tables] == [
        ("Réponses", False),
        ("Cachée", True),
        ("_marques", True),
    ]
    assert tables[1].address(0, 0) == "B3"


def test_a_workbook_with_macros_is_read_as_any_other() -> None:
    assert check("retour.xlsm", macro_workbook(), LIMITS) == "xlsx"
    assert read("retour.xlsm", macro_workbook())[0].rows == [[7]]


def test_bytes_decide_and_not_the_name() -> None:
    assert read("retour.csv", xls({"S": [["a"]]}))[0].rows == [["a"]]
    assert read("retour.xlsx", ods({"S": [["a"]]}))[0].rows == [["a"]]


def test_a_small_xls_whose_workbook_lies_in_pieces() -> None:
    """Sectors out of order, as files that were saved many times have them."""
    content = bytearray(xls({"S": [["texte", n] for n in range(400)]}))
    whole = read("a.xls", bytes(content))[0].rows
    first, second = SECTOR * 3, SECTOR * 5
    content[first : first + SECTOR], content[second : second + SECTOR] = (
        content[second : second + SECTOR],
        content[first : first + SECTOR],
    )
    fat = len(content) - SECTOR
    # Sectors 2 and 4 change places: 1 -> 4 -> 3 -> 2 -> 5.
    for sector, following in ((1, 4), (4, 3), (3, 2), (2, 5)):
        content[fat + sector * 4 : fat + sector * 4 + 4] = following.to_bytes(4, "little")
    assert read("a.xls", bytes(content))[0].rows == whole


@pytest.mark.parametrize(
    "content",
    [
        ole({"EncryptionInfo": b"", "EncryptedPackage": b"x" * 5000}),
        xls({"S": [["a"]]}, more=[(0x2F, bytes(54))]),
        made_ods({"S": ""}, manifest="<manifest:encryption-data/>"),
    ],
)
def test_a_password_is_said(content: bytes) -> None:
    assert "protégé par un mot de passe" in refused(content)


@pytest.mark.parametrize("stream", ["WordDocument", "PowerPoint Document", "__properties_version1.0", "!_StringPool"])
def test_a_document_of_another_program_is_no_table(stream: str) -> None:
    assert "n'est ni un classeur" in refused(ole({stream: b""}), "retour.xls")


def test_a_text_document_of_libreoffice_is_no_table() -> None:
    parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]
    assert "n'est ni un classeur" in refused(made.archive(parts), "retour.ods")


def test_the_binary_format_is_named() -> None:
    assert ".xlsb" in refused(made.archive([("xl/workbook.bin", "x")]), "retour.xlsb")


def test_a_damaged_xls() -> None:
    assert "endommagé" in refused(xls({"S": [["a"]]})[:600])


def test_a_formula_of_an_ods_that_was_never_computed_shows() -> None:
    rows = '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=[.A1]*2"/>'
    [table] = read("a.ods", made_ods({"S": rows + text_cell("fin") + "</table:table-row>"}))
    assert (table.rows, table.address(0, 0)) == ([["=[.A1]*2", "fin"]], "C1")


def test_a_note_on_an_ods_cell_is_not_its_text() -> None:
    note = "<office:annotation><text:p>une note</text:p></office:annotation><text:p>réponse</text:p>"
    cell = f'<table:table-cell office:value-type="string">{note}</table:table-cell>'
    assert read("a.ods", made_ods({"S": f"<table:table-row>{cell}</table:table-row>"}))[0].rows == [["réponse"]]


def test_blank_cells_repeated_to_the_end_of_an_ods_cost_nothing() -> None:
    assert read("a.ods", ods({"S": [["a"], ["b"]]}))[0].rows == [["a"], ["b"]]


def test_a_formula_that_gave_an_empty_text_is_blank() -> None:
    cells = (
        '<c r="A1" t="str"><f>IF(B1="","",1)</f><v></v></c><c r="B1" t="str"><f>""</f><v/></c><c r="C1"><v>1</v></c>'
    )
    assert read("a.xlsx", made.made_workbook(f'<row r="1">{cells}</row>'))[0].rows == [[None, None, 1]]


def test_an_error_is_seen_however_its_tag_is_written() -> None:
    cells = (
        "<x:c t='e' r='A1'><x:v>#REF!</x:v></x:c><x:c r=\"B1\"><x:f>A1*2</x:f></x:c><x:c r=\"C1\"><x:v>1</x:v></x:c>"
    )
    sheet = (
        f'<x:worksheet xmlns:x="{made.NAMESPACE}"><x:sheetData><x:row r="1">{cells}</x:row></x:sheetData></x:worksheet>'
    )
    content = made.archive([*made.PARTS.items(), ("xl/worksheets/sheet1.xml", sheet)])
    assert read("a.xlsx", content)[0].rows == [["#REF!", "=A1*2", 1]]


def test_cells_that_show_only_as_errors_left_of_the_table_keep_their_place() -> None:
    cells = '<c r="B2"><f>D2</f></c><c r="D3"><v>1</v></c>'
    [table] = read("a.xlsx", made.made_workbook(f'<row r="2">{cells}</row>'))
    assert (table.address(0, 0), table.rows) == ("B2", [["=D2", None, None], [None, None, 1]])
