"""The chain on the screen: what is missing in it, and the node that is followed both ways."""

from pathlib import Path

from indicators.catalogue import short_labels
from indicators.plan.actions import actions
from indicators.plan.chain import chain, orphans
from tests.plans import plan_now, tell_action, told_plan
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, says, unfold
from tests.screens.stores import DAY, LINK, open_store

PAGE = "pages/agir/chaine.py"


def with_a_plan(path: Path) -> None:
    """A whole chain, then an action that leads nowhere: no indicator, no owner, no due day."""
    db = open_store(path)
    told_plan(db)
    tell_action(db, title="Former")
    db.close()


def test_what_is_missing_is_counted_and_each_has_its_link(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    plan = plan_now(open_store(filled_store))
    missing = orphans(chain(plan, short_labels()), actions(plan, DAY))
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    groups = (
        "actions sans indicateur (1), actions sans pilote (1), actions sans échéance (1), indicateurs sans action (3)"
    )
    assert says(app, f"{len(missing)} maillons manquent à la chaîne : {groups}.")
    assert len(missing) == 6
    # Once under each of the three things that A2 lacks.
    labels = [
        "Ouvrir A2",
        "Ouvrir A2",
        "Ouvrir A2",
        "Comité fonctionnel",
        "Usage des services",
        "Formation par les pairs",
    ]
    assert links(app) == labels


def test_a_node_in_the_address_is_followed_both_ways(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"suivre": "A1"})
    assert_calm(app)
    assert app.selectbox(key="suivre").value == "A1"
    assert links(app)[:3] == ["Ouvrir A1", "Suivre L1", "Suivre cadre de communication"]
    assert says(app, "Levier L1 · Un code de conduite")
    app.selectbox(key="suivre").set_value("L1").run()
    assert app.query_params["suivre"] == "L1"
    assert links(app)[:3] == ["Ouvrir L1", "Suivre B1", "Suivre A1"]
    app.selectbox(key="suivre").set_value("cadre_communication").run()
    assert links(app)[:2] == ["Voir cet indicateur", "Suivre A1"]
    app.selectbox(key="suivre").set_value(None).run()
    assert "suivre" not in app.query_params
    assert not [label for label in links(app) if label.startswith("Suivre")]


def test_an_address_that_names_nothing_shows_the_whole_chain(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"suivre": "Z99"})
    assert_calm(app)
    assert app.selectbox(key="suivre").value is None
    # One picture for wide windows, one for narrow ones: the browser shows one of them.
    assert len(app.get("plotly_chart")) == 2


def test_the_table_gives_every_way_through_the_chain(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK)
    unfold(app, "Tous les chemins en tableau")
    ways = app.main.dataframe[0].value
    # The chain, the action that leads nowhere, three indicators that nothing leads to.
    assert len(ways) == 5
    assert list(ways["Action"])[:2] == ["A1 · Écrire une charte avec chaque établissement", "A2 · Former"]


def test_an_empty_chain_begins_with_a_lesson(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "La chaîne commence par un retour d'expérience")
    next(one for one in app.text_input if one.label == "Intitulé (obligatoire)").set_value("Un retour")
    next(one for one in app.main.selectbox if one.label == "Origine (obligatoire)").select_index(0)
    assert [one.value for one in app.main.date_input if one.label == "Rapporté le"] == [DAY]
    button(app, "Ajouter ce retour d'expérience")
    assert says(app, "Retour d'expérience R1 ajouté.")
    assert "R1" in [one.ref for one in plan_now(open_store(filled_store)).of("lesson")]


def test_a_past_day_is_read_only(screen: Screen, filled_store: Path) -> None:
    with_a_plan(filled_store)
    app = screen(PAGE, filled_store, LINK | {"savoir": "2022-03-20", "suivre": "A1"})
    assert_calm(app)
    assert says(app, "Le plan est montré tel qu'il était connu ce jour-là")
    assert says(app, "4 maillons manquent à la chaîne : indicateurs sans action (4).")
