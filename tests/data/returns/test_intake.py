"""Returns in: what is accepted, what is refused and where, and that nothing is stored but what was accepted."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data.batches import batches, revert_batch
from data.campaigns import create_campaign
from data.database import LOCAL, Database
from data.errors import Refusal
from data.returns.intake import FileResult, import_returns
from tests.helpers import add_establishments, memory_database
from tests.workbooks import filled, saved, table


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    add_establishments(database, [{"name": f"École {number}"} for number in range(1, 6)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    yield database
    database.close()


A, B, C, D, E = "0440001M", "0440002N", "0440003P", "0440004R", "0440005S"


def take(
    db: Database, content: bytes, *, name: str = "retour.xlsx", keep: bool = True, campaign: str = "c"
) -> FileResult:
    (result,) = import_returns(db, LOCAL, [(name, content)], campaign=campaign, keep=keep)
    return result


def stored(db: Database) -> list[tuple[str, str, str | None]]:
    return [(row["uai"], row["question"], row["value"]) for row in db.query("FROM answer ORDER BY uai, question")]


def where(result: FileResult) -> list[tuple[str, str, str]]:
    return [(issue.cell, issue.code, issue.severity) for issue in result.issues]


def test_a_filled_questionnaire_is_taken_in_and_the_rows_left_blank_are_not_returns(db: Database) -> None:
    content = filled(
        db,
        "c",
        {
            A: {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 1)},
            B: {"comite_reunions": 3, "comite_existe": "Oui"},
        },
    )
    result = take(db, content)
    assert (result.state, result.rows, result.accepted, result.new) == ("imported", 2, 2, 4)
    assert stored(db) == [
        (A, "cadre_etat", "Aucun"),
        (A, "date_reponse", "2022-03-01"),
        (B, "comite_existe", "oui"),
        (B, "comite_reunions", "3"),
    ]


def test_each_answer_keeps_its_sheet_cell_and_day(db: Database) -> None:
    take(
        db, filled(db, "c", {B: {"cadre_etat": "Aucun", "date_reponse": date(2022, 2, 3)}, A: {"cadre_etat": "Aucun"}})
    )
    rows = db.query("SELECT uai, sheet, cell, answered_on FROM answer WHERE question = 'cadre_etat' ORDER BY uai")
    # Establishments are on rows 6 and 7 of the questionnaire; without a date, the return counts from its import.
    assert [tuple(row.values()) for row in rows] == [
        (A, "Réponses", "E6", date(2022, 3, 15)),
        (B, "Réponses", "E7", date(2022, 2, 3)),
    ]


def test_every_faulty_cell_is_listed_and_its_row_alone_is_kept_out(db: Database) -> None:
    content = filled(
        db,
        "c",
        {
            A: {"cadre_etat": "Integré projet", "comite_reunions": "environ 30"},
            B: {"cadre_date_adoption": "31/02/2022"},
            C: {"cadre_etat": "Aucun"},
        },
    )
    result = take(db, content)
    assert (result.state, result.rows, result.accepted) == ("partial", 3, 1)
    assert where(result) == [
        ("E6", "unknown_choice", "error"),
        ("M6", "not_a_whole_number", "error"),
        ("F7", "impossible_date", "error"),
    ]
    assert stored(db) == [(C, "cadre_etat", "Aucun")]


def test_when_every_row_is_refused_nothing_is_stored(db: Database) -> None:
    result = take(db, filled(db, "c", {A: {"comite_reunions": "beaucoup"}}))
    assert result.state == "refused" and "corrigez" in result.reason
    assert (stored(db), result.batch) == ([], None)
    assert [batch for batch in batches(db, as_of=db.clock()) if batch.kind == "returns"] == []


def test_a_preview_says_what_an_import_would_and_stores_nothing(db: Database) -> None:
    content = filled(db, "c", {A: {"cadre_etat": "Aucun"}, B: {"comite_reunions": "x"}})
    preview = take(db, content, keep=False)
    assert stored(db) == []
    assert db.query("SELECT count(*) AS n FROM journal WHERE action = 'import'")[0]["n"] == 0
    done = take(db, content)
    assert (preview.rows, preview.accepted, preview.new, preview.issues) == (
        done.rows,
        done.accepted,
        done.new,
        done.issues,
    )


def test_a_wrong_letter_names_the_expected_one(db: Database) -> None:
    result = take(db, table([["UAI", "cadre_etat"], ["0440001X", "Aucun"], [B, "Aucun"]]))
    assert where(result) == [("A2", "invalid_uai", "error")]
    assert "la lettre attendue est M" in result.issues[0].message


def test_an_establishment_that_is_not_expected_is_refused(db: Database) -> None:
    result = take(db, table([["UAI", "cadre_etat"], ["0440021J", "Aucun"], [B, "Aucun"]]))
    assert where(result) == [("A2", "uai_not_expected", "error")]


def test_a_row_without_uai_is_refused(db: Database) -> None:
    result = take(db, table([["UAI", "cadre_etat"], [None, "Aucun"], [B, "Aucun"]]))
    assert where(result) == [("A2", "missing_uai", "error")]


def test_two_rows_that_differ_for_one_establishment_are_both_refused(db: Database) -> None:
    rows = [["UAI", "cadre_etat"], [A, "Aucun"], [B, "Aucun"], [A, "En cours de rédaction"]]
    result = take(db, table(rows))
    assert where(result) == [("A2", "duplicate_row", "error"), ("A4", "duplicate_row", "error")]
    assert "lignes 2, 4" in result.issues[0].message
    assert stored(db) == [(B, "cadre_etat", "Aucun")]


def test_two_rows_that_say_the_same_count_once(db: Database) -> None:
    result = take(db, table([["UAI", "cadre_etat"], [A, "Aucun"], [A, "aucun "]]))
    assert (result.accepted, where(result)) == (1, [("A3", "duplicate_row", "warning")])


def test_a_blank_cell_never_erases_and_is_counted(db: Database) -> None:
    take(db, filled(db, "c", {A: {"cadre_etat": "Aucun", "cadre_canaux": "Oui"}}))
    result = take(db, filled(db, "c", {A: {"cadre_etat": "En cours de rédaction"}}), name="suite.xlsx")
    assert (result.new, result.changed, result.unchanged, result.blank_kept) == (0, 1, 0, 1)
    assert [(c.uai, c.question, c.old_value, c.new_value) for c in result.changes] == [
        (A, "cadre_etat", "Aucun", "En cours de rédaction")
    ]


def dated(value: str, day: str | None) -> bytes:
    return table([["uai", "cadre_etat", "date_reponse"], [A, value, day]])


def standing(db: Database) -> str:
    (row,) = db.query(
        "SELECT arg_max(value, (answered_on, recorded_at)) AS value FROM standing.answer($now) WHERE question = 'cadre_etat'",
        now=db.clock(),
    )
    return str(row["value"])


def test_a_return_dated_before_the_one_that_holds_replaces_nothing_and_says_so(db: Database) -> None:
    take(db, dated("Aucun", "10/03/2022"))
    result = take(db, dated("En cours de rédaction", "01/02/2022"), name="ancien.xlsx")
    assert (result.state, result.changed, where(result)) == ("imported", 0, [("C2", "older_return", "warning")])
    assert standing(db) == "Aucun"


def test_a_dated_correction_is_not_lost_against_a_return_without_a_date(db: Database) -> None:
    take(db, dated("Aucun", None))  # imported, so counted, on 15 March
    result = take(db, dated("En cours de rédaction", "12/03/2022"), name="correction.xlsx")
    assert (result.changed, where(result)) == (1, [])
    assert standing(db) == "En cours de rédaction"
    again = take(db, dated("En cours de rédaction", "13/03/2022"), name="confirmation.xlsx")
    assert (again.changed, again.unchanged) == (1, 1)  # the day of the return is the one answer that changes


def test_a_correction_without_a_date_replaces_a_dated_return(db: Database) -> None:
    take(db, dated("Aucun", "01/03/2022"))
    assert take(db, dated("En cours de rédaction", None), name="correction.xlsx").changed == 1
    assert standing(db) == "En cours de rédaction"


def test_a_warning_changes_neither_state_nor_count(db: Database) -> None:
    result = take(db, table([["uai", "cadre_etat"], [A, "Aucun"], [A, "aucun"]]))
    assert (result.state, len(result.warnings)) == ("imported", 1)


def test_a_preview_names_no_batch(db: Database) -> None:
    assert take(db, dated("Aucun", None), keep=False).batch is None


def test_an_answer_is_withdrawn_in_words(db: Database) -> None:
    take(db, filled(db, "c", {A: {"cadre_etat": "Aucun"}}))
    result = take(db, filled(db, "c", {A: {"cadre_etat": "(effacer)"}}), name="suite.xlsx")
    assert (result.changed, stored(db)[-1]) == (1, (A, "cadre_etat", None))


@pytest.mark.parametrize("again", ["same bytes", "renamed", "saved again", "sorted otherwise", "as csv"])
def test_the_same_content_adds_nothing_and_says_so(db: Database, again: str) -> None:
    rows = [["uai", "cadre_etat"], [A, "Aucun"], [B, "En cours de rédaction"]]
    content = table(rows)
    first = take(db, content)
    other = {
        "same bytes": content,
        "renamed": content,
        "saved again": saved(load_workbook(BytesIO(content))),
        "sorted otherwise": table([rows[0], rows[2], rows[1]]),
        "as csv": "\n".join(";".join(row) for row in rows).encode("cp1252"),
    }[again]
    name = {"renamed": "autre.xlsx", "as csv": "retour.csv"}.get(again, "retour.xlsx")
    result = take(db, other, name=name)
    assert (result.state, result.batch, result.new, result.changed) == ("already_imported", first.batch, 0, 0)
    assert "rien n'a changé" in result.reason
    assert len(stored(db)) == 2
    assert db.query("SELECT count(*) AS n FROM journal WHERE action = 'import'")[0]["n"] == 1


def test_after_an_undo_the_same_file_can_come_in_again(db: Database) -> None:
    content = table([["uai", "cadre_etat"], [A, "Aucun"]])
    first = take(db, content)
    assert first.batch
    revert_batch(db, LOCAL, first.batch, reason="essai")
    assert take(db, content).state == "imported"


def test_a_file_refused_for_an_unexpected_establishment_says_more_once_it_is_expected(db: Database) -> None:
    content = table([["uai", "cadre_etat"], [A, "Aucun"], ["0440021J", "Aucun"]])
    assert take(db, content).accepted == 1
    add_establishments(db, [{"uai": "0440021J"}])
    create_campaign(db, LOCAL, code="c", school_year="2021-2022")
    result = take(db, content)
    assert (result.state, result.new, result.unchanged) == ("imported", 1, 1)


def test_another_campaigns_questionnaire_is_refused_by_name(db: Database) -> None:
    create_campaign(db, LOCAL, code="d", school_year="2020-2021")
    result = take(db, filled(db, "d", {A: {"cadre_etat": "Aucun"}}))
    assert result.state == "refused" and "« d »" in result.reason and "« c »" in result.reason


def test_an_unknown_campaign_stops_everything(db: Database) -> None:
    with pytest.raises(Refusal, match="n'existe pas"):
        take(db, b"", campaign="inconnue")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.xlsx", "vide"),
        (b"\x00\x01\x02 rien", "photo.xlsx", "classeur"),
        (table([[None]]), "feuille.xlsx", "vide"),
        (table([["commune", "total"], ["Nantes", 12]]), "totaux.xlsx", "pas de colonne UAI"),
        (table([["UAI", "effectif"], [A, 12]]), "autre.xlsx", "aucune colonne ne porte une question"),
        (table([["UAI", "cadre_etat"], [A, None]]), "blanc.xlsx", "aucune réponse"),
        (table([["UAI", "cadre_etat"], [A, "NSP"]]), "nsp.xlsx", "aucune réponse"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_one_sentence(db: Database, content: bytes, name: str, words: str) -> None:
    result = take(db, content, name=name)
    assert (result.state, result.batch) == ("refused", None)
    assert words in result.reason and "\n" not in result.reason and len(result.reason) < 400


def test_free_text_is_kept_apart_and_never_in_the_issues_or_the_journal(db: Database) -> None:
    secret = "Madame Untel, 06 00 00 00 00 " + "z" * 2000
    take(db, filled(db, "c", {A: {"cadre_etat": "Aucun", "commentaire": "Madame Untel est absente"}}))
    result = take(db, filled(db, "c", {B: {"cadre_etat": "Aucun", "commentaire": secret}}), name="long.xlsx")
    assert [issue.found for issue in result.issues] == [""]
    assert [row["value"] for row in db.query("FROM private_answer")] == ["Madame Untel est absente"]
    everything = str(db.query("FROM answer") + db.query("FROM journal") + db.query("FROM batch"))
    assert "Untel" not in everything and "Untel" not in str(result.as_dict())


def test_a_return_dated_outside_the_school_year_is_kept_with_a_warning(db: Database) -> None:
    result = take(db, table([["uai", "cadre_etat", "date_reponse"], [A, "Aucun", datetime(2021, 3, 1)]]))
    assert (result.state, where(result)) == ("imported", [("C2", "outside_school_year", "warning")])


def test_a_return_without_a_date_counts_within_the_campaigns_year(db: Database) -> None:
    create_campaign(db, LOCAL, code="d", school_year="2020-2021")
    take(db, table([["uai", "cadre_etat"], [A, "Aucun"]]), campaign="d")
    assert db.query("SELECT answered_on FROM answer")[0]["answered_on"] == date(2021, 8, 31)


def test_several_files_are_taken_one_by_one(db: Database) -> None:
    good = table([["uai", "cadre_etat"], [A, "Aucun"]])
    results = import_returns(db, LOCAL, [("a.xlsx", good), ("b.xlsx", b"non"), ("c.xlsx", good)], campaign="c")
    assert [result.state for result in results] == ["imported", "refused", "already_imported"]


def test_an_import_leaves_one_journal_row_with_counts_only(db: Database) -> None:
    take(db, table([["uai", "cadre_etat"], [A, "Aucun"]]))
    (row,) = db.query("FROM journal WHERE action = 'import'")
    assert (row["actor"], row["subject"]) == (LOCAL.name, "retour.xlsx")
    assert '"accepted": 1' in row["detail"]


def test_labels_are_read_as_well_as_codes(db: Database) -> None:
    result = take(db, table([["Numéro UAI", "Cadre de communication numérique"], [A, "Aucun"]]))
    assert (result.state, result.new) == ("imported", 1)


def test_a_name_typed_in_the_wrong_place_is_not_repeated_anywhere(db: Database) -> None:
    rows = [
        ["uai", "cadre_etat", "repondant_fonction"],
        ["Mme Durand, durand@exemple.fr", "Aucun", "Direction"],
        [A, "Aucun", "Mme Durand, principale"],
        [B, "Aucun", "Direction"],
    ]
    result = take(db, table(rows))
    assert where(result) == [("A2", "invalid_uai", "error"), ("C3", "unknown_choice", "error")]
    assert "Durand" not in str(result.as_dict()) + str(db.query("FROM batch")) + str(db.query("FROM journal"))


def test_a_column_that_is_not_understood_is_named(db: Database) -> None:
    rows = [["uai", "nom", "cadre_etat", "Couleur des volets"], [A, "École 1", "Aucun", "bleu"]]
    result = take(db, table(rows))
    assert (result.state, where(result)) == ("imported", [("D1", "unknown_column", "warning")])


@pytest.mark.parametrize(
    "header", [["uai", "cadre_etat", "Cadre de communication numérique"], ["uai", "cadre_etat", "RNE"]]
)
def test_a_column_that_stands_twice_is_refused(db: Database, header: list[str]) -> None:
    result = take(db, table([header, [A, "Aucun", "Aucun"]]))
    assert result.state == "refused" and "deux colonnes" in result.reason


def test_an_older_day_is_no_older_answer(db: Database) -> None:
    take(db, dated("Aucun", "10/03/2022"))
    assert where(take(db, dated("Aucun", "01/02/2022"), name="ancien.xlsx")) == []


def test_the_contract_of_a_result(db: Database) -> None:
    told = take(db, table([["uai", "comite_reunions"], [A, "environ 30"], [B, 2]])).as_dict()
    assert list(told) == [
        "file", "sha256", "state", "reason", "batch", "rows", "accepted", "new", "changed", "unchanged", "blank_kept", "issues",
    ]  # fmt: skip
    assert list(told["issues"][0]) == ["sheet", "cell", "code", "severity", "found", "expected", "message"]


@pytest.mark.parametrize(("batch", "reason"), [("nope", "parce que"), ("", "x")])
def test_an_unknown_import_cannot_be_undone(db: Database, batch: str, reason: str) -> None:
    with pytest.raises(Refusal, match="Aucun import"):
        revert_batch(db, LOCAL, batch, reason=reason)


def test_an_undo_needs_a_reason_and_happens_once(db: Database) -> None:
    done = take(db, table([["uai", "cadre_etat"], [A, "Aucun"]]))
    assert done.batch
    with pytest.raises(Refusal, match="pourquoi"):
        revert_batch(db, LOCAL, done.batch, reason="  ")
    revert_batch(db, LOCAL, done.batch, reason="mauvais fichier")
    with pytest.raises(Refusal, match="déjà annulé"):
        revert_batch(db, LOCAL, done.batch, reason="encore")
    (batch,) = [b for b in batches(db, as_of=db.clock()) if b.kind == "returns"]
    assert (batch.active, batch.revert_reason) == (False, "mauvais fichier")


@pytest.mark.parametrize("typed", ["=B9+1", "#REF!"])
def test_a_cell_that_holds_no_value_is_refused_not_taken_for_a_blank(db: Database, typed: str) -> None:
    book = load_workbook(BytesIO(table([["uai", "comite_reunions"], [A, 1], [B, 2]])))
    book.active["B2"] = typed
    if typed.startswith("#"):
        book.active["B2"].data_type = "e"
    result = take(db, saved(book))
    assert (result.state, where(result)) == ("partial", [("B2", "not_a_whole_number", "error")])
    assert typed in result.issues[0].message
