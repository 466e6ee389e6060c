"""When calendars are open, step by step of the clock: the ground on which the axis is laid."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from tandem.engine.problem import Person, Plan
from tandem.engine.working_time import WorkingCalendar, WorkingHours

Flags = npt.NDArray[np.bool_]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def step_of(moment: datetime, tick: int) -> int:
    """The first step of the clock that begins at this moment or later, counted since 1970."""
    return -((_EPOCH - moment) // timedelta(minutes=tick))


def steps_before(moment: datetime, tick: int) -> int:
    """How many steps of the clock since 1970 are over at this moment."""
    return (moment - _EPOCH) // timedelta(minutes=tick)


def moment_of(step: int, tick: int) -> datetime:
    """When a step of the clock begins, in UTC."""
    return _EPOCH + timedelta(minutes=step * tick)


def open_steps(plan: Plan, person: Person, first: int, steps: int) -> Flags | None:
    """For each step from `first` on, whether the person is there; None for always."""
    calendar = person.calendar or plan.calendar
    if calendar is None and person.since is None and person.until is None:
        return None
    flags = np.ones(steps, bool) if calendar is None else _open(calendar, plan.tick, first, steps)
    if person.since is not None:
        flags[: max(0, step_of(person.since, plan.tick) - first)] = False
    if person.until is not None:
        flags[max(0, step_of(person.until, plan.tick) - first) :] = False
    return flags


def plan_steps(plan: Plan, first: int, steps: int) -> Flags | None:
    """The same for the plan's own calendar."""
    return None if plan.calendar is None else _open(plan.calendar, plan.tick, first, steps)


def _open(calendar: WorkingCalendar, tick: int, first: int, steps: int) -> Flags:
    """A calendar's flags: those of its hours, without its holidays and absences."""
    begin = moment_of(first, tick).astimezone(calendar.zone).toordinal()
    days = steps * tick // 1440 + 3
    flags, starts = _hours_open(calendar.zone, calendar.hours, tick, (first, steps, begin, days))
    flags = flags.copy()
    closed = [(day, day) for day in calendar.holidays] + list(calendar.absences)
    for gone, back in closed:
        one = min(max(gone.toordinal() - begin, 0), days)
        last = min(max(back.toordinal() + 1 - begin, 0), days)
        if one < last:
            flags[starts[one] : starts[last]] = False
    return flags


@lru_cache(maxsize=64)
def _hours_open(
    zone: ZoneInfo, hours: WorkingHours, tick: int, where: tuple[int, int, int, int]
) -> tuple[Flags, tuple[int, ...]]:
    """The flags of a week's hours, and the step at which each local day begins.

    `where` is the first step, how many, the ordinal of the first day, how many days. The result is
    shared: it is read only.
    """
    first, steps, begin, days = where
    calendar = WorkingCalendar(zone, hours)
    flags = np.zeros(steps, bool)
    starts = []
    for day in range(begin, begin + days + 1):
        midnight = datetime.combine(date.fromordinal(day), datetime.min.time(), zone)
        starts.append(min(max(step_of(midnight, tick) - first, 0), steps))
        for opening, closing in calendar.open_spans(day):
            one, last = step_of(opening, tick) - first, step_of(closing, tick) - first
            if last > 0:
                flags[max(one, 0) : last] = True
    flags.setflags(write=False)
    return flags, tuple(starts)
