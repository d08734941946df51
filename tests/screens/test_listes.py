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
    assert ("Gouvernance et anticipation", "1", "Avec le programme") in rows(app, 0)
    assert ("RUPN", "1", "Avec le programme") in rows(app, 3)


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
    app.selectbox(key="terme_choisi_actor").set_value("T17").run()
    typed_in = [one for one in app.text_input if one.value == "RUPN"]
    typed_in[0].set_value("Référents numériques")
    button_after(app, "Renommer", 3)
    assert_calm(app)
    assert ("Référents numériques", "1", "Avec le programme, changé depuis") in rows(app, 3)
    seen = screen("pages/agir/fiche.py", filled_store, LINK | {"fiche": "A1"})
    assert any("Référents numériques" in read(one.value) for one in seen.markdown)


def test_a_term_is_withdrawn_and_put_back(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    opened_part(app, "changer_theme")
    app.selectbox(key="terme_choisi_theme").set_value("T5").run()
    assert says(app, "Retiré, ce terme ne s'affichera plus sur 1 fiche ; renommé, il y suit.")
    typed(app, "Motif du retrait", "Trop large")
    button(app, "Retirer T5 du plan")
    assert_calm(app)
    assert "Gouvernance et anticipation" not in [row[0] for row in rows(app, 0)]
    unfold(app, "Termes retirés (1)")
    assert says(app, "Trop large")
    button(app, "Remettre T5 au plan")
    assert_calm(app)
    assert ("Gouvernance et anticipation", "1", "Avec le programme, changé depuis") in rows(app, 0)
    assert len(standing(filled_store).terms("theme")) == 5


def button_after(app: AppTest, label: str, place: int) -> None:
    """Press one of the buttons of that label, its place counted from 0."""
    [one for one in app.button if read(one.label) == label][place].click().run()
