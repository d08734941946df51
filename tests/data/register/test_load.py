import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from data.database import LOCAL, Database, open_database
from data.errors import Refusal
from data.register.load import RegisterReport, register
from data.register.read import count, establishments
from tests.data.files.made import assert_is_a_sentence
from tests.data.register import directories as made
from tests.helpers import memory_database

SEPTEMBER, JANUARY, MARCH = date(2021, 9, 1), date(2022, 1, 1), date(2022, 3, 1)
FIVE = [made.school(number) for number in range(1, 6)]
CONTRACT = {"rows", "establishments", "added", "changed", "closed", "unchanged", "issues"}


@pytest.fixture
def db() -> Database:
    return memory_database()


def load(
    db: Database, rows: Sequence[dict[str, str]] | bytes, departement: str | None = "044", **more
) -> RegisterReport:
    content = rows if isinstance(rows, bytes) else made.directory(rows)
    return register(db, LOCAL, file_name="annuaire.csv", content=content, departement=departement, **more)


def counts(report: RegisterReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.closed, report.unchanged


def known(db: Database, number: int, on: date) -> dict:
    frame = establishments(db, on=on, as_of=db.clock())
    return frame[frame["uai"] == made.uai(number)].iloc[0].to_dict()


def stored(db: Database, table: str) -> int:
    return db.query(f"SELECT count(*) AS n FROM {table}")[0]["n"]


def test_the_real_directory_then_again(db: Database) -> None:
    content = made.real_directory()
    first = load(db, content)
    assert counts(first) == (928, 0, 0, 0)
    again = load(db, content)
    assert counts(again) == (0, 0, 0, 928)
    assert (again.already_loaded, again.batch) == (True, None)
    assert "rien n'a changé" in again.sentence
    assert (stored(db, "batch"), stored(db, "establishment")) == (1, 928)
    assert count(db, on=db.today(), as_of=db.clock()) == 928


def test_the_same_directory_in_another_encoding_changes_nothing(db: Database) -> None:
    content = made.real_directory()
    load(db, content)
    for name, copy in made.copies(content):
        report = register(db, LOCAL, file_name=name, content=copy, departement="044")
        assert report.already_loaded, name


def test_the_report_and_the_facts_of_one_load(db: Database) -> None:
    wrong = made.BRIAND | {"Identifiant_de_l_etablissement": "0440022A"}
    content = made.directory([*FIVE, made.LUCIOLES, wrong])
    told = load(db, content, valid_from=SEPTEMBER).as_dict()
    assert told.keys() - CONTRACT <= {
        "not_schools",
        "other_departements",
        "duplicates",
        "batch",
        "already_loaded",
        "file",
        "sha256",
    }
    assert [told[name] for name in ("rows", "establishments", "added", "other_departements")] == [7, 5, 5, 1]
    assert [issue["cell"] for issue in told["issues"]] == ["A8"]
    json.dumps(told)
    [batch] = db.query("SELECT * FROM batch")
    assert (str(batch["id"]), batch["kind"], batch["row_count"], batch["accepted_count"]) == (
        told["batch"],
        "register",
        7,
        5,
    )
    assert batch["file_sha256"] == told["sha256"] == hashlib.sha256(content).hexdigest()
    facts = db.query("SELECT uai, valid_from FROM establishment")
    assert [fact["uai"] for fact in facts] == [made.uai(number) for number in range(1, 6)]
    assert {fact["valid_from"] for fact in facts} == {SEPTEMBER}
    [journal] = db.query("SELECT * FROM journal")
    assert (journal["action"], json.loads(journal["detail"])["added"]) == ("register", 5)


def test_what_holds_from_today_unless_a_day_is_given(db: Database) -> None:
    load(db, FIVE)
    assert db.query("SELECT DISTINCT valid_from FROM establishment") == [{"valid_from": date(2022, 3, 15)}]


def test_a_new_name_holds_from_its_day_and_the_old_one_before(db: Database) -> None:
    load(db, FIVE, valid_from=SEPTEMBER)
    renamed = [made.school(1, Nom_etablissement="Collège Anne Frank"), *FIVE[1:]]
    assert counts(load(db, renamed, valid_from=JANUARY)) == (0, 1, 0, 4)
    assert known(db, 1, SEPTEMBER)["name"] == "Collège 1"
    assert known(db, 1, JANUARY)["name"] == "Collège Anne Frank"
    assert stored(db, "establishment") == 6


def test_an_absent_establishment_is_closed_then_opened_again(db: Database) -> None:
    load(db, FIVE, valid_from=SEPTEMBER)
    assert counts(load(db, FIVE[:4], valid_from=JANUARY)) == (0, 0, 1, 4)
    gone = known(db, 5, JANUARY)
    assert (gone["is_open"], gone["name"], gone["commune"]) == (False, "Collège 5", "Saint-Nazaire")
    assert known(db, 5, SEPTEMBER)["is_open"]
    assert [count(db, on=day, as_of=db.clock()) for day in (SEPTEMBER, JANUARY)] == [5, 4]
    assert load(db, FIVE[:4], valid_from=JANUARY).already_loaded
    assert counts(load(db, FIVE, valid_from=MARCH)) == (0, 1, 0, 4)
    assert [known(db, 5, day)["is_open"] for day in (SEPTEMBER, JANUARY, MARCH)] == [True, False, True]


def test_an_establishment_that_the_file_says_closed(db: Database) -> None:
    load(db, FIVE, valid_from=SEPTEMBER)
    assert counts(load(db, [*FIVE[:4], made.school(5, etat="FERME")], valid_from=JANUARY)) == (0, 0, 1, 4)
    assert not known(db, 5, JANUARY)["is_open"]


def test_a_partial_file_does_not_close_everything(db: Database) -> None:
    load(db, FIVE, valid_from=SEPTEMBER)
    with pytest.raises(Refusal, match="3 des 5 établissements ouverts") as caught:
        load(db, FIVE[:2], valid_from=JANUARY)
    assert_is_a_sentence(caught.value)
    assert "--allow-closures" in str(caught.value)
    assert (stored(db, "batch"), stored(db, "journal")) == (1, 1)
    assert counts(load(db, FIVE[:2], valid_from=JANUARY, allow_closures=True)) == (0, 0, 3, 2)


def test_one_departement_of_a_national_file_leaves_the_others_alone(db: Database) -> None:
    load(db, [*FIVE, made.LUCIOLES], None, valid_from=SEPTEMBER)
    report = load(db, [*FIVE[:4], made.LUCIOLES], "044", valid_from=JANUARY)
    assert (counts(report), report.other_departements) == ((0, 0, 1, 4), 1)
    assert count(db, on=JANUARY, as_of=db.clock(), departement="035") == 1
    assert counts(load(db, FIVE, None, valid_from=MARCH)) == (0, 1, 1, 4)


def test_a_preview_says_what_would_happen_and_keeps_nothing(tmp_path: Path) -> None:
    db = open_database(tmp_path / "g.duckdb")
    assert counts(load(db, FIVE, keep=False)) == (5, 0, 0, 0)
    assert (stored(db, "batch"), stored(db, "establishment"), stored(db, "journal")) == (0, 0, 0)
    assert not (tmp_path / "originals").exists()
    report = load(db, FIVE)
    assert [file.name for file in (tmp_path / "originals").iterdir()] == [report.sha256]
    db.close()


def test_progress_is_told_outside_the_transaction(db: Database) -> None:
    told = []

    def tell(share: float, phrase: str) -> None:
        # A write in progress would make this one wait for ever or fail.
        told.append((share, phrase, stored(db, "batch")))

    load(db, FIVE, progress=tell)
    assert [(share, batches) for share, _, batches in told] == [(0.0, 0), (0.4, 0), (0.7, 0), (1.0, 1)]
    assert all(phrase for _, phrase, _ in told)


def test_the_frame_has_a_column_a_fact(db: Database) -> None:
    load(db, FIVE)
    frame = establishments(db, on=db.today(), as_of=db.clock())
    assert list(frame.columns) == [
        *("uai", "name", "type", "sector", "postal_code", "commune_code", "commune", "departement", "epci"),
        *("arrondissement", "bassin", "circonscription", "priority_education", "pupils", "latitude", "longitude"),
        *("nature", "parent_uai", "mail", "is_open", "valid_from"),
    ]
    assert list(frame["uai"]) == [made.uai(number) for number in range(1, 6)]


def test_a_national_directory_loads_whole(db: Database) -> None:
    content = made.national_directory(4_000)
    assert load(db, content, None).added == 3_000
    assert count(db, on=db.today(), as_of=db.clock(), departement="044") == 30
