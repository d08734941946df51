"""The board of the plan: where each action stands, by axis; what is looked for; what the synthesis says of it."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.database import LOCAL
from data.plan import add
from indicators.catalogue import short_labels
from indicators.plan.actions import actions
from indicators.plan.chain import chain, orphans
from indicators.plan.words import summary
from tests.plans import plan_now, tell_action, tell_step, told_plan
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, read, says, texts, unfold
from tests.screens.stores import DAY, LINK, open_store

PAGE, SYNTHESIS = "pages/agir/plan_action.py", "pages/consulter/synthese.py"


def with_a_plan(path: Path) -> None:
    """On 31 March: an action under way in the first axis, one late and one paused in none; a second axis without any."""
    db = open_store(path)
    told_plan(db)
    add(db, LOCAL, "axis", {"title": "Prendre en compte les besoins réels"})
    tell_action(db, title="Former les équipes", owner="DANE", due_on=date(2022, 3, 1), indicators=["formation_pairs"])
    tell_action(db, title="Ouvrir l'ENT aux écoles", held="en pause", held_because="Marché en cours")
    db.close()


def cards(app: AppTest) -> list[str]:
    """References of the actions in sight, from the top."""
    return [link.removeprefix("Ouvrir ") for link in links(app) if link.startswith("Ouvrir A")]


def test_each_action_says_where_it_stands_under_its_axis(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    axes = ["Définir un cadre de communication interne", "Prendre en compte les besoins réels", "Sans axe"]
    assert [read(one.value) for one in app.main.subheader] == axes
    assert cards(app) == ["A1", "A2", "A3"]
    shown = texts(app)
    assert ":blue-badge[● En cours] échéance le 30/06/2022, dans 91 jours" in shown
    assert ":orange-badge[▼ En retard] depuis 30 jours, échéance le 01/03/2022" in shown
    assert ":gray-badge[❙❙ En pause] sans échéance" in shown
    vise = "Vise : cadre de communication"
    assert f"Pilote : Pilotage départemental · 1 étape faite sur 2 · {vise}" in shown
    assert "Pas de pilote · Ne vise aucun indicateur · Motif : Marché en cours" in shown
    assert says(app, "Aucune action pour cet axe")
    assert len(app.get("plotly_chart")) == 1


def test_an_action_that_a_step_makes_late_says_which(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    tell_step(db, tell_action(db, due_on=date(2022, 5, 27)), title="Recruter", due_on=date(2022, 3, 4))
    db.close()
    shown = texts(screen(PAGE, filled_store, LINK))
    said = "depuis 27 jours (étape E1 attendue le 04/03/2022), échéance le 27/05/2022"
    assert f":orange-badge[▼ En retard] {said}" in shown


def test_the_answer_counts_as_the_plan_does(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    plan = plan_now(open_store(filled_store))
    stand = actions(plan, DAY)
    missing = orphans(chain(plan, short_labels()), stand)
    assert says(screen(PAGE, filled_store, LINK), read(summary(stand, missing)))
    app = screen(SYNTHESIS, filled_store, LINK)
    assert says(app, f"Plan d'action : 1 action en retard sur 3, {len(missing)} maillons manquants à la chaîne.")
    assert {"Plan d'action", "Maillons manquants"} <= set(links(app))


def test_a_search_narrows_the_board(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"plan_etat": "En retard"})
    assert cards(app) == ["A2"]
    assert says(app, "1 action répond à cette recherche, sur 3.")
    app.multiselect(key="plan_etat").set_value([])
    app.run()
    assert "plan_etat" not in app.query_params
    app.text_input(key="plan_chercher").set_value("diffuser CHARTE").run()
    assert cards(app) == ["A1"]
    assert app.query_params["plan_chercher"] == "diffuser CHARTE"
    app.text_input(key="plan_chercher").set_value("rien de tel").run()
    assert cards(app) == []
    assert says(app, "Aucune action ne répond à cette recherche : enlevez un mot ou un filtre.")


def test_the_address_decides_of_the_search_when_it_says_something_else(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"plan_etat": ["En retard", "En pause", "Rien de tel"]})
    assert cards(app) == ["A2", "A3"]
    app.query_params["plan_etat"] = "En cours"
    app.run()
    assert app.multiselect(key="plan_etat").value == ["En cours"] and cards(app) == ["A1"]
    del app.query_params["plan_etat"]
    app.run()
    assert cards(app) == ["A1", "A2", "A3"]


def test_the_table_holds_every_action(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert not app.main.dataframe
    unfold(app, "Toutes les actions en tableau")
    assert list(app.main.dataframe[0].value["Repère"]) == ["A1", "A2", "A3"]


def test_an_empty_plan_begins_with_the_form_of_an_action(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Aucune action n'est inscrite")
    next(one for one in app.text_input if one.label == "Intitulé (obligatoire)").set_value("Écrire une charte")
    button(app, "Ajouter cette action")
    assert says(app, "Action A1 ajoutée.")
    assert cards(app) == ["A1", "A1"]  # beside the button that takes it back, and on the board
    button(app, "Annuler le dernier changement (A1)")
    assert cards(app) == []


def test_the_synthesis_is_silent_about_a_plan_that_nobody_began(screen: Screen, filled_store: Path) -> None:
    assert "Maillons manquants" not in links(screen(SYNTHESIS, filled_store, LINK))


def test_a_past_day_is_read_only(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"savoir": "2022-03-20"})
    assert_calm(app)
    assert says(app, "Le plan est montré tel qu'il était connu ce jour-là")
    assert cards(app) == []
    assert "Ajouter une action" not in [read(one.label) for one in app.main.expander]
