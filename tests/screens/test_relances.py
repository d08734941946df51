"""Reminders on the screen: who is silent, how many by group, the list, the files and the texts to copy."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.campaigns import set_expected
from data.database import LOCAL
from tests.helpers import add_answers
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, read, says
from tests.screens.stores import LINK, A, B, C, D, E, F, G, H, I, open_store

PAGE = "pages/gerer/relances.py"
# Of the store's answers, A and nobody else answers the three needed questions; F's row was refused.
SILENT, PARTIAL = [C, F, H, I], [B, D, E, G]


def codes(app: AppTest) -> list[str]:
    return [read(one.value) for one in app.main.code]


def listed(app: AppTest) -> list[str]:
    return sorted(app.dataframe[1].value["UAI"])


def tell(store: Path, uais: list[str], *, campaign: str = "2021-2022") -> None:
    """These establishments answer every needed question."""
    db = open_store(store)
    needed = (("cadre_etat", "Aucun"), ("comite_existe", "non"), ("formation_suivie", "non"))
    add_answers(db, campaign=campaign, answers=[(uai, *one) for uai in uais for one in needed])
    db.close()


def test_the_answer_comes_first(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert [one.value for one in app.title] == ["Qui n'a pas répondu ?"]
    assert says(app, "4 établissements sur 9 n'ont rien répondu, 4 ont répondu en partie.")
    assert says(app, "Situation au 31/03/2022, avec tous les retours importés.")
    assert says(app, "5 établissements sur 9 ont répondu (56 %)")
    assert len(app.get("plotly_chart")) == 1


def test_the_list_holds_the_silent_then_those_chosen(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert listed(app) == SILENT
    app.radio(key="relancer").set_value("Réponses partielles").run()
    assert listed(app) == PARTIAL
    app.radio(key="relancer").set_value("Les deux").run()
    assert listed(app) == sorted(SILENT + PARTIAL)
    assert_calm(app)


def test_the_most_silent_group_comes_first(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    # Lycées: H and I of three; collèges: C of three; écoles: F of three.
    rows = app.dataframe[0].value
    assert list(rows["Type"])[0] == "Lycée"
    assert list(rows["Rien répondu"]) == [2, 1, 1]
    app.selectbox(key="par").set_value("sector").run()
    assert list(app.dataframe[0].value["Secteur"]) == ["Public", "Privé"]  # 3 of 6, 1 of 3
    assert_calm(app)


def test_the_filters_of_every_screen_hold_here(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK | {"type": "École"})
    assert says(app, "1 établissement sur 3 n'a rien répondu, 2 ont répondu en partie.")
    assert listed(app) == [F]


def test_a_circonscription_narrows_the_screen(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    db.reading().execute("UPDATE establishment SET circonscription = 'Nantes Nord' WHERE uai IN (?, ?)", [D, F])
    db.close()
    app = screen(PAGE, filled_store, LINK | {"circonscription": "Nantes Nord"})
    assert says(app, "1 établissement sur 2 n'a rien répondu, 1 a répondu en partie.")
    app = screen(PAGE, filled_store, LINK | {"circonscription": "Nantes Nord", "type": "Lycée"})
    assert_calm(app)
    assert "Aucun établissement attendu ne correspond à ces choix" in app.info[0].value


def test_each_text_to_copy_names_what_lacks_and_whom_it_is_for(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    db.reading().execute("UPDATE establishment SET mail = 'ce.' || uai || '@ac-nantes.fr' WHERE uai <> ?", [C])
    db.close()
    app = screen(PAGE, filled_store, LINK)
    subject, body, addresses = codes(app)
    assert subject == "Enquête 2021-2022 : votre réponse est attendue"
    assert "« Enquête 2021-2022 »" in body
    assert sorted(addresses.split("; ")) == [f"ce.{uai}@ac-nantes.fr" for uai in (F, H, I)]
    assert says(app, f"Sans adresse dans l'annuaire : Collège C ({C}).")
    app.radio(key="relancer").set_value("Réponses partielles").run()
    bodies = [text for text in codes(app) if text.startswith("Bonjour")]
    # B and D lack training, E and G the committee.
    assert ["- Formation de proximité" in text for text in bodies] == ["- Comité" not in text for text in bodies]
    assert len(bodies) == 2


def test_everybody_has_answered(screen: Screen, filled_store: Path) -> None:
    tell(filled_store, [*SILENT, *PARTIAL])
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Tout le monde a répondu.")
    assert_calm(app)
    assert len(app.dataframe) == 1 and codes(app) == []


def test_everybody_has_answered_at_least_in_part(screen: Screen, filled_store: Path) -> None:
    tell(filled_store, SILENT)
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "Chacun a répondu, mais 4 ont répondu en partie seulement, sur 9 établissements attendus.")
    assert says(app, "Chacun a répondu, au moins en partie.")


def test_nobody_is_expected(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    everyone = [A, B, C, D, E, F, G, H, I]
    set_expected(db, LOCAL, campaign="2021-2022", uai_list=everyone, expected=False, reason="essai")
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert "Aucun établissement attendu" in app.info[0].value


def test_the_campaign_is_one_of_the_school_year(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, {"annee": "2020-2021"})
    assert_calm(app)
    assert app.selectbox(key="campagne").options == ["Enquête 2020-2021"]
    assert says(app, "Personne n'a encore répondu : 9 établissements attendus.")


def test_an_import_shows_at_once(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    tell(filled_store, [C])
    app.run()
    assert says(app, "3 établissements sur 9 n'ont rien répondu, 4 ont répondu en partie.")


def test_the_list_can_be_taken_away_in_two_formats(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert [one.proto.label for one in app.get("download_button")] == [
        "Télécharger la liste (XLSX)",
        "Télécharger la liste (CSV pour Excel)",
    ]
