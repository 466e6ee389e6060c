"""The arithmetic of working time: is it open, when does it open, how far is it.

A span is open from its start up to, but not including, its end.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from tandem.engine.working_time.calendar import WorkingCalendar

_MICROSECOND = timedelta(microseconds=1)
_NOTHING = timedelta()

Pause = tuple[datetime, datetime]


def is_open(moment: datetime, calendar: WorkingCalendar) -> bool:
    """Whether `moment` is inside the working hours of `calendar`."""
    local = _local(moment, calendar)
    moment = local.astimezone(UTC)
    return any(
        start <= moment < end
        for day in _days_around(local)
        for start, end in calendar.open_spans(day)
    )


def next_opening(moment: datetime, calendar: WorkingCalendar) -> datetime:
    """`moment` itself if it is open, else when it opens next. Raises NeverOpen."""
    return _opening(moment, calendar)[0]


def add_working_days(
    start: datetime, days: int, calendar: WorkingCalendar, paused: Sequence[Pause] = ()
) -> datetime:
    """The same time of day, `days` working days later; asked outside hours, from the next opening.

    - `days` 0 gives the next opening; a negative number raises ValueError.
    - A working day is a local day with hours that is no holiday and no absence, however short.
    - Where that day is closed at that time, the next opening of that day counts (in a lunch break,
      or before a late start), else the end of that day (a short Friday).
    - Clock changes: the time of day is the one on the wall. A time that is skipped becomes the
      moment of the change, a time that comes twice its first coming.
    - Open time inside `paused` (from, to; they may overlap) doesn't count: each pause that begins
      before the deadline moves it on by the open time it takes. So a deadline never lies inside a
      pause that began before it.

    Raises NeverOpen if a gap of two years comes before it.
    """
    if days < 0:
        raise ValueError(f"Working days are counted forwards, so not {days}.")
    opening, today = _opening(start, calendar)
    if days == 0:
        deadline = opening
    else:
        shown = opening.astimezone(calendar.zone).time()
        deadline = _at(shown, calendar.working_day(days, since=today + 1), calendar)
    return _moved_by_pauses(opening, deadline, calendar, paused) if paused else deadline


def add_working_time(start: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """The earliest moment by which `amount` of open time has passed since `start`.

    Reached at closing time, it is the closing and not the next opening; nothing added gives
    `start` itself. A negative amount raises ValueError. Raises NeverOpen.
    """
    if amount < _NOTHING:
        raise ValueError("Working time is added forwards; the amount can't be negative.")
    local = _local(start, calendar)
    if amount == _NOTHING:
        return local.astimezone(UTC)
    first = local.toordinal()
    wanted = amount // _MICROSECOND + _open_until(local, calendar)
    day = calendar.day_with_open_time(wanted, since=first)
    return _after(wanted - calendar.open_time(first, day), day, calendar)


def working_time_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """The open time from `start` to `end` as it really passes; negative where `end` is first."""
    if end < start:
        return -working_time_between(end, start, calendar)
    here, there = _local(start, calendar), _local(end, calendar)
    amount = calendar.open_time(here.toordinal(), there.toordinal())
    amount += _open_until(there, calendar) - _open_until(here, calendar)
    return timedelta(microseconds=amount)


def working_days_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> float:
    """The open time between, in mean working days of this calendar; signed.

    A calendar without any hours counts nothing: 0.
    """
    day = calendar.hours.mean_day
    return working_time_between(start, end, calendar) / day if day else 0.0


def _local(moment: datetime, calendar: WorkingCalendar) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("Working time needs aware datetimes: this one has no time zone.")
    return moment.astimezone(calendar.zone)


def _days_around(local: datetime) -> tuple[int, ...]:
    """The days whose hours may hold this moment.

    When clocks go back over midnight the evening comes twice; the second time the next day's
    hours may have begun already, since a time that comes twice counts at its first coming.
    """
    day = local.toordinal()
    return (day, day + 1) if local.fold else (day,)


def _open_until(local: datetime, calendar: WorkingCalendar) -> int:
    """The open microseconds from the beginning of that local day until this moment."""
    moment = local.astimezone(UTC)
    passed = sum(
        (
            min(end, moment) - start
            for day in _days_around(local)
            for start, end in calendar.open_spans(day)
            if start < moment
        ),
        _NOTHING,
    )
    return passed // _MICROSECOND


def _opening(moment: datetime, calendar: WorkingCalendar) -> tuple[datetime, int]:
    """The next opening, and the day (ordinal) whose hours it belongs to."""
    local = _local(moment, calendar)
    moment = local.astimezone(UTC)
    day = local.toordinal()
    while True:
        day = calendar.working_day(1, since=day)
        for start, end in calendar.open_spans(day):
            if moment < end and start < end:
                return max(start, moment), day
        day += 1


def _at(shown: time, day: int, calendar: WorkingCalendar) -> datetime:
    """That time of day on an open day, moved into its hours as `add_working_days` describes."""
    wanted = calendar.moment(day, shown)
    spans = calendar.open_spans(day)
    for start, end in spans:
        if wanted < end:
            return max(start, wanted)
    return spans[-1][1]


def _after(amount: int, day: int, calendar: WorkingCalendar) -> datetime:
    """The moment on that day by which `amount` (> 0) microseconds of its hours have passed."""
    left = timedelta(microseconds=amount)
    for start, end in calendar.open_spans(day):
        if left <= end - start:
            return start + left
        left -= end - start
    raise AssertionError("The day was chosen because its hours reach the amount.")


def _moved_by_pauses(
    opening: datetime, deadline: datetime, calendar: WorkingCalendar, paused: Sequence[Pause]
) -> datetime:
    """Move the deadline on by each pause in turn, since a moved one may run into the next pause."""
    counted = opening
    for begin, end in sorted(paused):
        if end < begin:
            raise ValueError("A pause can't end before it begins.")
        if begin >= deadline:
            break
        if end > counted:
            lost = working_time_between(max(begin, counted), end, calendar)
            deadline = add_working_time(deadline, lost, calendar)
            counted = end
    return deadline
