"""All the correction workbooks of a drop at once."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.returns.correction import corrections_zip
from data.returns.intake import FileResult, import_returns
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import table

A, B, C = (make_uai(number) for number in (1, 2, 3))


@pytest.fixture
def db() -> Database:
    db = memory_database()
    add_establishments(db, [{}, {}, {}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db


def bad(uai: str, value: str = "Bof") -> bytes:
    return table([["UAI", "comite_existe"], [uai, value]])


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def corrections(db: Database, *files: tuple[str, bytes], keep: bool = False) -> dict[str, list[object]]:
    """Name of each workbook -> UAI and answer of its rows."""
    results = import_returns(db, LOCAL, files, campaign="c", keep=keep)
    return opened(corrections_zip(db, files, results, campaign="c"))


def opened(content: bytes) -> dict[str, list[object]]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: told(archive.read(name)) for name in archive.namelist()}


def told(workbook: bytes) -> list[object]:
    page = load_workbook(BytesIO(workbook))["Réponses"]
    column = next(cell.column for cell in page[3] if cell.value == "comite_existe")
    return [(page.cell(row, 1).value, page.cell(row, column).value) for row in range(6, page.max_row + 1)]


def test_each_file_with_refused_rows_has_its_workbook(db: Database) -> None:
    mixed = table([["UAI", "comite_existe"], [A, "Oui"], [B, "Bof"], [C, "Peut-être"]])
    found = corrections(db, ("bon.xlsx", bad(A, "Non")), ("école.xlsx", mixed), ("autre.xlsx", bad(C)))
    assert found == {
        "école_a_corriger.xlsx": [(B, "Bof"), (C, "Peut-être")],
        "autre_a_corriger.xlsx": [(C, "Bof")],
    }


@pytest.mark.parametrize("keep", [False, True])
def test_files_of_zips_of_the_same_name_keep_their_own_workbook(db: Database, keep: bool) -> None:
    files = zipped(("nord/retour.xlsx", bad(A)), ("sud/RETOUR.xlsx", bad(B)))
    assert corrections(db, ("retours.zip", files), ("retour_2.xlsx", bad(C)), keep=keep) == {
        "retour_a_corriger.xlsx": [(A, "Bof")],
        "RETOUR_2_a_corriger.xlsx": [(B, "Bof")],
        "retour_2_2_a_corriger.xlsx": [(C, "Bof")],
    }


def test_the_same_file_twice_has_one_workbook(db: Database) -> None:
    assert len(corrections(db, ("a.xlsx", bad(A)), ("copie.xlsx", bad(A)))) == 1


def test_names_that_no_system_accepts_are_put_right(db: Database) -> None:
    assert list(corrections(db, ('a:b?"c.xlsx', bad(A)))) == ["a_b__c_a_corriger.xlsx"]


def test_every_workbook_can_be_filled_and_dropped_again(db: Database) -> None:
    files = [("a.xlsx", bad(A)), ("b.xlsx", bad(B))]
    results = import_returns(db, LOCAL, files, campaign="c")
    content = corrections_zip(db, files, results, campaign="c")
    again = []
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            book = load_workbook(BytesIO(archive.read(name)))
            page = book["Réponses"]
            column = next(cell.column for cell in page[3] if cell.value == "comite_existe")
            page.cell(6, column).value = "Oui"
            filled = BytesIO()
            book.save(filled)
            again.append((name, filled.getvalue()))
    assert [result.state for result in import_returns(db, LOCAL, again, campaign="c")] == ["imported"] * 2


def test_a_drop_with_nothing_to_correct_is_refused_with_a_sentence(db: Database) -> None:
    files = [("bon.xlsx", bad(A, "Non"))]
    results: list[FileResult] = import_returns(db, LOCAL, files, campaign="c", keep=False)
    with pytest.raises(Refusal, match="Aucune ligne"):
        corrections_zip(db, files, results, campaign="c")


def test_of_a_table_on_its_side_only_the_refused_column_is_to_be_corrected(db: Database) -> None:
    sideways = table([["UAI", A, B], ["comite_existe", "Oui", "Bof"], ["comite_reunions", 3, 4]])
    assert corrections(db, ("couché.xlsx", sideways), keep=True) == {"couché_a_corriger.xlsx": [(B, "Bof")]}
