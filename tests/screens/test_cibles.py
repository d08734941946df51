"""The screen of targets: what holds and how it stands, the form, the sums, and workbooks in."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.asked_indicators import indicator_labels
from data.database import LOCAL, utc_now
from data.reference.calendar import school_year_of
from data.targets import Target, set_target, targets
from data.targets.workbook import targets_workbook
from tests.helpers import add_establishments, make_uai
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import HOSTILE, LINK, open_store
from tests.workbooks import table

PAGE = "pages/gerer/cibles.py"
HEADER = ["Indicateur", "Valeur initiale", "Cible", "Échéance", "Motif"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def test_a_scope_that_its_table_masks_tells_nothing_of_itself(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    add_establishments(db, [{"uai": make_uai(9), "type": "EREA"}])  # a lycée no more: two are left
    for kind in ("Collège", "École", "Lycée"):
        set_target(
            db,
            LOCAL,
            indicator="cadre_communication",
            school_year="2021-2022",
            baseline=0,
            value=1,
            due_on=date(2022, 3, 31),
            reason="R",
            measure="count",
            scope=("type", kind),
        )
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    rows = {row["Périmètre"]: row for row in app.dataframe[0].value.to_dict("records")}
    assert [rows[f"Type : {kind}"]["Connu"] for kind in ("Collège", "École", "Lycée")] == ["1 à 2", "1 à 2", ""]
    assert rows["Type : Lycée"]["Verdict"] == "Masqué, comme dans « Qui et où »"
    # Écoles, collèges and the territory's use are reached; the territory's framework is not settled.
    assert says(app, "5 cibles en vigueur : 3 « cible atteinte », 1 « on ne peut pas conclure », 1 masquée.")


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


def upload(app: AppTest, rows: list[list[Any]]) -> None:
    """Drop a workbook of targets in the box."""
    app.file_uploader(key="cibles_0").set_value(("cibles.xlsx", table([HEADER, *rows]), XLSX)).run()


def test_the_answer_comes_first_with_every_scope_judged(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    # One lycée of three is known to have integrated its framework: 1 for 3 x 120 / 172 = 2.1 expected, nobody else can.
    scoped: dict[str, Any] = {
        "school_year": "2021-2022",
        "baseline": 0,
        "due_on": date(2022, 6, 30),
        "measure": "count",
    }
    set_target(db, LOCAL, indicator="cadre_communication", value=3, reason="R", scope=("type", "Lycée"), **scoped)
    db.close()
    app = screen(PAGE, filled_store, LINK | {"type": "Collège"})  # the filters of the sidebar do not matter here
    assert_calm(app)
    assert says(app, "2 indicateurs sur 4 ont une cible pour le territoire ; 1 cible vise une partie du territoire.")
    table_ = app.dataframe[0].value
    (lycees,) = [row for row in table_.to_dict("records") if row["Périmètre"] == "Type : Lycée"]
    assert (lycees["Connu"], lycees["Attendu à ce jour"], lycees["Verdict"]) == (
        "1 à 3",
        "2",
        "? On ne peut pas conclure",
    )
    assert lycees["Établissements attendus"] == 3


def test_the_targets_of_groups_are_added_up_beside_the_territory_s(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    scoped: dict[str, Any] = {"school_year": "2021-2022", "baseline": 0, "due_on": date(2022, 6, 30), "reason": "R"}
    for member, value in (("École", 3), ("Lycée", 1)):
        set_target(
            db, LOCAL, indicator="cadre_communication", measure="count", value=value, scope=("type", member), **scoped
        )
    set_target(db, LOCAL, indicator="usage_services", measure="rate", value=0.5, scope=("type", "Lycée"), **scoped)
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(
        app,
        "par type : École 3 + Lycée 1 = 4, pour 6 visés sur le territoire : il manque 2. Sans cible : Collège.",
    )
    assert says(app, "Les taux et leurs hausses ne s'additionnent pas d'un groupe à l'autre")
    assert app.dataframe[1].value["Écart"].tolist() == ["−2"]


def test_milestones_are_typed_one_a_line(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.text_area[0].set_value("31/01/2022 : 2\n31/03/2022 : 5")
    decide(app, value="7")
    assert_calm(app)
    (target,) = [one for one in held(filled_store) if one.indicator == "cadre_communication"]
    assert target.milestones == ((date(2022, 1, 31), 2), (date(2022, 3, 31), 5))
    # The form now shows what holds: changing the target alone keeps its milestones in sight.
    assert app.text_area[0].value == "31/01/2022 : 2\n31/03/2022 : 5"
    seen = screen("pages/consulter/synthese.py", filled_store, LINK)
    assert says(seen, "le rythme attend 5 au 31/03/2022")


def test_a_milestone_that_will_not_do_is_said_and_nothing_is_written(screen: Screen, filled_store: Path) -> None:
    before = held(filled_store)
    app = screen(PAGE, filled_store, LINK)
    app.text_area[0].set_value("31 janvier : 2")
    decide(app, value="7")
    assert read(app.warning[0].value).startswith("Jalon « 31 janvier : 2 » : « 31 janvier » n'est pas une date")
    assert held(filled_store) == before


def test_a_target_above_the_establishments_expected_is_kept_and_remarked(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    decide(app, value="12")
    assert [one.value for one in held(filled_store) if one.indicator == "cadre_communication"] == [12]
    said = "ette cible va jusqu'à 12, mais 9 établissements sont attendus en tout : vérifiez le nombre."
    assert [read(box.value).endswith(said) for box in app.warning] == [True, True]  # just decided, then in the table


def test_a_target_is_withdrawn_with_its_reason(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    field(app, "Motif du retrait", "Abandon")
    button(app, "Retirer cette cible")
    assert_calm(app)
    assert [one.indicator for one in held(filled_store)] == ["usage_services"]
    assert app.dataframe[-1].value["État"].tolist() == ["Retirée : Abandon"]


def test_a_workbook_is_shown_before_it_is_imported(screen: Screen, filled_store: Path) -> None:
    before = held(filled_store)
    app = screen(PAGE, filled_store, LINK)
    upload(app, [["formation_pairs", 0, 4, date(2022, 6, 30), HOSTILE], ["formation_pair", 0, 4, "bientôt", "Motif"]])
    assert not app.exception
    assert says(
        app, "1 cible à fixer ou à changer, 0 ligne sans changement, 1 ligne refusée. Rien n'est encore enregistré."
    )
    remarks = next(one.value for one in app.dataframe if "Que faire" in one.value)
    assert remarks["Cellule"].tolist() == ["A3", "D3"]
    assert held(filled_store) == before
    button(app, "Importer 1 cible")
    assert_calm(app)
    assert says(app, "1 cible importée. Les séances déjà figées ne changent pas.")
    (target,) = [one for one in held(filled_store) if one.indicator == "formation_pairs"]
    assert (target.value, target.reason, target.file_name) == (4, HOSTILE, "cibles.xlsx")


def test_a_workbook_is_shown_beside_what_holds(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    decide(app, value="7", baseline="2")
    [code] = [one.indicator for one in held(filled_store) if one.value == 7]
    upload(app, [[code, 2, 9, date(2022, 5, 31), "Plus haut"], ["formation_pairs", 0, 4, date(2022, 6, 30), "Neuve"]])
    assert not app.exception
    shown = next(one.value for one in app.dataframe if "Cible ensuite" in one.value)
    told = [
        "Cible aujourd'hui",
        "Cible ensuite",
        "Échéance aujourd'hui",
        "Échéance ensuite",
        "Valeur initiale aujourd'hui",
    ]
    assert shown[told].to_numpy().tolist() == [
        ["7", "9", "30/06/2022", "31/05/2022", "2 au 01/09/2021"],
        ["aucune", "4", "aucune", "30/06/2022", "aucune"],
    ]
    assert shown["Motif"].tolist() == ["Plus haut", "Neuve"]


def test_a_workbook_that_waited_puts_no_older_target_back(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    labels = indicator_labels(db.settings.catalogue)
    stale = targets_workbook(db, school_year="2021-2022", as_of=db.clock(), labels=labels)
    db.close()
    app = screen(PAGE, filled_store, LINK)
    decide(app, value="7")
    before = held(filled_store)
    app.file_uploader(key="cibles_0").set_value(("cibles.xlsx", stale, XLSX)).run()
    assert_calm(app)
    assert says(app, "0 cible à fixer ou à changer, 2 lignes sans changement. Rien n'est encore enregistré.")
    (remark,) = next(one.value for one in app.dataframe if "Que faire" in one.value)["Que faire"]
    assert "la cible a changé depuis ce classeur (7, décidée le " in remark
    assert not [one for one in app.button if one.label.startswith("Importer")] and held(filled_store) == before


def test_a_due_day_out_of_the_school_year_is_kept_and_remarked(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    next(one for one in app.date_input if one.label == "Échéance").set_value(date(2025, 6, 30))
    decide(app, value="7")
    said = "L'échéance (30/06/2025) n'est pas dans l'année scolaire 2021-2022 : vérifiez l'année et le jour."
    assert says(app, said) and 7 in [one.value for one in held(filled_store)]


def test_an_empty_store_says_that_nothing_is_expected_yet_and_takes_a_workbook(
    screen: Screen, empty_store: Path
) -> None:
    app = screen(PAGE, empty_store)
    year = school_year_of(utc_now().date())  # without a campaign, the screen looks at today's
    upload(app, [["formation_pairs", 0, 4, year.ends_on, "Motif"]])
    button(app, "Importer 1 cible")
    assert_calm(app)
    assert says(app, "1 indicateur sur 4 a une cible pour le territoire ; aucune ne vise une partie du territoire.")
