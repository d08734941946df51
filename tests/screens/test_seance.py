"""A frozen séance opened again, read-only."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.campaigns import create_campaign
from data.database import LOCAL
from data.plan import change
from data.seances.frozen import Listed, freeze_as, listed
from data.seances.judgements import record_judgement
from indicators.situation import Situation
from indicators.snapshots.freeze import freeze
from tests.indicators.exports.seances import small_payload
from tests.plans import tell_action
from tests.screens.conftest import Screen
from tests.screens.planning import tell
from tests.screens.reading import assert_calm, links, read, says, texts, unfold
from tests.screens.stores import COMMENT, DAY, HOSTILE, LINK, open_store, with_establishments
from tests.screens.test_comparer import tell_more

PAGE = "pages/consulter/seance.py"


def the_first(store: Path) -> Listed:
    db = open_store(store)
    found = listed(db)[-1]
    db.close()
    return found


def test_a_seance_is_shown_as_it_was_whatever_came_since(screen: Screen, filled_store: Path) -> None:
    tell_more(filled_store)
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Séance figée : lecture seule.")
    assert HOSTILE in [read(one.value) for one in app.header]
    assert says(app, "Situation au 31 mars 2022")
    assert says(app, "Tout le département")
    # 3 oui and 4 silent that day: today there would be 5 and 2.
    assert says(app, "On ne peut pas conclure : entre 3 et 7 projets, le rythme attend 4 au 31/03/2022.")
    assert ("Connu", "3") in [(one.label, one.value) for one in app.metric]
    assert ("Hausse sur un an", "+4\u00a0points") in [(one.label, one.value) for one in app.metric]
    assert len(app.get("plotly_chart")) == 4
    assert says(app, f"Empreinte (sha256) : {the_first(filled_store).sha256}")
    assert len(app.button) == 0  # nothing here writes


def test_the_committee_is_quoted_apart_from_the_numbers(screen: Screen, filled_store: Path) -> None:
    db, seance = open_store(filled_store), the_first(filled_store)
    record_judgement(db, LOCAL, seance.id, "cadre_communication", HOSTILE)
    record_judgement(db, LOCAL, seance.id, "", "Année difficile.")
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    quoted = [text for text in texts(app) if text.startswith("**Avis du comité**")]
    assert quoted == ["**Avis du comité**\n\n> Année difficile.", f"**Avis du comité**\n\n> {HOSTILE}"]
    first_line, _ = COMMENT.split("\n")
    assert any(text.startswith(f"**Commentaire du comité**\n\n> {first_line}") for text in texts(app))


def test_a_seance_frozen_without_a_plan_has_no_such_part(screen: Screen, filled_store: Path) -> None:
    assert not says_part(screen(PAGE, filled_store, LINK))


def test_the_plan_is_shown_as_it_was_that_day_whatever_came_since(screen: Screen, filled_store: Path) -> None:
    told = tell(filled_store)
    tell(filled_store, lambda db: tell_action(db, title=HOSTILE, starts_on=date(2022, 2, 1), due_on=DAY))
    db = open_store(filled_store)
    situation = Situation(school_year="2021-2022", on=DAY, as_of=db.clock())
    seance = freeze(db, LOCAL, situation, label="Comité du plan")
    change(db, LOCAL, told["action"], {"title": "Changée depuis"})
    db.close()
    app = screen(PAGE, filled_store, LINK | {"seance": str(seance.id)})
    assert len(app.dataframe) == 1  # what is folded costs nothing
    unfold(app, "Plan d'action ce jour-là")
    assert_calm(app)
    assert says(app, "2 actions : 2 en cours ; ")
    actions = next(one.value for one in app.dataframe if "Étapes" in one.value)
    assert actions.to_numpy().tolist() == [
        ["A1", "Écrire une charte avec chaque établissement", "Définir un cadre de communication interne",
         "Pilotage départemental", "30/06/2022", "● En cours", "1 sur 2"],
        ["A2", HOSTILE, "Sans axe", "sans pilote", "31/03/2022", "● En cours", ""],
    ]  # fmt: skip
    lacking = next(one.value for one in app.dataframe if "Ce qui manque" in one.value)
    assert ["Action", f"A2 · {HOSTILE}", "Elle n'a pas de pilote."] in lacking.to_numpy().tolist()


def says_part(app: AppTest) -> bool:
    return any(part.label == "Plan d'action ce jour-là" for part in app.main.expander)


def test_the_filters_of_the_screen_change_nothing(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"type": "Collège", "jour": "2021-10-01"})
    assert_calm(app)
    assert says(app, "entre 3 et 7 projets")
    assert not says(app, "01/10/2021")
    assert len(app.dataframe[0].value) == 9


def test_establishments_can_be_searched(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "9 établissements")
    app.text_input(key="chercher_seance").set_value("ecole d").run()
    assert list(app.dataframe[0].value["Établissement"]) == ["École D"]
    assert list(app.dataframe[0].value["Cadre de communication"]) == ["Oui"]
    assert says(app, "1 sur 9 établissements")


def test_what_changed_since_the_one_before_is_told_as_frozen(screen: Screen, filled_store: Path) -> None:
    last, first = tell_more(filled_store, label="Comité d'avril")
    app = screen(PAGE, filled_store, LINK | {"seance": str(last)})
    assert_calm(app)
    assert "Depuis la séance du 31 mars 2022" in [read(one.value) for one in app.header]
    assert says(app, "De 3 à 5 projets (+2) : réponses nouvelles +1, corrections +1.")
    assert links(app)[:1] == ["Ce changement, et les établissements derrière"]
    app.selectbox(key="seance_choisie").set_value(str(first)).run()
    assert HOSTILE in [read(one.value) for one in app.header]
    assert app.query_params["seance"] == str(first)


def test_a_seance_of_the_first_format_opens(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    now = db.clock()
    freeze_as(
        db,
        LOCAL,
        label="Ancienne",
        school_year="2021-2022",
        on=DAY,
        as_of=now,
        comment="",
        build=small_payload,
    )
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "On ne peut pas conclure : entre 2 et 4 projets, le rythme attend 3 au 15/03/2022.")
    assert says(app, "Situation au 15 mars 2022")
    assert len(app.dataframe[0].value) == 5


def test_groups_are_masked_as_they_were(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    colleges = Situation(school_year="2021-2022", on=DAY, as_of=db.clock(), filters={"type": "Collège"})
    freeze(db, LOCAL, colleges, label="Collèges")
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Type d'établissement : Collège") or says(app, "Type : Collège")
    unfold(app)
    by_type = next(table.value for table in app.table if "Attendus" in table.value.columns)
    assert by_type.iloc[0].to_list()[:2] == ["Collège", "3"]


def test_an_unknown_seance_is_said_and_another_can_be_chosen(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"seance": "inconnue"})
    assert not app.exception
    assert [read(box.value) for box in app.warning] == [
        "Cette adresse parle d'une séance qui n'est pas dans la base : choisissez-en une dans la liste."
    ]
    assert len(app.get("plotly_chart")) == 0
    app.selectbox(key="seance_a_choisir").set_value(str(the_first(filled_store).id)).run()
    assert_calm(app)
    assert HOSTILE in [read(one.value) for one in app.header]


def test_without_a_seance_the_way_to_the_first_one_is_shown(screen: Screen, tmp_path: Path) -> None:
    store = tmp_path / "annuaire.duckdb"
    with_establishments(store)
    db = open_store(store)
    create_campaign(db, LOCAL, code="2021-2022", school_year="2021-2022", label="Enquête")
    db.close()
    for page in (PAGE, "pages/consulter/comparer.py"):
        app = screen(page, store, {"annee": "2021-2022"})
        assert_calm(app)
        assert "Aucune séance n'est encore figée" in app.info[0].value
        assert links(app) == ["Figer une séance"]
