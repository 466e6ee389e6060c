"""The normal distribution for arrays: chances and quantiles, to six digits, from one table."""

from functools import cache
from math import erf, sqrt
from typing import Any

import numpy as np

from tandem.engine.model.axis import Floats

_EDGE, _POINTS = 8.0, 4001


@cache
def _table() -> tuple[Floats, Floats, Floats]:
    """Deviations, their chances, and the logarithm of the odds, which is nearly straight."""
    at = np.linspace(-_EDGE, _EDGE, _POINTS)
    half = np.array([0.5 * (1 + erf(x / sqrt(2))) for x in at[at <= 0]])
    below = np.concatenate((half, 1 - half[-2::-1]))
    odds = np.log(half[:-1] / (1 - half[:-1]))
    return at, below, np.concatenate((odds, [0.0], -odds[::-1]))


def chance_below(deviations: Any) -> Floats:
    """The chance that a standard normal number is below each of these."""
    at, below, _ = _table()
    return np.asarray(np.interp(deviations, at, below))


def deviation_at(chances: Any) -> Floats:
    """The standard normal number below which another lies with each of these chances (0 … 1)."""
    at, _, odds = _table()
    chances = np.clip(chances, 1e-15, 1 - 1e-15)
    return np.asarray(np.interp(np.log(chances / (1 - chances)), odds, at))
