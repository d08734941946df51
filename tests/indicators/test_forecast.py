"""Will we get there: what a forecast says in the cases that a committee meets. One school day a calendar day."""

from collections.abc import Sequence
from datetime import date

import pytest

from indicators.forecast import Forecast, forecast_adoption, forecast_rate
from indicators.forecast.words import chances, forecast_sentence, is_likely, landing, limits
from indicators.french import NO_BREAK
from indicators.progress import Goal
from indicators.sentences import count_wording, rate_wording

DUE = date(2022, 6, 30)
ENDS = (date(2021, 9, 30), date(2021, 10, 31), date(2021, 11, 30), date(2021, 12, 31), date(2022, 1, 31))
WORDING = count_wording("projet", "projets", 0)


def every_day(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def goal(value: float, *, baseline: float = 0, due_on: date = DUE) -> Goal:
    return Goal(baseline=baseline, baseline_on=date(2021, 9, 1), value=value, due_on=due_on)


def forecast(
    counts: Sequence[int], *, expected: int = 200, aim: Goal | None = None, due_on: date = DUE
) -> Forecast | None:
    known = list(zip(ENDS, counts, strict=False))
    return forecast_adoption(known, expected=expected, due_on=due_on, school_days=every_day, goal=aim)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


# --- adoption


def test_a_steady_pace_leads_on() -> None:
    # 10 of 200, then 9.5 of 190...: about 5 % of the others a month. Five more months: 37 + 163 * (1 - 0.95^5) = 74.
    found = forecast([0, 10, 19, 28, 37], aim=goal(100))
    assert found and found.median and found.low and found.high
    assert found.median == pytest.approx(74, abs=6)
    assert 50 <= found.low < found.median < found.high <= 110
    assert found.months == 4 and not found.too_early


def test_the_fan_starts_from_what_is_known_and_widens() -> None:
    found = forecast([0, 10, 19, 28, 37])
    assert found
    assert [point.day for point in found.by_day] == [
        date(2022, 1, 31),
        date(2022, 2, 28),
        date(2022, 3, 31),
        date(2022, 4, 30),
        date(2022, 5, 31),
        DUE,
    ]
    assert (found.by_day[0].low, found.by_day[0].high) == (37, 37)
    widths = [point.high - point.low for point in found.by_day]
    assert widths == sorted(widths)


def test_counts_stay_whole_and_within_the_establishments() -> None:
    found = forecast([0, 60, 120, 170, 190])
    assert found and found.high is not None and found.high <= 200
    assert all(value == int(value) for value in (found.low, found.median, found.high) if value is not None)


def test_uneven_months_make_a_wider_fan_than_even_ones() -> None:
    even, uneven = forecast([0, 10, 20, 30, 40]), forecast([0, 0, 38, 38, 40])
    assert even and uneven and even.high and even.low and uneven.high and uneven.low
    assert uneven.high - uneven.low > even.high - even.low


def test_the_same_facts_say_the_same() -> None:
    assert forecast([0, 10, 19, 28, 37], aim=goal(100)) == forecast([0, 10, 19, 28, 37], aim=goal(100))


def test_months_without_a_school_day_add_nothing() -> None:
    def no_school_from_february(first: date, last: date) -> int:
        return every_day(first, min(last, date(2022, 1, 31)))

    known = list(zip(ENDS, [0, 10, 19, 28, 37], strict=True))
    found = forecast_adoption(known, expected=200, due_on=DUE, school_days=no_school_from_february, goal=goal(38))
    assert found and (found.low, found.median, found.high, found.probability) == (37, 37, 37, 0)


@pytest.mark.parametrize(("counts", "months"), [([5], 0), ([5, 9], 1), ([5, 9, 12], 2)])
def test_fewer_than_three_months_of_facts_is_too_early(counts: list[int], months: int) -> None:
    found = forecast(counts, aim=goal(100))
    assert found == Forecast(due_on=DUE, months=months, too_early=True)


def test_three_months_are_enough() -> None:
    found = forecast([5, 9, 12, 20], aim=goal(100))
    assert found and not found.too_early and found.median


def test_a_month_begun_is_no_month_of_facts() -> None:
    known = [(ENDS[0], 5), (ENDS[1], 9), (ENDS[2], 12), (date(2021, 12, 20), 15)]
    found = forecast_adoption(known, expected=200, due_on=DUE, school_days=every_day)
    assert found and found.too_early and found.months == 2


def test_a_target_already_reached_and_never_lost_is_sure() -> None:
    found = forecast([40, 60, 80, 90, 100], aim=goal(90))
    assert found and found.probability == 1


def test_everybody_already_says_oui() -> None:
    found = forecast([150, 180, 190, 200, 200], aim=goal(200))
    assert found and (found.low, found.median, found.high, found.probability) == (200, 200, 200, 1)


def test_more_than_are_expected_cannot_be_reached() -> None:
    found = forecast([0, 60, 120, 170, 190], aim=goal(201))
    assert found and found.probability == 0


def test_what_is_lost_some_months_may_be_lost_again() -> None:
    found = forecast([100, 110, 90, 100, 80], aim=goal(80))
    assert found and found.low is not None and found.low < 80
    assert found.probability is not None and 0 < found.probability < 1


def test_nothing_that_moves_leads_almost_nowhere() -> None:
    found = forecast([30, 30, 30, 30, 30], aim=goal(60))
    assert found and found.low == 30 and found.high is not None and found.high <= 36
    assert found.probability is not None and found.probability < 0.05


def test_a_falling_target_is_the_mirror_of_a_rising_one() -> None:
    # 200 - 163 = 37 have left, as in the rising one: the counts are each other's rest.
    up = forecast([0, 10, 19, 28, 37], aim=goal(80))
    down = forecast([200, 190, 181, 172, 163], aim=goal(120, baseline=200))
    assert up and down and up.low and up.high and up.median
    assert down.probability == up.probability
    assert (down.low, down.high) == pytest.approx((200 - up.high, 200 - up.low), abs=1)


def test_without_a_target_there_is_a_fan_and_no_probability() -> None:
    found = forecast([0, 10, 19, 28, 37])
    assert found and found.by_day and found.probability is None


@pytest.mark.parametrize("due_on", [date(2022, 1, 31), date(2021, 12, 1)])
def test_a_due_day_that_is_not_to_come_has_no_forecast(due_on: date) -> None:
    assert forecast([0, 10, 19, 28, 37], due_on=due_on, aim=goal(100, due_on=due_on)) is None


def test_nobody_expected_or_nothing_known_has_no_forecast() -> None:
    assert forecast([0, 0, 0, 0, 0], expected=0) is None
    assert forecast([]) is None


# --- rates


MONTHS = [date(2021, 9, 1), date(2021, 10, 1), date(2021, 11, 1), date(2021, 12, 1)]
BEFORE = dict.fromkeys(MONTHS, 0.4) | {date(2022, month, 1): 0.5 for month in range(1, 7)}


def rate(values: Sequence[float], *, aim: Goal | None = None, growth: bool = False) -> Forecast | None:
    rates = list(zip(MONTHS, values, strict=False))
    return forecast_rate(rates, BEFORE, on=date(2022, 1, 15), due_on=DUE, goal=aim, growth=growth)


def test_last_years_month_times_this_years_ratio() -> None:
    # 10 % above the year before each month: 0.5 last June leads to 0.55.
    found = rate([0.44, 0.44, 0.44, 0.44], aim=goal(0.55))
    assert found and found.median == pytest.approx(0.55, abs=1e-4)
    assert found.probability == pytest.approx(0.5, abs=0.01)
    assert [point.day.month for point in found.by_day] == [12, 1, 2, 3, 4, 5, 6]


def test_a_growth_is_the_difference_with_last_year() -> None:
    found = rate([0.44, 0.44, 0.44, 0.44], aim=goal(0.02), growth=True)
    assert found and found.median == pytest.approx(0.05, abs=1e-4)
    assert found.by_day[-1].median == pytest.approx(0.55, abs=1e-4)


def test_ratios_that_differ_make_a_wider_fan() -> None:
    alike, unlike = rate([0.44, 0.44, 0.44, 0.44]), rate([0.36, 0.52, 0.36, 0.52])
    assert alike and unlike and alike.high and alike.low and unlike.high and unlike.low
    assert unlike.high - unlike.low > 2 * (alike.high - alike.low)


def test_a_rate_never_exceeds_one() -> None:
    found = rate([0.8, 0.8, 0.8, 0.8])
    assert found and found.high == 1


def test_two_months_of_rates_are_too_early() -> None:
    assert rate([0.44, 0.44]) == Forecast(due_on=DUE, months=2, too_early=True)


def test_without_last_years_months_a_rate_has_no_forecast() -> None:
    rates = list(zip(MONTHS, [0.4] * 4, strict=True))
    known = dict.fromkeys(MONTHS, 0.4)
    assert forecast_rate(rates, known, on=date(2022, 1, 15), due_on=DUE) is None
    assert forecast_rate(rates, {}, on=date(2022, 1, 15), due_on=DUE) is None
    assert forecast_rate([], BEFORE, on=date(2022, 1, 15), due_on=DUE) is None


def test_the_month_that_counts_on_the_due_day_is_the_last_complete_one() -> None:
    rates = list(zip(MONTHS, [0.44] * 4, strict=True))
    found = forecast_rate(rates, BEFORE, on=date(2022, 1, 15), due_on=date(2022, 3, 15))
    assert found and found.by_day[-1].day == date(2022, 2, 1)


def test_a_due_day_whose_month_is_known_already_leaves_nothing_to_guess() -> None:
    rates = list(zip(MONTHS, [0.44] * 4, strict=True))
    found = forecast_rate(rates, BEFORE, on=date(2022, 1, 15), due_on=date(2022, 1, 20), goal=goal(0.44))
    assert found and (found.low, found.high, found.probability) == (0.44, 0.44, 1)


# --- words


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "presque aucune chance (moins de 5 %)"),
        (0.04, "une chance sur vingt (5 %)"),
        (0.18, "une chance sur cinq (20 %)"),
        (0.5, "une chance sur deux (50 %)"),
        (0.74, "trois chances sur quatre (75 %)"),
        (0.96, "dix-neuf chances sur vingt (95 %)"),
        (1.0, "presque toutes les chances (plus de 95 %)"),
    ],
)
def test_a_probability_is_said_in_words_and_to_the_nearest_twentieth(probability: float, said: str) -> None:
    assert plain(chances(probability)) == said


def made(**changes: float | bool | None) -> Forecast:
    values: dict[str, float | bool | None] = {"median": 310, "low": 262, "high": 350, "probability": 0.2}
    return Forecast(due_on=DUE, months=5, **(values | changes))  # type: ignore[arg-type]


def test_a_forecast_is_one_sentence() -> None:
    assert plain(forecast_sentence(made(), goal(400), WORDING)) == (
        "À rythme inchangé, 310 projets au 30/06/2022 (huit chances sur dix d'être entre 262 et 350) : "
        "une chance sur cinq (20 %) d'atteindre 400."
    )


def test_a_target_already_reached_has_chances_to_hold() -> None:
    assert plain(forecast_sentence(made(probability=0.46), goal(300), WORDING, reached=True)) == (
        "Déjà atteinte ; 45 % de chances de l'être encore au 30/06/2022. "
        "À rythme inchangé, 310 projets au 30/06/2022 (huit chances sur dix d'être entre 262 et 350)."
    )


@pytest.mark.parametrize(("probability", "likely"), [(0.5, False), (0.524, False), (0.526, True), (0.2, False)])
def test_what_is_likely_is_what_is_shown_above_one_chance_in_two(probability: float, likely: bool) -> None:
    assert is_likely(probability) is likely


def test_a_forecast_that_cannot_vary_gives_no_interval() -> None:
    said = forecast_sentence(made(low=310, high=310, probability=None), None, WORDING)
    assert plain(said) == "À rythme inchangé, 310 projets au 30/06/2022."


def test_too_early_says_what_is_missing() -> None:
    early = Forecast(due_on=DUE, months=1, too_early=True)
    assert plain(forecast_sentence(early, goal(400), WORDING)) == (
        "Il est trop tôt pour prévoir : 1 mois complet de faits, il en faut 3."
    )
    assert limits(early, rate=False) == "" and forecast_sentence(None, None, WORDING) == ""


def test_a_falling_target_and_one_to_hold_have_their_own_words() -> None:
    assert plain(forecast_sentence(made(), goal(50, baseline=90), WORDING)).endswith("d'être au plus à 50.")
    assert plain(forecast_sentence(made(), goal(50, baseline=50), WORDING)).endswith("de ne pas être sous 50.")


def test_the_label_of_the_fan() -> None:
    assert plain(landing(made(), WORDING)) == "310 au 30/06, entre 262 et 350"
    grown = made(median=0.017, low=-0.006, high=0.04)
    assert plain(landing(grown, rate_wording(0, growth=True))) == "+1,7 point au 30/06, entre −0,6 et +4 points"


def test_the_limits_say_what_is_assumed() -> None:
    assert limits(made(), rate=False).startswith("Projection à rythme inchangé : elle suppose")
    assert "5 mois" in limits(made(), rate=True)
