"""What people put in cells, and what is understood. Each case names the habit it stands for."""

from datetime import date, datetime

import pytest

from data.returns.questions import Question
from data.returns.values import Cell, Problem, Told, clean, read_value

TODAY = date(2022, 3, 15)
YES_NO = Question(code="q", type="yes_no", label="Q")
STAGE = Question(
    code="q",
    type="choice",
    label="Q",
    choices=("Intégré au projet", "Rédigé, non intégré", "En cours de rédaction", "Aucun"),
)
DAY = Question(code="q", type="date", label="Q")
MEETINGS = Question(code="q", type="whole", label="Q", minimum=0, maximum=60)
TEXT = Question(code="q", type="text", label="Q", private=True)


def told(question: Question, cell: Cell) -> str | None:
    reading = read_value(question, cell, today=TODAY)
    assert isinstance(reading, Told), reading
    return reading.value


def refused(question: Question, cell: Cell) -> Problem:
    reading = read_value(question, cell, today=TODAY)
    assert isinstance(reading, Problem), reading
    return reading


@pytest.mark.parametrize("cell", ["Oui", "oui", "OUI ", "Oui\u00a0", "o", "O", "x", "X", "1", 1, 1.0, True, "vrai"])
def test_ways_to_say_yes(cell: Cell) -> None:
    assert told(YES_NO, cell) == "oui"


@pytest.mark.parametrize("cell", ["Non", " non", "N", "0", 0, 0.0, False, "faux"])
def test_ways_to_say_no(cell: Cell) -> None:
    assert told(YES_NO, cell) == "non"


@pytest.mark.parametrize("question", [YES_NO, STAGE, DAY, MEETINGS, TEXT], ids=lambda q: q.type)
@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "-", "–", "NSP", "nc", "?"])
def test_no_answer_tells_nothing(question: Question, cell: Cell) -> None:
    assert read_value(question, cell, today=TODAY) is None


@pytest.mark.parametrize("question", [YES_NO, STAGE, DAY, MEETINGS, TEXT], ids=lambda q: q.type)
def test_erasing_is_written_out(question: Question) -> None:
    assert told(question, "(Effacer) ") is None


@pytest.mark.parametrize("cell", ["✓", "✔", "☑"])
def test_a_tick_is_a_yes(cell: Cell) -> None:
    assert told(YES_NO, cell) == "oui"


@pytest.mark.parametrize("question", [YES_NO, STAGE, DAY, MEETINGS], ids=lambda q: q.type)
@pytest.mark.parametrize("cell", ["☒", "...", "٣", "!"])
def test_signs_that_are_not_understood_are_refused_not_taken_for_a_blank(question: Question, cell: Cell) -> None:
    assert refused(question, cell).message


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert refused(MEETINGS, "9" * 5000).code == "not_a_whole_number"


@pytest.mark.parametrize("cell", ["Peut-être", 2, "oui et non"])
def test_neither_yes_nor_no_is_refused(cell: Cell) -> None:
    assert refused(YES_NO, cell).code == "not_yes_no"


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ("intégré au projet", "Intégré au projet"),
        ("INTEGRE AU PROJET", "Intégré au projet"),  # capitals lose their accents
        ("Rédigé non intégré", "Rédigé, non intégré"),
        ("  En cours  de rédaction", "En cours de rédaction"),
    ],
)
def test_a_choice_is_known_without_case_accents_or_punctuation(cell: str, choice: str) -> None:
    assert told(STAGE, cell) == choice


def test_an_unknown_choice_names_those_allowed_and_the_nearest() -> None:
    problem = refused(STAGE, "Integré projet")
    assert problem.code == "unknown_choice"
    assert all(f"« {choice} »" in problem.message for choice in STAGE.choices)
    assert problem.message.endswith("Vouliez-vous dire « Intégré au projet » ?")


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 3, 12),
        datetime(2022, 3, 12, 0, 0),
        "12/03/2022",
        "12/3/2022",
        "12-03-2022",
        "12.03.2022",
        "12/03/22",
        "2022-03-12",
        "2022-03-12 00:00:00",
        " 12/03/2022\u00a0",
    ],
)
def test_ways_to_write_a_day(cell: Cell) -> None:
    assert told(DAY, cell) == "2022-03-12"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2022", "impossible_date"),
        ("45/13/2021", "impossible_date"),
        ("12/03/2031", "future_date"),
        (date(2022, 3, 16), "future_date"),
        ("12/03/1899", "too_old_date"),
        ("mars 2022", "not_a_date"),
        (44632, "not_a_date"),
        ("hier", "not_a_date"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cell: Cell, code: str) -> None:
    assert refused(DAY, cell).code == code


def test_today_is_not_the_future() -> None:
    assert told(DAY, TODAY) == "2022-03-15"


@pytest.mark.parametrize(
    ("cell", "value"),
    [(3, "3"), (3.0, "3"), ("3", "3"), (" 3 ", "3"), ("3,0", "3"), (0, "0"), ("+3", "3"), ("3,00", "3")],
)
def test_ways_to_write_a_whole_number(cell: Cell, value: str) -> None:
    assert told(MEETINGS, cell) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("environ 30", "not_a_whole_number"),
        ("trois", "not_a_whole_number"),
        (2.5, "not_a_whole_number"),
        ("2,5", "not_a_whole_number"),
        (True, "not_a_whole_number"),
        (date(2022, 3, 1), "not_a_whole_number"),
        (61, "out_of_range"),
        (-1, "out_of_range"),
    ],
)
def test_a_number_that_will_not_do_is_refused(cell: Cell, code: str) -> None:
    assert refused(MEETINGS, cell).code == code


def test_about_thirty_is_refused_with_thirty_as_example() -> None:
    assert "« environ 30 »" in refused(MEETINGS, "environ 30").message
    assert refused(MEETINGS, "environ 30").message.endswith("par exemple 30.")


PUPILS = Question(code="q", type="whole", label="Q", minimum=0, maximum=5000)


@pytest.mark.parametrize("cell", ["1 234", "1\u00a0234", "1\u202f234", 1234, "1234"])
def test_thousands_are_parted_by_spaces(cell: Cell) -> None:
    assert told(PUPILS, cell) == "1234"


@pytest.mark.parametrize(
    ("cell", "words", "suggestion"),
    [
        ("1 234,5", "sans virgule", ""),
        (2.5, "sans virgule", ""),
        ("85 %", "pourcentage", ""),
        ("environ 1 200", "par exemple 1200.", "1200"),
        ("3 réunions", "par exemple 3.", "3"),
        ("trois", "par exemple 3.", "3"),
        ("plus de 30", "par exemple 30.", ""),  # thirty-one, or fifty
        ("3 ou 4", "par exemple 3.", ""),
        ("1 2", "par exemple 1.", ""),  # twelve, or one and two
        ("1.000", "sans virgule", ""),  # a thousand, or one
        ("environ 30000", "par exemple 30000.", ""),  # out of bounds: nothing to suggest
    ],
)
def test_what_is_no_whole_number_is_told_apart(cell: Cell, words: str, suggestion: str) -> None:
    problem = refused(PUPILS, cell)
    assert (problem.code, words in problem.message, problem.suggestion) == ("not_a_whole_number", True, suggestion)


@pytest.mark.parametrize("month", ["mars", "MARS", "mar.", "mars"])
def test_a_month_is_written_out_or_cut(month: str) -> None:
    assert told(DAY, f"12 {month} 2022") == "2022-03-12"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1er février 2022", "2022-02-01"),
        ("le 3 févr. 2022", "2022-02-03"),
        ("mardi 14 décembre 2021", "2021-12-14"),
        ("14-déc-21", "2021-12-14"),
        ("5 AOUT 2021", "2021-08-05"),
        ("30 sept 2021", "2021-09-30"),
        ("2022/03/12", "2022-03-12"),
        ("12/03/2022 14:30", "2022-03-12"),
        ("12/03/2022 à 14h30", "2022-03-12"),
        (datetime(2022, 3, 12, 14, 30), "2022-03-12"),
    ],
)
def test_a_day_in_words_or_with_an_hour(cell: Cell, day: str) -> None:
    assert told(DAY, cell) == day


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        (44632, "not_a_date", "12/03/2022"),
        ("44632", "not_a_date", "12/03/2022"),
        (44632.5, "not_a_date", "12/03/2022"),
        (44636, "not_a_date", ""),  # 16 March: tomorrow
        (2022, "not_a_date", ""),
        ("12032022", "not_a_date", "12/03/2022"),
        ("12/3", "not_a_date", "12/03/2022"),
        ("25/12", "not_a_date", "25/12/2021"),
        ("03/25/2021", "impossible_date", "25/03/2021"),
        ("31/02/2022", "impossible_date", ""),
        ("30 février 2022", "impossible_date", ""),
        ("12 brumaire 2022", "not_a_date", ""),
    ],
)
def test_the_day_probably_meant_is_suggested_and_never_taken(cell: Cell, code: str, suggestion: str) -> None:
    problem = refused(DAY, cell)
    assert (problem.code, problem.suggestion) == (code, suggestion)
    assert suggestion in problem.message


@pytest.mark.parametrize(
    ("cell", "suggestion"), [("oui (depuis 2020)", "Oui"), ("Non, en projet", "Non"), ("oui et non", ""), ("ok", "")]
)
def test_a_yes_with_more_words_is_suggested(cell: str, suggestion: str) -> None:
    assert refused(YES_NO, cell).suggestion == suggestion


def test_the_nearest_choice_is_suggested() -> None:
    assert refused(STAGE, "Integré projet").suggestion == "Intégré au projet"
    assert refused(STAGE, "zzz").suggestion == ""


def test_a_choice_called_like_no_answer_is_a_choice() -> None:
    question = Question(code="q", type="choice", label="Q", choices=("Oui", "Sans objet"))
    assert told(question, "sans objet") == "Sans objet"
    assert read_value(question, "NSP", today=TODAY) is None


@pytest.mark.parametrize(
    "cell", ["n.c.", "N/A", "n/a", "NR", "ne sait pas", "Je ne sais pas", "Sans objet", "s.o.", "--", "/", "??"]
)
def test_words_and_signs_of_no_answer(cell: str) -> None:
    assert read_value(MEETINGS, cell, today=TODAY) is None


def test_a_formula_that_failed_is_no_blank() -> None:
    assert refused(MEETINGS, "#N/A").code == "not_a_whole_number"


def test_spaces_without_width_are_not_seen() -> None:
    assert clean("\ufeff Oui\u200b") == "Oui"
    assert told(YES_NO, "O\u200bui") == "oui"


def test_free_text_is_kept_as_typed_and_bounded() -> None:
    assert told(TEXT, "=1+1 <b>[lien](x)</b>") == "=1+1 <b>[lien](x)</b>"
    assert refused(TEXT, "a" * 2001).code == "too_long"


@pytest.mark.parametrize("question", [YES_NO, STAGE, DAY, MEETINGS], ids=lambda q: q.type)
def test_a_refusal_is_one_sentence_even_for_a_very_long_cell(question: Question) -> None:
    assert len(refused(question, "z" * 10_000).message) < 400
