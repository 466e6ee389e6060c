"""Working time as a child would count it: every minute of two weeks, one by one.

Slow and plain on purpose; the properties compare the real arithmetic with it. It shares one
definition with the real one, nothing else: a wall time of a day is the first minute at which the
clock shows that time or a later one.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from tandem.engine.working_time import WorkingCalendar

MINUTE = timedelta(minutes=1)
DAYS = 16


@lru_cache(maxsize=64)
def shown_by_the_clock(zone: ZoneInfo, begin: datetime) -> tuple[list[datetime], list[datetime]]:
    """What the clock shows at each minute, and the latest it has shown until then."""
    shown = [
        (begin + minute * MINUTE).astimezone(zone).replace(tzinfo=None, fold=0)
        for minute in range(DAYS * 1440)
    ]
    return shown, list(accumulate(shown, max))


@dataclass
class MinuteModel:
    """Answers as minutes since `begin`; None where the answer lies outside the two weeks."""

    calendar: WorkingCalendar
    begin: datetime
    belongs_to: list[date | None] = field(init=False)

    def __post_init__(self) -> None:
        self.shown, self.latest = shown_by_the_clock(self.calendar.zone, self.begin)
        self.belongs_to = [None] * len(self.shown)
        day = self.shown[0].date()
        while day <= self.shown[-1].date():
            for start, end in self.spans(day):
                self.belongs_to[start:end] = [day] * (end - start)
            day += timedelta(days=1)

    def spans(self, day: date) -> list[tuple[int, int]]:
        if day in self.calendar.holidays:
            return []
        if any(first <= day <= last for first, last in self.calendar.absences):
            return []
        return [
            (self.minute(day, start), self.minute(day + timedelta(days=end == time(0)), end))
            for start, end in self.calendar.hours.week[day.weekday()]
        ]

    def minute(self, day: date, wall: time) -> int:
        return bisect_left(self.latest, datetime.combine(day, wall))

    def next_opening(self, minute: int) -> int | None:
        return next((m for m in range(minute, len(self.shown)) if self.belongs_to[m]), None)

    def between(self, start: int, end: int) -> int:
        return sum(1 for owner in self.belongs_to[start:end] if owner)

    def add_minutes(self, start: int, amount: int) -> int | None:
        minute = start
        while amount:
            if minute >= len(self.shown):
                return None
            amount -= 1 if self.belongs_to[minute] else 0
            minute += 1
        return minute

    def add_days(self, start: int, days: int) -> int | None:
        opening = self.next_opening(start)
        if opening is None or days == 0:
            return opening
        day = self.belongs_to[opening]
        assert day is not None
        for _ in range(days):
            day += timedelta(days=1)
            while not self.spans(day):
                day += timedelta(days=1)
                if day > self.shown[-1].date():
                    return None
        if day >= self.shown[-1].date():
            return None
        wanted = self.minute(day, self.shown[opening].time())
        for begin, end in self.spans(day):
            if wanted < end:
                return max(begin, wanted)
        return self.spans(day)[-1][1]

    def add_days_paused(self, start: int, days: int, paused: list[tuple[int, int]]) -> int | None:
        """Every open minute of a pause that begins before the deadline pushes it on by one."""
        minute, due = self.next_opening(start), self.add_days(start, days)
        while minute is not None and due is not None and minute < len(self.shown):
            stopped = any(begin <= minute < end and begin < due for begin, end in paused)
            if minute >= due and not stopped:
                return due
            if stopped and self.belongs_to[minute]:
                due = self.add_minutes(due, 1)
            minute += 1
        return None

    def moment(self, minute: int) -> datetime:
        return (self.begin + minute * MINUTE).astimezone(UTC)
