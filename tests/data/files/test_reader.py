import os
import tracemalloc
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from data.errors import Refusal
from data.files.reader import read_tables
from data.settings import Limits
from tests.data.files import made

LIMITS = Limits()


def refused(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        read_tables("retour.xlsx", content, limits)
    made.assert_is_a_sentence(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_cells_keep_their_types(epoch_1904: bool) -> None:
    row = ["0440021J", 12, 0.85, True, False, 1, 0, date(2022, 3, 1), datetime(2022, 3, 1, 8, 30), timedelta(hours=26)]
    content = made.real_workbook({"Réponses": [row, [None] * 9 + ["fin"]]}, epoch_1904=epoch_1904)
    [table] = read_tables("retour.xlsx", content, LIMITS)
    expected = [*row[:-1], "26:00:00"]
    assert table.sheet == "Réponses"
    assert table.rows[0] == expected
    assert [type(cell) for cell in table.rows[0]] == [type(cell) for cell in expected]
    assert table.rows[1] == [None] * 9 + ["fin"]


def test_a_table_that_begins_at_c5_has_the_addresses_of_the_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C5"], sheet["D5"], sheet["D7"] = "UAI", "Nom", "dernier"
    [table] = read_tables("retour.xlsx", made.saved(book), LIMITS)
    assert (table.first_row, table.first_column) == (5, 3)
    assert table.rows == [["UAI", "Nom"], [None, None], [None, "dernier"]]
    assert table.address(2, 1) == "D7"


def test_hidden_and_very_hidden_sheets_are_read_and_flagged_in_order() -> None:
    book = openpyxl.Workbook()
    for title, state in (("Vue", "visible"), ("Cachée", "hidden"), ("_marques", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet["A1"] = title
        sheet.sheet_state = state
    tables = read_tables("retour.xlsx", made.saved(book), LIMITS)
    assert [(t.sheet, t.hidden, t.rows) for t in tables] == [
        ("Sheet", False, []),
        ("Vue", False, [["Vue"]]),
        ("Cachée", True, [["Cachée"]]),
        ("_marques", True, [["_marques"]]),
    ]


def test_merged_cells_are_left_as_they_are() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["B2"] = "titre", "x", "y"
    sheet.merge_cells("A1:B1")
    [table] = read_tables("retour.xlsx", made.saved(book), LIMITS)
    assert table.rows == [["titre", None], ["x", "y"]]


def test_control_characters_are_taken_out_of_text() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>a\u0085b&#10;c\x0b</t></is></c></row>'
    [table] = read_tables("retour.xlsx", made.made_workbook(rows), LIMITS)
    assert table.rows == [["ab\nc"]]


def test_sheet_names_with_odd_characters_are_found() -> None:
    content = made.real_workbook({"L'été & <cie> – n°1": [["x"]]})
    assert read_tables("a.xlsx", content, LIMITS)[0].sheet == "L'été & <cie> – n°1"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_one_table_named_after_its_file(codec: str) -> None:
    text = 'UAI;Établissement;Note\r\n0440021J;"Collège ""Briand""\nNantes";\r\n\r\n0440001M;Lycée\r\n'
    [table] = read_tables("Retours été.csv", text.encode(codec), LIMITS)
    assert table.sheet == "Retours été"
    assert table.rows == [
        ["UAI", "Établissement", "Note"],
        ["0440021J", 'Collège "Briand"\nNantes', None],
        [None, None, None],
        ["0440001M", "Lycée", None],
    ]
    assert table.address(3, 0) == "A4"


def test_a_csv_beyond_the_limits() -> None:
    for limits in (Limits(rows=3), Limits(columns=1), Limits(cells=7)):
        with pytest.raises(Refusal, match="trop de lignes ou de colonnes"):
            read_tables("a.csv", b"a;b\n" * 4, limits)


def test_what_the_reader_cannot_understand() -> None:
    assert "n'a pas pu être lu" in refused(made.made_workbook('<row r="1"><c r="A1" t="s"><v>7</v></row>'))


def test_the_time_the_memory_and_the_answer_are_limited() -> None:
    content = made.real_workbook({"S": [[f"texte {n} {column}" for column in range(20)] for n in range(5_000)]})
    assert "durait trop" in refused(content, Limits(seconds=0.05))
    assert "trop de mémoire" in refused(content, Limits(memory_mb=25))
    assert "trop de texte" in refused(content, Limits(file_mb=1))


def test_a_hostile_workbook_leaves_the_server_as_it_was() -> None:
    """Within the preflight's limits and too much for the child: 1 MB that unpacks to 380 MB of text."""
    row = b"".join(b'<c r="%s1" t="str"><v>%s</v></c>' % (letter, b"x" * 30_000) for letter in (b"A", b"B", b"C"))
    content = made.flooded_workbook(b'<row r="1">' + row + b"</row>", 4_400)
    tracemalloc.start()
    assert "trop de mémoire" in refused(content, Limits(memory_mb=300))
    assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    tracemalloc.stop()


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    told = {}
    real = subprocess.Popen

    def spy(*args: object, **options: object) -> object:
        told.update(options)
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("GOUVERNAIL_SECRET", "x")
    monkeypatch.setattr(subprocess, "Popen", spy)
    read_tables("a.csv", b"a;b\n1;2\n", LIMITS)
    assert "GOUVERNAIL_SECRET" in os.environ
    assert "GOUVERNAIL_SECRET" not in told["env"]


def test_the_child_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    from data.settings import ROOT

    code = "import sys, data.files.child; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "pydantic", "duckdb", "pyarrow"} & set(done.stdout.split())
