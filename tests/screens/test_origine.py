"""From an establishment or an import to file, sheet, cell, person and time, and back."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.batches import batches, revert_batch
from data.database import LOCAL
from data.returns.intake import import_returns
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, links, read, says, texts
from tests.screens.stores import FILE, HOSTILE, LINK, A, B, C, F, G, open_store
from tests.screens.test_hostile_texts import ALIVE, markdown_of
from tests.workbooks import filled

PAGE = "pages/consulter/origine.py"
UNKNOWN = "00000000-0000-0000-0000-000000000000"


def taken(store: Path, kind: str) -> str:
    """The id of the import of that kind."""
    db = open_store(store)
    (found,) = [str(batch.id) for batch in batches(db, as_of=db.clock()) if batch.kind == kind]
    db.close()
    return found


def tell_again(store: Path) -> None:
    """A second file about A, of a later day."""
    db = open_store(store)
    told = {A: {"cadre_etat": "Aucun", "date_reponse": date(2022, 3, 20)}}
    import_returns(db, LOCAL, [("avril.xlsx", filled(db, "2021-2022", told))], campaign="2021-2022")
    db.close()


def bullets(app: AppTest) -> list[str]:
    return [read(one.value) for one in app.markdown if one.value.startswith("- ")]


def destinations(app: AppTest) -> list[str]:
    return [link.proto.query_string for link in app.main.get("page_link")]


def test_it_first_says_what_to_choose(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Choisissez un établissement : chaque réponse s'affiche avec le fichier, la feuille et la cellule")
    app.radio(key="origine_par").set_value("Import").run()
    assert says(app, "Choisissez un fichier importé")


def test_an_establishment_shows_what_counts_and_where_it_was_said(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"uai": A})
    assert_calm(app)
    # Four answers and the date of the return.
    assert says(app, "5 réponses comptent, venues d'un seul fichier.")
    # A's row is the second of the questionnaire, after B whose name begins with <: rows begin at 6, questions in column E.
    assert bullets(app)[0] == (
        f"- **Cadre de communication** : Oui. Fichier {FILE}, feuille Réponses, cellule E7, réponse du 10/03/2022."
    )
    assert bullets(app)[1].startswith("- **Comité fonctionnel** : Partiel : comptes rendus non renseignés, ")
    assert (
        bullets(app)[2]
        == "- **Usage des services** : Relevé : 48 utilisateurs pour 100 comptes en février 2022. Fichier releves.csv."
    )
    table = app.dataframe[0].value
    first = table.iloc[0]
    assert (
        first["État"],
        first["Question"],
        first["Réponse"],
        first["Fichier"],
        first["Feuille"],
        first["Cellule"],
    ) == (
        "Compte",
        "Cadre de communication numérique",
        "Intégré au projet",
        FILE,
        "Réponses",
        "E7",
    )
    assert set(table["Par"]) == {"poste local"}


def test_a_replaced_answer_names_the_one_that_counts(screen: Screen, filled_store: Path) -> None:
    tell_again(filled_store)
    app = screen(PAGE, filled_store, LINK | {"uai": A})
    assert says(app, "5 réponses comptent, venues de 2 fichiers ; 2 plus anciennes valent pour les jours d'avant.")
    table = app.dataframe[0].value
    assert table["État"].tolist()[:2] == ["Compte", "Plus ancienne"]
    assert table["Réponse"].tolist()[:2] == ["Aucun", "Intégré au projet"]
    assert table["Pourquoi"].tolist()[:2] == ["", "Compte à sa place : avril.xlsx, Réponses!E7"]


def test_an_establishment_leads_to_each_import_and_an_import_to_each_establishment(
    screen: Screen, filled_store: Path
) -> None:
    batch = taken(filled_store, "returns")
    app = screen(PAGE, filled_store, LINK | {"uai": A})
    assert destinations(app)[0] == f"import={batch}"
    app = screen(PAGE, filled_store, LINK | {"import": batch})
    assert_calm(app)
    # Six rows, F's refused: 4 + 2 + 2 + 2 + 2 answers and five dates.
    assert says(app, "17 réponses pour 5 établissements : 17 comptent.")
    assert says(app, "5 lignes acceptées sur 6, importé le ")
    assert app.dataframe[0].value["Réponses"].sum() == 17
    app.selectbox(key="origine_dans_import").select(G).run()
    assert links(app)[-1] == "Tous les nombres de cet établissement"
    assert destinations(app)[-1] == f"uai={G}"
    assert set(app.dataframe[1].value["Fichier"]) == {FILE}


def test_an_import_leads_to_its_place_in_the_history(screen: Screen, filled_store: Path) -> None:
    batch = taken(filled_store, "returns")
    app = screen(PAGE, filled_store, LINK | {"import": batch})
    assert links(app)[0] == "Cet import dans l'historique des retours"
    assert f"import={batch}" in destinations(app)[0]


def test_a_usage_file_says_whom_it_speaks_of(screen: Screen, filled_store: Path) -> None:
    batch = taken(filled_store, "usage")
    app = screen(PAGE, filled_store, LINK | {"import": batch})
    assert_calm(app)
    # Six months of two school years for six establishments.
    assert says(app, "72 relevés mensuels pour 6 établissements.")
    app = screen(PAGE, filled_store, LINK | {"uai": C})
    assert says(app, "Cet établissement n'a encore rien dit pour 2021-2022")
    assert bullets(app)[0] == "- **Cadre de communication** : Silencieux : rien ne le dit au 31/03/2022."
    months = app.dataframe[0].value
    assert months["Mois"].tolist()[0] == "février 2022"
    assert set(months["Fichier"]) == {"releves.csv"}


def test_a_file_set_aside_says_why_on_both_sides(screen: Screen, filled_store: Path) -> None:
    batch = taken(filled_store, "returns")
    db = open_store(filled_store)
    revert_batch(db, LOCAL, batch, reason=HOSTILE)
    db.close()
    app = screen(PAGE, filled_store, LINK | {"uai": A})
    assert says(app, "Aucune réponse ne compte ; 5 sont annulées avec leur import.")
    assert set(app.dataframe[0].value["Pourquoi"]) == {f"Import annulé : {HOSTILE}"}
    app = screen(PAGE, filled_store, LINK | {"import": batch})
    assert says(app, "17 réponses pour 5 établissements, dont aucune ne compte plus : l'import est annulé.")
    assert says(app, f"Annulé : {HOSTILE}")
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []


def test_an_address_that_names_nothing_known_says_what_to_do(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"uai": "0449999Z"})
    assert_calm(app)
    assert says(
        app, "0449999Z n'est attendu par aucune campagne de 2021-2022 : choisissez un établissement dans la liste"
    )
    app = screen(PAGE, filled_store, LINK | {"import": UNKNOWN})
    assert_calm(app)
    assert says(app, f"Aucun import ne porte l'identifiant {UNKNOWN} : choisissez un fichier dans la liste.")
    app = screen(PAGE, filled_store, LINK | {"uai": HOSTILE})
    assert [text for text in markdown_of(app) if ALIVE.search(text)] == []


def test_what_the_filters_hide_is_said_and_the_answers_stay(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"uai": A, "type": "Lycée"})
    assert_calm(app)
    assert bullets(app)[0].endswith("hors de ce qui est affiché : retirez les filtres, à gauche, pour le voir.")
    assert len(app.dataframe[0].value) == 5


def test_the_other_years_are_kept_apart(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, {"annee": "2020-2021", "uai": A})
    assert says(app, "Cet établissement n'a encore rien dit pour 2020-2021")
    assert "Ses réponses des autres années (5)" in [read(one.label) for one in app.expander]


def test_a_choice_is_written_in_the_address(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    app.selectbox(key="origine_uai").select(F).run()
    assert app.query_params["uai"] == F
    app.radio(key="origine_par").set_value("Import").run()
    app.selectbox(key="origine_import").select(taken(filled_store, "returns")).run()
    assert "uai" not in app.query_params
    assert app.query_params["import"] == taken(filled_store, "returns")


def test_names_and_files_are_shown_as_they_were_written(screen: Screen, filled_store: Path) -> None:
    for address in ({"uai": B}, {"import": taken(filled_store, "returns")}):
        app = screen(PAGE, filled_store, LINK | address)
        assert [text for text in markdown_of(app) if ALIVE.search(text)] == []
        assert any(HOSTILE in text for text in [*texts(app), *(read(one.value) for one in app.header)])
