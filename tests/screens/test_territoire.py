"""« Qui et où » : every group, both kinds of indicator, what is masked, the link that leads here."""

import json
from datetime import date
from pathlib import Path

import pytest

from data.database import LOCAL
from data.targets import set_target
from indicators.situation import GROUPS
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, links, read, says
from tests.screens.stores import CAP_ATLANTIQUE, HOSTILE, LINK, open_store

PAGE = "pages/consulter/territoire.py"


@pytest.mark.parametrize("indicator", ["cadre_communication", "usage_services"])
@pytest.mark.parametrize("group", GROUPS.values())
def test_every_group_of_both_kinds(screen: Screen, filled_store: Path, indicator: str, group: str) -> None:
    app = screen(PAGE, filled_store, LINK | {"indicateur": indicator, "groupe": group})
    assert_calm(app)
    assert app.main.selectbox(key="groupe").value == next(code for code, label in GROUPS.items() if label == group)
    assert len(app.get("plotly_chart")) == 3
    assert len(app.get("download_button")) == 2


def test_the_answer_comes_first(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    # Collège: A of three. École: D of three. Lycée: G of three, H and I silent: all alike.
    first = next(read(one.value) for one in app.main.markdown)
    assert first.startswith("**Aucun type n'est au rythme (47 %). Tous les groupes en sont au même point, 33 %.")
    # 47 % of three asks for two.
    assert "Ceux à qui il en manque le plus, 1 : Collège (1 sur 3 ; 1 silencieux), Lycée (1 sur 3 ; 2" in first


def test_a_group_with_its_own_target_is_judged(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    set_target(
        db,
        LOCAL,
        indicator="cadre_communication",
        school_year="2021-2022",
        baseline=0,
        value=3,
        due_on=date(2022, 6, 30),
        reason="Comité",
        measure="count",
        scope=("type", "Collège"),
    )
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    # One yes of three, and one silent: two could be enough by then.
    assert says(app, "1 groupe dont on ne peut pas conclure (1 seul groupe a sa propre cible)")
    assert "Collège" in app.dataframe[0].value["Type"].tolist() and "Verdict" in app.dataframe[0].value


def test_hostile_names_of_groups_are_shown_literally(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"groupe": "Commune"})
    assert_calm(app)
    assert HOSTILE in app.dataframe[0].value["Commune"].tolist()
    for chart in app.get("plotly_chart"):
        shown = json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)
        assert "<b>x</b>" not in shown and "$a$" not in shown
    assert "&lt;b&gt;x&lt;/b&gt;" in str(json.loads(app.get("plotly_chart")[0].proto.spec))


def test_two_groups_are_crossed(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.main.selectbox(key="lignes").set_value("epci").run()
    app.main.selectbox(key="colonnes").set_value("type").run()
    assert_calm(app)
    grid = app.dataframe[2].value
    assert grid.columns.tolist() == ["EPCI", "Collège", "Lycée", "École", "Ensemble"]
    lines = {row["EPCI"]: row for _, row in grid.iterrows()}
    assert read(lines[CAP_ATLANTIQUE]["Lycée"]) == "1 sur 3 (33 %)" and lines[CAP_ATLANTIQUE]["École"] == "–"
    assert read(lines["Ensemble"]["Ensemble"]) == "3 sur 9 (33 %)"


def test_an_outline_that_cannot_be_read_is_said_and_the_map_is_drawn(
    screen: Screen, filled_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outline = tmp_path / "contour.geojson"
    outline.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("GOUVERNAIL_OUTLINE", str(outline))
    app = screen(PAGE, filled_store, LINK)
    assert not app.exception
    assert ["contour.geojson" in read(box.value) for box in app.warning] == [True]
    assert len(app.get("plotly_chart")) == 3


def test_an_indicator_leads_to_who_and_where(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK | {"groupe": "EPCI"})
    assert_calm(app)
    assert "Qui entraîne, qui reste en retrait, et où" in links(app)


def test_a_box_of_the_same_name_on_another_page_is_not_this_one(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK)
    app.selectbox(key="groupe").set_value("sector").run()
    assert app.query_params["groupe"] == "Secteur"  # a link keeps it
    app.switch_page(PAGE).run()
    assert app.main.selectbox(key="groupe").value == "sector"
    app.main.selectbox(key="groupe").set_value("epci").run()
    del app.query_params["groupe"]
    app.switch_page("pages/consulter/indicateur.py").run()
    assert app.main.selectbox(key="groupe").value == next(iter(GROUPS))
