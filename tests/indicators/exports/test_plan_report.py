"""The plan of a séance in its report, read back by pypdf."""

import re

import pytest

from indicators.plan.effect import NO_CAUSE
from tests.indicators.exports.report_reading import opened, tagged, words
from tests.indicators.exports.seances import planned_seance, recent_payload, recent_seance


@pytest.fixture(scope="module")
def told() -> str:
    return words(planned_seance())


def rows(told: str, *cells: object) -> bool:
    """Whether these cells stand one after the other."""
    return re.search(r"\s".join(re.escape(str(cell)) for cell in cells), told) is not None


def test_the_plan_begins_with_its_sentence(told: str) -> None:
    said = "4 actions : 1 en retard, 1 en cours, 1 terminée, 1 en pause ; 3 maillons manquent à la chaîne."
    assert f"Plan d'action {said}" in told


def test_actions_stand_under_their_axis_with_their_dates(told: str) -> None:
    assert rows(
        told, "A1", "Écrire une charte", "RUPN, Élus", "Pilotage", "03/01/2022", "30/06/2022", "▼ En retard, 5 j"
    )
    assert told.index("Actions de l'axe « Définir un cadre interne »") < told.index("Actions de l'axe « Sans axe »")
    assert "A4 · Recenser les équipements, ❙❙ En pause : Le logiciel change." in told


def test_an_action_without_an_owner_says_so_and_a_long_delay_keeps_within_its_column(told: str) -> None:
    assert rows(told, "A2", "Former par les pairs", "sans pilote", "01/02/2022", "● En cours")
    snapshot = planned_seance()
    late = snapshot.payload["plan"]["actions"][0]
    late |= {"days_late": 114, "indicators": ["formation_par_les_pairs_des_équipes"]}
    # On one line: a column too narrow would cut it in two, or run into the next one.
    assert "▼ En retard, 114 j" in "\n".join(page.extract_text() for page in opened(snapshot).pages).replace(
        "\u00a0", " "
    )


def test_steps_decisions_and_missing_links_are_told(told: str) -> None:
    assert rows(told, "E1", "Réunir", "A1", "14/01/2022", "10/01/2022", "✓ Faite")
    assert rows(told, "D2", "Qui anime les comités ?", "Les communes ?", "15/03/2022")
    assert "Faut-il une charte ?" not in told
    assert rows(told, "Irritant", "I2 · Peu d'usage par moments", "Aucun besoin n'en est tiré.")


def test_before_and_after_come_with_the_warning(told: str) -> None:
    assert re.sub(r"\s+", " ", NO_CAUSE) in told
    assert rows(
        told,
        "Concernés",
        2,
        "0 oui (0 %), 2 sans réponse, 03/01/2022",
        "1 oui (50 %), 15/03/2022",
        "+1 oui, +50 points",
    )
    assert rows(told, "Autres", 3)


def test_its_tables_and_headings_are_tagged_and_a_seance_without_a_plan_has_none_of_them() -> None:
    roles = [role for role, _ in tagged(opened(planned_seance()))]
    bare = opened(recent_seance(payload=recent_payload()))
    without = [role for role, _ in tagged(bare)]
    # Three axes, steps, decisions, missing links and one effect.
    assert roles.count("/Table") - without.count("/Table") == 7
    assert roles.count("/THead") == roles.count("/Table")
    assert roles.count("/H1") - without.count("/H1") == 1
    assert roles.count("/H2") - without.count("/H2") == 7
    assert not any("Plan d'action" in page.extract_text() for page in bare.pages)
