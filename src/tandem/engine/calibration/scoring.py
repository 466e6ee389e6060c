"""Holding published chances against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tandem.engine.model.axis import Floats


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said, as (chance, amount) in rising order, and what it became.

    The amounts may be hours, days or money; a date is the days from when it was said.
    """

    said: tuple[tuple[float, float], ...]
    became: float


@dataclass(frozen=True, slots=True)
class Score:
    """How good the chances were.

    `coverage`: for each chance the share of outcomes at or under its amount; it should be the
    chance. `pinball`: the mean pinball loss, in the unit of the amounts, smaller is better; it
    punishes being wrong as well as being vague. `places`: where the outcomes fell among what was
    said, in ten equal parts (randomised PIT); all the same when the chances were right, high at
    the ends when they were too narrow.
    """

    outcomes: int
    coverage: tuple[tuple[float, float], ...]
    pinball: float
    places: tuple[float, ...]


def score(outcomes: Sequence[Outcome], seed: int = 0) -> Score:
    """Score what was said with the same chances each time. Raises ValueError where they differ.

    Sources: R. Koenker, G. Bassett, 1978, doi:10.2307/1913643; A. P. Dawid, 1984,
    doi:10.2307/2981683; randomised: C. Czado, T. Gneiting, L. Held, 2009,
    doi:10.1111/j.1541-0420.2009.01191.x.
    """
    if not outcomes:
        return Score(0, (), 0.0, ())
    chances = [chance for chance, _ in outcomes[0].said]
    if any([chance for chance, _ in one.said] != chances for one in outcomes):
        raise ValueError("Outcomes are scored together where the same chances were given.")
    said = np.array([[amount for _, amount in one.said] for one in outcomes])
    became = np.array([one.became for one in outcomes])
    under = (became[:, None] <= said).mean(axis=0).tolist()
    off = became[:, None] - said
    at = np.array(chances)
    loss = np.maximum(at * off, (at - 1) * off)
    places = np.histogram(_places(at, said, became, seed), bins=10, range=(0, 1))[0]
    return Score(
        len(outcomes),
        tuple(zip(chances, under, strict=True)),
        float(loss.mean()),
        tuple((places / len(outcomes)).tolist()),
    )


def _places(chances: Floats, said: Floats, became: Floats, seed: int) -> Floats:
    """A chance drawn between the two amounts around each outcome; several equal ones count all."""
    edges = np.concatenate(([0.0], chances, [1.0]))
    low = (said < became[:, None]).sum(axis=1)
    high = (said <= became[:, None]).sum(axis=1)
    chance = np.random.Generator(np.random.SFC64(seed))
    return np.asarray(edges[low] + (edges[high + 1] - edges[low]) * chance.random(len(became)))
