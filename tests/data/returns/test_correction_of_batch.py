"""From a file taken in to its correction workbook, and back."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.errors import Refusal
from data.files.originals import keep_original, read_original
from data.returns.correction import correction_of_batch
from data.returns.intake import import_returns
from tests.helpers import Clock, add_establishments, make_uai, memory_database
from tests.workbooks import filled, saved, table


def at(book: Workbook, row: int, code: str) -> Cell:
    sheet = book["Réponses"]
    return next(sheet.cell(row, cell.column) for cell in sheet[3] if cell.value == code)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = open_database(tmp_path / "g.duckdb", clock=Clock())
    add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="p", school_year="2021-2022")
    return db


def taken_in(db: Database, content: bytes, name: str = "retours.xlsx") -> Any:
    return import_returns(db, LOCAL, [(name, content)], campaign="p")[0]


def test_a_corrected_workbook_is_taken_in_as_it_is(db: Database) -> None:
    first = taken_in(
        db,
        filled(
            db,
            "p",
            {
                make_uai(1): {"comite_existe": "Oui", "cadre_date_adoption": date(2021, 11, 12)},
                make_uai(2): {
                    "comite_existe": "Bof",
                    "cadre_date_adoption": date(2021, 11, 12),
                    "commentaire": "Mme Durand",
                },
            },
        ),
    )
    assert (first.state, first.accepted) == ("partial", 1)
    content = correction_of_batch(db, first.batch)
    assert content is not None
    book = load_workbook(BytesIO(content))
    assert [at(book, 6, code).value for code in ("uai", "comite_existe", "commentaire")] == [make_uai(2), "Bof", None]
    at(book, 6, "comite_existe").value = "Non"
    second = taken_in(db, saved(book), "correction.xlsx")
    assert (second.state, second.rows, second.accepted, second.new, second.issues) == ("imported", 1, 1, 2, [])


def test_a_wrong_uai_of_a_free_table_is_put_right_in_the_correction(db: Database) -> None:
    wrong = f"{make_uai(2)[:-1]}Z"
    rows = [["UAI", "comite_existe"], [make_uai(1), "Oui"], [wrong, "Non"]]
    content = correction_of_batch(db, taken_in(db, table(rows)).batch)
    assert content is not None
    book = load_workbook(BytesIO(content))
    assert at(book, 6, "uai").value == wrong
    at(book, 6, "uai").value = make_uai(2)
    assert taken_in(db, saved(book)).state == "imported"


def test_an_import_without_refused_row_has_no_correction(db: Database) -> None:
    whole = taken_in(db, filled(db, "p", {make_uai(1): {"comite_existe": "Oui"}}))
    assert correction_of_batch(db, whole.batch) is None
    with pytest.raises(Refusal, match="Aucun import"):
        correction_of_batch(db, "nulle part")


def test_without_the_original_it_says_so(db: Database, tmp_path: Path) -> None:
    rows = [["UAI", "comite_existe"], [make_uai(1), "Oui"], [make_uai(2), "Bof"]]
    result = taken_in(db, table(rows))
    (tmp_path / "originals" / result.sha256).unlink()
    with pytest.raises(Refusal, match="L'original de « retours.xlsx »"):
        correction_of_batch(db, result.batch)


def test_an_original_is_read_back_only_as_it_was(db: Database, tmp_path: Path) -> None:
    sha256 = keep_original(db, b"bonjour")
    assert read_original(db, sha256) == b"bonjour"
    (tmp_path / "originals" / sha256).write_bytes(b"autre")
    assert read_original(db, sha256) is None
    assert read_original(db, "../g.duckdb") is None
    assert read_original(memory_database(), sha256) is None


@pytest.mark.parametrize("unwritable", ["\ufffe", "\uffff"])
def test_a_refused_cell_with_what_xml_forbids_still_gives_a_workbook_that_opens(db: Database, unwritable: str) -> None:
    # Excel writes such a character so, and its readers give it back.
    text = f"Bof{unwritable}=1"
    csv = f"UAI;comite_existe;cadre_etat\n{make_uai(1)};Oui;Aucun\n{make_uai(2)};{text};Peut{unwritable}être\n"
    content = correction_of_batch(db, taken_in(db, csv.encode(), "retours.csv").batch)
    assert content is not None
    book = load_workbook(BytesIO(content))
    assert (at(book, 6, "comite_existe").value, at(book, 6, "cadre_etat").value) == ("Bof=1", "Peutêtre")


def test_remarks_kept_before_texts_were_cleaned_can_be_written(db: Database) -> None:
    result = taken_in(db, table([["UAI", "comite_existe"], [make_uai(1), "Oui"], [make_uai(2), "Bof"]]))
    db.reading().execute("UPDATE batch SET issues = replace(issues, '« Bof »', '« Bof\uffff »') WHERE kind = 'returns'")
    content = correction_of_batch(db, result.batch)
    assert content is not None
    comment = at(load_workbook(BytesIO(content)), 6, "comite_existe").comment
    assert comment and "« Bof" in comment.text
