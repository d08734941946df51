"""The first board: lessons with what hurt and what worked, quick entry, and taking the latest change back."""

from datetime import date
from pathlib import Path

from data.database import LOCAL
from data.plan import add
from tests.plans import tell_lesson, term
from tests.screens.conftest import Screen
from tests.screens.planning import only, standing, tell, typed, ways
from tests.screens.reading import assert_calm, button, read, says, unfold
from tests.screens.stores import DAY, LINK

PAGE = "pages/agir/retours_experience.py"


def test_an_empty_plan_begins_with_an_open_form(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Le plan commence ici : inscrivez un premier retour d'expérience")
    assert "Intitulé (obligatoire)" in [one.label for one in app.text_input]


def test_a_lesson_is_told_then_taken_back(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    origin = tell(filled_store, lambda db: term(db, "origin", "Académie"))
    typed(app, "Intitulé (obligatoire)", "Une école partage ses séances")
    typed(app, "Origine (obligatoire)", str(origin))
    button(app, "Ajouter ce retour d'expérience")
    assert_calm(app)
    assert says(app, "Retour d'expérience R1 ajouté.")
    assert says(app, "1 retour d'expérience, 0 irritant, 0 force.")
    told = only(filled_store, "lesson", "Une école partage ses séances")
    assert (told.ref, told.day("told_on")) == ("R1", DAY)
    button(app, "Annuler le dernier changement (R1)")
    assert_calm(app)
    assert standing(filled_store).of("lesson") == []


def test_what_lacks_is_said_and_nothing_is_kept(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    button(app, "Ajouter ce retour d'expérience")
    assert [read(one.value) for one in app.warning] == ["« Intitulé » est à remplir. « Origine » est à remplir."]
    assert standing(filled_store).of("lesson") == []


def test_a_card_shows_all_that_a_lesson_tells(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "1 retour d'expérience, 1 irritant, 1 force. Thème le plus cité : Gouvernance et anticipation")
    assert says(app, "R1 · Un collège pilote son numérique dans la durée")
    assert says(app, "Établissement · Enseignants, Parents · 05/10/2021 · Gouvernance et anticipation")
    assert says(app, "Une stratégie commune.  \nDe l'attention à la fracture numérique.")
    assert ways(app) == ["I1", "F1", "R1"]
    assert [one.proto.url for one in app.get("link_button")] == ["https://exemple.fr/retour"]


def test_an_irritant_is_added_where_it_was_told(screen: Screen, filled_store: Path) -> None:
    lesson = tell(filled_store)["lesson"]
    app = screen(PAGE, filled_store, LINK)
    assert app.text_area.len == 0  # what is folded costs nothing
    unfold(app, "Ajouter un irritant")
    typed(app, "Intitulé (obligatoire)", "Du temps manque")
    button(app, "Ajouter cet irritant")
    assert_calm(app)
    # At the top of the page, and at the form, which is far from it when there are many lessons.
    assert [read(one.value) for one in app.success] == ["Irritant I2 ajouté."] * 2
    assert only(filled_store, "irritant", "Du temps manque").ids("lessons") == (lesson.id,)
    assert "I2" in ways(app)


def test_a_word_of_an_irritant_finds_its_lesson(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    tell(filled_store, lambda db: tell_lesson(db, title="Autre chose"))
    found = screen(PAGE, filled_store, LINK | {"plan_chercher": "OUTILS"})
    assert ways(found) == ["I1", "F1", "R1"]
    assert says(found, "1 sur 2 retours d'expérience.")
    nothing = screen(PAGE, filled_store, LINK | {"plan_chercher": "introuvable"})
    assert says(nothing, "Aucun retour d'expérience ne répond à cette recherche")


def test_the_latest_twenty_are_shown_and_the_rest_is_counted(screen: Screen, filled_store: Path) -> None:
    def many(db: object) -> None:
        for place in range(1, 23):
            tell_lesson(db, title=f"Retour {place}", told_on=date(2021, 10, place))  # type: ignore[arg-type]

    tell(filled_store, many)
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "22 retours d'expérience, dont voici les 20 premiers")
    assert ways(app) == [f"R{place}" for place in range(22, 2, -1)]


def test_what_no_lesson_tells_is_shown_apart(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    tell(filled_store, lambda db: add(db, LOCAL, "irritant", {"title": "Venu d'ailleurs"}))
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Irritants sans retour d'expérience")
    assert "I2" in ways(app)


def test_a_past_day_is_read_only(screen: Screen, filled_store: Path) -> None:
    tell(filled_store)
    app = screen(PAGE, filled_store, LINK | {"savoir": "2022-03-15"})
    assert not app.exception
    assert says(app, "Le plan est montré tel qu'il était connu ce jour-là")
    assert not [one for one in app.button if one.label.startswith("Ajouter")] and ways(app) == []
