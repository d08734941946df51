"""The truth table of the verdict. Values worked out by hand; one school day a calendar day unless said otherwise."""

from datetime import date
from functools import partial

import pytest

from data.reference.calendar import school_days
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


# Milestones: from 0 on day 0 to 20 on day 40, then to 200 on day 100.
SLOW_START = Goal(baseline=0, baseline_on=START, value=200, due_on=DUE, milestones=((date(2021, 10, 11), 20),))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (START, 0),
        (date(2021, 9, 21), 10),  # 20 days of 40
        (date(2021, 10, 11), 20),
        (MIDDLE, 50),  # 10 days of 60 further: 20 + 180 / 6
        (DUE, 200),
    ],
)
def test_the_pace_goes_from_milestone_to_milestone(on: date, expected: float) -> None:
    assert expected_on(SLOW_START, on, every_day) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("low", "expected"), [(60, "en_avance"), (59, "dans_le_rythme"), (40, "dans_le_rythme"), (39, "en_retard")]
)
def test_a_verdict_follows_the_milestones_within_the_same_tolerance(low: float, expected: str) -> None:
    # 50 expected instead of 100; the tolerance stays 5 % of 200.
    judged = judge(low=low, high=low, goal=SLOW_START, on=MIDDLE, school_days=every_day, tolerance=0.05)
    assert (judged.verdict, judged.tolerance) == (expected, 10)


def test_a_milestone_may_be_above_the_target_or_under_the_baseline() -> None:
    days = ((date(2021, 9, 11), 90.0), (date(2021, 12, 1), -10.0))
    goal = Goal(baseline=0, baseline_on=START, value=50, due_on=DUE, milestones=days)
    assert expected_on(goal, date(2021, 9, 11), every_day) == 90
    assert expected_on(goal, date(2021, 12, 1), every_day) == -10
    assert not goal.falls


def test_a_falling_target_with_milestones_still_sees_the_mirror() -> None:
    # From 100 to 80 on day 50, then to 0: 80 expected, tolerance 5.
    goal = Goal(baseline=100, baseline_on=START, value=0, due_on=DUE, milestones=((MIDDLE, 80),))
    verdicts = [
        judge(low=high, high=high, goal=goal, on=MIDDLE, school_days=every_day, tolerance=0.05).verdict
        for high in (75, 85, 86)
    ]
    assert verdicts == ["en_avance", "dans_le_rythme", "en_retard"]


def test_holidays_between_two_milestones_do_not_move_the_pace() -> None:
    # Zone B: lessons stop on Friday 22 October 2021 and start again on Monday 8 November; 11 November is a holiday.
    # Of the four school days up to 12 November (8, 9, 10 and 12), none has gone by on the 7th and two on the 9th.
    goal = Goal(
        baseline=0,
        baseline_on=START,
        value=200,
        due_on=date(2021, 11, 12),
        milestones=((date(2021, 10, 22), 100),),
    )
    zone_b = partial(school_days, zone="B")
    days = (date(2021, 10, 22), date(2021, 11, 7), date(2021, 11, 9))
    assert [expected_on(goal, day, zone_b) for day in days] == [100, 100, 150]


def test_two_milestones_without_a_school_day_between_them_wait_for_the_second() -> None:
    goal = Goal(
        baseline=0,
        baseline_on=START,
        value=100,
        due_on=DUE,
        milestones=((date(2021, 11, 1), 60), (date(2021, 11, 15), 70)),
    )
    lessons = [date(2021, 9, 2), date(2021, 12, 9), date(2021, 12, 10)]

    def few_days(first: date, last: date) -> int:
        return sum(first <= day <= last for day in lessons)

    days = (date(2021, 9, 1), date(2021, 9, 2), date(2021, 11, 14), date(2021, 11, 15), date(2021, 12, 9))
    assert [expected_on(goal, day, few_days) for day in days] == [0, 60, 60, 70, 85]
