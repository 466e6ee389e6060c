"""When a timer has been forgotten, and what of it may be kept. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tandem.engine.working_time import WorkingCalendar, is_open

LONG = timedelta(hours=10)
GRACE = timedelta(hours=1)
"""Somebody may go on for so long after their working day before they are asked."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a timer counted: all of it, and up to the end of the working day where that came first.

    `asks` says that whoever started it must say what to keep.
    """

    started: datetime
    minutes: int
    until_close: int | None
    asks: bool

    @property
    def offered(self) -> int:
        """The likeliest answer."""
        return self.minutes if self.until_close is None else self.until_close


def ran(started: datetime, now: datetime, calendar: WorkingCalendar) -> Ran:
    """How long a timer ran, and whether it was forgotten.

    It was after ten hours, in another day than it began, or an hour after the end of the working
    day in which it began.
    """
    length = max(now - started, timedelta())
    end = _end_of_day(started, calendar)
    here = calendar.zone
    other_day = now.astimezone(here).date() != started.astimezone(here).date()
    past_end = end is not None and now > end + GRACE
    asks = length > LONG or other_day or past_end
    until = _minutes(end - started) if asks and end is not None and end < now else None
    return Ran(started, _minutes(length), until, asks)


def _minutes(length: timedelta) -> int:
    return int((length + MINUTE / 2) // MINUTE)


def _end_of_day(started: datetime, calendar: WorkingCalendar) -> datetime | None:
    """When the working hours of the day end in which it began; nothing where it began outside."""
    if not is_open(started, calendar):
        return None
    here = started.astimezone(calendar.zone)
    last = calendar.hours.week[here.weekday()][-1][1]
    day = here.date() + timedelta(days=last == time())
    return datetime.combine(day, last, calendar.zone)
