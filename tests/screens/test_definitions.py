"""The screen that changes a definition: what it shows before, what it writes, what it refuses."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.database import LOCAL, Actor
from data.definitions import Definition, change_definition, definitions
from data.seances.frozen import listed
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import HOSTILE, LINK, A, D, G, open_store

PAGE = "pages/gerer/definitions.py"
CADRE = LINK | {"indicateur": "cadre_communication"}
COMITE = LINK | {"indicateur": "comite_fonctionnel"}


def held(store: Path, code: str) -> list[Definition]:
    db = open_store(store)
    found = definitions(db, code, as_of=db.clock())
    db.close()
    return found


def tick(app: AppTest, label: str) -> None:
    box = next(one for one in app.checkbox if one.label == label)
    box.set_value(not box.value).run()


def write(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_input if one.label == label).set_value(text)


def test_the_definition_in_force_is_said_in_words_and_nothing_is_proposed(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, COMITE)
    assert_calm(app)
    assert says(app, "Version 1, celle du catalogue : personne ne l'a changée.")
    assert says(app, "au moins 1 réunion par trimestre écoulé au jour de la réponse")
    assert [one.label for one in app.number_input] == [
        "Réunions par trimestre écoulé",
        "Réunions au moins, quel que soit le trimestre",
        "Autres groupes représentés au moins",
    ]
    assert says(app, "Changez une valeur : l'effet au jour choisi est montré ici")
    assert "Changer la définition" not in [read(one.label) for one in app.button]


def test_the_effect_is_shown_before_anything_is_decided(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, CADRE)
    tick(app, "Il doit être adopté par le CA ou le conseil d'école, avec sa date")
    assert_calm(app)
    # A, D and G say that it is integrated, none with a day.
    assert says(app, "3 établissements changent d'état : 3 passent de oui à partiel.")
    # None known of 7 possible, the four silent ones: 0 to 4, where the pace asks for 4.19 less 5 % of 6.
    assert says(app, "Le verdict reste « On ne peut pas conclure ».")
    changes = app.dataframe[0].value
    assert sorted(changes["UAI"]) == sorted([A, D, G])
    assert set(changes["Ce qui manque aujourd'hui"]) == {""}
    assert set(changes["Ce qui manquerait"]) == {"date d'adoption non renseignée"}
    assert [one.version for one in held(filled_store, "cadre_communication")] == [1]


def test_a_change_is_written_with_its_reason_and_marks_the_curve(screen: Screen, filled_store: Path) -> None:
    before = open_store(filled_store)
    frozen = [one.sha256 for one in listed(before)]
    before.close()
    app = screen(PAGE, filled_store, CADRE)
    tick(app, "Il doit être adopté par le CA ou le conseil d'école, avec sa date")
    write(app, "Motif", HOSTILE)
    button(app, "Changer la définition")
    assert_calm(app)
    assert says(app, "La définition de « Projets intégrant un cadre de communication numérique » est changée.")
    last = held(filled_store, "cadre_communication")[-1]
    assert (last.version, last.reason, last.parameters["adoption_dated"]) == (2, HOSTILE, True)
    assert says(app, f"Motif : {HOSTILE}")
    assert not any(HOSTILE in one.value for one in app.markdown)  # shown as written: every mark of Markdown is escaped
    table = app.dataframe[-1].value
    assert table["Motif"].tolist() == [HOSTILE, ""]
    assert table["Ce qui change"][0].endswith("avec sa date : non → oui")
    after = open_store(filled_store)
    assert [one.sha256 for one in listed(after)] == frozen
    after.close()
    curve = screen("pages/consulter/indicateur.py", filled_store, CADRE)
    assert says(curve, "toute la courbe est recalculée avec la version 2")
    assert says(curve, "son adoption par le CA ou le conseil d'école doit être datée")


def test_a_change_without_a_reason_is_refused(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, CADRE)
    tick(app, "Il doit préciser les canaux")
    button(app, "Changer la définition")
    assert not app.exception
    assert read(app.warning[0].value).startswith("Donnez le motif de ce changement")
    assert len(held(filled_store, "cadre_communication")) == 1


def test_an_earlier_version_is_taken_up_again_as_a_new_one(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    change_definition(db, LOCAL, "comite_fonctionnel", {"minutes": False}, "essai")
    db.close()
    app = screen(PAGE, filled_store, COMITE)
    assert says(app, "Motif : essai")
    write(app, "Motif du retour", "Comité de mars")
    button(app, "Revenir à cette définition")
    assert_calm(app)
    last = held(filled_store, "comite_fonctionnel")[-1]
    assert (last.version, last.reason, last.parameters["minutes"]) == (3, "Comité de mars", True)


@pytest.mark.parametrize("code", ["usage_services", "formation_pairs"])
def test_a_definition_without_parameter_says_so(screen: Screen, filled_store: Path, code: str) -> None:
    app = screen(PAGE, filled_store, LINK | {"indicateur": code})
    assert_calm(app)
    assert says(app, "La définition de cet indicateur n'a pas de paramètre")


def test_a_definition_may_be_changed_before_any_campaign(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store, {"indicateur": "cadre_communication"})
    tick(app, "Il doit préciser les canaux")
    assert_calm(app)
    assert says(app, "Aucun établissement ne change d'état.")


def test_a_definition_is_decided_on_what_is_known_now(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    change_definition(db, LOCAL, "comite_fonctionnel", {"minutes": False}, "essai")
    db.close()
    app = screen(PAGE, filled_store, COMITE | {"savoir": "2022-03-31"})
    assert_calm(app)
    assert says(app, "Version 2")
    assert app.checkbox


def test_under_a_filter_the_effect_is_that_on_the_whole_territory(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, CADRE | {"type": "Lycée"})
    tick(app, "Il doit être adopté par le CA ou le conseil d'école, avec sa date")
    assert_calm(app)
    # Of A, D and G, which change, G alone is a lycée.
    whole = "3 établissements changent d'état : 3 passent de oui à partiel."
    assert says(app, whole)
    assert says(app, "Une définition vaut pour tous : l'effet est celui sur tout le territoire, sans le filtre choisi.")
    assert sorted(app.dataframe[0].value["UAI"]) == sorted([A, D, G])
    write(app, "Motif", "Comité de mars")
    button(app, "Changer la définition")
    assert says(app, f"est changée. Sur tout le territoire : {whole}")


def test_a_definition_changed_by_somebody_else_meanwhile_is_to_be_read_again(
    screen: Screen, filled_store: Path
) -> None:
    app = screen(PAGE, filled_store, CADRE)
    tick(app, "Il doit être adopté par le CA ou le conseil d'école, avec sa date")
    write(app, "Motif", "le mien")
    db = open_store(filled_store)
    change_definition(db, Actor(name="Camille"), "cadre_communication", {"channels": True}, "le sien")
    db.close()
    button(app, "Changer la définition")
    assert not app.exception
    (warning,) = app.warning
    assert read(warning.value).startswith("La définition a été changée entre-temps par Camille : relisez-la.")
    assert says(app, "Motif : le sien")
    assert [one.reason for one in held(filled_store, "cadre_communication")] == ["", "le sien"]
    # Read again, it may be changed.
    tick(app, "Il doit être adopté par le CA ou le conseil d'école, avec sa date")
    write(app, "Motif", "le mien")
    button(app, "Changer la définition")
    assert_calm(app)
    assert held(filled_store, "cadre_communication")[-1].reason == "le mien"


def test_an_earlier_version_is_not_taken_up_over_one_that_was_not_read(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    change_definition(db, LOCAL, "comite_fonctionnel", {"minutes": False}, "essai")
    app = screen(PAGE, filled_store, COMITE)
    write(app, "Motif du retour", "Comité de mars")
    change_definition(db, LOCAL, "comite_fonctionnel", {"other_groups": 2}, "entre-temps")
    db.close()
    button(app, "Revenir à cette définition")
    assert says(app, "La définition a été changée entre-temps par poste local : relisez-la.")
    assert held(filled_store, "comite_fonctionnel")[-1].reason == "entre-temps"
