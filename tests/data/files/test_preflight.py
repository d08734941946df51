import time
import tracemalloc

import pytest

from data.errors import Refusal
from data.files.preflight import check
from data.files.tables import column_letter
from data.settings import Limits
from tests.data.files import made

LIMITS = Limits()
BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"


def refused(content: bytes, name: str = "retour.xlsx", limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        check(name, content, limits)
    made.assert_is_a_sentence(caught.value)
    return str(caught.value)


def test_what_may_be_read_is_named() -> None:
    assert check("retour.xlsx", made.real_workbook({"S": [["a", 1]]}), LIMITS) == "xlsx"
    assert check("retour.xlsx", made.made_workbook(), LIMITS) == "xlsx"
    assert check("annuaire.csv", b"uai;nom\n0440021J;x\n", LIMITS) == "csv"
    assert check("annuaire.txt", "uai;nom\n".encode("utf-16"), LIMITS) == "csv"


@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(content: bytes) -> None:
    assert "est vide" in refused(content)


def test_a_file_too_big() -> None:
    assert "1,5 Mo et la limite est de 1 Mo" in refused(b"a" * (3 * 2**19), limits=Limits(file_mb=1))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
        ("note.csv", b"%PDF-1.7\n"),
        ("export.xls", b"<html><table><tr><td>UAI</td></tr></table></html>"),
        ("retour.xlsx", b"uai;nom\n"),
        ("texte.docx", made.archive([("word/document.xml", "<a/>")])),
        ("vide.zip", made.archive([])),
    ],
)
def test_what_is_neither_a_workbook_nor_a_csv(name: str, content: bytes) -> None:
    assert refused(content, name).startswith("Ce fichier n'est ni un classeur (.xlsx, .xlsm, .xls, .ods) ni un CSV : ")


def test_a_damaged_archive() -> None:
    whole = made.real_workbook({"S": [["a", n] for n in range(2_000)]})
    assert "endommagé" in refused(whole[: len(whole) // 2])
    assert "endommagé" in refused(made.workbook_with_sheet(b"\x07 no block of deflate", 0, 9))


def test_too_many_entries() -> None:
    more = {f"xl__x{n}.xml": "<a/>" for n in range(30)}
    assert "34 parties" in refused(made.made_workbook(**dict(list(more.items())[:29])), limits=Limits(entries=20))


def test_a_size_declared_beyond_the_limit() -> None:
    assert "400 Mo" in refused(made.workbook_with_sheet(made.deflated(b"<a/>"), 0, 2**31))


def test_a_bomb_is_measured_and_not_believed() -> None:
    bomb = made.flooded_workbook(b"\0" * 2**20, 1_500, declared=9)
    tracemalloc.start()
    began = time.process_time()
    assert "400 Mo" in refused(bomb)
    assert time.process_time() - began < 5
    assert tracemalloc.get_traced_memory()[1] < 50 * 2**20
    tracemalloc.stop()


def test_entities_and_document_types() -> None:
    text = made.sheet_xml("")
    for part in (BOMB + text, "<?xml version='1.0'?><!doctype x>" + text, f"<!--{'x' * 2**21}-->{BOMB}{text}"):
        assert "des entités XML" in refused(made.made_workbook(**{"xl__sharedStrings.xml": part}))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="AD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>" * 150_001,
    ],
)
def test_a_row_too_far(rows: str) -> None:
    content = made.made_workbook(rows)
    assert "va jusqu'à la ligne" in refused(content)
    assert "150000" in refused(content)


@pytest.mark.parametrize(
    "rows", ['<row r="1"><c r="XFD1"><v>1</v></c></row>', "<row>" + "<c><v>1</v></c>" * 501 + "</row>"]
)
def test_a_column_too_far(rows: str) -> None:
    assert "la limite est SF" in refused(made.made_workbook(rows))


def test_a_rectangle_too_large() -> None:
    rows = '<row r="1"><c r="A1"/></row><row r="100000"><c r="SA100000"/></row>'
    assert "couvre 100000 lignes et 495 colonnes" in refused(made.made_workbook(rows))


def test_a_sheet_under_another_name_is_measured_too() -> None:
    far = made.sheet_xml('<row r="1"><c r="XFD1"/></row>')
    assert "va jusqu'à la colonne XFD" in refused(made.made_workbook(xl__media__image1="", **{"xl__x.bin": far}))


def test_a_flood_of_cells_that_excel_would_not_write() -> None:
    began = time.process_time()
    assert "pas écrit comme un tableur" in refused(made.flooded_workbook(b"<row>" + b"<c/>" * 80 + b"</row>", 40_000))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "row",
    [
        b"<row>" + b"<c><is><t>" + b":c " * 200_000 + b"</t></is></c></row>",
        b'<row r="1">' + b"".join(b'<c r="%s1"/>' % column_letter(n).encode() for n in range(1, 16_385)) + b"</row>",
        b'<row r="1">' + b'<c r="A1"/>' * 50_000 + b"</row>",
    ],
)
def test_what_is_made_to_take_time_is_refused_early(row: bytes) -> None:
    began = time.process_time()
    refused(made.flooded_workbook(row, 300))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x.xml", "xl/../../x.xml", "C:\\x.xml", "xl\\..\\..\\x"])
def test_a_path_that_leaves_the_workbook(name: str) -> None:
    assert "chemins" in refused(made.archive([*made.PARTS.items(), (name, "<a/>")]))


def test_an_archive_in_the_archive() -> None:
    assert "une archive dans l'archive" in refused(
        made.made_workbook(**{"xl__embeddings__x.bin": made.made_workbook()})
    )
