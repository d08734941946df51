"""The store: whole or not at all, one writer, journaled, and a sentence for what a person can put right."""

import errno
import shutil
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from data.database import LOCAL, Actor, Database, open_database
from data.errors import DatabaseBusy, DatabaseDamaged, DatabaseTooNew, DiskFull, Refusal
from data.settings import ROOT, Settings
from tests.helpers import Clock, memory_database

MIGRATIONS = [int(file.name[:4]) for file in sorted((ROOT / "data" / "database" / "migrations").glob("*.sql"))]
ADD = "INSERT INTO property VALUES ($name, 'x', 'essai', $at)"


def names(db: Database) -> list[str]:
    return [row["name"] for row in db.query("SELECT name FROM property ORDER BY name")]


def test_a_write_and_its_journal_row_are_there_together() -> None:
    db = memory_database()
    with db.writing(Actor(name="Claude"), "property", "jour") as write:
        write.cursor.execute(ADD, {"name": "a", "at": write.at})
        write.detail["rows"] = 1
    (entry,) = db.query("SELECT actor, action, subject, detail FROM journal")
    assert (names(db), tuple(entry.values())) == (["a"], ("Claude", "property", "jour", '{"rows": 1}'))


def test_an_exception_leaves_the_base_as_it_was() -> None:
    db = memory_database()
    with pytest.raises(ZeroDivisionError), db.writing(LOCAL, "property", "jour") as write:
        write.cursor.execute(ADD, {"name": "a", "at": write.at})
        _ = 1 / 0
    assert (names(db), db.query("FROM journal")) == ([], [])


def test_a_preview_does_the_work_and_keeps_nothing() -> None:
    db = memory_database()
    with db.writing(LOCAL, "property", "jour", keep=False) as write:
        write.cursor.execute(ADD, {"name": "a", "at": write.at})
        assert write.cursor.execute("SELECT count(*) FROM property").fetchone() == (1,)
    assert (names(db), db.query("FROM journal")) == ([], [])


def test_instants_strictly_increase_even_when_the_clock_stands_still_or_goes_back() -> None:
    stopped = datetime(2022, 3, 15, 9, 0)
    db = open_database(None, clock=lambda: stopped)
    instants = []
    for _ in range(3):
        with db.writing(LOCAL, "property", "jour") as write:
            instants.append(write.at)
    assert instants == [stopped, stopped + timedelta(microseconds=1), stopped + timedelta(microseconds=2)]


def test_the_version_changes_with_each_write_and_only_then() -> None:
    db = memory_database()
    first = db.version()
    assert db.version() == first
    with db.writing(LOCAL, "property", "jour"):
        pass
    assert db.version() != first


def test_a_day_begins_at_midnight_in_the_territory() -> None:
    # 23:30 UTC on 31 March is already 1 April in Paris, in summer time.
    db = memory_database(Clock(datetime(2022, 3, 31, 23, 30)))
    assert db.today().isoformat() == "2022-04-01"


def test_threads_read_while_another_writes() -> None:
    db = memory_database()
    wrong: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                rows = db.query("SELECT count(*) AS n, count(DISTINCT name) AS d FROM property")
                assert rows[0]["n"] == rows[0]["d"]
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        with db.writing(LOCAL, "property", "jour") as write:
            write.cursor.execute(ADD, {"name": str(number), "at": write.at})
    for thread in threads:
        thread.join()
    assert (wrong, len(names(db))) == ([], 30)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY property TO '/tmp/property.csv'",
        "ATTACH '/tmp/other.duckdb' AS other",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_sql_reaches_no_file_and_nobody_can_lift_that(text: str) -> None:
    with pytest.raises(duckdb.Error):
        memory_database().reading().execute(text)


def test_facts_survive_closing_and_migrations_run_once(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    for name in ("a", "b"):
        db = open_database(path)
        with db.writing(LOCAL, "property", "jour") as write:
            write.cursor.execute(ADD, {"name": name, "at": write.at})
        db.close()
    db = open_database(path)
    assert names(db) == ["a", "b"]
    assert [row["number"] for row in db.query("SELECT number FROM migration ORDER BY number")] == MIGRATIONS
    db.close()


def test_the_schema_holds_types_and_not_null_only() -> None:
    # The same schema must run on a lake: no keys, checks, indexes, sequences or enums.
    db = memory_database()
    kinds = {row["k"] for row in db.query("SELECT DISTINCT constraint_type AS k FROM duckdb_constraints()")}
    assert kinds == {"NOT NULL"}
    assert db.query("FROM duckdb_indexes()") == db.query("FROM duckdb_sequences()") == []


def test_a_second_process_gets_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    db = open_database(path)
    script = (
        "from pathlib import Path; from data.database import open_database; from data.errors import Refusal\n"
        f"try: open_database(Path({str(path)!r}))\n"
        "except Refusal as refusal: print(type(refusal).__name__, refusal)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    db.close()
    assert said.startswith(DatabaseBusy.__name__) and "déjà ouverte" in said and said.count("\n") == 1


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    open_database(path).close()
    later = duckdb.connect(str(path))
    later.execute("INSERT INTO migration VALUES (99, 'plus tard', now()::TIMESTAMP)")
    later.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew, match="version plus récente"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"ceci n'est pas une base" * 500)
    with pytest.raises(DatabaseDamaged, match="laissée telle quelle"):
        open_database(path)
    assert path.read_bytes().startswith(b"ceci n'est pas une base")


def test_a_word_in_the_path_is_not_mistaken_for_a_held_database(tmp_path: Path) -> None:
    folder = tmp_path / "blocks"
    folder.mkdir()
    (folder / "a.duckdb").write_bytes(b"ceci n'est pas une base" * 500)
    with pytest.raises(DatabaseDamaged, match="laissée telle quelle"):
        open_database(folder / "a.duckdb")


@pytest.mark.parametrize("place", ["/proc/nulle/part.duckdb", "."])
def test_a_place_where_nothing_can_be_written_gets_one_sentence(tmp_path: Path, place: str) -> None:
    with pytest.raises(Refusal, match="GOUVERNAIL_DATABASE"):
        open_database(tmp_path if place == "." else Path(place))


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    other = duckdb.connect(str(path))
    other.execute("CREATE TABLE batch (x INTEGER)")
    other.close()
    with pytest.raises(Refusal, match="d'un autre programme"):
        open_database(path)


def test_nothing_is_written_when_the_disk_is_almost_full(tmp_path: Path) -> None:
    settings = Settings(minimum_free_mb=10**9)
    db = open_database(tmp_path / "a.duckdb", settings=settings)
    with pytest.raises(DiskFull, match="presque plein"), db.writing(LOCAL, "property", "jour"):
        pytest.fail("the write must not begin")
    assert db.query("FROM journal") == []
    db.close()


def test_a_disk_that_fills_up_during_a_write_gets_the_same_sentence() -> None:
    db = memory_database()
    with pytest.raises(DiskFull, match="presque plein"), db.writing(LOCAL, "property", "jour") as write:
        write.cursor.execute(ADD, {"name": "a", "at": write.at})
        raise OSError(errno.ENOSPC, "No space left on device")
    assert names(db) == []


WRITE_THEN = (
    "import os, sys; from pathlib import Path; from data.database import LOCAL, open_database\n"
    "from data.database.properties import set_property\n"
    "db = open_database(Path(sys.argv[1])); set_property(db, LOCAL, 'a', 'x')\n"
)


def run_and(end: str, path: Path) -> None:
    """A program that writes once, then ends in some way."""
    subprocess.run([sys.executable, "-c", WRITE_THEN + end, str(path)], cwd=ROOT, check=False)


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_a_program_that_ends_without_closing_leaves_a_whole_file_and_no_mark(tmp_path: Path) -> None:
    run_and("sys.exit(3)", tmp_path / "a.duckdb")
    assert beside(tmp_path / "a.duckdb") == ["a.duckdb"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_what_a_killed_program_wrote_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    run_and("os.kill(os.getpid(), 9)", path)
    assert beside(path) == ["a.duckdb", "a.duckdb.en-service", "a.duckdb.wal"]
    db = open_database(path)
    assert names(db) == ["a"]
    db.close()
    assert beside(path) == ["a.duckdb"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_log_that_is_not_one_is_refused_and_kept(tmp_path: Path) -> None:
    # DuckDB takes it for an empty one, opens the base without the facts it held, and says nothing.
    path = tmp_path / "a.duckdb"
    run_and("os.kill(os.getpid(), 9)", path)
    path.with_name("a.duckdb.wal").write_bytes(b"n'importe quoi" * 50)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(DatabaseDamaged, match="rien n'a été supprimé"):
            open_database(path)
    assert path.read_bytes() == before
    assert path.with_name("a.duckdb.wal").read_bytes() == b"n'importe quoi" * 50


def test_a_damaged_block_is_found_at_the_opening_even_after_a_clean_stop(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    db = open_database(path)
    with db.writing(LOCAL, "property", "jour") as write:
        write.cursor.execute(
            "INSERT INTO property SELECT md5(CAST(range AS VARCHAR)), 'x', 'essai', $at FROM range(20000)",
            {"at": write.at},
        )
    db.close()
    content = bytearray(path.read_bytes())
    content[12_288 + 262_144 * 2 + 1_000] ^= 1
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        open_database(path)
    assert path.read_bytes() == content


def test_a_log_without_its_base_is_not_taken_for_a_first_start(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.with_name("a.duckdb.wal").write_bytes(b"x")
    with pytest.raises(DatabaseDamaged, match="n'est plus à sa place"):
        open_database(path)
    assert beside(path) == ["a.duckdb.wal"]


def test_writes_do_not_nest(tmp_path: Path) -> None:
    db = memory_database()
    with pytest.raises(RuntimeError), db.writing(LOCAL, "a", "a"), db.writing(LOCAL, "b", "b"):
        pytest.fail("the inner write must not begin")
    assert db.query("FROM journal") == []


def test_room_is_asked_for_three_times_what_comes_in(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.duckdb", settings=Settings(minimum_free_mb=0))
    free = shutil.disk_usage(tmp_path).free
    db.check_room(free // 4)
    with pytest.raises(DiskFull, match="presque plein"):
        db.check_room(free // 2)
    db.close()
