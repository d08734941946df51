"""The screen of what is to be verified: the list, settling with a reason, and taking a decision back."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.returns.warnings import count_open
from tests.data.returns.told import Row, tell
from tests.screens.conftest import Screen
from tests.screens.reading import assert_calm, button, links, read, says
from tests.screens.stores import DAY, HOSTILE, LINK, SCHOOLS, B, C, open_store, with_establishments
from tests.screens.test_hostile_texts import ALIVE, markdown_of

PAGE = "pages/gerer/verifications.py"
ODD: list[Row] = [
    (B, "comite_existe", "non"),
    (B, "comite_reunions", "3"),
    (C, "comite_existe", "oui"),
    (C, "comite_reunions", "0"),
    (C, "comite_derniere_reunion", "2020-10-01"),
]


@pytest.fixture
def store(filled_store: Path) -> Path:
    """Three answers of two establishments to verify, in a file and for an establishment with hostile names."""
    db = open_store(filled_store)
    tell(db, ODD, campaign="2021-2022", file_name=f"{HOSTILE}.xlsx")
    db.close()
    return filled_store


def left(store: Path) -> int:
    db = open_store(store)
    count = count_open(db, "2021-2022", db.clock())
    db.close()
    return count


def pick(app: AppTest, *places: int) -> None:
    """Tick remarks by their place on the screen."""
    boxes = [box for box in app.checkbox if str(box.key).startswith("remarque_")]
    for place in places:
        boxes[place].check()


def write(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_input if one.label == label).set_value(text)


def settle(app: AppTest, *places: int, reason: str = "Confirmé par le secrétariat") -> None:
    pick(app, *places)
    write(app, "Ce qui a été vérifié", reason)
    button(app, "Classer comme vérifié")


def test_nothing_to_verify_says_so(screen: Screen, filled_store: Path) -> None:
    app = screen(PAGE, filled_store, LINK)
    assert_calm(app)
    assert says(app, "Rien à vérifier.") and not app.button and not app.dataframe


def test_without_a_campaign_the_screen_leads_to_one(screen: Screen, tmp_path: Path) -> None:
    with_establishments(tmp_path / "annuaire.duckdb")
    assert links(screen(PAGE, tmp_path / "annuaire.duckdb")) == ["2. Créer une campagne"]


def test_each_remark_says_what_was_found_what_to_do_and_where(screen: Screen, store: Path) -> None:
    app = screen(PAGE, store, LINK)
    assert_calm(app)
    assert says(app, "3 réponses acceptées demandent une vérification.")
    assert says(app, "Il n'y a pas de comité, mais le nombre de réunions est 3 : demandez si le comité est constitué.")
    assert says(app, f"{B} · fichier « {HOSTILE}.xlsx », feuille « Réponses », cellule A3")
    assert sorted(read(box.label) for box in app.checkbox if str(box.key).startswith("remarque_")) == [
        f"**{HOSTILE}** · Réunions depuis le 1er septembre",
        "**Collège C** · Dernière réunion",
        "**Collège C** · Réunions depuis le 1er septembre",
    ]


def test_one_kind_can_be_looked_at_alone(screen: Screen, store: Path) -> None:
    app = screen(PAGE, store, LINK)
    choice = next(one for one in app.selectbox if one.label == "Ne montrer que")
    assert "Comité sans réunion (1)" in choice.options and "Toutes les remarques (3)" in choice.options
    choice.set_value("Comité sans réunion").run()
    assert says(app, "aucune réunion n'est comptée") and not says(app, "le nombre de réunions est 3")


def test_a_remark_is_settled_with_a_reason_and_stays_in_sight(screen: Screen, store: Path) -> None:
    app = screen(PAGE, store, LINK)
    settle(app, 0)
    assert_calm(app)
    assert says(app, "1 remarque classée") and says(app, "2 réponses acceptées demandent une vérification.")
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["Motif"], row["Par"], row["Cellule"]) == ("Confirmé par le secrétariat", "poste local", "Réponses A3")
    assert left(store) == 2


@pytest.mark.parametrize(
    ("places", "reason", "words"), [((0,), " ", "Dites ce qui a été vérifié"), ((), "vu", "cochez")]
)
def test_without_a_reason_or_a_choice_nothing_is_settled(
    screen: Screen, store: Path, places: tuple[int, ...], reason: str, words: str
) -> None:
    app = screen(PAGE, store, LINK)
    settle(app, *places, reason=reason)
    assert words in read(app.warning[0].value)
    assert left(store) == 3


def test_all_in_sight_can_be_settled_at_once_then_one_reopened(screen: Screen, store: Path) -> None:
    app = screen(PAGE, store, LINK)
    next(box for box in app.checkbox if box.label == "Choisir les 3 remarques affichées").check().run()
    settle(app)
    assert says(app, "3 remarques classées") and says(app, "Rien à vérifier.")
    write(app, "Motif, gardé avec la décision", "Le collège a rappelé")
    button(app, "Remettre à vérifier")
    assert_calm(app)
    assert says(app, "1 réponse acceptée demande une vérification.")
    assert (left(store), len(app.dataframe[0].value)) == (1, 2)


def test_a_long_list_is_shown_in_parts(screen: Screen, filled_store: Path) -> None:
    db = open_store(filled_store)
    odd = [
        ("comite_existe", "non"),
        ("comite_reunions", "3"),
        ("comite_parents", "oui"),
        ("formation_suivie", "non"),
        ("formation_personnels", "4"),
    ]
    tell(db, [(str(one["uai"]), *answer) for one in SCHOOLS for answer in odd], campaign="2021-2022", on=DAY)
    db.close()
    app = screen(PAGE, filled_store, LINK)
    assert says(app, "27 réponses acceptées demandent une vérification.")
    assert len([box for box in app.checkbox if str(box.key).startswith("remarque_")]) == 20
    button(app, "Afficher la suite (7 remarques)")
    assert len([box for box in app.checkbox if str(box.key).startswith("remarque_")]) == 27


def test_nothing_people_wrote_comes_alive(screen: Screen, store: Path) -> None:
    app = screen(PAGE, store, LINK)
    settle(app, 0, reason=HOSTILE)
    shown = markdown_of(app)
    assert any("x</b>" in read(text) or "<b>" in read(text) for text in shown)
    assert [text for text in shown if ALIVE.search(text)] == []
