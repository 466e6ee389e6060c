"""The company's calendar, told backwards from today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tandem.core import clock

ZONE = ZoneInfo("Europe/Berlin")


def working_day(now: datetime, days: int, at: time) -> datetime:
    """This hour of the working day so many working days before `now`; never after `now`.

    On a weekend, none ago is Friday.
    """
    day = now.astimezone(ZONE).date()
    left = days
    while left > 0 or day.weekday() > 4:
        day -= timedelta(days=1)
        left -= day.weekday() <= 4
    return min(datetime.combine(day, at, ZONE), now)


@contextmanager
def working_days_ago(days: int, hour: int, minute: int = 0) -> Iterator[None]:
    """Let everything inside happen at this hour of the working day so many working days ago.

    A moment that has not come yet today is moved to just now, so nothing lies in the future.
    """
    with clock.at(working_day(clock.now(), days, time(hour, minute))):
        yield
