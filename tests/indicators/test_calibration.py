"""On territories drawn establishment by establishment, the interval holds the truth as often as it says, and so does the
probability. docs/decisions/0008-forecast.md shows the same on more of them."""

from functools import cache

import numpy as np

from tests.indicators.simulated import Trial, adoption_trials, rate_trials


@cache
def adoptions() -> tuple[Trial, ...]:
    return tuple(adoption_trials(600, seed=1))


@cache
def rates() -> tuple[Trial, ...]:
    return tuple(rate_trials(1000, seed=1))


def share_inside(trials: tuple[Trial, ...]) -> float:
    return float(np.mean([one.low <= one.truth <= one.high for one in trials]))


def test_eight_intervals_of_ten_hold_the_number_of_adoptions() -> None:
    assert len(adoptions()) == 600
    assert 0.75 <= share_inside(adoptions()) <= 0.85


def test_the_interval_errs_on_neither_side() -> None:
    above = np.mean([one.truth > one.high for one in adoptions()])
    below = np.mean([one.truth < one.low for one in adoptions()])
    assert 0.05 <= above <= 0.15 and 0.05 <= below <= 0.15


def test_small_and_large_early_and_late_territories_are_all_held() -> None:
    trials = adoptions()
    for key in (lambda one: one.size, lambda one: one.on):
        ordered = sorted(trials, key=key)
        for part in (ordered[: len(ordered) // 2], ordered[len(ordered) // 2 :]):
            assert 0.72 <= share_inside(tuple(part)) <= 0.88


def test_the_probability_is_met_as_often_as_it_says() -> None:
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        within = [one for one in adoptions() if low <= one.probability < high]
        assert len(within) >= 40
        told, met = np.mean([one.probability for one in within]), np.mean([one.truth >= one.target for one in within])
        # Two standard errors of that many draws, and a twentieth: what is said is rounded to it.
        assert abs(told - met) <= 0.05 + 2 * np.sqrt(told * (1 - told) / len(within))


def test_the_interval_is_worth_having() -> None:
    # One that held the truth by saying « between 0 and everybody » would be well calibrated, and useless.
    assert np.mean([(one.high - one.low) / one.size for one in adoptions()]) < 0.2


def test_eight_intervals_of_ten_hold_the_rate() -> None:
    assert 0.75 <= share_inside(rates()) <= 0.87


def test_the_probability_of_a_rate_is_met_as_often_as_it_says() -> None:
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        within = [one for one in rates() if low <= one.probability < high]
        told, met = np.mean([one.probability for one in within]), np.mean([one.truth >= one.target for one in within])
        assert len(within) >= 80 and abs(told - met) <= 0.05 + 2 * np.sqrt(told * (1 - told) / len(within))
