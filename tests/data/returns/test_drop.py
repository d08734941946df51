"""A drop of several files: taken in together or not at all, what competes is said, and a person may decide otherwise."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from data.batches import batches, restore_batch, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.returns.intake import FileResult, RowKey, import_returns
from data.returns.matching import approve_matches
from data.returns.values import fold
from data.returns.warnings import open_warnings
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import filled, saved, table

A, B, C, D, E = (make_uai(number) for number in range(1, 6))
HEADERS = ["uai", "cadre_etat", "date_reponse"]


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"name": f"École {number}"} for number in range(1, 6)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


def take(
    db: Database, *files: tuple[str, bytes], keep: bool = True, left_out: list[RowKey] | None = None
) -> list[FileResult]:
    return import_returns(db, LOCAL, files, campaign="c", keep=keep, left_out=left_out or [])


def rows(*told: tuple[str, str, str | None]) -> bytes:
    return table([HEADERS, *map(list, told)])


def standing(db: Database, uai: str = A) -> str | None:
    (row,) = db.query(
        "SELECT arg_max(value, (answered_on, recorded_at)) AS value FROM standing.answer($now) "
        "WHERE question = 'cadre_etat' AND uai = $uai",
        now=db.clock(),
        uai=uai,
    )
    return row["value"] and str(row["value"])


def codes(result: FileResult) -> list[tuple[str, str]]:
    return [(issue.cell, issue.code) for issue in result.issues]


# --- one transaction


def test_a_drop_is_one_write_with_one_journal_row_and_a_batch_a_file(db: Database) -> None:
    before = db.query("SELECT count(*) AS n FROM journal")[0]["n"]
    results = take(db, ("a.xlsx", rows((A, "Aucun", None))), ("b.xlsx", rows((B, "Aucun", None))))
    assert [result.state for result in results] == ["imported", "imported"]
    assert db.query("SELECT count(*) AS n FROM journal")[0]["n"] == before + 1
    assert {batch.file_name for batch in batches(db, as_of=db.clock()) if batch.kind == "returns"} == {
        "a.xlsx",
        "b.xlsx",
    }
    told = db.query("SELECT uai, batch FROM answer ORDER BY uai")
    assert [(row["uai"], str(row["batch"])) for row in told] == [(A, results[0].batch), (B, results[1].batch)]


def test_a_file_that_cannot_be_read_costs_the_others_nothing(db: Database) -> None:
    bad, good = take(db, ("lettre.xlsx", b"Bonjour,\nvoici"), ("b.xlsx", rows((B, "Aucun", None))))
    assert (bad.state, good.state) == ("refused", "imported")
    assert bad.reason and standing(db, B) == "Aucun"


def test_the_files_of_a_zip_are_taken_one_by_one_under_their_names(db: Database) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("nord/a.xlsx", rows((A, "Aucun", None)))
        archive.writestr("sud/b.csv", f"uai;cadre_etat\n{B};Aucun\n")
        archive.writestr("notice.pdf", b"%PDF-1.4 ...")
    results = take(db, ("retours.zip", packed.getvalue()))
    found = {result.file: result.state for result in results}
    assert found == {
        "retours.zip/nord/a.xlsx": "imported",
        "retours.zip/sud/b.csv": "imported",
        "retours.zip/notice.pdf": "refused",
    }


def test_a_preview_of_a_drop_says_what_the_import_does(db: Database) -> None:
    take(db, ("avant.xlsx", rows((A, "Aucun", "01/03/2022"), (B, "Aucun", "01/03/2022"))))
    files = (
        ("a.xlsx", rows((A, "En cours de rédaction", "02/03/2022"), (C, "n'importe quoi", None))),
        ("b.xlsx", rows((A, "Intégré au projet", "05/03/2022"), (B, None, "06/03/2022"))),
    )
    shown, done = take(db, *files, keep=False), take(db, *files)
    for one, other in zip(shown, done, strict=True):
        assert one.as_dict() | {"batch": None} == other.as_dict() | {"batch": None}
        assert one.choices == other.choices
    assert [result.batch for result in shown] == [None, None]
    assert standing(db) == "Intégré au projet"


# --- the same content


def test_the_same_content_twice_in_a_drop_counts_once(db: Database) -> None:
    first, second = take(
        db,
        ("a.xlsx", rows((A, "Aucun", None), (B, "Aucun", None))),
        ("copie.xlsx", rows((B, "aucun ", None), (A, "Aucun", None))),
    )
    assert (first.state, second.state) == ("imported", "already_imported")
    assert "« a.xlsx » de ce dépôt" in second.reason
    assert db.query("SELECT count(*) AS n FROM answer")[0]["n"] == 2


# --- what competes, and who decides


def test_two_files_for_one_establishment_the_more_recent_date_counts_whatever_the_order(db: Database) -> None:
    new, old = take(
        db,
        ("mars.xlsx", rows((A, "Intégré au projet", "10/03/2022"))),
        ("février.xlsx", rows((A, "Aucun", "01/02/2022"))),
    )
    assert standing(db) == "Intégré au projet"
    assert (new.new, old.new, old.unchanged) == (2, 0, 2)
    assert ("A2", "told_twice") in codes(old) and ("C2", "older_return") in codes(old)
    assert "« mars.xlsx »" in next(issue.message for issue in old.issues if issue.code == "told_twice")


def test_two_files_without_a_date_the_last_one_counts(db: Database) -> None:
    take(db, ("un.xlsx", rows((A, "Aucun", None))), ("deux.xlsx", rows((A, "En cours de rédaction", None))))
    assert standing(db) == "En cours de rédaction"


def test_a_row_left_out_is_not_taken_and_is_said(db: Database) -> None:
    files = (("un.xlsx", rows((A, "Aucun", None))), ("deux.xlsx", rows((A, "En cours de rédaction", None))))
    shown = take(db, *files, keep=False)
    assert {(choice.uai, choice.row) for choice in shown[1].choices} == {(A, 2)}
    results = take(db, *files, left_out=[(shown[1].sha256, "Feuil1", 2)])
    assert standing(db) == "Aucun"
    assert (results[1].rows, results[1].accepted, codes(results[1])) == (1, 0, [("A2", "left_out")])
    assert [choice.left_out for choice in results[1].choices] == [True]


def test_leaving_out_one_of_two_rows_of_a_file_lets_the_other_in(db: Database) -> None:
    content = rows((A, "Aucun", None), (A, "En cours de rédaction", None))
    (shown,) = take(db, ("double.xlsx", content), keep=False)
    assert shown.state == "refused" and [choice.row for choice in shown.choices] == [2, 3]
    (result,) = take(db, ("double.xlsx", content), left_out=[("double.xlsx", "Feuil1", 2)])
    assert (result.state, result.accepted, standing(db)) == ("imported", 1, "En cours de rédaction")


def test_an_answer_known_before_is_kept_when_the_row_that_replaces_it_is_left_out(db: Database) -> None:
    take(db, ("avant.xlsx", rows((A, "Intégré au projet", "01/03/2022"))))
    content = rows((A, "Aucun", "02/03/2022"), (B, "Aucun", "02/03/2022"))
    (shown,) = take(db, ("après.xlsx", content), keep=False)
    assert [(choice.uai, choice.why) for choice in shown.choices] == [
        (A, "remplace une réponse déjà connue : la plus récente compte")
    ]
    take(db, ("après.xlsx", content), left_out=[(shown.sha256, "Feuil1", 2)])
    assert (standing(db), standing(db, B)) == ("Intégré au projet", "Aucun")


# --- the difference, cell by cell


def test_a_preview_lists_each_cell_with_the_old_answer_beside_the_new(db: Database) -> None:
    take(
        db,
        (
            "avant.xlsx",
            filled(db, "c", {A: {"cadre_etat": "Aucun", "cadre_canaux": "Oui"}, B: {"cadre_etat": "Aucun"}}),
        ),
    )
    content = filled(
        db,
        "c",
        {
            A: {"cadre_etat": "En cours de rédaction", "commentaire": "Secret"},
            B: {"cadre_etat": "Aucun", "cadre_canaux": "Non"},
        },
    )
    (shown,) = take(db, ("après.xlsx", content), keep=False)
    assert {(cell.uai, cell.question, cell.state, cell.old_value, cell.new_value) for cell in shown.cells} == {
        (A, "cadre_etat", "changed", "Aucun", "En cours de rédaction"),
        (A, "cadre_canaux", "blank_kept", "oui", ""),
        (B, "cadre_etat", "unchanged", "Aucun", "Aucun"),
        (B, "cadre_canaux", "new", "", "non"),
    }
    assert (shown.new, shown.changed, shown.unchanged, shown.blank_kept) == (2, 1, 1, 1)


def test_a_blank_over_an_answer_that_was_withdrawn_keeps_nothing(db: Database) -> None:
    take(db, ("un.xlsx", rows((A, "Aucun", None))))
    take(db, ("deux.xlsx", rows((A, "(effacer)", None))))
    (result,) = take(db, ("trois.xlsx", rows((A, None, "10/03/2022"))))
    assert (result.new, result.blank_kept) == (1, 0)


# --- shapes of files


def test_the_sheets_of_one_file_are_read_together(db: Database) -> None:
    content = on_sheets(Nord=[["uai", "cadre_etat"], [A, "Aucun"]], Sud=[["uai", "cadre_etat"], [B, "Aucun"]])
    (result,) = take(db, ("bassins.xlsx", content))
    assert (result.rows, result.accepted) == (2, 2)
    assert [(row["uai"], row["sheet"], row["cell"]) for row in db.query("FROM answer ORDER BY uai")] == [
        (A, "Nord", "B2"),
        (B, "Sud", "B2"),
    ]


def test_one_establishment_on_two_sheets_of_a_file_is_told_with_both_places(db: Database) -> None:
    nord, sud = [["uai", "cadre_etat"], [A, "Aucun"]], [["uai", "cadre_etat"], [A, "En cours de rédaction"]]
    (result,) = take(db, ("bassins.xlsx", on_sheets(Nord=nord, Sud=sud)))
    assert result.state == "refused"
    assert "« Nord » ligne 2, « Sud » ligne 2" in result.issues[0].message


def test_a_column_recognised_by_likeness_waits_for_approval_and_is_remembered(db: Database) -> None:
    free = [["UAI", "cadre_etat", "Reunions depuis septembre"], [A, "Aucun", 3]]
    (shown,) = take(db, ("libre.xlsx", table(free)), keep=False)
    assert [(match.header, match.question) for match in shown.proposals] == [
        ("Reunions depuis septembre", "comite_reunions")
    ]
    assert [cell.question for cell in shown.cells] == ["cadre_etat"]
    approve_matches(db, LOCAL, [(match, match.question) for match in shown.proposals])
    take(db, ("libre.xlsx", table(free)))
    # The next file of that shape, its columns in another order, asks nothing.
    (other,) = take(db, ("suite.xlsx", table([["Reunions depuis septembre", "cadre_etat", "UAI"], [4, "Aucun", B]])))
    assert other.proposals == []
    told = db.query("SELECT uai, value FROM answer WHERE question = 'comite_reunions' ORDER BY uai")
    assert [(row["uai"], row["value"]) for row in told] == [(A, "3"), (B, "4")]


def test_a_table_of_which_nothing_is_recognised_for_sure_is_refused_until_its_columns_are_approved(
    db: Database,
) -> None:
    free = table([["UAI", "Reunions depuis septembre"], [A, 3]])
    (shown,) = take(db, ("libre.xlsx", free), keep=False)
    assert shown.state == "refused" and "validez-les" in shown.reason
    approve_matches(db, LOCAL, [(match, match.question) for match in shown.proposals])
    (result,) = take(db, ("libre.xlsx", free))
    assert (result.state, result.new) == ("imported", 1)


def on_sheets(**rows_of: list[list[str]]) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for name, rows_ in rows_of.items():
        page = book.create_sheet(name)
        for row in rows_:
            page.append(row)
    return saved(book)


def test_rows_of_two_sheets_that_complete_each_other_are_taken_together(db: Database) -> None:
    content = on_sheets(
        Cadre=[["uai", "cadre_etat", "date_reponse"], [A, "Aucun", "01/03/2022"]],
        Comité=[["uai", "comite_existe", "cadre_etat"], [A, "Non", "Aucun"], [B, "Non", "Aucun"]],
    )
    (result,) = take(db, ("themes.xlsx", content))
    assert (result.state, result.rows, result.accepted, result.new) == ("imported", 3, 2, 5)
    assert codes(result) == [("A2", "duplicate_row")] and "se complètent" in result.issues[0].message
    told = db.query("SELECT question, sheet, cell, answered_on FROM answer WHERE uai = $a ORDER BY question", a=A)
    # One sheet gave the day: it is that of the whole return.
    assert [tuple(row.values()) for row in told] == [
        ("cadre_etat", "Cadre", "B2", date(2022, 3, 1)),
        ("comite_existe", "Comité", "B2", date(2022, 3, 1)),
        ("date_reponse", "Cadre", "C2", date(2022, 3, 1)),
    ]


def test_content_known_already_but_replaced_since_changes_nothing_and_says_so(db: Database) -> None:
    first, second = rows((A, "Aucun", None)), rows((A, "En cours de rédaction", None))
    take(db, ("un.xlsx", first))
    take(db, ("deux.xlsx", second))
    (again,) = take(db, ("un bis.xlsx", first))
    assert (again.state, again.unchanged) == ("already_imported", 0)
    assert "1 de ses réponses a été remplacée depuis" in again.reason and "date de réponse plus récente" in again.reason
    assert standing(db) == "En cours de rédaction"


def test_a_file_name_of_another_system_costs_nobody_anything(db: Database) -> None:
    odd = b"\xe9cole.xlsx".decode("utf-8", "surrogateescape")
    results = take(db, (odd, rows((A, "Aucun", None))), ("b.xlsx", rows((B, "Aucun", None))))
    assert [result.state for result in results] == ["imported", "imported"]
    assert results[0].file == "\ufffdcole.xlsx"


def test_uais_sorted_without_their_names_are_remarked_and_kept_to_be_verified(db: Database) -> None:
    content = table([["UAI", "Nom", "cadre_etat"], [A, "École 2", "Aucun"], [C, "École 3", "Aucun"]])
    (result,) = take(db, ("trié.xlsx", content))
    assert (result.state, codes(result)) == ("imported", [("A2", "identity_doubt")])
    kept = open_warnings(db, campaign="c", as_of=db.clock())
    assert [(one.uai, one.code, one.cell) for one in kept] == [(A, "identity_doubt", "A2")]


def test_a_file_whose_rows_were_all_left_out_is_told_so(db: Database) -> None:
    (result,) = take(db, ("a.xlsx", rows((A, "Aucun", None))), left_out=[("a.xlsx", "Feuil1", 2)])
    assert (result.state, "écartées" in result.reason) == ("refused", True)


def test_what_a_person_pasted_in_a_wrong_cell_is_not_kept_in_the_remarks(db: Database) -> None:
    (result,) = take(db, ("a.xlsx", table([["uai", "comite_reunions"], ["0612345678", 2], [B, "Mme Durand " * 500]])))
    assert [issue.found for issue in result.issues] == ["", ("Mme Durand " * 500)[:60]]


def test_columns_approved_for_one_call_are_not_remembered(db: Database) -> None:
    free = table([["UAI", "Reunions depuis septembre"], [A, 3]])
    (shown,) = take(db, ("libre.xlsx", free), keep=False)
    approved = {(match.shape, fold(match.header)): match.question for match in shown.proposals}
    (once,) = import_returns(db, LOCAL, [("libre.xlsx", free)], campaign="c", keep=False, approved=approved)
    assert once.new == 1
    assert take(db, ("libre.xlsx", free), keep=False)[0].proposals != []


# --- undone, and taken back


def test_a_batch_set_aside_can_be_taken_back_with_a_reason(db: Database) -> None:
    (result,) = take(db, ("a.xlsx", rows((A, "Aucun", "01/03/2022"))))
    assert result.batch
    revert_batch(db, LOCAL, result.batch, reason="Mauvais fichier")
    assert standing(db) is None
    with pytest.raises(Refusal, match="pourquoi"):
        restore_batch(db, LOCAL, result.batch, reason=" ")
    restore_batch(db, LOCAL, result.batch, reason="C'était le bon")
    assert standing(db) == "Aucun"
    with pytest.raises(Refusal, match="n'est pas annulé"):
        restore_batch(db, LOCAL, result.batch, reason="encore")
    assert [row["action"] for row in db.query("FROM journal ORDER BY recorded_at DESC LIMIT 2")] == [
        "unrevert",
        "revert",
    ]


def test_a_whole_drop_is_set_aside_and_taken_back_in_one_decision(db: Database) -> None:
    take(db, ("avant.xlsx", rows((C, "Aucun", None))))
    results = take(db, ("a.xlsx", rows((A, "Aucun", None))), ("b.xlsx", rows((B, "Aucun", None))))
    assert results[0].batch and results[1].batch
    revert_batch(db, LOCAL, results[1].batch, reason="seul")
    gone = revert_batch(db, LOCAL, results[1].batch, reason="tout", whole_drop=True)
    assert [batch.file_name for batch in gone] == ["a.xlsx"]  # the other was already set aside
    assert [standing(db, uai) for uai in (A, B, C)] == [None, None, "Aucun"]
    back = restore_batch(db, LOCAL, results[0].batch, reason="tout", whole_drop=True)
    assert [batch.file_name for batch in back] == ["a.xlsx", "b.xlsx"]
    assert [standing(db, uai) for uai in (A, B)] == ["Aucun", "Aucun"]


def test_a_day_is_told_once_for_the_whole_row(db: Database) -> None:
    take(db, ("a.xlsx", rows((A, "Aucun", "01/03/2022"))))
    assert {row["answered_on"] for row in db.query("FROM answer")} == {date(2022, 3, 1)}
