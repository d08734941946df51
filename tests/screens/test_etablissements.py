"""The list of establishments to accompany, and the sheet of one of them."""

from datetime import date
from pathlib import Path

import pytest

from tests.helpers import add_establishments, make_uai
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, read, says
from tests.screens.stores import HOSTILE, LINK, A, B, C, D, E, open_store

LIST, SHEET = "pages/consulter/etablissements.py", "pages/consulter/etablissement.py"
COMMITTEE = LINK | {"indicateur": "comite_fonctionnel"}


def test_the_list_answers_first_then_says_whom_to_call(screen: Screen, filled_store: Path) -> None:
    app = screen(LIST, filled_store, COMMITTEE)
    assert_calm(app)
    # A and D have a committee and neither tells of its minutes nor of its members.
    assert says(app, "Aucun établissement n'est à un pas du oui : il manque plusieurs critères aux 2 partiels.")
    assert says(app, f"En tête : Collège A ({A})")
    assert says(app, "9 établissements sur 9.")
    listed = app.dataframe[0].value
    assert list(listed["État"])[:2] == ["Partiel", "Partiel"]
    assert list(listed["UAI"])[:2] == [A, D]
    assert list(listed["Ancienneté (jours)"])[:2] == [21, 21]  # from 10 to 31 March
    assert read(listed["Établissement"].iloc[list(listed["UAI"]).index(B)]) == HOSTILE


def test_one_click_leads_from_partial_to_whom_to_call(screen: Screen, filled_store: Path) -> None:
    app = screen(LIST, filled_store, COMMITTEE | {"chercher": "lycee", "ordre": "Par nom"})
    assert len(app.dataframe[0].value) == 3
    button(app, "Par qui commencer")
    assert (app.text_input(key="chercher").value, app.selectbox(key="ordre").value) == ("", "Par qui commencer")
    assert list(app.dataframe[0].value["UAI"]) == [A, D]
    button(app, "Silencieux, les plus grands d'abord")
    assert set(app.dataframe[0].value["État"]) == {"Silencieux"}
    assert says(app, "Il n'a rien répondu.")
    button(app, "Tout montrer")
    assert len(app.dataframe[0].value) == 9


def test_the_address_holds_what_is_looked_for(screen: Screen, filled_store: Path) -> None:
    asked = {"chercher": "collège", "etat": "Silencieux", "ordre": "Par nom"}
    app = screen(LIST, filled_store, COMMITTEE | asked)
    assert list(app.dataframe[0].value["UAI"]) == [C]
    assert app.selectbox(key="ordre").value == "Par nom"


def test_all_indicators_have_a_column_each(screen: Screen, filled_store: Path) -> None:
    app = screen(LIST, filled_store, LINK)
    listed = app.dataframe[0].value.set_index("UAI")
    assert list(listed.loc[A, ["Cadre de communication", "Comité fonctionnel"]]) == ["Oui", "Partiel"]
    assert listed.loc[B, "Ce qui manque"] == "cadre rédigé, pas encore intégré au projet (cadre de communication)"


def test_nothing_found_says_what_to_do(screen: Screen, filled_store: Path) -> None:
    app = screen(LIST, filled_store, COMMITTEE | {"chercher": "zzz"})
    assert_calm(app)
    assert app.info[0].value == "Aucun établissement ne répond à ces critères : effacez la recherche ou un filtre."
    assert not app.dataframe


def test_a_sheet_says_where_it_stands_and_why(screen: Screen, filled_store: Path) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": A})
    assert_calm(app)
    assert read(app.header[0].value) == "Collège A"
    assert says(app, "Oui à 2 sur 3 indicateurs d'adoption")
    # 48 of 100 accounts in February 2022, 44 in February 2021.
    assert says(app, "e-lyco : 48 % des comptes potentiels ont servi en février 2022, +4 points sur un an")
    assert says(app, "trop peu nombreux pour être montrés")  # two peers: B and C
    assert len(app.get("plotly_chart")) == 2  # states and use: the directory gives no place in this store
    assert len(app.dataframe[0].value) == 5
    assert "D'où viennent ces nombres" in links(app)


@pytest.mark.parametrize("filters", [{}, {"type": "École"}])
def test_a_sheet_does_not_depend_on_the_filters(screen: Screen, filled_store: Path, filters: dict[str, str]) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": A} | filters)
    assert_calm(app)
    assert says(app, "Oui à 2 sur 3 indicateurs d'adoption")


def test_hostile_texts_are_shown_as_they_were_typed(screen: Screen, filled_store: Path) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": B})
    assert_calm(app)
    assert read(app.header[0].value) == HOSTILE


def test_an_establishment_silent_everywhere(screen: Screen, filled_store: Path) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": C})
    assert_calm(app)
    assert says(app, "Il n'a rien répondu au 31/03/2022 : tout reste à demander.")
    assert says(app, "Cet établissement n'a rien répondu : la page Relances donne le texte d'une relance.")


def test_an_establishment_that_reports_no_use(screen: Screen, filled_store: Path) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": E})
    assert_calm(app)
    assert says(app, "Aucun relevé d'usage n'est connu pour cette année scolaire ni la précédente.")


def test_the_actions_that_are_about_it_lead_to_their_pages(
    screen: Screen, hostile_plan: tuple[Path, dict[str, str]]
) -> None:
    store, refs = hostile_plan
    app = screen(SHEET, store, LINK | {"uai": A})
    assert_calm(app)
    assert says(app, "1 action du plan le concerne, dont 1 en retard.")
    told = next(table.value for table in app.table if "Concerné comme" in table.value.columns)
    row = {name: read(str(cell)) for name, cell in told.iloc[0].items()}
    assert (row["Repère"], row["Action"], row["Pilote"]) == (refs["action"], HOSTILE, HOSTILE)
    assert (row["État"], row["Échéance"], row["Concerné comme"]) == (
        "▼ En retard",
        "01/03/2022",
        f"Commune : {HOSTILE}",
    )
    link = next(one.proto for one in app.main.get("page_link") if one.proto.label == f"Ouvrir {refs['action']}")
    assert (link.page, link.query_string) == ("fiche", f"fiche={refs['action']}")
    assert says(screen(SHEET, store, LINK | {"uai": D}), "Aucune action du plan ne le concerne.")


def test_a_renamed_and_a_closed_establishment(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    names = (("Collège Paul Doumer", date(2020, 9, 1), True), ("Collège Isabelle Autissier", date(2021, 9, 1), False))
    for name, since, is_open in names:
        add_establishments(db, [{"uai": make_uai(1654), "name": name, "valid_from": since, "is_open": is_open}])
    db.close()
    app = screen(SHEET, filled_store, LINK | {"uai": make_uai(1654)})
    assert_calm(app)
    assert read(app.header[0].value) == "Collège Isabelle Autissier"
    assert says(app, "Aucune campagne de 2021-2022 ne l'attend")
    told = [read(str(cell)) for cell in app.table[0].value.iloc[:, 1]]
    assert "Fermé dans l'annuaire depuis le 01/09/2021" in told
    assert "Collège Paul Doumer, puis Collège Isabelle Autissier depuis le 01/09/2021" in told
    assert "D'où viennent ces nombres" not in links(app)


@pytest.mark.parametrize(
    ("uai", "sentence"),
    [
        ("0440999A", "« 0440999A » n'est pas un UAI"),
        (make_uai(999), f"L'annuaire ne connaît pas {make_uai(999)} : cherchez l'établissement par son nom"),
    ],
)
def test_an_unknown_address_says_what_to_do(screen: Screen, filled_store: Path, uai: str, sentence: str) -> None:
    app = screen(SHEET, filled_store, LINK | {"uai": uai})
    assert not app.exception
    assert [read(box.value).startswith(sentence) for box in app.warning] == [True]
    app.text_input(key="chercher_fiche").set_value("college c").run()
    assert any(
        label.endswith("Collège C (" + C + "), " + label.rpartition("), ")[2]) for label in map(read, links(app))
    )


def test_without_an_address_one_searches(screen: Screen, filled_store: Path) -> None:
    app = screen(SHEET, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Tapez un nom, une commune ou un UAI")
    app.text_input(key="chercher_fiche").set_value("Ecole d").run()
    assert [read(label).startswith(f"École D ({D})") for label in links(app)] == [True]
    app.text_input(key="chercher_fiche").set_value("zzz").run()
    assert says(app, "Aucun établissement de l'annuaire ne répond à « zzz »")
