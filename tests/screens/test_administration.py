"""The directory, the campaigns and the journal on the screen."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.campaigns import Campaign, campaigns
from data.register.read import count
from data.settings import ROOT
from pages.shared.administration import ACTIONS
from tests.browser.official import directory, school
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, read, says
from tests.screens.stores import LINK, open_store

PAGE = "pages/gerer/administration.py"
NANTES = ("44109", "Nantes")
COLLEGE = school("0449001V", "Collège des Ajoncs", "Collège", *NANTES)
ECOLE = school("0449002W", "École du Chêne", "Ecole", *NANTES)
LYCEE = school("0449003X", "Lycée Galerne", "Lycée", *NANTES)


def hand_in(app: AppTest, content: bytes, *, box: int = 0, name: str = "annuaire.csv") -> AppTest:
    app.file_uploader(key=f"annuaire_{box}").set_value((name, content, "text/csv"))
    return app.run()


def load(app: AppTest, content: bytes, *, box: int = 0) -> None:
    hand_in(app, content, box=box)
    button(app, "Charger annuaire.csv")


def field(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_input if one.label == label).set_value(text)


def known(store: Path) -> tuple[int, list[Campaign]]:
    """Open establishments, and the campaigns."""
    db = open_store(store)
    found = count(db, on=db.today(), as_of=db.clock()), campaigns(db, db.clock())
    db.close()
    return found


def test_an_empty_store_asks_for_the_directory(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    assert says(app, "Aucun établissement n'est encore connu : chargez l'annuaire.")


def test_a_directory_is_loaded_by_its_button_only(screen: Screen, empty_store: Path) -> None:
    app = hand_in(screen(PAGE, empty_store), directory([COLLEGE, ECOLE, LYCEE]))
    assert known(empty_store)[0] == 0
    button(app, "Charger annuaire.csv")
    assert_calm(app)
    assert says(app, "3 établissements ouverts dans l'annuaire.")
    assert says(app, "3 établissements lus : 3 ajoutés, 0 modifiés, 0 fermés, 0 inchangés")
    assert known(empty_store)[0] == 3


def test_a_file_without_uai_is_refused_in_a_sentence(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    load(app, "Commune;Écoles\nNantes;12\n".encode())
    assert not app.exception
    assert read(app.warning[0].value).startswith("Ce fichier n'a pas de colonne d'UAI")
    assert known(empty_store)[0] == 0


def test_closing_more_than_half_must_be_accepted(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    load(app, directory([COLLEGE, ECOLE, LYCEE]))
    load(app, directory([LYCEE]), box=1)
    assert "ne contient pas 2 des 3 établissements ouverts" in read(app.warning[0].value)
    assert known(empty_store)[0] == 3
    app.checkbox(key="fermetures").set_value(True).run()
    button(app, "Charger annuaire.csv")
    assert_calm(app)
    assert known(empty_store)[0] == 1


def test_a_campaign_needs_the_directory_first(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    button(app, "Enregistrer la campagne")
    assert read(app.warning[0].value).startswith("Chargez d'abord l'annuaire des établissements")
    assert known(empty_store)[1] == []


def test_a_campaign_expects_every_open_establishment(screen: Screen, empty_store: Path) -> None:
    app = screen(PAGE, empty_store)
    load(app, directory([COLLEGE, ECOLE, LYCEE]))
    choice = next(one for one in app.selectbox if one.label == "Année scolaire de la campagne")
    choice.select("2021-2022").run()
    for label, text in {"Code": "enquete-1", "Nom": "Enquête de mars"}.items():
        field(app, label, text)
    button(app, "Enregistrer la campagne")
    assert_calm(app)
    (campaign,) = known(empty_store)[1]
    assert (campaign.code, campaign.school_year, campaign.label, campaign.expected) == (
        "enquete-1",
        "2021-2022",
        "Enquête de mars",
        3,
    )
    assert app.session_state["situation"].school_year == "2021-2022"


def test_a_campaign_with_a_code_that_will_not_do_is_refused(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    before = known(filled_store)
    field(app, "Code", "Enquête n° 1")
    button(app, "Enregistrer la campagne")
    assert "n'est pas utilisable" in read(app.warning[0].value)
    assert known(filled_store) == before


def test_a_campaign_can_be_brought_up_to_date(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    next(one for one in app.selectbox if one.label.startswith("Campagne")).set_value("2021-2022").run()
    assert next(one for one in app.text_input if one.label == "Code").disabled
    field(app, "Nom", "Enquête de printemps")
    button(app, "Enregistrer la campagne")
    assert_calm(app)
    assert [one.label for one in known(filled_store)[1]] == ["Enquête de printemps", "Enquête 2020-2021"]


def test_the_journal_tells_each_write(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/gerer/seances.py", filled_store, LINK)
    app.text_input[0].set_value("Comité de mars")
    button(app, "Figer la situation au 31 mars 2022")
    journal = screen(PAGE, filled_store, LINK).dataframe[-1].value
    assert list(zip(journal["Quoi"], journal["Sur"], strict=True))[0] == ("Séance figée", "Comité de mars")
    assert set(journal["Quoi"]) == {
        "Annuaire chargé",
        "Campagne enregistrée",
        "Cible fixée",
        "Retours importés",
        "Relevés d'usage importés",
        "Séance figée",
        "Réglage modifié",
    }
    assert set(journal["Qui"]) == {"poste local"}


def test_the_journal_says_every_kind_of_write_in_french() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "data").rglob("*.py")]
    actions = {found for text in texts for found in re.findall(r'\.writing\(\s*\w+,\s*"(\w+)"', text)}
    assert len(actions) > 10
    assert actions - set(ACTIONS) == set()
