"""The plan of a séance on its slides, read back by python-pptx."""

import pytest
from pptx.presentation import Presentation as Deck

from indicators.plan.effect import NO_CAUSE
from tests.indicators.exports.seances import planned_seance, recent_payload, recent_seance
from tests.indicators.exports.test_slides import open_deck, slide_of, tables, texts, titles

LATE = "1\u00a0action du plan est en retard"


@pytest.fixture(scope="module")
def deck() -> Deck:
    return open_deck(planned_seance())


def test_the_plan_stands_after_the_decisions_the_late_ones_first(deck: Deck) -> None:
    told = titles(deck)
    assert told[told.index("Décisions à prendre") + 1 :] == [
        "Plan d'action. 4\u00a0actions : 1 en retard, 1 en cours, 1 terminée, 1 en pause ; 3\u00a0maillons manquent à la chaîne.",
        LATE,
        "Plan d'action : Définir un cadre interne",
        "Plan d'action : Partir des besoins réels",
        "Plan d'action : Sans axe",
        "Du retour d'expérience à l'indicateur : 3\u00a0maillons manquent",
        "Avant et après le début des actions",
        "Comment ces chiffres sont-ils calculés ?",
    ]


def test_the_actions_of_an_axis_are_a_native_table(deck: Deck) -> None:
    assert tables(slide_of(deck, "Plan d'action : Partir des besoins réels")) == [
        [
            ["Action", "État", "Pilote", "Échéance", "Indicateurs"],
            ["A2 · Former par les pairs", "● En cours", "sans pilote", "sans date", "sans indicateur"],
            ["A4 · Recenser les équipements", "❙❙ En pause", "sans pilote", "sans date", "sans indicateur"],
        ]
    ]
    [[_, row]] = tables(slide_of(deck, "Plan d'action : Définir un cadre interne"))
    assert row == ["A1 · Écrire une charte", "▼ En retard", "Pilotage", "30/06/2022", "Cadre de communication"]


def test_late_actions_say_by_how_much(deck: Deck) -> None:
    [[_, row]] = tables(slide_of(deck, LATE))
    assert row == ["A1 · Écrire une charte", "Pilotage", "30/06/2022", "5", "1 sur 2"]


def test_states_are_counted_by_axis(deck: Deck) -> None:
    [told] = tables(
        next(slide for slide, title in zip(deck.slides, titles(deck), strict=True) if "4\u00a0actions" in title)
    )
    assert told == [
        ["Axe", "Actions", "En retard", "En cours", "Terminée", "En pause"],
        ["Définir un cadre interne", "1", "1", "0", "0", "0"],
        ["Partir des besoins réels", "2", "0", "1", "0", "1"],
        ["Sans axe", "1", "0", "0", "1", "0"],
    ]


def test_missing_links_are_listed(deck: Deck) -> None:
    [told] = tables(slide_of(deck, "Du retour d'expérience à l'indicateur : 3\u00a0maillons manquent"))
    assert told[1:] == [
        ["Irritant", "I2 · Peu d'usage par moments", "Aucun besoin n'en est tiré."],
        ["Action", "A2 · Former par les pairs", "Elle n'a pas de pilote."],
        ["Indicateur", "Usage des services", "Aucune action ne vise cet indicateur."],
    ]


def test_decisions_to_take_come_first_among_what_is_to_decide(deck: Deck) -> None:
    assert texts(slide_of(deck, "Décisions à prendre")).splitlines()[1:5] == [
        "Décisions inscrites au plan",
        "D2 · Qui anime les comités ? (séance du 15/03/2022)",
        "Actions en retard",
        "A1 · Écrire une charte : 5\u00a0jours de retard ; Pilotage.",
    ]


def test_before_and_after_come_with_the_warning_and_their_action(deck: Deck) -> None:
    assert texts(slide_of(deck, "Avant et après le début des actions")).splitlines()[1:4] == [
        NO_CAUSE,
        "A1 · Écrire une charte",
        "Cadre de communication : Du 03/01/2022 au 15/03/2022, concernés : de 0 à 1 oui sur 2.",
    ]


def test_more_effects_than_slides_can_hold_are_left_to_the_workbook_and_it_is_said() -> None:
    snapshot = planned_seance()
    plan = snapshot.payload["plan"]
    plan["actions"] = [plan["actions"][0] | {"ref": f"A{at}"} for at in range(1, 41)]
    deck = open_deck(snapshot)
    about = [
        slide for slide, title in zip(deck.slides, titles(deck), strict=True) if title.startswith("Avant et après")
    ]
    told = "\n".join(map(texts, about))
    assert "A12 · Écrire une charte" in told and "A13 ·" not in told
    assert "28\u00a0autres sont dans le classeur de la séance, feuille Avant et après." in told


def test_no_slide_of_the_plan_holds_a_single_row_after_a_full_one() -> None:
    snapshot = planned_seance()
    plan = snapshot.payload["plan"]
    plan["actions"] = [plan["actions"][1] | {"ref": f"A{at}"} for at in range(1, 12)]
    deck = open_deck(snapshot)
    about = [slide for slide, title in zip(deck.slides, titles(deck), strict=True) if "besoins réels" in title]
    assert [len(tables(slide)[0]) - 1 for slide in about] == [5, 6]


def test_many_actions_are_shared_out_between_slides_and_none_is_lost() -> None:
    snapshot = planned_seance()
    plan = snapshot.payload["plan"]
    plan["actions"] = [
        plan["actions"][1] | {"ref": f"A{at}", "title": f"Une action numéro {at} " + "assez longue " * (at % 12)}
        for at in range(1, 61)
    ]
    deck = open_deck(snapshot)
    about = [slide for slide, title in zip(deck.slides, titles(deck), strict=True) if "besoins réels" in title]
    shown = [row[0] for slide in about for row in tables(slide)[0][1:]]
    assert [text.split(" · ")[0] for text in shown] == [f"A{at}" for at in range(1, 61)]
    assert not any("…" in text for text in shown)


def test_a_plan_of_hundreds_of_actions_is_left_to_the_workbook_and_it_is_said() -> None:
    snapshot = planned_seance()
    plan = snapshot.payload["plan"]
    plan["actions"] = [plan["actions"][1] | {"ref": f"A{at}"} for at in range(1, 201)]
    deck = open_deck(snapshot)
    assert "Plan d'action : la suite est dans le classeur" in titles(deck)
    assert sum("Plan d'action" in title for title in titles(deck)) == 17


def test_a_seance_without_a_plan_has_no_such_slide() -> None:
    assert not any("Plan d'action" in title for title in titles(open_deck(recent_seance(payload=recent_payload()))))
