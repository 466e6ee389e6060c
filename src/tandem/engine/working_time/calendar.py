"""What a calendar is: hours of a week in a time zone, public holidays, absences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Self
from zoneinfo import ZoneInfo

from tandem.engine.working_time.tally import (
    LAST_DAY,
    LONGEST_WAIT,
    Closure,
    Tally,
    first_day_reaching,
    merge,
)
from tandem.engine.working_time.wall_clock import clock_changes, first_moment

Span = tuple[time, time]
"""From and to on one day; `time(0)` as the end is the midnight that ends the day."""

_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_MIDNIGHT = time()
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _since_midnight(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


def _edges(span: Span) -> tuple[timedelta, timedelta]:
    """Both ends as time since midnight by the clock on the wall."""
    start, end = span
    return _since_midnight(start), _DAY if end == _MIDNIGHT else _since_midnight(end)


@dataclass(frozen=True)
class WorkingHours:
    """The opening hours of a week: for each weekday, Monday first, its spans in order.

    A day may have several spans (a lunch break between) or none. Hours over midnight are two
    spans, `22:00-00:00` and `00:00-06:00` on the next day. Raises ValueError for anything else.
    """

    week: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError(f"A week has seven days, Monday first, but {len(self.week)} came.")
        for weekday, spans in zip(_WEEKDAYS, self.week, strict=True):
            _check_spans(weekday, spans)

    @classmethod
    def weekdays(cls, start: time, end: time) -> Self:
        """The same single span on Monday to Friday."""
        return cls((((start, end),),) * 5 + ((),) * 2)

    @cached_property
    def edges(self) -> tuple[tuple[tuple[timedelta, timedelta], ...], ...]:
        """The spans as times since midnight by the clock on the wall."""
        return tuple(tuple(_edges(span) for span in spans) for spans in self.week)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The open time of each weekday in microseconds, as the clock on the wall has it."""
        return tuple(
            sum(((end - start) // _MICROSECOND for start, end in spans), 0) for spans in self.edges
        )

    @cached_property
    def mean_day(self) -> timedelta:
        """The mean length of a working day; zero where no day is one."""
        working = [length for length in self.lengths if length]
        return timedelta(microseconds=sum(working)) / len(working) if working else timedelta()


def _check_spans(weekday: str, spans: tuple[Span, ...]) -> None:
    previous = timedelta()
    for span in spans:
        if any(edge.tzinfo is not None for edge in span):
            raise ValueError(f"The hours of {weekday} carry a time zone; the calendar has one.")
        start, end = _edges(span)
        shown = f"{span[0]:%H:%M}-{span[1]:%H:%M}"
        if start >= end:
            raise ValueError(
                f"On {weekday}, {shown} ends before it starts. Hours over midnight are two spans, "
                "one on each day."
            )
        if start < previous:
            raise ValueError(f"On {weekday}, {shown} overlaps the hours before it.")
        previous = end


@dataclass(frozen=True)
class WorkingCalendar:
    """When one person, team or workspace is there.

    `absences` are first and last day, both away. Holidays and absences close whole local days.
    Raises ValueError where a holiday or absence isn't a plain date, or ends before it starts.
    """

    zone: ZoneInfo
    hours: WorkingHours
    holidays: frozenset[date] = frozenset()
    absences: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.zone, ZoneInfo):
            raise ValueError("A calendar needs a named time zone such as Europe/Berlin.")  # noqa: TRY004
        _check_dates("A holiday", self.holidays)
        for first, last in self.absences:
            _check_dates("An absence", (first, last))
            if first > last:
                raise ValueError(f"The absence from {first} to {last} ends before it starts.")

    @cached_property
    def _closures(self) -> tuple[Closure, ...]:
        closed = [(day.toordinal(),) * 2 for day in self.holidays]
        closed += [(first.toordinal(), last.toordinal()) for first, last in self.absences]
        return merge(closed, self.hours.lengths)

    @cached_property
    def _long_closures(self) -> tuple[Closure, ...]:
        if not any(self.hours.lengths):
            return ((1, LAST_DAY),)
        return tuple(pair for pair in self._closures if pair[1] - pair[0] >= LONGEST_WAIT)

    @cached_property
    def _days(self) -> Tally:
        return Tally([min(length, 1) for length in self.hours.lengths], self._closures)

    @cached_property
    def _time(self) -> Tally:
        return Tally(self.hours.lengths, self._closures)

    @cached_property
    def _corrections(self) -> dict[int, tuple[tuple[int, int], ...]]:
        """Filled as years are asked for; see `_corrections_in`."""
        return {}

    def open_spans(self, day: int) -> list[tuple[datetime, datetime]]:
        """The open spans of the local day with this ordinal, as moments in UTC, in order."""
        if self._days.before(day + 1) == self._days.before(day):
            return []
        midnight = datetime.fromordinal(day)
        return [
            (first_moment(midnight + start, self.zone), first_moment(midnight + end, self.zone))
            for start, end in self.hours.edges[midnight.weekday()]
        ]

    def moment(self, day: int, shown: time) -> datetime:
        """When the clock shows that time on the local day with this ordinal, in UTC."""
        return first_moment(datetime.combine(date.fromordinal(day), shown), self.zone)

    def working_day(self, number: int, *, since: int) -> int:
        """The `number`th working day, counting from the day `since` on, itself included."""
        base = self._days.before(since)
        return first_day_reaching(
            number,
            lambda stop: self._days.before(stop) - base,
            first=since,
            limit=self._limit(since),
        )

    def open_time(self, first: int, stop: int) -> int:
        """The open time of the days `first` … `stop - 1` in microseconds, as it really passes."""
        total = self._time.before(stop) - self._time.before(first)
        for year in range(date.fromordinal(first).year, date.fromordinal(stop).year + 1):
            for day, correction in self._corrections_in(year):
                if first <= day < stop:
                    total += correction
        return total

    def day_with_open_time(self, amount: int, *, since: int) -> int:
        """The day on which the open time from the day `since` on reaches `amount` microseconds."""
        return first_day_reaching(
            amount,
            lambda stop: self.open_time(since, stop),
            first=since,
            limit=self._limit(since),
        )

    def _corrections_in(self, year: int) -> tuple[tuple[int, int], ...]:
        """Days whose hours are longer or shorter than the wall says, and by how many microseconds.

        Offices are closed when clocks change; a support desk by night is not.
        """
        found = self._corrections.get(year)
        if found is None:
            differences = [(day, self._correction(day)) for day in clock_changes(self.zone, year)]
            found = tuple(pair for pair in differences if pair[1])
            self._corrections[year] = found
        return found

    def _correction(self, day: int) -> int:
        passed = sum((end - start for start, end in self.open_spans(day)), timedelta())
        shown = self._time.before(day + 1) - self._time.before(day)
        return passed // _MICROSECOND - shown

    def _limit(self, since: int) -> int:
        """The day before which an answer has to lie: there it would be waited for too long."""
        for first, last in self._long_closures:
            if last - max(first, since) >= LONGEST_WAIT:
                return max(first, since)
        return LAST_DAY


def _check_dates(what: str, days: Iterable[date]) -> None:
    for day in days:
        if isinstance(day, datetime) or not isinstance(day, date):
            raise ValueError(f"{what} is a plain date, not {day!r}.")  # noqa: TRY004
