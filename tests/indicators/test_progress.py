"""The truth table of the verdict. Values worked out by hand; one school day a calendar day unless said otherwise."""

from datetime import date

import pytest

from indicators.progress import Goal, Progress, Verdict, expected_on, judge

START, DUE = date(2021, 9, 1), date(2021, 12, 10)  # 100 days apart
MIDDLE = date(2021, 10, 21)  # 50 days elapsed


def every_day(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def verdict(low: float, high: float, *, baseline: float = 0, target: float = 200, on: date = MIDDLE) -> Progress:
    goal = Goal(baseline=baseline, baseline_on=START, value=target, due_on=DUE)
    return judge(low=low, high=high, goal=goal, on=on, school_days=every_day, tolerance=0.05)


# Target 200 from 0, half of the days elapsed: 100 expected, tolerance 5 % of 200 = 10.
@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (200, 200, "atteint"),
        (250, 300, "atteint"),
        (110, 110, "en_avance"),
        (109, 300, "dans_le_rythme"),
        (90, 90, "dans_le_rythme"),
        (89, 89, "en_retard"),
        (0, 89, "en_retard"),
        (89, 90, "indetermine"),
        (0, 500, "indetermine"),
        (0, 0, "en_retard"),
    ],
)
def test_half_way_to_a_rising_target(low: float, high: float, expected: str) -> None:
    assert verdict(low, high).verdict == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(200, 200, "atteint"), (150, 199, "non_atteint"), (150, 200, "indetermine")]
)
def test_after_the_due_day_only_the_target_counts(low: float, high: float, expected: str) -> None:
    assert verdict(low, high, on=date(2021, 12, 11)).verdict == expected


@pytest.mark.parametrize(("low", "expected"), [(199, "dans_le_rythme"), (190, "dans_le_rythme"), (189, "en_retard")])
def test_on_the_due_day_itself_the_pace_still_counts(low: float, expected: str) -> None:
    assert verdict(low, low, on=DUE).verdict == expected


@pytest.mark.parametrize(("low", "expected"), [(39, "en_retard"), (40, "dans_le_rythme"), (60, "en_avance")])
def test_before_the_first_day_the_baseline_is_expected(low: float, expected: str) -> None:
    # From 50 to 250: tolerance 10, 50 expected on the first day.
    assert verdict(low, low, baseline=50, target=250, on=START).verdict == expected


# From 100 down to 0, half way: 50 expected, tolerance 5. What may still turn bad is the high bound.
@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 0, "atteint"),
        (45, 45, "en_avance"),
        (40, 55, "dans_le_rythme"),
        (40, 56, "indetermine"),
        (56, 60, "en_retard"),
        (0, 100, "indetermine"),
    ],
)
def test_a_falling_target_is_a_rising_one_in_a_mirror(low: float, high: float, expected: str) -> None:
    assert verdict(low, high, baseline=100, target=0).verdict == expected


def test_a_falling_target_missed_after_the_due_day() -> None:
    assert verdict(1, 5, baseline=100, target=0, on=date(2022, 1, 1)).verdict == "non_atteint"


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(40, 40, "atteint"), (39, 39, "en_retard"), (30, 45, "indetermine")]
)
def test_a_target_equal_to_its_baseline_asks_not_to_fall(low: float, high: float, expected: str) -> None:
    assert verdict(low, high, baseline=40, target=40).verdict == expected


def test_a_target_of_zero_from_zero_is_reached() -> None:
    assert verdict(0, 3, baseline=0, target=0).verdict == "atteint"


def test_below_the_baseline_and_past_the_target_stay_visible() -> None:
    assert verdict(20, 20, baseline=50, target=250).gap == pytest.approx(20 - 150)
    assert verdict(400, 400).gap == pytest.approx(300)


def test_reached_then_lost_is_told_as_it_is_today() -> None:
    assert [verdict(200, 200).verdict, verdict(150, 150).verdict, verdict(80, 80).verdict] == [
        "atteint",
        "en_avance",
        "en_retard",
    ]


def test_without_a_target_there_is_no_verdict() -> None:
    judged = judge(low=3, high=9, goal=None, on=MIDDLE, school_days=every_day, tolerance=0.05)
    assert (judged.verdict, judged.low, judged.high) == (Verdict.SANS_CIBLE, 3, 9)


def test_too_little_known_concludes_nothing() -> None:
    goal = Goal(baseline=0, baseline_on=START, value=0.5, due_on=DUE)
    judged = judge(low=0.6, high=0.7, goal=goal, on=MIDDLE, school_days=every_day, tolerance=0.05, settled=False)
    assert judged.verdict == "indetermine" and judged.yes_to_settle is None


@pytest.mark.parametrize(
    ("low", "high", "yes", "no"),
    [
        (80, 150, 10, 61),  # 90 is enough to be on pace; 150 - 61 = 89 is late
        (89, 90, 1, 1),
        (0, 500, 90, 411),
    ],
)
def test_how_many_answers_would_settle_it(low: float, high: float, yes: int, no: int) -> None:
    judged = verdict(low, high)
    assert (judged.yes_to_settle, judged.no_to_settle) == (yes, no)
    assert verdict(low + yes, max(high, low + yes)).verdict == "dans_le_rythme"
    assert verdict(min(low, high - no), high - no).verdict == "en_retard"
    assert verdict(low + yes - 1, max(high, low + yes - 1)).verdict != "dans_le_rythme"


def test_after_the_due_day_the_answers_that_settle_it_reach_or_miss_the_target() -> None:
    judged = verdict(150, 230, on=date(2022, 1, 1))
    assert (judged.yes_to_settle, judged.no_to_settle) == (50, 31)


def test_a_decimal_value_exactly_at_the_tolerance_is_inside_it() -> None:
    # 0.3 to 0.5 half way: 0.4 expected, tolerance 0.01; 0.1 + 0.29 is 0.38999999999999996.
    assert verdict(0.1 + 0.29, 0.1 + 0.29, baseline=0.3, target=0.5).verdict == "dans_le_rythme"


def test_the_pace_follows_school_days_not_calendar_days() -> None:
    # 10 school days in all, the first 8 of them before the holidays: on the middle calendar day 8 have gone by.
    school = [date(2021, 9, d) for d in range(2, 10)] + [date(2021, 12, 9), date(2021, 12, 10)]
    goal = Goal(baseline=0, baseline_on=START, value=100, due_on=DUE)
    elapsed = expected_on(goal, MIDDLE, lambda first, last: sum(first <= d <= last for d in school))
    assert elapsed == pytest.approx(80)


def test_a_period_without_a_school_day_waits_for_its_due_day() -> None:
    goal = Goal(baseline=10, baseline_on=START, value=20, due_on=DUE)
    assert expected_on(goal, MIDDLE, lambda _first, _last: 0) == 10
    assert expected_on(goal, DUE, lambda _first, _last: 0) == 20
