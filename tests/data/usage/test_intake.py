"""A month told again: later facts stand, what is not told stays, the past and the undoing give back what was known."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.backup import backups
from data.batches import batches, drop_of, restore_batch, revert_batch
from data.database import LOCAL, Database, open_database
from data.errors import Refusal
from data.files.originals import read_original
from data.settings import Settings
from data.usage.intake import import_usage
from data.usage.known import known_months
from tests.data.usage.told import A, B, C, codes, lines, standing, store, take
from tests.helpers import Clock, add_establishments, memory_database

JANUARY = (A, "2022-01", "e-lyco", "élèves")


@pytest.fixture
def db() -> Iterator[Database]:
    database = store()
    yield database
    database.close()


def told(users: int, *others: str) -> str:
    return lines(f"{A};2022-01;e-lyco;élèves;100;90;{users};500", *others)


def test_later_facts_stand_and_the_past_gives_the_former_ones(db: Database) -> None:
    take(db, told(50))
    before = db.clock()
    result = take(db, told(60), "correction.csv")
    assert (result.new, result.changed, result.unchanged, result.remaining) == (0, 1, 0, 0)
    assert standing(db) == {JANUARY: (100, 90, 60, 500)}
    assert standing(db, before) == {JANUARY: (100, 90, 50, 500)}


def test_what_a_later_file_does_not_tell_stays_and_is_counted(db: Database) -> None:
    take(db, told(50, f"{B};2022-01;e-lyco;élèves;10;9;5;50", f"{B};2021-12;e-lyco;élèves;10;9;5;50"))
    result = take(db, told(50, f"{C};2022-01;e-lyco;élèves;10;9;5;50"))
    assert (result.new, result.changed, result.unchanged, result.remaining) == (1, 0, 1, 1)
    (month,) = result.months
    assert (month.service, month.establishments, month.new, month.unchanged, month.remaining) == ("e-lyco", 2, 1, 1, 1)
    assert len(standing(db)) == 4


def test_a_blank_is_no_change(db: Database) -> None:
    take(db, told(50))
    result = take(db, lines(f"{A};2022-01;e-lyco;élèves;;;50;"))
    assert (result.changed, result.unchanged) == (0, 1)


def test_a_blank_erases_nothing(db: Database) -> None:
    take(db, told(50))
    first = batches(db, as_of=db.clock())[0]
    take(db, lines(f"{A};2022-01;e-lyco;élèves;;;60;"))
    assert standing(db) == {JANUARY: (100, 90, 60, 500)}
    revert_batch(db, LOCAL, str(first.id), reason="essai")
    assert standing(db) == {JANUARY: (None, None, 60, None)}


def test_an_undone_import_no_longer_counts_and_can_be_taken_back(db: Database) -> None:
    take(db, told(50))
    batch = take(db, told(60)).batch or ""
    revert_batch(db, LOCAL, batch, reason="mauvais fichier")
    assert standing(db) == {JANUARY: (100, 90, 50, 500)}
    restore_batch(db, LOCAL, batch, reason="c'était le bon")
    assert standing(db) == {JANUARY: (100, 90, 60, 500)}


def test_the_same_content_changes_nothing_and_says_so(db: Database) -> None:
    rows = (f"{A};2022-01;e-lyco;élèves;100;90;50;500", f"{B};2022-01;e-lyco;élèves;10;9;5;50")
    first = take(db, lines(*rows))
    count = len(batches(db, as_of=db.clock()))
    again = take(db, lines(*reversed(rows)).encode("cp1252"), "copie.csv")
    assert (again.state, again.batch, again.accepted) == ("already_imported", first.batch, 0)
    assert again.reason == "Ces relevés sont déjà là (fichier « releve.csv ») : rien n'a changé."
    assert len(batches(db, as_of=db.clock())) == count


def test_a_former_file_sent_again_is_a_later_fact(db: Database) -> None:
    first = take(db, told(50))
    take(db, told(60), "b.csv")
    again = take(db, told(50), "a.csv")
    assert (again.state, again.changed) == ("imported", 1) and again.batch != first.batch
    assert standing(db) == {JANUARY: (100, 90, 50, 500)}
    assert take(db, told(50), "a.csv").state == "already_imported"


def test_a_former_file_replaced_in_part_is_a_later_fact(db: Database) -> None:
    both = told(50, f"{B};2022-01;e-lyco;élèves;10;9;5;50")
    take(db, both)
    take(db, told(60))
    again = take(db, both)
    assert (again.state, again.changed, again.unchanged) == ("imported", 1, 1)


def test_a_file_taken_in_part_is_already_there_when_sent_again(db: Database) -> None:
    take(db, told(50))
    mixed = lines(f"{A};2022-01;e-lyco;tous;1;1;1;1", f"{B};2022-01;e-lyco;tous;1;1;1;1")
    assert take(db, mixed, "total.csv").state == "partial"
    assert take(db, mixed, "total.csv").state == "already_imported"


def test_taking_back_never_puts_a_total_beside_profiles(db: Database) -> None:
    total = take(db, lines(f"{A};2022-01;e-lyco;tous;1000;;500;"), "total.csv").batch or ""
    revert_batch(db, LOCAL, total, reason="mauvais fichier")
    detail = take(db, told(50), "detail.csv").batch or ""
    with pytest.raises(Refusal, match="« total.csv ».*01/2022.*annulez d'abord l'import de « detail.csv »"):
        restore_batch(db, LOCAL, total, reason="essai")
    revert_batch(db, LOCAL, detail, reason="essai")
    restore_batch(db, LOCAL, total, reason="c'était le bon")
    with pytest.raises(Refusal, match="le détail par profil.*annulez d'abord l'import de « total.csv »"):
        restore_batch(db, LOCAL, detail, reason="essai")
    assert sorted(key[3] for key in standing(db)) == ["tous"]


def test_taking_a_whole_drop_back_never_puts_a_total_beside_profiles(db: Database) -> None:
    files = [("a.csv", told(50).encode()), ("b.csv", lines(f"{B};2022-01;e-lyco;tous;10;9;5;50").encode())]
    first, _ = import_usage(db, LOCAL, files)
    revert_batch(db, LOCAL, first.batch or "", reason="essai", whole_drop=True)
    take(db, lines(f"{B};2022-01;e-lyco;élèves;10;9;5;50"), "detail.csv")
    with pytest.raises(Refusal, match="« b.csv »"):
        restore_batch(db, LOCAL, first.batch or "", reason="essai", whole_drop=True)
    restore_batch(db, LOCAL, first.batch or "", reason="l'autre établissement seul")
    assert sorted((key[0], key[3]) for key in standing(db)) == [(A, "élèves"), (B, "élèves")]


def test_a_preview_says_the_same_and_writes_nothing(db: Database) -> None:
    take(db, told(50))
    version = db.version()
    preview = take(db, told(60), "b.csv", keep=False)
    assert (preview.state, preview.changed, preview.batch) == ("imported", 1, None)
    assert db.version() == version and standing(db) == {JANUARY: (100, 90, 50, 500)}
    done = take(db, told(60), "b.csv")
    assert (done.state, done.changed, done.months) == (preview.state, preview.changed, preview.months)


def test_a_total_is_refused_where_profiles_are_known_and_the_other_way_round(db: Database) -> None:
    take(db, told(50), "detail.csv")
    result = take(db, lines(f"{A};2022-01;e-lyco;tous;100;90;50;500", f"{B};2022-01;e-lyco;tous;1;1;1;1"))
    assert codes(result) == [("D2", "mixed_profiles", "error")] and "« detail.csv »" in result.issues[0].message
    assert (result.state, result.accepted, result.new) == ("partial", 1, 1)
    result = take(db, lines(f"{B};2022-01;e-lyco;élèves;1;1;1;1"))
    assert result.state == "refused" and result.batch is None
    assert sorted(key[3] for key in standing(db)) == ["tous", "élèves"]


def test_a_drop_is_one_write_whose_later_file_wins_and_a_zip_stands_for_its_files(db: Database) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", told(50))
        archive.writestr("b.csv", told(60))
    writes = db.query("SELECT count(*) AS n FROM journal")[0]["n"]
    first, second, bad = import_usage(db, LOCAL, [("mars.zip", packed.getvalue()), ("lettre.xlsx", b"Bonjour")])
    assert (first.file, first.new, second.changed, bad.state) == ("mars.zip/a.csv", 1, 1, "refused")
    assert standing(db) == {JANUARY: (100, 90, 60, 500)}
    assert db.query("SELECT count(*) AS n FROM journal")[0]["n"] == writes + 1
    assert [one.file_name for one in drop_of(db, batches(db, as_of=db.clock())[0].id, as_of=db.clock())] == [
        "mars.zip/a.csv",
        "mars.zip/b.csv",
    ]


def test_facts_are_stored_in_the_order_in_which_they_are_read(db: Database) -> None:
    take(db, lines(f"{B};2022-01;b;élèves;1;1;1;1", f"{A};2022-01;b;élèves;1;1;1;1", f"{C};2021-12;z;élèves;1;1;1;1"))
    assert [row["uai"] for row in db.query("SELECT uai FROM usage ORDER BY rowid")] == [C, A, B]


def test_the_months_known_say_which_are_partial(db: Database) -> None:
    take(db, lines(f"{A};2022-03;e-lyco;élèves;1;1;1;1", f"{A};2022-02;e-lyco;élèves;1;1;1;1"))
    found = known_months(db, as_of=db.clock())
    assert [(one.month.month, one.establishments, one.is_partial) for one in found] == [(3, 1, True), (2, 1, False)]


def test_the_original_is_kept_and_backups_are_made_around(tmp_path: Path) -> None:
    db = open_database(tmp_path / "g.duckdb", settings=Settings(database=tmp_path / "g.duckdb"), clock=Clock())
    add_establishments(db, [{}, {}, {}])
    result = take(db, told(50))
    assert read_original(db, result.sha256) == told(50).encode()
    assert [one.occasion for one in backups(tmp_path / "g.duckdb")] == ["apres-import", "avant-import"]
    assert take(db, told(50)).state == "already_imported"
    assert [one.occasion for one in backups(tmp_path / "g.duckdb")] == ["apres-import", "avant-import"]
    db.close()


def test_without_a_directory_nothing_is_taken() -> None:
    db = memory_database()
    result = take(db, told(50))
    assert result.state == "refused" and "L'annuaire n'est pas chargé" in result.reason
    db.close()


FACTS = st.dictionaries(
    st.tuples(
        st.sampled_from([A, B, C]), st.sampled_from(["2021-12", "2022-01"]), st.sampled_from(["élèves", "parents"])
    ),
    st.tuples(*[st.integers(0, 9_999)] * 4),
    min_size=1,
    max_size=8,
)
often = settings(
    max_examples=100 if os.environ.get("GOUVERNAIL_LONG") else 6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@often
@given(first=FACTS, second=FACTS)
def test_importing_again_changes_nothing_and_the_last_file_stands(
    first: dict[tuple[str, str, str], tuple[int, ...]], second: dict[tuple[str, str, str], tuple[int, ...]]
) -> None:
    def written(facts: dict[tuple[str, str, str], tuple[int, ...]]) -> str:
        return lines(*(f"{u};{m};e-lyco;{p};{';'.join(map(str, n))}" for (u, m, p), n in facts.items()))

    def keyed(facts: dict[tuple[str, str, str], tuple[int, ...]]) -> dict[tuple[str, str, str, str], tuple[int, ...]]:
        return {(u, m, "e-lyco", p): n for (u, m, p), n in facts.items()}

    db = store()
    take(db, written(first))
    assert standing(db) == keyed(first)
    assert take(db, written(first)).state == "already_imported"
    before = db.clock()
    take(db, written(second))
    assert standing(db) == keyed(first) | keyed(second)
    assert standing(db, before) == keyed(first)
    db.close()
