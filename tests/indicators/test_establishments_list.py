"""The list that leads to work: whom to call first, what is looked for, what it says of itself."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from data.database import Database
from data.returns.values import fold
from indicators.establishments import words
from indicators.establishments.criteria import general, kinds
from indicators.establishments.searching import searched
from indicators.establishments.tables import worklist_table
from indicators.establishments.worklist import BY_NAME, FIRST, LARGEST, OLDEST, Choice, Worklist, chosen, worklist
from tests.helpers import memory_database
from tests.indicators.some_establishments import DAY, A, B, C, D, E, F, G, H, I, filled, found, tell

COMMITTEE, FRAMEWORK = "comite_fonctionnel", "cadre_communication"


@pytest.fixture(scope="module")
def db() -> Database:
    return filled()


@pytest.fixture(scope="module")
def listed(db: Database) -> Worklist:
    return worklist(found(db, COMMITTEE))


def uais(rows: pd.DataFrame) -> Sequence[str]:
    return list(rows["uai"])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_fewest_missing_then_most_pupils_then_oldest_answer_then_the_silent_the_no_and_the_yes(
    listed: Worklist,
) -> None:
    # One criterion: C and B have 600 pupils and C answered first, A has 400, of I nobody knows. Then D, which lacks two.
    assert uais(chosen(listed, Choice(order=FIRST))) == [C, B, A, I, D, E, F, G, H]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (LARGEST, [E, D, H, B, C, A, G, F, I]),
        (OLDEST, [C, A, I, B, D, G, H, E, F]),
        (BY_NAME, [B, C, D, E, A, F, G, H, I]),
    ],
)
def test_the_other_orders(listed: Worklist, order: str, expected: list[str]) -> None:
    assert uais(chosen(listed, Choice(order=order))) == expected


def test_a_row_says_what_lacks_how_much_and_since_when(listed: Worklist) -> None:
    row = listed.rows.set_index("uai").loc[D]
    assert row["missing"] == "comptes rendus non diffusés, direction absente"
    assert (row["lacking"], row["closest"]) == (2, 2)
    assert (row["age"], row["answered_on"].date()) == (14, date(2022, 3, 1))
    silent = listed.rows.set_index("uai").loc[E]
    assert (silent["missing"], silent["states"]) == ("", ("silencieux",))
    assert pd.isna(silent["lacking"]) and pd.isna(silent["age"])


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("saint etienne", [A]),
        ("  FREINET élise ", [A]),
        (C.lower(), [C]),
        ("nantes", [C, B, I, D, E, F, G, H]),
        ("college nantes z", []),
        ("[x](y) ' %", []),
    ],
)
def test_the_search_folds_accents_and_wants_every_word(listed: Worklist, search: str, expected: list[str]) -> None:
    assert uais(chosen(listed, Choice(search=search))) == expected


def test_many_texts_fold_as_each_one_does() -> None:
    names = ["École  Saint-Étienne", "Œuvre ﬁne\nd'Ys", "", "ÇA  ! Ⅻ ß", "a\u0301b"]
    communes = ["Nantes", None, "Le Pin", None, "Rezé"]
    rows = pd.DataFrame({"name": names, "uai": [A, B, C, D, E], "commune": communes})
    one_by_one = [
        fold(f"{name} {uai} {commune or ''}")
        for name, uai, commune in zip(names, [A, B, C, D, E], communes, strict=True)
    ]
    assert list(searched(rows)) == one_by_one


def test_states_and_a_missing_criterion_narrow_the_list(listed: Worklist) -> None:
    assert uais(chosen(listed, Choice(states=("silencieux", "non")))) == [E, F, G]
    assert uais(chosen(listed, Choice(criterion="comptes rendus non diffusés"))) == [C, A, D]
    assert uais(chosen(listed, Choice(criterion="direction absente", states=("partiel",), search="college i"))) == [I]


def test_criteria_are_named_once_the_most_frequent_first(listed: Worklist) -> None:
    assert list(listed.criteria) == ["comptes rendus non diffusés", "direction absente", "référent numérique absent"]
    assert general("1 réunion sur 2 attendues") == general("2 réunions sur 3 attendues")
    assert general("adoption le 12/03/2022, après") == general("adoption le 01/04/2022, après")
    assert list(kinds(["1 réunion sur 1 attendue", "2 réunions sur 3 attendues"])) == ["… réunions sur … attendues"]


def test_the_answer_counts_those_that_lack_one_criterion(listed: Worklist) -> None:
    assert plain(words.answer(listed)) == (
        "4 établissements sont à un pas du oui (sur 5 partiels) : il ne leur manque qu'un critère."
    )
    assert plain(words.first_call(chosen(listed, Choice()))) == (
        f"En tête : Collège C ({C}), Nantes. Ce qui manque : comptes rendus non diffusés. 600 élèves. "
        "Dernière réponse il y a 64 jours."
    )
    assert plain(words.first_call(chosen(listed, Choice(states=("silencieux",))))) == (
        f"En tête : Collège E ({E}), Nantes. Il n'a rien répondu. 1 000 élèves."
    )
    assert words.first_call(chosen(listed, Choice(states=("oui",)))) == ""


def test_the_answer_without_anybody_near() -> None:
    db = filled()
    for uai in (A, B, C, I):
        tell(db, uai, DAY, {"comite_existe": "non"})
    assert plain(words.answer(worklist(found(db, COMMITTEE)))) == (
        "Aucun établissement n'est à un pas du oui : il manque plusieurs critères au seul qui soit partiel."
    )
    tell(db, D, DAY, {"comite_existe": "non"})
    assert plain(words.answer(worklist(found(db, COMMITTEE)))) == (
        "Aucun établissement n'est entre oui et non ; 2 sont silencieux."
    )


def test_all_indicators_together_count_the_nearest_to_its_oui() -> None:
    db = filled()
    tell(db, D, date(2022, 3, 10), {"cadre_etat": "En cours de rédaction"})
    tell(db, H, date(2022, 3, 10), {"cadre_etat": "Intégré au projet"})
    both = worklist(found(db, FRAMEWORK, COMMITTEE))
    row = both.rows.set_index("uai").loc[D]
    assert row["states"] == ("partiel", "partiel")
    assert (row["lacking"], row["closest"], row["age"]) == (3, 1, 5)
    assert row["missing"] == (
        "cadre en cours de rédaction (cadre de communication) ; "
        "comptes rendus non diffusés, direction absente (comité fonctionnel)"
    )
    # D lacks one for its framework, but three in all: after those that lack one.
    assert uais(chosen(both, Choice(states=("partiel",)))) == [C, B, A, I, D]
    assert uais(chosen(both, Choice(states=("oui",)))) == [H]
    table = worklist_table(both, chosen(both, Choice()))
    assert list(table.loc[table["UAI"].eq(H), "Comité fonctionnel"]) == ["Oui"]
    assert list(table.loc[table["UAI"].eq(A), "Cadre de communication"]) == ["Silencieux"]


def test_an_adoption_told_later_has_no_age_on_an_earlier_day() -> None:
    db = filled()
    tell(db, F, date(2022, 3, 10), {"cadre_etat": "Intégré au projet", "cadre_date_adoption": "2022-01-05"})
    listed = worklist(found(db, FRAMEWORK, on=date(2022, 2, 1)))
    row = listed.rows.set_index("uai").loc[F]
    assert row["states"] == ("oui",)
    assert pd.isna(row["age"]) and row["answered_on"].date() == date(2022, 3, 10)


def test_nobody_expected_is_an_empty_list() -> None:
    db = memory_database()
    listed = worklist(found(db, FRAMEWORK, COMMITTEE))
    assert len(listed.rows) == 0
    assert chosen(listed, Choice(search="x", states=("oui",), criterion="x")).empty


def test_what_is_shown_and_kept_is_said() -> None:
    assert plain(words.shown(48_950, 60_000, most=2_000)) == (
        "2 000 premiers sur 48 950 : affinez la recherche ; les fichiers à télécharger ont tout."
    )
    assert plain(words.shown(3, 9, most=2_000)) == "3 établissements sur 9."
    assert words.kept(Choice()) == "tous les établissements attendus ; ordre : par qui commencer"
    assert words.kept(Choice(search=" Nantes ", states=("partiel", "non"), criterion="direction absente")) == (
        "recherche « Nantes » ; état : Partiel, Non ; critère manquant : direction absente ; ordre : par qui commencer"
    )
    assert [words.ago(days) for days in (0, 1)] == ["le jour même", "il y a 1\u00a0jour"]
