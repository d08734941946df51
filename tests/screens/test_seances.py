"""Freezing a meeting's figures on the screen."""

import json
from pathlib import Path

from indicators.snapshots.freeze import Snapshot, snapshots
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import HOSTILE, LINK, open_store, with_establishments

PAGE = "pages/gerer/seances.py"
FREEZE = "Figer la situation au 31 mars 2022"


def frozen(store: Path) -> list[Snapshot]:
    db = open_store(store)
    found = snapshots(db)
    db.close()
    return found


def test_a_seance_needs_a_name(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    button(app, FREEZE)
    assert not app.exception
    assert read(app.warning[0].value) == "Donnez un nom à la séance, par exemple « Comité du 15 mars 2022 »."
    assert [seance.label for seance in frozen(filled_store)] == [HOSTILE]


def test_a_seance_keeps_the_situation_and_the_filters_of_the_screen(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"type": "Collège"})
    app.text_input[0].set_value("Comité des collèges")
    app.text_area[0].set_value("Relancer avant mai.")
    button(app, FREEZE)
    assert_calm(app)
    assert says(app, "La séance « Comité des collèges » est figée.")
    seance = frozen(filled_store)[0]
    assert (seance.label, f"{seance.situation_on}", seance.comment) == (
        "Comité des collèges",
        "2022-03-31",
        "Relancer avant mai.",
    )
    assert seance.payload["filters"] == {"type": "Collège"}
    framework = seance.payload["indicators"][0]
    assert (framework["expected"], framework["yes"], framework["partial"], framework["silent"]) == (3, 1, 1, 1)


def test_a_frozen_seance_does_not_move_with_what_comes_later(screen: Screen, filled_store: Path) -> None:
    before = json.dumps(frozen(filled_store)[0].payload, sort_keys=True)
    app = screen("pages/gerer/retours.py", filled_store, LINK)
    next(one for one in app.text_input if one.label.startswith("Motif")).set_value("Mauvais fichier")
    button(app, "Annuler cet import entier")
    assert says(screen("pages/consulter/synthese.py", filled_store, LINK), "entre 0 et 9 projets")
    assert says(screen(PAGE, filled_store, LINK), "entre 3 et 7 projets")
    assert json.dumps(frozen(filled_store)[0].payload, sort_keys=True) == before


def test_a_store_without_campaign_freezes_nothing(screen: Screen, tmp_path: Path) -> None:
    with_establishments(tmp_path / "annuaire.duckdb")
    app = screen(PAGE, tmp_path / "annuaire.duckdb")
    assert not app.button
    assert frozen(tmp_path / "annuaire.duckdb") == []
