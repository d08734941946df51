"""The lists of the committee: who uses each term, and adding, renaming, withdrawing, putting back."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.screens.conftest import Screen
from tests.screens.planning import standing, tell, typed
from tests.screens.reading import assert_calm, button, read, says, unfold
from tests.screens.stores import LINK

PAGE = "pages/gerer/listes.py"


def rows(app: AppTest, place: int) -> list[tuple[str, ...]]:
    return [tuple(read(cell) for cell in row) for row in app.table[place].value.itertuples(index=False)]


def opened_part(app: AppTest, key: str) -> None:
    app.session_state[key] = True
    app.run()


def test_each_list_says_who_uses_its_terms(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    # Used: one theme, one origin, two voices, one actor, one horizon.
    assert says(app, "30 termes en 5 listes ; 24 ne servent encore à aucune fiche.")
    assert len(app.table) == 5
    assert ("Gouvernance et anticipation", "1", "Fourni au départ") in rows(app, 0)
    assert ("RUPN", "1", "Fourni au départ") in rows(app, 3)


def test_a_term_is_added_once(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    opened_part(app, "ajouter_theme")
    typed(app, "Terme (obligatoire)", "Culture commune")
    button(app, "Ajouter ce terme")
    assert_calm(app)
    assert ("Culture commune", "0", "Ajouté par le comité") in rows(app, 0)
    typed(app, "Terme (obligatoire)", "culture commune")
    button(app, "Ajouter ce terme")
    assert [read(box.value) for box in app.warning] == ["« culture commune » est déjà dans cette liste."]


def test_a_renamed_term_follows_everywhere(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "Renommer ou retirer un terme")
    choose(app, 3, "T17")
    typed_in = [one for one in app.text_input if one.value == "RUPN"]
    typed_in[0].set_value("Référents numériques")
    button_after(app, "Renommer", 3)
    assert_calm(app)
    assert ("Référents numériques", "1", "Fourni au départ, changé depuis") in rows(app, 3)
    seen = screen("pages/agir/fiche.py", filled_store, LINK | {"fiche": "A1"})
    assert any("Référents numériques" in read(one.value) for one in seen.markdown)


def test_a_term_is_withdrawn_and_put_back(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    opened_part(app, "changer_theme")
    choose(app, 0, "T5")
    assert says(app, "Retiré, ce terme ne s'affichera plus sur 1 fiche ; renommé, il y suit.")
    typed(app, "Motif du retrait", "Trop large")
    button(app, "Retirer « Gouvernance et anticipation » de la liste")
    assert_calm(app)
    assert says(app, "T5 (terme) est hors de la liste ; son historique est gardé.")
    assert "Gouvernance et anticipation" not in [row[0] for row in rows(app, 0)]
    unfold(app, "Termes retirés (1)")
    assert says(app, "Trop large")
    button(app, "Remettre T5 dans la liste")
    assert_calm(app)
    assert says(app, "T5 est de retour dans la liste.")
    assert ("Gouvernance et anticipation", "1", "Fourni au départ, changé depuis") in rows(app, 0)
    assert len(standing(filled_store).terms("theme")) == 5


def test_the_term_that_was_renamed_stays_the_chosen_one(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    opened_part(app, "changer_theme")
    choose(app, 0, "T5")
    typed(app, "Terme (obligatoire)", "Zèle [commun](x)")  # its place in the list changes with its name
    button(app, "Renommer")
    assert_calm(app)
    assert [box.value for box in app.selectbox if box.label == "Terme à changer"] == ["T5"]
    assert "Retirer « Zèle [commun](x) » de la liste" in [read(one.label) for one in app.button]


def choose(app: AppTest, place: int, ref: str) -> None:
    """Choose a term to change among the open lists, the place of its list counted from 0."""
    [box for box in app.selectbox if box.label == "Terme à changer"][place].set_value(ref).run()


def button_after(app: AppTest, label: str, place: int) -> None:
    """Press one of the buttons of that label, its place counted from 0."""
    [one for one in app.button if read(one.label) == label][place].click().run()
