"""What holds whatever people type: what is valid comes back as told, twice is once, and undone then done again is done."""

import os
from collections.abc import Mapping
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data.batches import revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.returns.intake import FileResult, import_returns
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import saved, table

UAIS = [make_uai(number) for number in range(1, 7)]
# Question -> what a person types -> what it means. None: a faulty cell. '' : tells nothing.
TYPED: dict[str, dict[object, str | None]] = {
    "cadre_etat": {
        "Intégré au projet": "Intégré au projet",
        " intégré  au PROJET": "Intégré au projet",
        "En cours de rédaction": "En cours de rédaction",
        "Aucun": "Aucun",
        "NSP": "",
        "je ne sais pas trop encore": None,
    },
    "comite_existe": {"Oui ": "oui", "x": "oui", "O": "oui", "non": "non", "-": "", "peut-être": None},
    "comite_reunions": {3: "3", "3": "3", "\u00a04 ": "4", 0: "0", "NC": "", "beaucoup": None, -1: None, 61: None},
    "formation_personnels": {"1 234": None, "12": "12", 40: "40", "2,5": None},
    "cadre_date_adoption": {
        date(2022, 2, 3): "2022-02-03",
        "03/02/2022": "2022-02-03",
        "2022-02-03": "2022-02-03",
        "31/02/2022": None,
        "bientôt": None,
    },
}
CELL = {code: st.sampled_from([None, *typed]) for code, typed in TYPED.items()}
ROWS = st.dictionaries(st.sampled_from(UAIS), st.fixed_dictionaries(CELL), min_size=1, max_size=5)
Rows = Mapping[str, Mapping[str, object]]
often = settings(
    max_examples=300 if os.environ.get("GOUVERNAIL_LONG") else 6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def store() -> Database:
    db = memory_database()
    add_establishments(db, [{"uai": uai} for uai in UAIS])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    return db


def workbook(rows: Rows, order: list[str] | None = None, columns: list[str] | None = None) -> bytes:
    columns = columns or list(TYPED)
    return table([["UAI", *columns], *([uai, *(rows[uai][code] for code in columns)] for uai in order or rows)])


def take(db: Database, content: bytes, name: str = "retour.xlsx") -> FileResult:
    (result,) = import_returns(db, LOCAL, [(name, content)], campaign="c")
    return result


def meaning(rows: Rows) -> dict[tuple[str, str], str]:
    """By hand: the answers of the rows without a faulty cell."""
    said = {
        uai: {code: TYPED[code][cell] for code, cell in row.items() if cell is not None} for uai, row in rows.items()
    }
    return {
        (uai, code): value
        for uai, answers in said.items()
        if None not in answers.values()
        for code, value in answers.items()
        if value
    }


def standing(db: Database) -> dict[tuple[str, str], str]:
    rows = db.query(
        "SELECT uai, question, arg_max(value, (answered_on, recorded_at)) AS value FROM standing.answer($now) GROUP BY ALL",
        now=db.clock(),
    )
    return {(row["uai"], row["question"]): row["value"] for row in rows}


@often
@given(ROWS)
def test_what_is_valid_comes_back_as_told_and_the_rest_is_refused_cell_by_cell(rows: Rows) -> None:
    db = store()
    result = take(db, workbook(rows))
    assert standing(db) == meaning(rows)
    faulty = sum(cell is not None and TYPED[code][cell] is None for row in rows.values() for code, cell in row.items())
    assert len(result.errors) == faulty
    db.close()


@often
@given(ROWS, st.randoms(use_true_random=False))
def test_the_same_content_renamed_saved_again_or_ordered_otherwise_adds_nothing(rows: Rows, chance: object) -> None:
    db = store()
    content = workbook(rows)
    first = take(db, content)
    before = db.query("SELECT count(*) AS n FROM answer")[0]["n"]
    order, columns = list(rows), list(TYPED)
    chance.shuffle(order)  # type: ignore[attr-defined]
    chance.shuffle(columns)  # type: ignore[attr-defined]
    for again in (
        content,
        saved(load_workbook(BytesIO(content))),
        workbook(rows, order, columns),
    ):
        result = take(db, again, "copie.xlsx")
        assert result.state == ("already_imported" if first.state != "refused" else "refused")
        assert (result.new, result.changed) == (0, 0)
    assert db.query("SELECT count(*) AS n FROM answer")[0]["n"] == before
    db.close()


@often
@given(ROWS)
def test_import_undo_import_equals_import(rows: Rows) -> None:
    db = store()
    content = workbook(rows)
    first = take(db, content)
    told = standing(db)
    if first.batch:
        revert_batch(db, LOCAL, first.batch, reason="essai")
        assert standing(db) == {}
        again = take(db, content)
        assert (again.state, again.new) == (first.state, first.new)
    assert standing(db) == told
    db.close()


@pytest.mark.parametrize("code", TYPED)
def test_every_habit_of_these_tests_is_read_as_they_say(code: str) -> None:
    # The table above is the oracle of the properties: it is itself held, one cell at a time.
    for cell, expected in TYPED[code].items():
        db = store()
        take(db, table([["UAI", code], [UAIS[0], cell]]))
        assert standing(db).get((UAIS[0], code), "") == (expected or ""), cell
        db.close()
