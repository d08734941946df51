"""A sound base has nothing to say for itself; each fault put into one is found, and named."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from data.backup import back_up
from data.campaigns import create_campaign
from data.check import Report, check
from data.check.rebuilding import rebuild
from data.database import LOCAL, Database, open_database
from data.errors import Refusal
from data.returns.intake import import_returns
from data.settings import Settings
from tests.helpers import Clock, add_establishments, make_uai
from tests.workbooks import table

A, B, C = (make_uai(number) for number in (1, 2, 3))
COLUMNS = ["UAI", "cadre_etat", "comite_reunions", "commentaire", "date_reponse"]
DAY = date(2022, 3, 1)
FIRST = [[A, "Aucun", 2, "Un mot", DAY], [B, "Intégré au projet", 3, None, DAY]]
SECOND = [[A, "(effacer)", None, None, DAY], [C, None, None, "Un secret", DAY]]
BATCH = "(SELECT id FROM batch WHERE file_name = 'premier.xlsx')"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Two files taken in: answers, private ones, one withdrawn."""
    path = tmp_path / "g.duckdb"
    # No backups of its own: those of the test are made by the test.
    settings = Settings(database=path, backups_kept=0)
    database = open_database(path, settings=settings, clock=Clock(datetime(2022, 3, 15, 9, 0)))
    add_establishments(database, [{"name": f"École {number}"} for number in (1, 2, 3)])
    create_campaign(database, LOCAL, code="c", school_year="2021-2022")
    for name, rows in (("premier.xlsx", FIRST), ("second.xlsx", SECOND)):
        (result,) = import_returns(database, LOCAL, [(name, table([COLUMNS, *rows]))], campaign="c")
        assert result.state == "imported", result.reason
    yield database
    database.close()


def faults(report: Report) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.findings if one.severity == "error"]


def codes(db: Database) -> list[str]:
    # What is kept ready to read follows facts that are told, not facts spoiled behind its back: test_kept.py looks at it.
    return [code for code, _ in faults(check(db)) if code != "derived_differs"]


def test_a_sound_base_has_notes_at_most(db: Database) -> None:
    report = check(db)
    assert report.is_sound and [one.code for one in report.findings] == ["no_backup"]
    # Two rows of three and two answers, their days, and the words of two people kept apart.
    assert (report.rows["answer"], report.rows["private_answer"], report.rows["batch"]) == (9, 2, 3)
    assert report.as_dict()["database"] == "g.duckdb"


SPOILS = {
    "an answer is lost": (
        f"DELETE FROM answer WHERE batch = {BATCH} AND uai = '{A}' AND question = 'comite_reunions'",
        ["answers_differ"],
    ),
    "an answer says something else": (
        f"UPDATE answer SET value = '4' WHERE batch = {BATCH} AND value = '3'",
        ["answers_differ"],
    ),
    "the words of a person changed": (
        f"UPDATE private_answer SET value = 'Autre' WHERE batch = {BATCH}",
        ["answers_differ"],
    ),
    "an answer is there twice": (
        f"INSERT INTO answer SELECT * FROM answer WHERE batch = {BATCH} AND value = '3'",
        ["answer_twice", "answers_differ"],
    ),
    "a batch has no answer left": (
        f"DELETE FROM answer WHERE batch = {BATCH}; DELETE FROM private_answer WHERE batch = {BATCH}",
        ["miscounted"],
    ),
    "a batch is lost": (
        "DELETE FROM batch WHERE file_name = 'premier.xlsx'",
        ["fact_of_no_batch", "fact_of_no_batch"],
    ),
    "a value that no reader gives": (
        f"UPDATE answer SET value = 'beaucoup' WHERE batch = {BATCH} AND value = '3'",
        ["answers_differ", "unreadable_value"],
    ),
    "an impossible UAI": (
        f"UPDATE answer SET uai = '0440001Z' WHERE uai = '{B}' AND batch = {BATCH}",
        ["invalid_uai", "answers_differ"],
    ),
    "the journal is in disorder": (
        "INSERT INTO journal VALUES (uuid(), TIMESTAMP '2020-01-01', 'x', 'x', 'x', '{}')",
        ["journal_order"],
    ),
    "an import is not in the journal": (
        "DELETE FROM journal WHERE action = 'import' AND subject = 'second.xlsx'",
        ["batch_out_of_journal"],
    ),
    "a séance changed": (
        "INSERT INTO snapshot VALUES (uuid(), 'Comité', '2021-2022', DATE '2022-03-15', now()::TIMESTAMP, '', '{}', 'x', 'x', now()::TIMESTAMP, NULL)",
        ["snapshot_changed"],
    ),
    "a total of usage counts beside its profiles": (
        f"INSERT INTO usage SELECT {BATCH}, '{A}', DATE '2022-01-01', 'e-lyco', profile, 9, 9, 9, 9, now()::TIMESTAMP, NULL, NULL "
        "FROM (VALUES ('tous'), ('élèves')) AS told (profile)",
        ["mixed_profiles"],
    ),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_each_fault_is_found(db: Database, spoil: str) -> None:
    statement, expected = SPOILS[spoil]
    db.reading().execute(statement)
    assert codes(db) == expected


def test_what_a_person_wrote_is_never_repeated(db: Database) -> None:
    db.reading().execute(f"UPDATE private_answer SET value = value || repeat('!', 3000) WHERE uai = '{C}'")
    found = faults(check(db))
    assert "unreadable_value" in [code for code, _ in found]
    assert "secret" not in " ".join(message for _, message in found)


def test_a_question_no_longer_asked_is_told_and_is_no_fault(db: Database) -> None:
    with db.writing(LOCAL, "import", "ancien.xlsx") as write:
        write.cursor.execute(
            f"INSERT INTO answer SELECT batch, campaign, uai, 'ancienne', 'x', answered_on, is_dated, sheet, cell, $at "
            f"FROM answer WHERE batch = {BATCH} AND value = '3'",
            {"at": write.at},
        )
        write.cursor.execute(
            "UPDATE batch SET content_sha256 = '' WHERE file_name = 'premier.xlsx'",
        )
    report = check(db)
    assert report.is_sound
    assert ("unknown_question", "ancienne") in [(one.code, one.subject) for one in report.findings]


def test_an_original_missing_or_changed_is_found(db: Database, tmp_path: Path) -> None:
    rows = db.query("SELECT file_sha256 FROM batch WHERE kind = 'returns' ORDER BY recorded_at")
    first, second = (tmp_path / "originals" / row["file_sha256"] for row in rows)
    first.unlink()
    second.write_bytes(b"autre chose")
    assert [(one.code, one.subject) for one in check(db).findings if one.severity == "error"] == [
        ("original_missing", first.name),
        ("original_changed", second.name),
    ]


def test_a_file_that_no_import_names_is_told(db: Database, tmp_path: Path) -> None:
    (tmp_path / "originals" / ("a" * 64)).write_bytes(b"uai;reponse")
    report = check(db)
    assert report.is_sound and "unknown_original" in [one.code for one in report.findings]


def test_an_unreadable_backup_and_a_base_behind_it_are_found(db: Database) -> None:
    made = back_up(db, into=db.path.parent / "backups") if db.path else None
    assert made is not None and check(db).findings == []
    (made / "g.duckdb").write_bytes(b"x" * 5000)
    assert codes(db) == ["backup_unreadable"]
    manifest = made / "backup.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"version": "2022', '"version": "2032'))
    assert codes(db) == ["behind_its_backup", "backup_unreadable"]


def test_a_base_is_rebuilt_from_its_files(db: Database, tmp_path: Path) -> None:
    done = rebuild(db, tmp_path / "refaite.duckdb", actor=LOCAL)
    assert (done.reread, done.copied, done.answers, done.findings) == (2, 0, 11, [])
    new = open_database(done.path, settings=db.settings.model_copy(update={"database": done.path}))
    for name in ("answer", "private_answer", "batch", "campaign_expected", "establishment"):
        order = f"FROM {name} ORDER BY ALL"
        assert new.query(order) == db.query(order), name
    assert new.query("SELECT action FROM journal ORDER BY recorded_at DESC LIMIT 1") == [{"action": "rebuild"}]
    assert [code for code, _ in faults(check(new))] == []
    new.close()


def test_rebuilding_tells_what_a_file_says_otherwise_and_what_could_not_be_read(db: Database, tmp_path: Path) -> None:
    db.reading().execute(f"UPDATE answer SET value = '4' WHERE batch = {BATCH} AND value = '3'")
    db.reading().execute(f"DELETE FROM answer WHERE batch = {BATCH} AND value = '2'")
    (second,) = db.query("SELECT file_sha256 FROM batch WHERE file_name = 'second.xlsx'")
    (tmp_path / "originals" / second["file_sha256"]).unlink()
    done = rebuild(db, tmp_path / "refaite.duckdb", actor=LOCAL)
    assert (done.reread, done.copied, done.answers) == (1, 1, 7)
    assert [one.code for one in done.findings] == ["reread_differs", "not_reread"]
    assert "1 réponses en plus, 0 en moins, 1 autres" in done.findings[0].message
    new = open_database(done.path, settings=db.settings.model_copy(update={"database": done.path}))
    # The file decides for the first; the second keeps what was stored.
    stored = new.query("SELECT value FROM answer WHERE question = 'comite_reunions' ORDER BY uai, recorded_at")
    assert [row["value"] for row in stored] == ["2", "3"]
    assert new.query("SELECT count(*) AS n FROM private_answer")[0]["n"] == 2
    new.close()


def test_rebuilding_writes_over_nothing(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Il y a déjà un fichier"):
        rebuild(db, tmp_path / "g.duckdb", actor=LOCAL)


def test_rebuilding_into_a_folder_that_does_not_exist_is_refused(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="n'existe pas : créez-le"):
        rebuild(db, tmp_path / "ailleurs" / "encore" / "refaite.duckdb", actor=LOCAL)
    assert not (tmp_path / "ailleurs").exists()


def test_a_base_rebuilt_elsewhere_is_sound_and_says_once_that_its_files_are_not_there(
    db: Database, tmp_path: Path
) -> None:
    (tmp_path / "ailleurs").mkdir()
    done = rebuild(db, tmp_path / "ailleurs" / "refaite.duckdb", actor=LOCAL)
    new = open_database(done.path, settings=db.settings.model_copy(update={"database": done.path}))
    report = check(new)
    assert [(one.code, one.severity) for one in report.findings] == [
        ("originals_elsewhere", "note"),
        ("no_backup", "note"),
    ]
    assert report.is_sound
    new.close()


def test_a_base_that_lost_all_its_files_is_at_fault_and_says_it_once(db: Database, tmp_path: Path) -> None:
    (tmp_path / "originals").rename(tmp_path / "autre")
    assert [(one.code, one.subject) for one in check(db).findings if one.severity == "error"] == [
        ("original_missing", "originals")
    ]
