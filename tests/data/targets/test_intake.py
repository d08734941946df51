"""Workbooks of targets in: headers in any order, every wrong cell told at once, and what is right taken in."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data.asked_indicators import indicator_labels
from data.batches import batches
from data.campaigns import create_campaign
from data.database import LOCAL, Database, open_database
from data.files.originals import read_original
from data.files.tables import Table
from data.settings import Settings
from data.targets import Target, targets
from data.targets.intake import TargetsResult, import_targets, read_rows
from data.targets.sheet import find_sheet
from data.targets.workbook import targets_workbook
from tests.helpers import Clock, add_establishments, memory_database
from tests.workbooks import saved, table

YEAR, DUE = "2021-2022", date(2022, 6, 30)
HEADER: list[Any] = [
    *("Indicateur", "Année scolaire", "Périmètre", "Valeur du périmètre", "Se compte en", "Valeur initiale"),
    *("Jour de la valeur initiale", "Jalons", "Cible", "Échéance", "Motif"),
]
GOOD = [
    "cadre_communication",
    YEAR,
    "Tout le territoire",
    None,
    "Nombre d'établissements",
    120,
    None,
    None,
    400,
    DUE,
    "Comité",
]


@pytest.fixture
def db() -> Database:
    database = memory_database()
    add_establishments(database, [{}, {"type": "École", "sector": "Privé"}])
    return database


def row(**change: Any) -> list[Any]:
    """A good row but for some cells, by header without case: row(cible="beaucoup")."""
    places = {"indicateur": 0, "annee": 1, "groupe": 2, "valeur": 3, "mesure": 4, "initiale": 5, "jour": 6}
    places |= {"jalons": 7, "cible": 8, "echeance": 9, "motif": 10}
    cells = list(GOOD)
    for name, value in change.items():
        cells[places[name]] = value
    return cells


def take(db: Database, *rows: list[Any], keep: bool = True, **more: Any) -> TargetsResult:
    return import_targets(db, LOCAL, "cibles.xlsx", table([HEADER, *rows]), keep=keep, **more)


def held(db: Database) -> list[Target]:
    return targets(db, school_year=YEAR, as_of=db.clock())


def told(result: TargetsResult) -> list[tuple[str, str]]:
    return [(issue.cell, issue.code) for issue in result.issues]


def test_a_row_becomes_a_decision_that_names_its_file(db: Database) -> None:
    result = take(db, row(groupe="type", valeur="Collège", jalons="31/01/2022 : 200\n31/03/2022 : 300"))
    (target,) = held(db)
    assert (result.state, result.rows, result.unchanged, result.issues) == ("imported", 1, 0, [])
    assert (target.indicator, target.scope, target.measure) == ("cadre_communication", ("type", "Collège"), "count")
    assert (target.baseline, target.baseline_on, target.value, target.due_on) == (120, date(2021, 9, 1), 400, DUE)
    assert target.milestones == ((date(2022, 1, 31), 200), (date(2022, 3, 31), 300))
    assert (target.reason, target.actor, target.file_name) == ("Comité", "poste local", "cibles.xlsx")


def test_columns_are_known_by_their_headers_in_any_order_and_writing(db: Database) -> None:
    header = ["MOTIF", "échéance", "Valeur cible", "valeur  initiale", "Indicateur", "Commentaire"]
    line = ["Comité", "30 juin 2022", "45 %", "0,4", "Usage des outils et services déployés", "à revoir"]
    content = table([["Cibles du comité"], [], header, line])
    result = import_targets(db, LOCAL, "libre.xlsx", content, school_year=YEAR)
    assert [(target.indicator, target.measure, target.baseline, target.value) for target in held(db)] == [
        ("usage_services", "rate", 0.4, 0.45)
    ]
    assert told(result) == [("F3", "unknown_column")]


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        ({"mesure": "Taux", "initiale": 0.4, "cible": 0.45}, (0.4, 0.45)),
        ({"mesure": "taux", "initiale": 40, "cible": "45 %"}, (0.4, 0.45)),
        ({"mesure": None, "initiale": 0, "cible": 1}, (0.0, 1.0)),
        ({"mesure": "hausse", "initiale": 0, "cible": 2.5}, (0.0, 0.025)),
        ({"mesure": "Hausse sur un an, en points", "initiale": -1, "cible": "+2 points"}, (-0.01, 0.02)),
    ],
)
def test_numbers_of_a_rate_are_read_in_the_unit_of_their_row(
    db: Database, cells: dict[str, Any], amounts: tuple[float, float]
) -> None:
    take(db, row(indicateur="usage_services", **cells))
    assert [(target.baseline, target.value) for target in held(db)] == [amounts]


@pytest.mark.parametrize(
    ("cells", "cell", "code", "sentence"),
    [
        (
            {"indicateur": "cadre_comunication"},
            "A2",
            "unknown_indicator",
            "Vouliez-vous dire « cadre_communication » ?",
        ),
        ({"indicateur": None}, "A2", "unknown_indicator", "Dites de quel indicateur il s'agit"),
        ({"annee": "2021"}, "B2", "unreadable_year", "deux années qui se suivent"),
        ({"annee": None}, "B2", "unreadable_year", "deux années qui se suivent"),
        ({"groupe": "Canton"}, "C2", "unknown_group", "« Canton » n'est pas un périmètre"),
        ({"groupe": None, "valeur": "Collège"}, "C2", "unknown_group", "Dites de quel groupe est « Collège »"),
        ({"groupe": "Type"}, "D2", "unknown_member", "Dites quel groupe est visé"),
        ({"groupe": "Type", "valeur": "Colège"}, "D2", "unknown_member", "Vouliez-vous dire « Collège » ?"),
        ({"mesure": "litres"}, "E2", "unknown_measure", "« litres » n'est pas une façon de compter"),
        ({"mesure": "Taux"}, "E2", "unknown_measure", "se compte en : Nombre d'établissements"),
        ({"initiale": None}, "F2", "unreadable_amount", "Il manque un montant"),
        ({"initiale": True}, "F2", "unreadable_amount", "« VRAI » ne convient pas"),
        ({"cible": "beaucoup"}, "I2", "unreadable_amount", "« beaucoup » ne convient pas"),
        ({"cible": 12.5}, "I2", "unreadable_amount", "un nombre entier"),
        ({"jour": "hier"}, "G2", "not_a_date", "« hier » n'est pas une date"),
        ({"echeance": None}, "J2", "not_a_date", "Il manque l'échéance"),
        ({"echeance": date(2021, 8, 1)}, "J2", "impossible_days", "avant le jour de la valeur initiale"),
        ({"jalons": "bientôt"}, "H2", "unreadable_milestones", "n'est pas un jalon"),
        ({"jalons": "30/06/2022 : 200"}, "H2", "unreadable_milestones", "n'est pas entre"),
        ({"motif": " "}, "K2", "missing_reason", "Donnez le motif"),
    ],
)
def test_a_wrong_cell_keeps_its_row_out_and_says_what_to_do(
    db: Database, cells: dict[str, Any], cell: str, code: str, sentence: str
) -> None:
    sheet = Table(sheet="Feuil1", hidden=False, first_row=1, first_column=1, rows=[HEADER, row(**cells)])
    (read,) = read_rows(db, find_sheet([sheet]), "")
    (issue,) = read.issues
    assert (issue.sheet, issue.cell, issue.code, issue.severity) == ("Feuil1", cell, code, "error")
    assert sentence in issue.message and read.decision is None


def test_every_wrong_cell_of_every_row_is_told_at_once(db: Database) -> None:
    result = take(db, row(indicateur="x", echeance="jamais", motif=None), row(), row(annee="21-22", cible=-1))
    assert told(result) == [
        *(("A2", "unknown_indicator"), ("J2", "not_a_date"), ("K2", "missing_reason")),
        *(("B4", "unreadable_year"), ("I4", "unreadable_amount")),
    ]
    assert (result.state, result.rows, len(result.decided)) == ("partial", 3, 1)
    assert [target.value for target in held(db)] == [400]


def test_two_rows_for_one_scope_are_shown_and_neither_is_taken(db: Database) -> None:
    result = take(db, row(cible=300), row(groupe="Type", valeur="Collège"), row(groupe="", cible=350))
    assert told(result) == [("A2", "duplicate_row"), ("A4", "duplicate_row")]
    assert "lignes 2 et 4" in result.issues[0].message
    assert [target.scope for target in held(db)] == [("type", "Collège")]


def test_a_preview_says_the_same_and_keeps_nothing(db: Database) -> None:
    preview = take(db, row(), keep=False)
    assert (preview.state, preview.batch, [target.value for target in preview.decided]) == ("imported", None, [400])
    assert held(db) == [] and [batch for batch in batches(db, as_of=db.clock()) if batch.kind == "targets"] == []


def test_a_preview_says_what_holds_before_each_target_that_it_would_decide(db: Database) -> None:
    take(db, row())
    preview = take(db, row(cible=450), row(groupe="Type", valeur="Collège", cible=90), keep=False)
    assert [(one.scope, one.value) for one in preview.decided] == [(("", ""), 450), (("type", "Collège"), 90)]
    assert preview.replaced == [held(db)[0], None]
    assert [(one["id"], one["value"]) for one in preview.as_dict()["replaced"]] == [(str(held(db)[0].id), 400)]


def test_the_same_file_again_changes_nothing(db: Database) -> None:
    first, second = take(db, row()), take(db, row())
    assert (first.state, second.state, second.unchanged, second.batch) == ("imported", "unchanged", 1, None)
    assert len(db.query("SELECT * FROM target")) == 1


def test_a_change_that_keeps_the_old_reason_is_taken_and_remarked(db: Database) -> None:
    take(db, row())
    result = take(db, row(cible=410))
    assert (result.state, told(result)) == ("imported", [("K2", "same_reason")])
    assert result.issues[0].severity == "warning"


def test_a_target_that_too_few_could_reach_is_taken_and_remarked(db: Database) -> None:
    create_campaign(db, LOCAL, code="c", school_year=YEAR)
    result = take(db, row())
    assert (result.state, told(result)) == ("imported", [("I2", "doubtful_target")])
    assert result.issues[0].message == (
        "Cette cible va jusqu'à 400, mais 2 établissements sont attendus en tout : vérifiez le nombre."
    )


def test_hostile_texts_stay_texts(db: Database) -> None:
    hostile = '=cmd|"/c calc"!A1 <b>x</b> [l](http://x)'
    result = take(db, row(motif=hostile), row(indicateur=hostile, groupe="Type", valeur=hostile))
    assert told(result) == [("A3", "unknown_indicator"), ("D3", "unknown_member")]
    assert [target.reason for target in held(db)] == [hostile]
    labels = indicator_labels(db.settings.catalogue)
    again = load_workbook(BytesIO(targets_workbook(db, school_year=YEAR, as_of=db.clock(), labels=labels)))
    assert (again["Cibles"]["L2"].value, again["Cibles"]["L2"].data_type) == (hostile, "s")


def test_a_formula_tells_what_it_was_worked_out_to_be(db: Database) -> None:
    book = load_workbook(BytesIO(table([HEADER, row(), row(groupe="Type", valeur="Collège")])))
    book.active["I2"] = "=100*4"  # saved by a program that works nothing out: no value is known
    result = import_targets(db, LOCAL, "cibles.xlsx", saved(book))
    assert [issue.cell for issue in result.errors] == ["I2"]
    assert [target.scope for target in held(db)] == [("type", "Collège")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"%PDF-1.7\n" + bytes(200), "n'est ni un classeur"),
        (
            "autre.xlsx",
            table([["Nom", "Commune"], ["A", "Nantes"]]),
            "n'a les colonnes « Indicateur », « Valeur initiale »",
        ),
        ("deux.xlsx", table([[*HEADER, "Cible"], [*GOOD, 3]]), "deux colonnes « Cible »"),
        ("vide.xlsx", table([HEADER]), "ne contient aucune cible"),
    ],
)
def test_a_file_without_targets_is_refused_in_one_sentence(
    db: Database, name: str, content: bytes, sentence: str
) -> None:
    result = import_targets(db, LOCAL, name, content)
    assert result.state == "refused" and sentence in result.reason


def test_the_original_and_its_batch_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "g.duckdb"
    db = open_database(path, settings=Settings(database=path), clock=Clock())
    content = table([HEADER, GOOD])
    result = import_targets(db, LOCAL, "cibles.xlsx", content)
    (batch,) = batches(db, as_of=db.clock())
    assert (batch.kind, batch.file_name, str(batch.id), batch.accepted_count) == (
        "targets",
        "cibles.xlsx",
        result.batch,
        1,
    )
    assert read_original(db, batch.file_sha256) == content
    assert [row["action"] for row in db.query("SELECT action FROM journal ORDER BY 1")] == ["targets"]
    db.close()
