import pytest

from data.register.headers import is_uai_header, match_headers
from tests.data.register.directories import API_NAMES, LABELS_2023, LABELS_2026


@pytest.mark.parametrize(
    "header",
    [
        "uai",
        "UAI",
        "code uai",
        "numero_uai",
        "numéro uai",
        "rne",
        "code_rne",
        "code etablissement",
        "numero_ecole",
        "Numéro de l'école",
        "Numéro du collège",
        "Numero_d_etablissement",
        "Identifiant_de_l_etablissement",
        "Identifiant de l'établissement",
        "Identifiant de l’établissement",
    ],
)
def test_every_spelling_of_uai_seen_in_official_files(header: str) -> None:
    assert is_uai_header(header)


@pytest.mark.parametrize("header", ["etablissement_mere", "multi_uai", "Nom_etablissement", "commune", ""])
def test_other_columns_are_not_taken_for_it(header: str) -> None:
    assert not is_uai_header(header)


def test_the_three_families_name_the_same_fields() -> None:
    fields = set(match_headers(LABELS_2023))
    assert {"uai", "name", "type", "sector", "postal_code", "departement", "state", "mail", "parent_uai"} <= fields
    assert set(match_headers(API_NAMES)) == fields
    assert set(match_headers(LABELS_2026)) == fields - {"pupils"}


def test_the_typo_of_the_ministry_is_a_name() -> None:
    assert match_headers([None, "RNE", "Nom de l'établissment", 12, "rne"]) == {"uai": 1, "name": 2}
