"""How long something takes, as people say it: one number, three points, a curve, past cases.

All amounts are hours of work (or of elapsed time, where the task says so).
"""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["sure", "normal", "guess"]


@dataclass(frozen=True, slots=True)
class Single:
    """One number, and how much its author trusts it. It is read as the median."""

    hours: float
    confidence: Confidence = "normal"


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """Three numbers: if all goes well, most likely, if it doesn't.

    The middle is read as the median, the others as the 10 % and 90 % points. People's ranges are
    too narrow, so the forecast widens them (`Habits.widening`).
    """

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A lognormal curve: its median in hours and the standard deviation of the logarithm."""

    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Empirical:
    """What similar work took, in hours; every case counts the same."""

    cases: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Exactly that many hours, without chance: a notice period, a booked training."""

    hours: float


Estimate = Single | ThreePoint | LogNormal | Empirical | Fixed


def planned_hours(estimate: Estimate) -> float:
    """The one number in hours that a plan without chance uses: the median. Empty cases: 0."""
    match estimate:
        case Single(hours=hours) | Fixed(hours=hours):
            return hours
        case ThreePoint(likely=likely):
            return likely
        case LogNormal(median=middle):
            return middle
        case Empirical(cases=cases):
            return _middle(sorted(cases)) if cases else 0.0


def _middle(cases: list[float]) -> float:
    """The median; the standard library's module for it takes longer to load than plans to read."""
    half = len(cases) // 2
    return cases[half] if len(cases) % 2 else (cases[half - 1] + cases[half]) / 2


def numbers_of(estimate: Estimate) -> tuple[float, ...]:
    """Every number of an estimate, to see whether each is one that can be planned with."""
    match estimate:
        case Single(hours=hours) | Fixed(hours=hours):
            return (hours,)
        case ThreePoint(low=low, likely=likely, high=high):
            return (low, likely, high)
        case LogNormal(median=middle, spread=spread):
            return (middle, spread)
        case Empirical(cases=cases):
            return cases
