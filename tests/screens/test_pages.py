"""Every page over a filled store, an empty one, and one with establishments but no campaign."""

from pathlib import Path

import pytest

from indicators.situation import GROUPS
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, links, says
from tests.screens.stores import DAY, LINK, with_establishments

TITLES = {
    "pages/consulter/synthese.py": "Les cibles de 2021-2022 seront-elles atteintes ?",
    "pages/consulter/indicateur.py": "Où en est cet indicateur, où, et pourquoi ?",
    "pages/consulter/territoire.py": "Qui entraîne, qui reste en retrait, et où ?",
    "pages/consulter/usages.py": "Les outils déployés servent-ils davantage ?",
    "pages/consulter/etablissements.py": "Quels établissements accompagner d'abord ?",
    "pages/consulter/etablissement.py": "Que sait-on de cet établissement ?",
    "pages/consulter/origine.py": "D'où vient ce nombre ?",
    "pages/consulter/comparer.py": "Qu'est-ce qui a changé ?",
    "pages/consulter/seance.py": "Que disait cette séance ?",
    "pages/agir/retours_experience.py": "Que rapportent ceux qui vivent le numérique à l'école ?",
    "pages/agir/projections.py": "De quoi a-t-on besoin, et par quoi y répondre ?",
    "pages/agir/plan_action.py": "Que fait-on, avec qui, pour quand ?",
    "pages/agir/chaine.py": "Des retours d'expérience aux indicateurs, que manque-t-il ?",
    "pages/agir/prochaine_seance.py": "Que faut-il décider à la prochaine séance ?",
    "pages/agir/fiche.py": "Que sait-on de cette fiche\u00a0?",
    "pages/gerer/retours.py": "Envoyer le questionnaire, reprendre les retours",
    "pages/gerer/releves.py": "Prendre les relevés d'usage des outils",
    "pages/gerer/verifications.py": "Quelles réponses faut-il vérifier ?",
    "pages/gerer/relances.py": "Qui n'a pas répondu ?",
    "pages/gerer/cibles.py": "Quelles cibles pour 2021-2022 ?",
    "pages/gerer/definitions.py": "Que compte chaque indicateur, et faut-il le changer ?",
    "pages/gerer/seances.py": "Quels nombres garder de chaque séance ?",
    "pages/gerer/listes.py": "Quels mots le comité emploie-t-il ?",
    "pages/gerer/administration.py": "Annuaire, campagnes et journal",
}
# Pages that have nothing to show before a campaign.
WAITING = [
    "pages/consulter/synthese.py",
    "pages/consulter/indicateur.py",
    "pages/consulter/territoire.py",
    "pages/consulter/usages.py",
    "pages/consulter/etablissements.py",
    "pages/consulter/etablissement.py",
    "pages/consulter/origine.py",
    "pages/consulter/comparer.py",
    "pages/consulter/seance.py",
    "pages/gerer/retours.py",
    "pages/gerer/verifications.py",
    "pages/gerer/relances.py",
    "pages/gerer/seances.py",
]


@pytest.mark.parametrize(("page", "title"), TITLES.items())
def test_a_page_over_a_filled_store(screen: Screen, filled_store: Path, page: str, title: str) -> None:
    app = screen(page, filled_store, LINK, by_the_menu=True)
    assert_calm(app)
    assert [one.value for one in app.title] == [title]
    assert app.session_state["situation"].on == DAY


@pytest.mark.parametrize(("page", "title"), TITLES.items())
def test_a_page_over_part_of_the_establishments(screen: Screen, filled_store: Path, page: str, title: str) -> None:
    app = screen(page, filled_store, LINK | {"type": "Collège", "secteur": "Public"})
    assert_calm(app)
    assert [one.value for one in app.title] == [title]
    assert app.session_state["situation"].filters == {"type": "Collège", "sector": "Public"}


@pytest.mark.parametrize("page", TITLES)
def test_a_page_over_an_empty_store(screen: Screen, empty_store: Path, page: str) -> None:
    app = screen(page, empty_store)
    assert_calm(app)
    assert len(app.title) == 1


@pytest.mark.parametrize("page", WAITING)
def test_an_empty_store_leads_to_the_directory(screen: Screen, empty_store: Path, page: str) -> None:
    app = screen(page, empty_store)
    assert "Première étape : l'annuaire officiel des établissements" in app.info[0].value
    assert links(app) == ["1. Charger l'annuaire"]


@pytest.mark.parametrize("page", WAITING)
def test_a_store_without_campaign_leads_to_one(screen: Screen, tmp_path: Path, page: str) -> None:
    with_establishments(tmp_path / "annuaire.duckdb")
    app = screen(page, tmp_path / "annuaire.duckdb")
    assert_calm(app)
    assert "Deuxième étape : créer la campagne de" in app.info[0].value
    assert links(app) == ["2. Créer une campagne"]


def test_the_synthesis_says_every_verdict_and_leads_to_each_indicator(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/synthese.py", filled_store, LINK)
    # Three of nine say yes, four are silent; the pace asks 6 x 120 / 172 = 4.19 on 31 March, less 5 % of 6.
    assert says(app, "On ne peut pas conclure : entre 3 et 7 projets, le rythme attend 4 au 31/03/2022.")
    # 48 users of 100 accounts in February 2022, 44 in February 2021.
    assert says(app, "Cible atteinte : +4 points sur un an, pour +2 points visés au 30/06/2022.")
    assert says(app, "Déjà atteinte : Usage des services")
    assert says(app, "Au 31/03/2022 : ")
    # 48 of 100 less 44 of 100.
    assert ("Hausse sur un an", "+4\u00a0points") in [(one.label, one.value) for one in app.metric]
    assert len(app.get("plotly_chart")) == 4
    # What the charts draw is said once for the four of them.
    assert sum("Pointillé vertical" in caption.value for caption in app.caption) == 1
    assert links(app) == [
        "Préparer une séance",
        "Où, et pourquoi : cadre de communication",
        "Où, et pourquoi : comité fonctionnel",
        "Où, et pourquoi : usage des services",
        "Où, et pourquoi : formation par les pairs",
    ]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("code", ["cadre_communication", "usage_services"])
def test_an_indicator_by_each_group(screen: Screen, filled_store: Path, code: str, group: str) -> None:
    address = LINK | {"indicateur": code, "groupe": GROUPS[group]}
    app = screen("pages/consulter/indicateur.py", filled_store, address)
    assert_calm(app)
    assert app.selectbox(key="groupe").value == group
    assert app.get("plotly_chart")[1].proto.spec


def test_the_list_of_an_indicator_can_be_narrowed_to_some_states(screen: Screen, filled_store: Path) -> None:
    app = screen("pages/consulter/indicateur.py", filled_store, LINK | {"indicateur": "cadre_communication"})
    assert len(app.dataframe[0].value) == 9
    app.multiselect(key="etats").set_value(["oui"]).run()
    assert sorted(app.dataframe[0].value["Établissement"]) == ["Collège A", "Lycée G", "École D"]
    assert says(app, "3 sur 9 établissements")
