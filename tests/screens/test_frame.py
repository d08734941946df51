"""What app.py shows around every page, and when the database cannot be opened."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
import streamlit as st

from data.database import LOCAL, open_database
from data.database.properties import set_property
from pages.shared.server import explain_failure
from tests.screens.conftest import Screen
from tests.screens.reading import read
from tests.screens.stores import LINK

CIBLES = "pages/gerer/cibles.py"
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('tenue', flush=True); sys.stdin.read()"
DEMONSTRATION = "**Données de démonstration : établissements et réponses inventés**"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "essai.duckdb"
    open_database(path).close()
    return path


def captions(app: st.testing.v1.AppTest) -> list[str]:
    return [caption.value for caption in app.main.caption]


def test_the_foot_shows_that_the_entry_point_ran(screen: Screen, store: Path) -> None:
    assert any(text.startswith("Gouvernail · Loire") for text in captions(screen(CIBLES, store)))


def test_a_demonstration_says_so(screen: Screen, store: Path) -> None:
    assert DEMONSTRATION not in captions(screen(CIBLES, store))
    with_property = open_database(store)
    set_property(with_property, LOCAL, "demonstration", "true")
    with_property.close()
    assert DEMONSTRATION in captions(screen(CIBLES, store))


@pytest.mark.parametrize("page", ["chaine", "plan_action", "prochaine_seance"])
def test_the_plan_is_not_said_to_be_filtered(screen: Screen, filled_store: Path, page: str) -> None:
    filtered = screen(f"pages/agir/{page}.py", filled_store, LINK | {"type": "Lycée"})
    said = "Situation au 31/03/2022 · le plan n'est pas filtré par les choix de gauche"
    assert said in [read(text) for text in captions(filtered)]
    assert "Situation au 31/03/2022" in [
        read(text) for text in captions(screen(f"pages/agir/{page}.py", filled_store, LINK))
    ]


def test_elsewhere_the_filters_are_told(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/synthese.py", filled_store, LINK | {"type": "Lycée"})
    assert "Situation au 31/03/2022 · Lycée" in [read(text) for text in captions(app)]


def test_the_address_gives_the_situation(screen: Screen, store: Path) -> None:
    db = open_database(store)
    set_property(db, LOCAL, "situation_day", "2022-03-31")
    with db.writing(LOCAL, "campaign", "2021-2022") as write:
        write.cursor.execute(
            "INSERT INTO campaign VALUES ('c', '2021-2022', 'Enquête', NULL, NULL, 'test', $at)", {"at": write.at}
        )
    db.close()
    assert screen(CIBLES, store).session_state["situation"].on == date(2022, 3, 31)
    asked = screen(CIBLES, store, {"jour": "2021-11-05", "annee": "1789-1790", "type": "Phalanstère"})
    assert asked.session_state["situation"].on == date(2021, 11, 5)
    assert asked.session_state["situation"].school_year == "2021-2022"
    assert not asked.session_state["situation"].filters


def test_a_database_that_cannot_be_opened_is_said_calmly(screen: Screen, tmp_path: Path) -> None:
    broken = tmp_path / "abimee.duckdb"
    broken.write_bytes(b"pas une base" * 1000)
    app = screen("pages/consulter/synthese.py", broken)
    assert [title.value for title in app.title] == ["La base ne s'ouvre pas"]
    assert "abimee.duckdb" in app.warning[0].value
    assert not app.exception
    broken.unlink()
    app.button[0].click().run()
    assert not app.warning or "abimee" not in app.warning[0].value


def test_a_database_from_a_later_version_is_said_calmly(screen: Screen, store: Path) -> None:
    with duckdb.connect(str(store)) as later:
        later.execute("INSERT INTO migration SELECT 9999, 'future', now()::TIMESTAMP")
    app = screen("pages/consulter/synthese.py", store)
    assert "plus récente" in app.warning[0].value
    assert not app.exception


def test_a_database_that_another_program_holds_is_said_calmly_until_it_is_free(screen: Screen, store: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"tenue\n"
        app = screen("pages/consulter/synthese.py", store)
    finally:
        holder.communicate()
    assert not app.exception
    assert [title.value for title in app.title] == ["Gouvernail ne peut pas ouvrir ses données"]
    said = read(app.warning[0].value)
    assert said.startswith("La base essai.duckdb est déjà ouverte par un autre programme")
    assert f"(processus {holder.pid})" in said
    app.button[0].click().run()
    assert not app.warning and "Gouvernail ne peut pas" not in app.title[0].value


def test_a_failure_has_its_sentence() -> None:
    assert explain_failure(ValueError("détail pour le journal seulement")) is True
