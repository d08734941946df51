"""The form that sets a target: what it refuses and what it writes."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.targets import Target, targets
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import LINK, open_store

PAGE = "pages/gerer/cibles.py"


def held(store: Path) -> list[Target]:
    db = open_store(store)
    found = targets(db, school_year="2021-2022", as_of=db.clock())
    db.close()
    return found


def field(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_input if one.label == label).set_value(text)


def decide(app: AppTest, *, value: str, reason: str = "Décision du comité", baseline: str = "0") -> None:
    field(app, "Valeur initiale", baseline)
    field(app, "Cible", value)
    field(app, "Motif", reason)
    button(app, "Fixer cette cible")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"value": "beaucoup"},
            "« beaucoup » ne convient pas : il faut un nombre entier positif ou nul, par exemple 400.",
        ),
        ({"value": "-3"}, "« -3 » ne convient pas : il faut un nombre entier positif ou nul, par exemple 400."),
        ({"value": ""}, "Il manque un montant : il faut un nombre entier positif ou nul, par exemple 400."),
        ({"value": "8", "baseline": "45 %"}, "« 45 % » ne convient pas : il faut un nombre entier positif ou nul"),
        ({"value": "8", "reason": " "}, "Donnez le motif de cette cible : une décision du comité, un constat"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(
    screen: Screen, filled_store: Path, typed: dict[str, str], said: str
) -> None:
    before = held(filled_store)
    app = screen(PAGE, filled_store, LINK)
    decide(app, **typed)
    assert not app.exception
    assert read(app.warning[0].value).startswith(said)
    assert held(filled_store) == before


def test_a_target_is_written_with_who_decided_it_and_why(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    decide(app, value="7", baseline="1", reason="Comité de mars")
    assert_calm(app)
    assert says(app, "Cible fixée pour « Projets intégrant un cadre de communication numérique ».")
    (target,) = [one for one in held(filled_store) if one.indicator == "cadre_communication"]
    assert (target.baseline, target.value, target.reason, target.actor) == (1, 7, "Comité de mars", "poste local")
    assert f"{target.baseline_on:%d/%m/%Y} {target.due_on:%d/%m/%Y}" == "01/09/2021 30/06/2022"
    assert len(app.dataframe[-1].value) == 2  # the earlier target stays in the history


def test_a_target_of_growth_is_read_in_points(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.selectbox(key="indicateur_de_la_cible").set_value("usage_services").run()
    next(one for one in app.radio if one.label == "La cible se compte en").set_value("growth").run()
    decide(app, value="+3 points")
    assert_calm(app)
    (target,) = [one for one in held(filled_store) if one.indicator == "usage_services"]
    assert (target.measure, target.value) == ("growth", pytest.approx(0.03))


def test_a_target_may_be_about_a_group(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    next(one for one in app.selectbox if one.label == "Périmètre").set_value("type").run()
    next(one for one in app.selectbox if one.label == "Type visé").set_value("Lycée").run()
    decide(app, value="3")
    assert_calm(app)
    assert ("type", "Lycée") in [(one.scope_group, one.scope_value) for one in held(filled_store)]
    seen = screen("pages/consulter/synthese.py", filled_store, LINK | {"type": "Lycée"})
    assert says(seen, "le rythme attend 2 au 31/03/2022")  # 3 x 120 / 172


def test_an_empty_store_says_that_no_target_is_set(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    assert says(app, "Aucune cible n'est fixée pour cette année : les indicateurs n'ont pas encore de verdict.")
