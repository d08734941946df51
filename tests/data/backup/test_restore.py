"""Restoring: the copy is read before anything moves, what was there is kept, and what it alone knew is named."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.backup import back_up, backups, restore
from data.database import LOCAL, Database, open_database
from data.errors import DatabaseBusy, DatabaseDamaged, Refusal
from data.files.originals import keep_original
from tests.data.backup.conftest import Open, tell, told


def receive(db: Database, content: bytes) -> str:
    """A file kept, and an import that names it."""
    sha256 = keep_original(db, content)
    with db.writing(LOCAL, "import", "retours.xlsx") as write:
        write.cursor.execute(
            "INSERT INTO batch VALUES (uuid(), 'returns', 'c', 'retours.xlsx', $sha256, '', 1, 1, '[]', 'essai', $at)",
            {"sha256": sha256, "at": write.at},
        )
    return sha256


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.is_file())


def test_a_damaged_base_is_set_aside_and_the_backup_put_in_its_place(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    tell(db, "deux")
    db.close()
    path.write_bytes(b"illisible" * 1000)
    path.with_name("g.duckdb.wal").write_bytes(b"illisible aussi")
    done = restore(backups(path)[0], path)
    main, log = done.set_aside
    assert main.read_bytes() == b"illisible" * 1000
    assert log.read_bytes() == b"illisible aussi"
    # The pair keeps names that go together, so that DuckDB can still be tried on it.
    assert log.name == f"{main.name}.wal" and main.name.startswith("g.duckdb.endommagee-")
    assert names(path.parent) == ["g.duckdb", main.name, log.name]
    assert told(open_()) == "un"


def test_the_restoration_is_in_the_journal_so_that_the_base_knows_more_than_its_backups(
    open_: Open, path: Path
) -> None:
    db = open_()
    tell(db, "un")
    first = back_up(db)
    tell(db, "deux")
    back_up(db)
    db.close()
    assert first is not None
    restore(first, path)
    db = open_()
    (entry,) = db.query("SELECT action, subject FROM journal ORDER BY recorded_at DESC LIMIT 1")
    assert (entry["action"], entry["subject"], told(db)) == ("restore", first.name, "un")
    assert db.version() > max(backup.version for backup in backups(path))


def test_it_names_the_files_received_since_the_latest_first(open_: Open, path: Path) -> None:
    db = open_()
    receive(db, b"PK\x03\x04 avant")
    back_up(db)
    later = [receive(db, b"PK\x03\x04 apres"), receive(db, b"uai;reponse")]
    db.close()
    for place, sha256 in enumerate(later):
        os.utime(path.parent / "originals" / sha256, (1_647_334_800 + place, 1_647_334_800 + place))
    done = restore(backups(path)[0], path)
    assert [original.sha256 for original in done.unknown] == [later[1], later[0]]
    newest, other = done.unknown
    assert (newest.suffix, newest.size, newest.received_at) == (".csv", 11, datetime(2022, 3, 15, 9, 0, 1))
    assert other.usual_name == f"original-{later[0][:8]}.xlsx"
    assert other.received_at.replace(tzinfo=UTC).timestamp() == 1_647_334_800


def test_an_unreadable_backup_changes_nothing(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    tell(db, "deux")
    db.close()
    (backup,) = backups(path)
    (backup.folder / "g.duckdb").write_bytes(b"x" * 5000)
    before = path.read_bytes()
    with pytest.raises(Refusal, match="n'est pas lisible : rien n'a changé"):
        restore(backup, path)
    assert (path.read_bytes(), names(path.parent)) == (before, ["g.duckdb"])


def test_a_base_in_use_is_not_replaced(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    with pytest.raises(DatabaseBusy):
        restore(backups(path)[0], path)
    assert told(db) == "un"


def test_a_place_without_a_backup_gets_a_sentence(path: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Il n'y a pas de sauvegarde à cet endroit"):
        restore(tmp_path / "nulle-part", path)
    with pytest.raises(Refusal, match="C'est la base elle-même"):
        open_database(path).close()
        restore(path, path)


def test_a_copy_made_by_hand_can_be_restored_with_its_log_where_there_was_no_base(
    open_: Open, path: Path, tmp_path: Path
) -> None:
    db = open_()
    tell(db, "un")
    made = back_up(db, into=tmp_path / "disque")
    assert made is not None
    for name in ("g.duckdb", "g.duckdb.wal"):
        (made / name).rename(tmp_path / f"copie{name.removeprefix('g')}")
    elsewhere = tmp_path / "neuf" / "base.duckdb"
    done = restore(tmp_path / "copie.duckdb", elsewhere)
    assert done.set_aside == []
    with_copy = open_database(elsewhere)
    assert told(with_copy) == "un"
    with_copy.close()


def test_a_base_that_is_gone_is_not_made_anew_beside_its_backups(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    back_up(db)
    db.close()
    path.unlink()
    with pytest.raises(DatabaseDamaged, match="n'est plus à sa place"):
        open_database(path)
    assert not path.exists()
    restore(backups(path)[0], path)
    assert told(open_()) == "un"


def test_a_base_set_back_by_a_brutal_stop_is_not_taken_for_the_latest(open_: Open, path: Path) -> None:
    db = open_()
    tell(db, "un")
    db.close()
    older = path.read_bytes()
    db = open_()
    tell(db, "deux")
    back_up(db)
    db.close()
    # The disk lost what it had said was written, and the mark of a program killed is there.
    path.write_bytes(older)
    path.with_name("g.duckdb.en-service").touch()
    with pytest.raises(DatabaseDamaged, match="sait moins de choses que sa dernière sauvegarde"):
        open_database(path)
    assert path.read_bytes() == older
