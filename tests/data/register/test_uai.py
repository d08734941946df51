import pytest

from data.register.uai import check_letter, read_uai


@pytest.mark.parametrize("code", ["0440021J", "0440001M", "0350122T", "0940204L", "6200088B"])
def test_real_codes_are_read(code: str) -> None:
    assert read_uai(code) == (code, None)
    assert check_letter(code[:7]) == code[7]


@pytest.mark.parametrize(
    "text", ["0440021j", " 0440021J ", "044 0021 J", "0440021\u00a0J", "\u202f0440021J\u200b", "\ufeff0440021j\n"]
)
def test_blanks_and_lower_case_are_put_right(text: str) -> None:
    assert read_uai(text) == ("0440021J", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0950009E", "la lettre attendue est U, pas E"),
        ("440021J", "un zéro manque sans doute au début : lire 0440021J ?"),
        ("10001Y", "6 caractères au lieu de 8"),
        ("440021K", "7 caractères au lieu de 8"),
        ("0440021", "la lettre finale manque : lire 0440021J ?"),
        ("04400021J", "9 caractères au lieu de 8"),
        ("", "L'UAI manque"),
        ("   ", "L'UAI manque"),
        ("A12", "7 chiffres et une lettre"),
        ("Collège Aristide Briand", "« COLLÈGEARIST… » n'est pas un UAI"),
        ("044002١J", "7 chiffres et une lettre"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_guessed(text: str, said: str) -> None:
    code, problem = read_uai(text)
    assert code is None
    assert problem is not None and said in problem
    assert "\n" not in problem
