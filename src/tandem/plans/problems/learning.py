"""What finished work teaches: pieces as cases, and how far estimates were off. Plain Python.

What a piece took is the hours that people wrote down on it. Where a company doesn't, it is the
working time for which it was in progress; the two are never mixed, for they mean different things.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from math import exp
from statistics import median
from typing import Any, TypedDict

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.engine.working_time import WorkingCalendar, working_time_between

LEAST = 20
"""Of fewer finished pieces nothing is learned."""
MOST = 5_000
"""Of more, only the newest count."""
_MORE, _TWENTIETH = 10, 20
"""So many more pieces, or such a part more, before it is learned anew: dates aren't to tremble."""
_HOUR = timedelta(hours=1)
_A_QUARTER = 0.25
_OF_A_SIDE = 5
EVEN_AT, LOW_AT, HIGH_AT = 0.5, 0.2, 0.8


class Measure(StrEnum):
    """How what it took was measured."""

    HOURS = "hours"
    PROGRESS = "progress"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Measure.HOURS: say("the hours written down on it"),
            Measure.PROGRESS: say("the working time for which it was in progress"),
        }[self]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished piece: estimated days, hours written down on it, and when it was in progress."""

    home: int
    lane: Lane | None
    days: float
    hours: float
    in_progress: tuple[tuple[datetime, datetime], ...]


Case = tuple[float, float, int, str]
"""Hours estimated, hours taken, where, and whose side; oldest first."""


@dataclass(frozen=True)
class Lesson:
    """Finished work to learn from."""

    measure: Measure
    cases: tuple[Case, ...]

    @property
    def written(self) -> list[list[Any]]:
        """As the engine's process reads it."""
        return [list(case) for case in self.cases]

    @property
    def sides(self) -> dict[str, tuple[int, float]]:
        """By side how many pieces, and by what factor half of them took more; of five or more."""
        found = {
            lane.value: [taken / said for said, taken, _, side in self.cases if side == lane.value]
            for lane in Lane
        }
        return {
            side: (len(factors), round(median(factors), 3))
            for side, factors in found.items()
            if len(factors) >= _OF_A_SIDE
        }


def lesson_of(finished: Sequence[Finished], calendar: WorkingCalendar) -> Lesson | None:
    """What there is to learn from, oldest first; nothing where it is too little."""
    day = calendar.hours.mean_day / _HOUR
    written = [(one, one.hours) for one in finished if one.hours > 0]
    measure = Measure.HOURS if len(written) >= LEAST else Measure.PROGRESS
    if measure is Measure.PROGRESS:
        written = [(one, _in_progress(one, calendar)) for one in finished]
    cases = tuple(
        (round(one.days * day, 2), round(taken, 2), one.home, one.lane.value if one.lane else "")
        for one, taken in written
        if taken >= _A_QUARTER and one.days > 0
    )
    return Lesson(measure, cases[-MOST:]) if len(cases) >= LEAST else None


def _in_progress(one: Finished, calendar: WorkingCalendar) -> float:
    spans = (working_time_between(since, until, calendar) for since, until in one.in_progress)
    return sum((span / _HOUR for span in spans), 0.0)


def is_worth_learning(lesson: Lesson, known: tuple[Measure, int] | None) -> bool:
    """Whether it says enough more than what was learned last: (how measured, how many pieces)."""
    if known is None or known[0] is not lesson.measure:
        return True
    more = len(lesson.cases) - known[1]
    return abs(more) >= max(_MORE, known[1] // _TWENTIETH)


class Habits(TypedDict):
    """As the engine keeps them; see `engine.forecast.Habits`."""

    sure: float
    normal: float
    guess: float
    common: float
    bias: float
    teams: list[tuple[str, float]]
    widening: float
    curves: list[dict[str, Any]]


class Score(TypedDict):
    """How the later cases fell among what the earlier would have said; see `engine.calibration`.

    `before`: the pinball loss of what would have been said without having learned anything.
    """

    outcomes: int
    coverage: list[tuple[float, float]]
    pinball: float
    before: float
    places: list[float]


class Taught(TypedDict):
    """As it comes from the engine's process."""

    habits: Habits
    score: Score


@dataclass(frozen=True, slots=True)
class SizeTaught:
    """What estimates up to so many days became: the factor in the middle, and for 20 and 80 %."""

    up_to: float
    low: float
    even: float
    high: float


def sizes_of(habits: Habits, hours_of_a_day: float) -> list[SizeTaught]:
    """The same for each size that has a curve, the smallest first."""
    return [
        SizeTaught(
            round(curve["up_to"] / hours_of_a_day, 1),
            *(_factor(curve, chance) for chance in (LOW_AT, EVEN_AT, HIGH_AT)),
        )
        for curve in habits["curves"]
    ]


def _factor(curve: Mapping[str, Any], chance: float) -> float:
    """Between the two points of a curve around a chance."""
    ratios, least = curve["ratios"], curve["least"]
    place = (chance - least) / (1 - 2 * least) * (len(ratios) - 1)
    below = min(max(int(place), 0), len(ratios) - 2)
    part = place - below
    return exp(ratios[below] * (1 - part) + ratios[below + 1] * part)
