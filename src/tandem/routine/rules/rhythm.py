"""When work comes back. Plain Python: which days are closed is a parameter."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice

from tandem.core.words import Sentence, say
from tandem.year.rules import WEEKDAYS

LAST_WORKING_DAY = 0
"""In place of the day of a month."""
DAYS_AT_MOST = 366
TIMES_AT_MOST = 1_000
_SEEN_AHEAD = 800
"""Days that are looked through for the next one."""
_OPEN_WITHIN = 30
"""Days until somebody works again; a calendar that is closed for longer closes nothing."""

Closed = Callable[[date], bool]
"""Whether nobody of the side works on a day."""


class Every(StrEnum):
    """How often work comes back."""

    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    AFTER = "after"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Every.WORKING_DAY: say("every working day"),
            Every.WEEK: say("every week, on named days"),
            Every.MONTH: say("every month, on one day"),
            Every.AFTER: say("some days after the last one was done"),
        }[self]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On which days: `weekdays` from 1 (Monday), `month_day` from 1 or LAST_WORKING_DAY, `days`
    after the last one was done. It ends with a day, after so many times, or never.
    """

    every: Every
    starts_on: date
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    days: int | None = None
    ends_on: date | None = None
    times: int | None = None

    @property
    def words(self) -> Sentence:
        """How often, in one line."""
        if self.every is Every.WEEK:
            days = ", ".join(str(WEEKDAYS[day - 1]) for day in self.weekdays)
            return say("every week: {days}", days=days)
        if self.every is Every.MONTH:
            if self.month_day == LAST_WORKING_DAY:
                return say("every month, on its last working day")
            return say("every month, on day {day}", day=self.month_day)
        if self.every is Every.AFTER:
            return say("{n} days after the last one was done", n=self.days)
        return self.every.label


def why_not_rhythm(rhythm: Rhythm, today: date) -> tuple[Sentence, str] | None:
    """Say why work can't come back so, and of which field that is; or nothing if it can."""
    if abs((rhythm.starts_on - today).days) > 5 * 366:
        return say("Please check the year."), "starts_on"
    if rhythm.ends_on and rhythm.ends_on < max(rhythm.starts_on, today):
        return say("It would end before it begins. Choose a later day."), "ends_on"
    if rhythm.times is not None and not 1 <= rhythm.times <= TIMES_AT_MOST:
        return say("From 1 to {most} times.", most=TIMES_AT_MOST), "times"
    return _why_not_days(rhythm)


def _why_not_days(rhythm: Rhythm) -> tuple[Sentence, str] | None:
    if rhythm.every is Every.WEEK and not rhythm.weekdays:
        return say("Choose at least one day of the week."), "weekdays"
    if any(not 1 <= day <= 7 for day in rhythm.weekdays):
        return say("Choose days of the week."), "weekdays"
    if rhythm.every is Every.MONTH and (
        rhythm.month_day is None or not LAST_WORKING_DAY <= rhythm.month_day <= 31
    ):
        return say("Choose a day of the month."), "month_day"
    if rhythm.every is Every.AFTER and not (rhythm.days and 1 <= rhythm.days <= DAYS_AT_MOST):
        return say("From 1 to {most} days.", most=DAYS_AT_MOST), "days"
    return None


def opened(day: date, closed: Closed, step: int = 1) -> date:
    """The day itself, or the next one on which somebody works; with a step of -1 the one before."""
    moved = day
    for _ in range(_OPEN_WITHIN):
        if not closed(moved):
            return moved
        moved += timedelta(days=step)
    return day


def days_from(rhythm: Rhythm, first: date, closed: Closed) -> Iterator[date]:
    """The days on which it comes back from a day on, by the calendar, in order, each once.

    A day on which nobody works is left out where it comes daily, and else moved to the next one
    on which somebody does. What comes after the last one was done has no such days.
    """
    if rhythm.every is Every.AFTER:
        return
    last: date | None = None
    begin = max(rhythm.starts_on, first - timedelta(days=_OPEN_WITHIN + 1))
    for day in (begin + timedelta(days=n) for n in range(_SEEN_AHEAD)):
        if not _is_named(rhythm, day, closed):
            continue
        comes = opened(day, closed)
        if rhythm.ends_on and comes > rhythm.ends_on:
            return
        if comes >= first and (last is None or comes > last):
            last = comes
            yield comes


def _is_named(rhythm: Rhythm, day: date, closed: Closed) -> bool:
    if rhythm.every is Every.WORKING_DAY:
        return not closed(day)
    if rhythm.every is Every.WEEK:
        return day.isoweekday() in rhythm.weekdays
    length = monthrange(day.year, day.month)[1]
    if rhythm.month_day == LAST_WORKING_DAY:
        return day == opened(day.replace(day=length), closed, -1)
    return day.day == min(rhythm.month_day or 1, length)


def day_after(rhythm: Rhythm, done_on: date | None, closed: Closed) -> date | None:
    """The day on which it comes after the last one was done; the first one where none was."""
    day = rhythm.starts_on
    if done_on is not None:
        day = max(day, done_on + timedelta(days=rhythm.days or 1))
    comes = opened(day, closed)
    return None if rhythm.ends_on and comes > rhythm.ends_on else comes


def next_days(
    rhythm: Rhythm, first: date, closed: Closed, *, came: int = 0, count: int = 3
) -> list[date]:
    """The next days from one on, at most as many as are left of its times."""
    left = count if rhythm.times is None else min(count, rhythm.times - came)
    if left <= 0:
        return []
    if rhythm.every is Every.AFTER:
        day = day_after(rhythm, None, closed)
        return [] if day is None else [max(day, opened(first, closed))]
    return list(islice(days_from(rhythm, first, closed), left))


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be made today: for which day, and how many days before it were passed over."""

    on: date
    missed: int


def what_is_due(rhythm: Rhythm, next_on: date, today: date, closed: Closed) -> Due:
    """The newest day that has come, of those since `next_on`, which has come as well.

    After a week in which nothing ran, one piece of work is made and not five.
    """
    days: Sequence[date] = [next_on]
    if rhythm.every is not Every.AFTER:
        later = days_from(rhythm, next_on + timedelta(days=1), closed)
        days = [next_on, *(day for day in _until(later, today))]
    return Due(days[-1], len(days) - 1)


def _until(days: Iterator[date], last: date) -> Iterator[date]:
    for day in days:
        if day > last:
            return
        yield day
