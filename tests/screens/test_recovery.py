"""The screen that opens when the base does not: what happened, one button, then what there is to do again."""

import shutil
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.backup import Original, back_up, backups
from data.database import LOCAL, open_database
from data.database.properties import get_property, set_property
from data.files.originals import keep_original
from data.settings import Settings
from pages.shared.recovery import _zipped
from tests.screens.conftest import Screen
from tests.screens.reading import button, read, says

SYNTHESE = "pages/consulter/synthese.py"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A base with two backups, then one more write and one more file."""
    path = tmp_path / "g.duckdb"
    db = open_database(path, settings=Settings(database=path))
    for value in ("un", "deux"):
        set_property(db, LOCAL, "dit", value)
        back_up(db, occasion="avant-import")
    set_property(db, LOCAL, "dit", "trois")
    keep_original(db, b"PK\x03\x04 un classeur")
    db.close()
    return path


def restore_button(app: AppTest) -> str:
    (label,) = [read(one.label) for one in app.button if read(one.label).startswith("Remettre la sauvegarde du")]
    return label


def said(path: Path) -> str | None:
    db = open_database(path)
    try:
        return get_property(db, "dit")
    finally:
        db.close()


def test_a_damaged_base_leads_to_its_backups_and_a_button_puts_one_back(screen: Screen, store: Path) -> None:
    store.write_bytes(b"illisible" * 2000)
    app = screen(SYNTHESE, store)
    assert not app.exception
    assert [read(title.value) for title in app.title] == ["La base ne s'ouvre pas"]
    assert "rien n'a été supprimé" in read(app.warning[0].value)
    assert len(app.radio[0].options) == 2 and "avant un import" in read(app.radio[0].options[0])
    button(app, restore_button(app))
    assert not app.exception and not app.warning
    assert says(app, "La base est de nouveau celle du")
    assert says(app, "g.duckdb.endommagee-") and says(app, "Cette base ne connaît pas 1 fichier reçu")
    assert says(app, "lignes écartées, colonnes reconnues")
    (aside,) = store.parent.glob("g.duckdb.endommagee-*")
    assert aside.read_bytes() == b"illisible" * 2000
    button(app, "Ouvrir le tableau de bord")
    assert not app.exception and not says(app, "ne s'ouvre pas")


def test_the_backup_that_is_chosen_is_the_one_put_back(screen: Screen, store: Path) -> None:
    store.write_bytes(b"illisible" * 2000)
    app = screen(SYNTHESE, store)
    app.radio[0].set_value(app.radio[0].options[1]).run()
    button(app, restore_button(app))
    assert says(app, "La base est de nouveau celle du")
    assert said(store) == "un"


def test_a_backup_that_cannot_be_read_is_not_offered(screen: Screen, store: Path) -> None:
    newest, _ = backups(store)
    (newest.folder / "g.duckdb").write_bytes(b"x" * 9000)
    store.unlink()
    app = screen(SYNTHESE, store)
    assert len(app.radio[0].options) == 1
    button(app, restore_button(app))
    assert said(store) == "un"


def test_without_a_backup_nothing_is_made_in_place_of_the_base(screen: Screen, store: Path) -> None:
    shutil.rmtree(store.parent / "backups")
    store.write_bytes(b"illisible" * 2000)
    app = screen(SYNTHESE, store)
    assert [read(one.label) for one in app.button] == ["Réessayer"]
    assert says(app, "Aucune sauvegarde lisible") and not app.exception
    assert store.read_bytes() == b"illisible" * 2000


def page_over_a_failing_disk() -> None:
    import duckdb

    from pages.shared import recovery

    def page() -> None:
        raise duckdb.IOException(
            "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2"
        )

    recovery.run(page)


def page_with_a_mistake() -> None:
    from pages.shared import recovery

    def page() -> None:
        raise ZeroDivisionError

    recovery.run(page)


def test_damage_met_while_a_page_reads_leads_to_the_same_screen(screen: Screen, store: Path) -> None:
    screen(SYNTHESE, store)
    sound = AppTest.from_function(page_over_a_failing_disk).run(timeout=30)
    assert sound.exception and not sound.title, "an error of DuckDB is not damage when the base can be read whole"
    store.write_bytes(store.read_bytes()[:50_000])
    app = AppTest.from_function(page_over_a_failing_disk).run(timeout=30)
    assert [read(title.value) for title in app.title] == ["La base ne s'ouvre pas"] and not app.exception
    assert AppTest.from_function(page_with_a_mistake).run(timeout=30).exception


def test_the_files_to_drop_again_come_under_names_that_can_be_dropped(tmp_path: Path) -> None:
    kept = tmp_path / ("a" * 64)
    kept.write_bytes(b"PK\x03\x04 un classeur")
    original = Original(
        path=kept, sha256=kept.name, received_at=datetime(2022, 3, 15), size=kept.stat().st_size, suffix=".xlsx"
    )
    with zipfile.ZipFile(BytesIO(_zipped([original]))) as archive:
        assert archive.namelist() == ["original-aaaaaaaa.xlsx"]
        assert archive.read("original-aaaaaaaa.xlsx") == b"PK\x03\x04 un classeur"
