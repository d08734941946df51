"""What changed from a séance to now, or to another séance."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from data.database import LOCAL
from data.returns.intake import import_returns
from data.seances.frozen import listed
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, links, read, says, texts
from tests.screens.stores import HOSTILE, LINK, B, C, H, open_store
from tests.workbooks import filled

PAGE = "pages/consulter/comparer.py"
LATER = date(2022, 4, 5)
SAID = "De 3 à 5 projets (+2) : réponses nouvelles +1, corrections +1."


def tell_more(store: Path, *, label: str = "") -> list[UUID]:
    """C says oui, H says non, B is corrected to oui, all of an earlier day. Frozen under a label when there is one.

    Returns the ids of the séances, the latest first.
    """
    told = {C: "Intégré au projet", H: "Aucun", B: "Intégré au projet"}
    answers = {uai: {"cadre_etat": state, "date_reponse": date(2022, 3, 10)} for uai, state in told.items()}
    db = open_store(store)
    import_returns(db, LOCAL, [("suite.xlsx", filled(db, "2021-2022", answers))], campaign="2021-2022")
    if label:
        freeze(db, LOCAL, Situation(school_year="2021-2022", on=LATER, as_of=db.clock()), label=label)
    found = [one.id for one in listed(db)]
    db.close()
    return found


def test_the_latest_seance_is_compared_with_now(screen: Screen, filled_store: Path) -> None:
    tell_more(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert app.selectbox(key="apres_choisie").value == "maintenant"
    # 3 oui were A, D and G; C was silent, B partiel.
    assert says(app, f"Projets intégrant un cadre de communication numérique** : {SAID}")
    assert says(app, "Établissements dont le comité de pilotage numérique est fonctionnel** : Toujours 0")
    # 3 oui and 4 silent, then 5 oui and 2 silent.
    assert says(app, "Au plus, en comptant les silencieux : toujours 7.")
    assert len(app.get("plotly_chart")) == 1
    parts = app.table[0].value
    assert [read(cell) for cell in parts["Effet"]] == ["+1", "+1", "0", "0", "0", "+2"]
    # C cannot but be oui now, H cannot any more; B could not be, and is.
    assert [read(cell) for cell in parts["Sur le maximum"]] == ["−1", "+1", "0", "0", "0", "0"]
    assert links(app) == ["Ouvrir la première séance"]


def test_the_establishments_behind_a_part_are_all_there(screen: Screen, filled_store: Path) -> None:
    tell_more(filled_store)
    app = screen(PAGE, filled_store, LINK)
    app.selectbox(key="part_cadre_communication").set_value("new_answers").run()
    assert_calm(app)
    rows = app.dataframe[0].value.to_dict("records")
    assert [(row["UAI"], row["Avant"], row["Après"]) for row in rows] == [
        (C, "Silencieux", "Oui"),
        (H, "Silencieux", "Non"),
    ]
    assert [one.proto.label for one in app.get("download_button")] == ["Télécharger cette liste (CSV pour Excel)"]


def test_two_seances_are_compared_by_their_address(screen: Screen, filled_store: Path) -> None:
    last, first = tell_more(filled_store, label="Comité d'avril")
    app = screen(PAGE, filled_store, LINK | {"avant": str(first), "apres": str(last)})
    assert_calm(app)
    assert says(app, SAID)
    assert links(app) == ["Ouvrir la première séance", "Ouvrir la seconde séance"]
    app = screen(PAGE, filled_store, LINK | {"avant": str(last), "apres": str(first)})
    assert says(app, "La première séance décrit un jour plus récent que la seconde")


def test_the_address_says_what_is_compared(screen: Screen, filled_store: Path) -> None:
    last, first = tell_more(filled_store, label="Comité d'avril")
    app = screen(PAGE, filled_store, LINK)
    assert app.query_params["avant"] == str(last)
    app.selectbox(key="avant_choisie").set_value(str(first)).run()
    assert app.query_params["avant"] == str(first)
    assert says(app, SAID)


def test_a_link_that_names_the_first_alone_compares_with_now(screen: Screen, filled_store: Path) -> None:
    last, first = tell_more(filled_store, label="Comité d'avril")
    app = screen(PAGE, filled_store, LINK | {"avant": str(last), "apres": str(first)})
    app.query_params.clear()
    app.query_params["avant"] = str(first)
    app.run()
    assert app.selectbox(key="avant_choisie").value == str(first)
    assert app.selectbox(key="apres_choisie").value == "maintenant"


def test_what_people_typed_is_shown_as_they_typed_it(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert app.selectbox(key="avant_choisie").options[0].startswith(HOSTILE)


def test_nothing_changed_is_said_without_a_table(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert sum("rien n'a changé." in text for text in texts(app)) >= 1
    assert len(app.get("plotly_chart")) == len(app.table) == 0


@pytest.mark.parametrize("name", ["avant", "apres"])
def test_an_unknown_seance_is_said(screen: Screen, filled_store: Path, name: str) -> None:
    app = screen(PAGE, filled_store, LINK | {name: "inconnue"})
    assert not app.exception
    assert [read(box.value) for box in app.warning] == [
        "Cette adresse parle d'une séance qui n'est pas dans la base : choisissez-en une dans la liste."
    ]
