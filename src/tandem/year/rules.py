"""Words and rules of the year: fixed dates, freezes, launch windows. Plain Python."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache

from tandem.core import dates
from tandem.core.words import Sentence, say

NAME_LIMIT = 120
LINE_LIMIT = 200
TEXT_LIMIT = 1_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 366
"""Days that a fixed date or a freeze may last."""


class FreezeKind(StrEnum):
    """How strictly nothing is launched."""

    HARD = "hard"
    SOFT = "soft"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            FreezeKind.HARD: say("Hard: nothing is launched"),
            FreezeKind.SOFT: say("Soft: only what has to be"),
        }[self]


@dataclass(frozen=True, slots=True)
class Span:
    """A fixed date or a freeze: from a day to a day, both of them in it."""

    name: str
    starts_on: date
    ends_on: date
    freeze: FreezeKind | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is one of it."""
        return self.starts_on <= day <= self.ends_on


Windows = Mapping[int, tuple[time, time]]
"""When launches may begin: weekday (Monday is 0) → from, until, in the workspace's time."""

DEFAULT_WINDOWS: Windows = {
    **dict.fromkeys(range(4), (time(9), time(16))),
    4: (time(9), time(12)),
}

WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def why_not_span(starts_on: date, ends_on: date) -> Sentence | None:
    """Say why something can't last from one day to another, or nothing if it can."""
    if ends_on < starts_on:
        return say("The last day can't be before the first.")
    if (ends_on - starts_on).days >= LONGEST:
        return say("That is more than a year. Please check the days.")
    if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
        return say("Please check the year.")
    return None


def why_not_windows(windows: Windows) -> Sentence | None:
    """Say why launches can't have these hours, or nothing if they can."""
    if not windows:
        return say("Leave at least one day on which something can be launched.")
    if any(opens >= closes for opens, closes in windows.values()):
        return say("Each window must end after it begins.")
    return None


def what_stands_on(
    day: date, *, spans: Collection[Span], windows: Windows, today: date
) -> list[Sentence]:
    """What somebody who wishes for a day should know of it, the weightiest first."""
    mine = sorted(
        (span for span in spans if span.holds(day)), key=lambda one: one.ends_on - one.starts_on
    )
    told = [_in_freeze(span, today) for kind in FreezeKind for span in mine if span.freeze is kind]
    told += [_same_day(span, today) for span in mine if span.freeze is None]
    if window := _window(day, windows):
        told.append(window)
    return told


def _in_freeze(span: Span, today: date) -> Sentence:
    between = {
        "name": span.name,
        "first": dates.short(span.starts_on, today=today),
        "last": dates.short(span.ends_on, today=today),
    }
    if span.freeze is FreezeKind.HARD:
        return say("In a hard freeze: {name}, {first} to {last}.", **between)
    return say("In a soft freeze: {name}, {first} to {last}.", **between)


def _same_day(span: Span, today: date) -> Sentence:
    if span.starts_on == span.ends_on:
        return say("Same day as {name}.", name=span.name)
    return say(
        "During {name}, {first} to {last}.",
        name=span.name,
        first=dates.short(span.starts_on, today=today),
        last=dates.short(span.ends_on, today=today),
    )


def _window(day: date, windows: Windows) -> Sentence | None:
    """Nothing where the day has the ordinary hours; else what is different."""
    weekday = WEEKDAYS[day.weekday()]
    if day.weekday() not in windows:
        return say("{weekday}: no launch window.", weekday=weekday)
    closes = windows[day.weekday()][1]
    if closes < max(until for _, until in windows.values()):
        until = closes.strftime("%H:%M")
        return say("{weekday} after {until}: no launch window.", weekday=weekday, until=until)
    return None


def by_month(spans: Sequence[Span], year: int) -> list[tuple[int, list[Span]]]:
    """The months of a year in which something begins, with it; what began before is in January."""
    months: dict[int, list[Span]] = {}
    for span in sorted(spans, key=lambda one: (one.starts_on, one.ends_on, one.name)):
        months.setdefault(max(span.starts_on, date(year, 1, 1)).month, []).append(span)
    return sorted(months.items())
