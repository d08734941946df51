"""The second board: irritants beside their needs, and those beside their levers."""

from pathlib import Path

from data.database import LOCAL
from data.plan import add
from tests.screens.conftest import Screen
from tests.screens.planning import only, tell, typed, ways
from tests.screens.reading import assert_calm, button, links, says, unfold
from tests.screens.stores import LINK

PAGE = "pages/agir/projections.py"


def test_an_empty_plan_leads_to_the_lessons(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Les besoins viennent des irritants : inscrivez d'abord ce qui a gêné")
    assert links(app) == ["Retours d'expérience"]


def test_a_whole_chain_has_nothing_left_to_link(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "1 irritant (dont 1 principal), 1 besoin, 1 levier. Chacun mène au suivant.")
    assert ways(app) == ["I1", "B1", "L1"]


def test_missing_links_are_said_and_main_irritants_come_first(screen: Screen, filled_store: Path) -> None:
    tell(filled_store, lambda db: [add(db, LOCAL, "irritant", {"title": t, "main": t == "B"}) for t in "AB"])
    tell(filled_store, lambda db: [add(db, LOCAL, kind, {"title": "Seul"}) for kind in ("need", "lever")])
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Restent à relier : 2 irritants sans besoin, 1 besoin sans levier, 1 levier sans action.")
    assert says(app, "! Aucun besoin n'en est encore tiré.") and says(app, "! Aucun levier n'y répond encore.")
    assert ways(app) == ["I2", "I1", "B1", "L1"]
    assert [one.value for one in app.header] == [
        "Besoins qui ne viennent d'aucun irritant",
        "Leviers qui ne répondent à aucun besoin",
    ]


def test_a_need_then_a_lever_are_added_where_they_belong(screen: Screen, filled_store: Path) -> None:
    irritant = tell(filled_store, lambda db: add(db, LOCAL, "irritant", {"title": "Trop d'outils"}))
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "Ajouter un besoin à I1")
    typed(app, "Intitulé (obligatoire)", "Se connaître")
    button(app, "Ajouter ce besoin")
    assert_calm(app)
    need = only(filled_store, "need", "Se connaître")
    assert need.ids("irritants") == (irritant.id,)
    unfold(app, "Ajouter un levier à B1")
    (title,) = [one for one in app.text_input if (one.key or "").startswith(f"levier_{irritant.id}_{need.id}_")]
    title.set_value("Une charte")
    button(app, "Ajouter ce levier")
    assert_calm(app)
    assert only(filled_store, "lever", "Une charte").ids("needs") == (need.id,)
    assert says(app, "Restent à relier : 1 levier sans action.")


def test_a_word_of_a_lever_finds_its_irritant(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    tell(filled_store, lambda db: add(db, LOCAL, "irritant", {"title": "Autre chose"}))
    app = screen(PAGE, filled_store, LINK | {"plan_chercher": "code de conduite"})
    assert ways(app) == ["I1", "B1", "L1"]
    assert says(app, "1 sur 2 irritants.")
    assert says(screen(PAGE, filled_store, LINK | {"plan_theme": "Enseigner et apprendre"}), "Rien ne répond")
