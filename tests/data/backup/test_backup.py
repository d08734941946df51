"""Backups: consistent while the base is open, one for each state, the last ones kept, none lost for a bad one."""

import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from data.backup import back_up, backed_up, backups, is_good, set_backups_aside
from data.database import LOCAL, Database, open_database
from data.errors import DatabaseBusy, DiskFull
from data.settings import ROOT
from tests.data.backup.conftest import Open, tell
from tests.helpers import memory_database

OPEN_IT = (
    "from pathlib import Path; from data.database import open_database; from data.errors import Refusal\n"
    "import sys\n"
    "try: open_database(Path(sys.argv[1])); print('ouverte')\n"
    "except Refusal as refusal: print(type(refusal).__name__)"
)


def values(copy: Path) -> list[str]:
    """What the copy of a base says, read by DuckDB alone."""
    with duckdb.connect(str(copy), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT value FROM property ORDER BY recorded_at").fetchall()]


def occasions(path: Path) -> list[str]:
    return [backup.occasion for backup in backups(path)]


def test_a_backup_of_an_open_base_holds_all_that_was_written_with_its_log(open_: Open, path: Path) -> None:
    db = open_()
    for value in ("un", "deux"):
        tell(db, value)
    made = back_up(db, occasion="demande")
    tell(db, "trois")
    assert made is not None and values(made / "g.duckdb") == ["un", "deux"]
    (backup,) = backups(path)
    assert (backup.folder, backup.at, backup.occasion) == (made, datetime(2022, 3, 15, 9, 0, 8), "demande")
    assert sorted(backup.files) == ["g.duckdb", "g.duckdb.wal"]
    assert made.name == "20220315T090008000000Z-demande"


def test_the_lock_on_the_base_is_still_held_after_a_backup(open_: Open, path: Path) -> None:
    # A POSIX lock goes as soon as the process that holds it closes any handle on the file.
    db = open_()
    tell(db, "un")
    back_up(db)
    said = subprocess.run(
        [sys.executable, "-c", OPEN_IT, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == DatabaseBusy.__name__


def test_nothing_is_copied_when_the_newest_backup_holds_the_same_writes(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    assert back_up(db) is not None
    assert back_up(db) is None
    tell(db, "deux")
    assert back_up(db) is not None
    assert len(backups(path)) == 2


def test_a_base_in_memory_has_no_backup() -> None:
    assert back_up(memory_database()) is None


def test_none_is_made_where_none_is_wanted(open_: Open, path: Path) -> None:
    assert back_up(open_(backups_kept=0)) is None
    assert not (path.parent / "backups").exists()


def test_the_last_ones_are_kept(open_: Open, path: Path) -> None:
    db = open_(backups_kept=3)
    for number in range(5):
        tell(db, str(number))
        back_up(db, occasion=f"numero-{number}")
    assert occasions(path) == ["numero-4", "numero-3", "numero-2"]
    assert [entry.name[-8:] for entry in sorted((path.parent / "backups").iterdir())] == [
        "numero-2",
        "numero-3",
        "numero-4",
    ]


def test_an_old_backup_stays_while_no_newer_one_can_be_read(open_: Open, path: Path) -> None:
    db = open_(backups_kept=1)
    tell(db, "un")
    back_up(db, occasion="bonne")
    db.close()
    db = open_(backups_kept=1)
    tell(db, "deux")
    # The disk fails under an open base, which goes on from memory: what is copied cannot be read.
    spoil(path)
    back_up(db, occasion="abimee")
    assert occasions(path) == ["abimee", "bonne"]


def spoil(file: Path) -> None:
    """Zeros over the data of a base, after its three headers."""
    with file.open("r+b") as opened:
        opened.seek(12_288)
        opened.write(bytes(file.stat().st_size - 12_288))


def test_a_backup_whose_bytes_changed_is_not_good(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    (backup,) = backups(path)
    assert is_good(backup) and backup.is_verified
    content = bytearray((backup.folder / "g.duckdb").read_bytes())
    content[-1] ^= 1
    (backup.folder / "g.duckdb").write_bytes(content)
    assert not is_good(backup)


def test_looking_at_a_backup_does_not_change_it(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    (backup,) = backups(path)
    before = {file.name: file.read_bytes() for file in backup.folder.iterdir()}
    assert is_good(backup)
    after = {file.name: file.read_bytes() for file in backup.folder.iterdir()}
    assert after == before | {"verifiee": b""}


def test_what_a_backup_cut_short_left_is_no_backup_and_is_swept(open_: Open, path: Path) -> None:
    left = path.parent / "backups" / ".en-cours-abcd"
    left.mkdir(parents=True)
    (left / "g.duckdb").write_bytes(b"moitie")
    (path.parent / "backups" / "notes").mkdir()
    assert backups(path) == []
    db = open_()
    tell(db, "un")
    back_up(db)
    assert not left.exists() and (path.parent / "backups" / "notes").exists()
    assert len(backups(path)) == 1


def test_the_backups_of_another_base_of_the_folder_are_not_ours(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    assert backups(path.with_name("autre.duckdb")) == []


def test_a_clock_set_back_does_not_make_the_newest_backup_look_old(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db, occasion="premiere")
    db.clock = lambda: datetime(2021, 1, 1)
    tell(db, "deux")
    back_up(db, occasion="seconde")
    assert occasions(path) == ["seconde", "premiere"]


def test_work_has_a_backup_before_it_and_one_after(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "avant")
    with backed_up(db, "import") as kept:
        tell(db, "apres")
    assert kept.warning == ""
    assert [(one.occasion_in_french, values(one.main_file)) for one in backups(path)] == [
        ("après un import", ["avant", "apres"]),
        ("avant un import", ["avant"]),
    ]


def test_work_that_writes_nothing_leaves_one_backup(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "avant")
    with backed_up(db, "import"):
        pass
    assert occasions(path) == ["avant-import"]


def test_work_does_not_begin_without_room_for_a_backup(open_: Open) -> None:
    db = open_(minimum_free_mb=10**9)
    with pytest.raises(DiskFull, match="presque plein"), backed_up(db, "import"):
        pytest.fail("the work must not begin")


def test_work_that_is_done_is_not_refused_for_want_of_a_second_backup(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "avant")
    with backed_up(db, "import") as kept:
        tell(db, "apres")
        folder = path.parent / "backups"
        folder.rename(path.parent / "ailleurs")
        folder.write_text("un fichier à la place du dossier")
    assert kept.warning.startswith("C'est enregistré, mais la sauvegarde d'après n'a pas pu être faite.")
    assert values_of(db) == ["avant", "apres"]


def values_of(db: Database) -> list[str]:
    return [row["value"] for row in db.query("SELECT value FROM property ORDER BY recorded_at")]


def test_a_backup_does_not_nest_in_a_write(open_: Open) -> None:
    db = open_()
    with pytest.raises(RuntimeError), db.writing(LOCAL, "property", "dit"):
        back_up(db)


def test_a_backup_taken_while_others_write_holds_whole_writes(open_: Open, path: Path) -> None:
    # Each write adds a pair: a copy that cut one in two would hold an odd number.
    db = open_(backups_kept=50)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with db.writing(LOCAL, "property", "dit") as under_way:
                for half in ("a", "b"):
                    under_way.cursor.execute(
                        "INSERT INTO property VALUES ($half, 'x', 'essai', $at)", {"half": half, "at": under_way.at}
                    )

    writer = threading.Thread(target=write)
    writer.start()
    made: list[Path] = []
    while len(made) < 5:
        made += [folder for folder in [back_up(db)] if folder]
        time.sleep(0.01)  # let the writer have its turn
    stop.set()
    writer.join()
    counts = [len(values(folder / "g.duckdb")) for folder in made]
    assert counts == sorted(set(counts)) and all(count % 2 == 0 for count in counts)


def test_a_copy_elsewhere_is_made_each_time_and_none_is_removed(open_: Open, path: Path, tmp_path: Path) -> None:
    db = open_(backups_kept=1)
    tell(db, "un")
    made = [back_up(db, into=tmp_path / "disque") for _ in range(3)]
    assert len({folder for folder in made if folder and folder.is_dir()}) == 3
    assert backups(path) == []
    open_database(made[0] / "g.duckdb" if made[0] else path).close()


def test_the_backups_of_a_base_that_is_replaced_are_kept_and_no_longer_offered(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    made = back_up(db)
    set_backups_aside(path)
    assert backups(path) == [] and made is not None
    (aside,) = (path.parent / "backups").iterdir()
    assert values(aside / made.name / "g.duckdb") == ["un"]
