"""Hostile texts in every field of a plan: inert in the workbook, whole, and no file is broken by them."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from data.seances.frozen import Snapshot
from indicators.exports.open_data import package_bytes
from indicators.exports.slides import slides_bytes
from indicators.exports.tables import csv_bytes, parquet_bytes
from indicators.exports.workbook import workbook_bytes
from tests.indicators.exports.report_reading import opened
from tests.indicators.exports.seances import planned_seance
from tests.indicators.exports.test_plan_workbook import SHEETS
from tests.indicators.exports.test_slides import _ink, open_deck

HOSTILE = {
    "markup": '<b>x</b> [lien](http://x) $a$ `code` #import "x" *gras* _bas_ @ref \\u{41} {{x}} & < >',
    "a formula": "=1+1",
    "a plus": "+1+1",
    "a minus": "-2+3",
    "an at sign": "@SUM(A1)",
    "a link": '=HYPERLINK("http://exemple.test";"Cliquez")',
    "control characters": "a\x00b\x07c\x1b\ufffe\ufeff\ud800d",
    "lines": "une\ndeux\r\ntrois\tquatre\rcinq",
    "direction marks": "abc\u202edcba\u2066x",
    "a long text": "mot " * 2_500,
    "a long word": "Wm" * 5_000,
}


PRINTABLE = ("markup", "a formula", "a plus", "a minus", "an at sign", "a link")


@pytest.fixture(scope="module")
def hostile() -> Snapshot:
    """Each text of its plan is the next hostile one."""
    return planned_seance(*HOSTILE.values())


def test_hostile_texts_are_inert_and_whole_in_the_workbook(hostile: Snapshot) -> None:
    book = load_workbook(BytesIO(workbook_bytes(hostile)))
    cells = [cell for name in SHEETS for row in book[name].iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" or (cell.hyperlink and not cell.hyperlink.location) for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    told = {str(cell.value) for cell in cells}
    for whole in (*(HOSTILE[name] for name in PRINTABLE), "abcd", "une deux trois quatre cinq", "abcdcbax"):
        assert any(whole in text for text in told), whole
    assert HOSTILE["a long text"].strip() in told and HOSTILE["a long word"] in told


def test_hostile_texts_keep_to_their_place_on_slides(hostile: Snapshot) -> None:
    content = slides_bytes(hostile)
    deck = Presentation(BytesIO(content))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame:
                assert _ink(shape) <= shape.width * shape.height
            if shape.has_table:
                assert sum(row.height for row in shape.table.rows) == shape.height
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314


def test_what_a_slide_cuts_is_whole_in_its_notes() -> None:
    long = " ".join(f"mot{at}" for at in range(300))
    deck = open_deck(planned_seance(long))
    noted = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert sum(f"A1 · {long}" in text for text in noted) >= 2


def test_hostile_texts_are_whole_in_the_report() -> None:
    # A word of 10,000 letters is written in pieces, which take ten seconds to read back.
    snapshot = planned_seance(*(text for name, text in HOSTILE.items() if name != "a long word"))
    reader = opened(snapshot)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    told = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for whole in (*(HOSTILE[name] for name in PRINTABLE), "une deux trois quatre cinq"):
        assert whole in told, whole
    assert "\u202e" not in told and "\u2066" not in told


def test_no_text_of_the_plan_is_in_the_open_files() -> None:
    snapshot = planned_seance("Texte réservé au comité")
    reserved = "réservé".encode()
    with ZipFile(BytesIO(package_bytes(snapshot))) as archive:
        inside = [archive.read(name) for name in archive.namelist()]
    for content in (csv_bytes(snapshot), parquet_bytes(snapshot), *inside):
        assert reserved not in content
    # Parquet compresses what it holds: it is compared with that of the same séance without a plan.
    without = {key: value for key, value in snapshot.payload.items() if key != "plan"}
    bare = planned_seance()
    bare.payload.clear()
    bare.payload.update(without)
    assert parquet_bytes(bare) == parquet_bytes(snapshot) and package_bytes(bare) == package_bytes(snapshot)
