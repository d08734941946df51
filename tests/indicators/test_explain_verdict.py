"""What would change the verdict, and the pace it takes: told in sentences that hold when tried."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indicators.advice import advice, needed_paces, seen_a_month, steps
from indicators.french import NO_BREAK
from indicators.progress import Goal, Progress, judge
from indicators.sentences import LABELS, count_wording, rate_wording, verdict_sentence

START, HALF, DUE = date(2021, 9, 1), date(2021, 10, 21), date(2021, 12, 10)
WORDING = count_wording("comité", "comités", 0)


def every_day(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def progress(
    low: float,
    high: float,
    *,
    baseline: float = 0,
    value: float = 200,
    on: date = HALF,
    milestones: tuple[tuple[date, float], ...] = (),
) -> Progress:
    goal = Goal(baseline=baseline, baseline_on=START, value=value, due_on=DUE, milestones=milestones)
    return judge(low=low, high=high, goal=goal, on=on, school_days=every_day, tolerance=0.05)


def told(found: Progress, *, on: date = HALF, seen: float | None = None) -> list[str]:
    lines = advice(found, on, WORDING, school_days=every_day, seen_a_month=seen)
    return [line.replace(NO_BREAK, " ") for line in lines]


def test_the_pace_needed_is_what_lacks_over_the_school_months_left_rounded_up() -> None:
    # 50 days left are 50 / 17.5 = 2.857 school months; 200 - 80 = 120 lack: 42.
    (pace,) = needed_paces(progress(80, 150), HALF, every_day)
    assert (pace.missing, pace.a_month) == (120, 42)
    assert pace.months == pytest.approx(2.857, abs=0.001)


def test_the_next_milestone_comes_first() -> None:
    # 31 October, 10 days on: less than a school month, so the whole lack is told.
    goals = ((date(2021, 10, 31), 110.0), (date(2021, 11, 30), 150.0))
    found = needed_paces(progress(80, 150, milestones=goals), HALF, every_day)
    assert [(pace.by, pace.missing, pace.a_month) for pace in found] == [
        (date(2021, 10, 31), 30, None),
        (DUE, 120, 42),
    ]


def test_a_milestone_already_reached_is_not_asked_for() -> None:
    found = needed_paces(progress(120, 150, milestones=((date(2021, 10, 31), 110.0),)), HALF, every_day)
    assert [pace.by for pace in found] == [DUE]


def test_a_falling_target_asks_for_fewer() -> None:
    (pace,) = needed_paces(progress(60, 70, baseline=100, value=0), HALF, every_day)
    assert (pace.missing, pace.a_month) == (70, 25)  # 70 / 2.857 = 24.5
    assert "Il faut 25 comités de moins par mois d'école d'ici au 10/12/2021 pour descendre à 0 " in "".join(
        told(progress(60, 70, baseline=100, value=0))
    )


@pytest.mark.parametrize("on", [DUE, date(2022, 1, 5)])
def test_no_pace_on_or_after_the_due_day_nor_once_reached(on: date) -> None:
    assert needed_paces(progress(80, 150, on=on), on, every_day) == ()
    assert needed_paces(progress(200, 200), HALF, every_day) == ()


def test_the_fewest_answers_that_conclude() -> None:
    # 90 is on pace, 10 more; 89 is late, 61 of the silent saying no.
    assert told(progress(80, 150))[0] == "10 réponses favorables suffiraient à conclure : ce serait « dans le rythme »."
    assert told(progress(30, 92))[0] == "3 réponses défavorables suffiraient à conclure : ce serait « en retard »."
    assert told(progress(89, 200))[0] == "1 réponse favorable suffirait à conclure : ce serait « dans le rythme »."


@pytest.mark.parametrize(
    ("low", "more", "verdict"), [(50, 40, "dans le rythme"), (95, 15, "en avance"), (120, 80, "cible atteinte")]
)
def test_the_next_verdict_holds_when_tried(low: int, more: int, verdict: str) -> None:
    assert told(progress(low, low))[0] == f"Avec {more} de plus au 21/10/2021, on serait « {verdict} »."
    names = {"dans le rythme": "dans_le_rythme", "en avance": "en_avance", "cible atteinte": "atteint"}
    assert progress(low + more, low + more).verdict == names[verdict]
    assert progress(low + more - 1, low + more - 1).verdict != names[verdict]


# Small groups: one answer more jumps over a bar.
@some.composite
def cases(draw: some.DrawFn, *, unit: float) -> tuple[Goal, date, float, float]:
    whole = some.integers(0, draw(some.sampled_from([3, 10, 60, 900])))
    low, high = sorted((draw(whole), draw(whole)))
    passing = tuple((date(2021, 10, 31), draw(whole) * unit) for _ in range(draw(some.integers(0, 1))))
    goal = Goal(
        baseline=draw(whole) * unit, baseline_on=START, value=draw(whole) * unit, due_on=DUE, milestones=passing
    )
    return goal, START + timedelta(days=draw(some.integers(-3, 110))), low * unit, high * unit


def again(goal: Goal, on: date, low: float, high: float) -> str:
    asked = judge(low=low, high=max(low, high), goal=goal, on=on, school_days=every_day, tolerance=0.05)
    return LABELS[asked.verdict].lower()


def moved(goal: Goal, on: date, low: float, high: float, *, better: float = 0, worse: float = 0) -> str:
    """The verdict that judge gives to the value with so much more on its good side, or its bad one."""
    if goal.falls:
        return again(goal, on, min(low + worse, high - better), high - better)
    return again(goal, on, low + better, high - worse)


def announced(text: str, wanted: str) -> list[tuple[float, str]]:
    """(how much, verdict) of each promise of a text, as people read it."""
    plain = text.replace(NO_BREAK, " ").replace("\u202f", "")
    return [(float(much.replace(",", ".")), verdict) for much, verdict in re.findall(wanted, plain)]


@given(case=cases(unit=1))
def test_every_verdict_announced_for_more_answers_is_the_one_that_judge_gives(
    case: tuple[Goal, date, float, float],
) -> None:
    goal, on, low, high = case
    found = judge(low=low, high=high, goal=goal, on=on, school_days=every_day, tolerance=0.05)
    wording = count_wording("comité", "comités", int(high - low))
    said = " ".join([verdict_sentence(found, on, wording), *advice(found, on, wording, school_days=every_day)])
    good = r"(\d+) (?:réponses? favorables?(?: de plus)? suffi\w+ à|de (?:plus|moins) au \S+ on serait)[^«]*« ([^»]*) »"
    for much, verdict in announced(said, good):
        assert verdict == moved(goal, on, low, high, better=much)
    for much, verdict in announced(said, r"(\d+) réponses? défavorables? (?:suffi\w+ )?à[^«]*« ([^»]*) »"):
        assert verdict == moved(goal, on, low, high, worse=much)


@given(case=cases(unit=0.0007), growth=some.booleans())
def test_every_verdict_announced_for_more_points_is_the_one_that_judge_gives(
    case: tuple[Goal, date, float, float], growth: bool
) -> None:
    goal, on, low, high = case
    found = judge(low=low, high=high, goal=goal, on=on, school_days=every_day, tolerance=0.05, countable=False)
    said = " ".join(advice(found, on, rate_wording(2, growth=growth), school_days=every_day))
    for much, verdict in announced(said, r"([\d,]+) points? de (?:plus|moins) au \S+ on serait « ([^»]*) »"):
        assert verdict == moved(goal, on, low, high, better=much / 100)


def test_one_answer_that_jumps_over_a_bar_is_told_what_it_gives() -> None:
    # From 0 to 1 half way: on pace from 0.45; one answer is the target itself.
    unsure = progress(0, 1, value=1)
    assert told(unsure)[0] == "1 réponse favorable suffirait à conclure : ce serait « cible atteinte »."
    said = verdict_sentence(unsure, HALF, count_wording("comité", "comités", 1)).replace(NO_BREAK, " ")
    assert "1 réponse favorable de plus suffirait à dire « cible atteinte »" in said
    assert (
        told(progress(2, 2, baseline=2, value=1))[0] == "Avec 1 de moins au 21/10/2021, on serait « cible atteinte »."
    )


def test_points_are_rounded_up_so_that_what_is_announced_holds() -> None:
    # From 40 to 50 % half way: on pace from 44.5 %; 44.46 % is 0.04 point short, told as 0.1.
    goal = Goal(baseline=0.4, baseline_on=START, value=0.5, due_on=DUE)
    found = judge(low=0.4446, high=0.4446, goal=goal, on=HALF, school_days=every_day, tolerance=0.05, countable=False)
    first = advice(found, HALF, rate_wording(0, growth=False), school_days=every_day)[0].replace(NO_BREAK, " ")
    assert first == "Avec 0,1 point de plus au 21/10/2021, on serait « dans le rythme »."


def test_what_the_answers_added_so_far() -> None:
    # 35 days after the first are 2 school months: 30 more.
    known = [(date(2021, 9, 30), 50), (date(2021, 11, 4), 80)]
    assert seen_a_month(known, every_day) == 15
    assert told(progress(80, 80), seen=15)[-1] == "Jusqu'ici, les réponses ont fait 15 de plus par mois d'école."
    assert seen_a_month(known[:1], every_day) is None


def test_a_target_reached_or_none_asks_nothing() -> None:
    assert told(progress(200, 200)) == []
    none = judge(low=1, high=2, goal=None, on=HALF, school_days=every_day, tolerance=0.05)
    assert told(none) == [] and steps(none, HALF, WORDING) == []


def test_a_rate_says_points_and_no_monthly_number() -> None:
    goal = Goal(baseline=0.4, baseline_on=START, value=0.5, due_on=DUE)
    found = judge(
        low=0.43, high=0.43, goal=goal, on=HALF, school_days=every_day, tolerance=0.05, settled=True, countable=False
    )
    lines = advice(found, HALF, rate_wording(0, growth=False), school_days=every_day)
    assert [line.replace(NO_BREAK, " ") for line in lines] == [
        "Avec 1,5 point de plus au 21/10/2021, on serait « dans le rythme ».",
        "Il faut 7 points de plus d'ici au 10/12/2021 pour atteindre 50 %.",
    ]


def test_the_tests_are_told_in_order_down_to_the_one_that_decided() -> None:
    assert [line.replace(NO_BREAK, " ") for line in steps(progress(95, 150), HALF, WORDING)] == [
        "Cible atteinte ? Il faut être sûr d'au moins 200 ; on est sûr de 95. Non.",
        "En avance ? Il faut être sûr d'au moins 110 : le rythme, 100, et 10 de mieux ; on est sûr de 95. Non.",
        "Dans le rythme ? Il faut être sûr d'au moins 90 : le rythme, 100, à 10 près ; on est sûr de 95. Oui.",
    ]


def test_what_cannot_be_concluded_says_that_no_test_held() -> None:
    lines = steps(progress(80, 150), HALF, WORDING)
    assert len(lines) == 5 and "Oui" not in "".join(lines)
    assert lines[-1] == "On ne peut pas conclure : aucune de ces conditions n'est sûre."
