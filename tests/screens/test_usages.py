"""The screen of usage: its answer, its choices, its empty states."""

import json
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.database import LOCAL
from data.usage.record import Usage, record_usage
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, links, says
from tests.screens.stores import LINK, D, E, F, open_store

PAGE = "pages/consulter/usages.py"


def add_eprimo(store: Path) -> None:
    """Écoles report another tool, and one of its services."""
    db = open_store(store)
    facts = [
        Usage(
            uai=uai,
            month=date(2022, 2, 1),
            service=service,
            profile="parents",
            potential=100,
            activated=50,
            unique_users=users,
            visits=None,
        )
        for uai in (D, E, F)
        for service, users in (("e-primo", 20), ("Cahier_Textes", 10))
    ]
    record_usage(db, LOCAL, facts, file_name="e-primo.csv", file_sha256="p", content_sha256="p")
    db.close()


def pictures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_the_answer_comes_first_then_pictures_and_tables(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    # 48 users of 100 accounts in February 2022, 44 in February 2021, in six establishments.
    assert says(
        app, "En février 2022, 48 % des comptes potentiels d'e-lyco ont servi, 4 points de plus qu'en février 2021."
    )
    assert says(app, "relevés de 6 établissements sur 6 concernés (collèges et lycées)")
    assert len(pictures(app)) == 2  # the months, and those of the one profile
    months = app.dataframe[0].value
    assert len(months) == 12
    assert "Part des élèves inscrits (%)" not in months


def test_visits_are_shown_per_school_day(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"montrer": "Visites par jour d'école"})
    assert_calm(app)
    # 6 x 900 visits over the 10 school days of February 2022, the 15 of February 2021.
    assert says(app, "En février 2022, e-lyco a reçu 540 visites par jour d'école, 50 % de plus qu'en février 2021.")


def test_pupils_enrolled_are_a_denominator_of_pupils_only(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"profil": "élèves", "montrer": "Part des élèves inscrits"})
    assert_calm(app)
    # 6 x 48 users, 6 x 400 pupils.
    assert says(app, "En février 2022, 12 % des élèves inscrits se sont servis d'e-lyco, profil élèves")
    app.selectbox(key="profil").select("Tous les profils").run()
    assert_calm(app)
    assert app.selectbox(key="montrer").value == "Part des comptes potentiels"


def test_one_tool_at_a_time_each_with_its_own_establishments(screen: Screen, filled_store: Path) -> None:
    add_eprimo(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Un seul outil à la fois : e-lyco et e-primo ne servent pas les mêmes établissements")
    assert app.selectbox(key="service").options == ["L'outil entier"]
    app.selectbox(key="outil").select("e-primo").run()
    assert_calm(app)
    assert says(app, "20 % des comptes potentiels d'e-primo ont servi")
    app.selectbox(key="service").select("Cahier de textes").run()
    assert_calm(app)
    assert says(app, "10 % des comptes potentiels d'e-primo, service « Cahier de textes », ont servi")
    app.selectbox(key="outil").select("e-lyco").run()
    assert_calm(app)
    assert app.selectbox(key="service").value == "L'outil entier"


def test_without_reports_the_screen_leads_to_their_import(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"type": "École"})
    assert_calm(app)
    assert says(app, "Aucun relevé d'usage n'est connu pour 2021-2022 dans ce périmètre")
    assert links(app) == ["Importer des relevés d'usage"]


def test_a_choice_made_before_the_browser_heard_of_the_one_before_keeps_both(
    screen: Screen, filled_store: Path
) -> None:
    app = screen(PAGE, filled_store, LINK)
    before = dict(app.query_params)
    app.selectbox(key="profil").select("élèves").run()
    assert app.query_params["profil"] == "élèves"
    app.query_params.clear()
    app.query_params.update(before)  # what the browser still shows
    app.selectbox(key="montrer").select("Visites par jour d'école").run()
    assert app.selectbox(key="profil").value == "élèves"
    assert app.query_params == before | {"profil": "élèves", "montrer": "Visites par jour d'école"}


def test_an_address_without_the_choice_takes_it_back(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.selectbox(key="profil").select("élèves").run()
    del app.query_params["profil"]
    app.run()
    assert app.selectbox(key="profil").value == "Tous les profils"
    app.query_params["profil"] = "personne"
    app.run()
    assert app.selectbox(key="profil").value == "Tous les profils"
    assert "profil" not in app.query_params
