"""How often an event happens in a school month, and how much that differs from one month to the next.

Answers come in waves: one rate for all months would make the forecast far too sure of itself. So each month draws its
own rate from a Beta whose mean and spread are learnt together from the months gone by, over a grid, with a prior.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.forecast.model import DRAWS, Draws

# A month's rate is Beta(shape, shape * (1 - mean) / mean): the smaller the shape, the more months differ.
_MEANS, _SHAPES = (
    axis.ravel() for axis in np.meshgrid(np.geomspace(0.0005, 0.9, 40), np.array([0.4, 0.7, 1.2, 2.0, 4.0, 8.0, 30.0]))
)
# Beta(1/2, 8) on the mean, seen on a logarithmic grid; months that differ as much as their mean are the usual case.
_PRIOR = 0.5 * np.log(_MEANS) + 7 * np.log1p(-_MEANS) - 0.5 * (np.log(_SHAPES / 5.0)) ** 2


@dataclass(frozen=True, kw_only=True)
class Month:
    """Among `exposed`, `events` happened in `weight` school months."""

    exposed: int
    events: int
    weight: float


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """Draws of what the months gone by leave possible: one mean and one shape a draw."""

    means: Draws
    shapes: Draws

    def events(self, rng: np.random.Generator, exposed: Draws, weight: float) -> Draws:
        """Events among `exposed` (one number a draw) in the next `weight` school months."""
        mean = _over(self.means, weight)
        return rng.binomial(exposed.astype(np.int64), rng.beta(self.shapes, self.shapes * (1 - mean) / mean)).astype(
            np.float64
        )


def learn(months: Sequence[Month], rng: np.random.Generator) -> Hazard:
    """What the months say of the mean and of the spread."""
    score = _PRIOR + sum(_likelihood(month) for month in months)
    weights = np.exp(score - score.max())
    # Evenly spaced rather than random: fewer draws give the same precision.
    places = (np.arange(DRAWS) + rng.random(DRAWS)) / DRAWS
    chosen = np.searchsorted(np.cumsum(weights / weights.sum()), places).clip(max=len(weights) - 1)
    return Hazard(means=_MEANS[chosen], shapes=_SHAPES[chosen])


def _over(mean: Draws, weight: float) -> Draws:
    return -np.expm1(weight * np.log1p(-mean))


def _likelihood(month: Month) -> Draws:
    mean = _over(_MEANS, month.weight)
    yes, no = _SHAPES, _SHAPES * (1 - mean) / mean
    rest = month.exposed - month.events
    return (
        _log_gamma(yes + month.events)
        - _log_gamma(yes)
        + _log_gamma(no + rest)
        - _log_gamma(no)
        - _log_gamma(yes + no + month.exposed)
        + _log_gamma(yes + no)
    )


def _log_gamma(x: Draws) -> Draws:
    """Stirling's series six steps further, where three terms give nine digits: numpy has no log-gamma."""
    shift = np.log(x) + np.log((x + 1) * (x + 2)) + np.log((x + 3) * (x + 4) * (x + 5))
    y = x + 6
    series = 1 / (12 * y) - 1 / (360 * y**3) + 1 / (1260 * y**5)
    return (y - 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi) + series - shift
