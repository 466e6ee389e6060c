"""The chance that a chosen set stays under its budget."""

from collections.abc import Sequence
from math import exp, log
from random import Random

COMMON, WIDENING, TENTH = 0.3, 1.6, 1.2816
"""What all estimates of a plan share, and how much wider ranges are than people say: the measured
defaults of `tandem.engine.forecast.Habits`. The last is where a normal curve has its 90 % point."""
LEAST = 0.1
"""What “from nothing” is read as, as a share of the other end: a lognormal begins above nothing."""


def chance_within(
    ranges: Sequence[tuple[float, float]],
    limit: float,
    *,
    sure: float = 0.0,
    seed: int = 1,
    trials: int = 2_000,
) -> float:
    """How likely the sum of amounts, each said as a range, plus `sure` stays within `limit`.

    A range is read as the 10 % and 90 % points of a lognormal around its middle, widened as
    forecasts widen three points, and partly moved together, as the tasks of one plan are. The
    answer is between 0 and 1; without ranges it is 0 or 1. Amounts are positive, in one unit.
    """
    curves = [_curve(low, high) for low, high in ranges if high > 0]
    if not curves:
        return float(sure <= limit)
    draw = Random(seed)  # noqa: S311 - chance for a forecast, not for a secret
    within = 0
    for _ in range(trials):
        shared = COMMON * draw.gauss(0, 1)
        total = sure
        for middle, spread in curves:
            own = max(spread**2 - COMMON**2, 0.0) ** 0.5
            moved = shared if spread >= COMMON else shared * spread / COMMON
            total += exp(middle + moved + own * draw.gauss(0, 1))
        within += total <= limit
    return within / trials


def _curve(low: float, high: float) -> tuple[float, float]:
    """The logarithm of the middle, and its standard deviation; nothing at all is read as little."""
    low = max(low, high * LEAST)
    return log((low + high) / 2), WIDENING * (log(high) - log(low)) / (2 * TENTH)
