"""Every verdict says its numbers in one French sentence."""

from datetime import date

import pytest

from indicators.french import NO_BREAK, day, instant, long_day, number, percent, plural, points, short_month
from indicators.progress import Goal, judge
from indicators.sentences import LABELS, SHAPES, amount, count_wording, rate_wording, verdict_sentence

ON = date(2021, 10, 21)
THIN = "\u202f"


def every_day(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def say(low: float, high: float, *, on: date = ON, silent: int = 0, baseline: float = 0, value: float = 200) -> str:
    goal = Goal(baseline=baseline, baseline_on=date(2021, 9, 1), value=value, due_on=date(2021, 12, 10))
    progress = judge(low=low, high=high, goal=goal, on=on, school_days=every_day, tolerance=0.05)
    return verdict_sentence(progress, on, count_wording("projet", "projets", silent)).replace(NO_BREAK, " ")


def test_reached() -> None:
    assert say(1210, 1210, value=1200) == f"Cible atteinte : 1{THIN}210 projets, pour 1{THIN}200 visés au 10/12/2021."


def test_ahead() -> None:
    assert say(120, 150) == (
        "En avance : 120 projets, le rythme attend 100 au 21/10/2021 (20 de mieux) ; 200 visés au 10/12/2021."
    )


def test_on_pace() -> None:
    assert say(95, 150) == "Dans le rythme : 95 projets, le rythme attend 100 au 21/10/2021 ; 200 visés au 10/12/2021."


def test_late_even_if_every_silent_one_said_yes() -> None:
    assert say(50, 80, silent=30) == (
        "En retard : 50 projets, le rythme attend 100 au 21/10/2021 : "
        "même si les 30 silencieux étaient favorables, il manquerait 20."
    )


@pytest.mark.parametrize(("low", "said"), [(0, "0 projet,"), (1, "1 projet,"), (2, "2 projets,")])
def test_a_noun_agrees_with_its_number(low: float, said: str) -> None:
    assert f"En retard : {said}" in say(low, low)


def test_late_with_a_single_silent_one() -> None:
    # 100 expected, late under 90; the silent one counted as a yes makes 81.
    assert say(80, 81, silent=1).endswith("même si le seul silencieux était favorable, il manquerait 19.")


def test_what_is_missing_is_a_whole_number_of_answers() -> None:
    # From 0 to 3 half way: 1.5 expected, 1 known: one more answer closes the gap of 0.5.
    assert say(1, 1, value=3).endswith("il manque 1.")


def test_a_falling_target_has_too_many_and_says_at_most() -> None:
    # From 100 down to 0, half way: 50 expected, tolerance 5.
    assert say(60, 60, baseline=100, value=0).endswith("il y en a 10 de trop.")
    assert say(60, 70, baseline=100, value=0, silent=10).endswith("favorables, il y en aurait 10 de trop.")
    assert "En avance : au plus 40 projets" in say(20, 40, baseline=100, value=0, silent=20)


def test_late_with_everything_known() -> None:
    assert say(50, 50) == "En retard : 50 projets, le rythme attend 100 au 21/10/2021 : il manque 50."


def test_cannot_conclude_says_what_would() -> None:
    assert say(80, 150, silent=70) == (
        "On ne peut pas conclure : entre 80 et 150 projets, le rythme attend 100 au 21/10/2021. "
        "10 réponses favorables de plus suffiraient à dire « dans le rythme », "
        "61 réponses défavorables à dire « en retard »."
    )


def test_missed_and_unsettled_after_the_due_day() -> None:
    over = date(2022, 1, 1)
    assert say(150, 190, on=over) == "Cible non atteinte : au mieux 190 projets, pour 200 visés au 10/12/2021."
    assert say(150, 230, on=over) == (
        "On ne peut pas conclure : entre 150 et 230 projets, 200 visés au 10/12/2021. "
        "50 réponses favorables de plus suffiraient à dire « cible atteinte », "
        "31 réponses défavorables à dire « cible non atteinte »."
    )


def test_without_a_target() -> None:
    progress = judge(low=3, high=9, goal=None, on=ON, school_days=every_day, tolerance=0.05)
    said = verdict_sentence(progress, ON, count_wording("projet", "projets", 6)).replace(NO_BREAK, " ")
    assert said == "Entre 3 et 9 projets : aucune cible n'est fixée pour ce périmètre."


def test_a_growth_is_said_in_points_and_a_rate_in_percent() -> None:
    goal = Goal(baseline=0, baseline_on=date(2021, 9, 1), value=0.02, due_on=date(2021, 12, 10))
    progress = judge(low=0.025, high=0.025, goal=goal, on=ON, school_days=every_day, tolerance=0.05)
    said = verdict_sentence(progress, ON, rate_wording(0, growth=True)).replace(NO_BREAK, " ")
    assert said == "Cible atteinte : +2,5 points sur un an, pour +2 points visés au 10/12/2021."


def test_a_rate_known_within_bounds_says_at_least() -> None:
    goal = Goal(baseline=0.4, baseline_on=date(2021, 9, 1), value=0.5, due_on=date(2021, 12, 10))
    progress = judge(low=0.45, high=0.55, goal=goal, on=ON, school_days=every_day, tolerance=0.05)
    said = verdict_sentence(progress, ON, rate_wording(3, growth=False)).replace(NO_BREAK, " ")
    assert said == (
        "Dans le rythme : au moins 45 % des comptes, le rythme attend 45 % au 21/10/2021 ; 50 % visés au 10/12/2021."
    )


def test_each_verdict_has_its_own_label_and_shape() -> None:
    assert len(set(LABELS.values())) == len(LABELS) == len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (number(1234567), f"1{THIN}234{THIN}567"),
        (number(1234.5, 1), f"1{THIN}234,5"),
        (number(0), "0"),
        (percent(0.452), f"45,2{NO_BREAK}%"),
        (percent(1, 0), f"100{NO_BREAK}%"),
        (points(0.02), f"+2{NO_BREAK}points"),
        (points(-0.015), f"−1,5{NO_BREAK}point"),
        (points(0), f"0{NO_BREAK}point"),
        (day(date(2022, 3, 1)), "01/03/2022"),
        (long_day(date(2022, 3, 1)), "1er mars 2022"),
        (long_day(date(2022, 8, 11)), "11 août 2022"),
        (short_month(date(2022, 2, 1)), "févr. 22"),
        (plural(1, "réponse"), f"1{NO_BREAK}réponse"),
        (plural(0, "réponse"), f"0{NO_BREAK}réponse"),
        (number(-0.3), "0"),
        (number(-0.0, 1), "0"),
        (number(-0.5), "-1"),
        (percent(-0.0003), f"0{NO_BREAK}%"),
        (points(0.0199), f"+2{NO_BREAK}points"),
        (points(0.0194), f"+1,9{NO_BREAK}point"),
        (points(-0.0003), f"0{NO_BREAK}point"),
        (points(0.0003), f"0{NO_BREAK}point"),
        (points(-0.0005), f"−0,1{NO_BREAK}point"),
        (plural(1.7, "visite"), f"2{NO_BREAK}visites"),
        (plural(1.4, "visite"), f"1{NO_BREAK}visite"),
        (amount(1.7, count_wording("projet", "projets", 0)), f"2{NO_BREAK}projets"),
        (plural(2, "cheval", "chevaux"), f"2{NO_BREAK}chevaux"),
    ],
)
def test_french_forms(said: str, expected: str) -> None:
    assert said == expected


def test_an_instant_is_said_to_the_minute() -> None:
    from datetime import datetime

    assert instant(datetime(2022, 3, 15, 14, 5)) == "15/03/2022 à 14 h 05"
