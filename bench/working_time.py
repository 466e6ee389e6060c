"""What working time costs: prints a table, judges nothing.

Run with `python bench/working_time.py`. The calendar has twenty years of Berlin's holidays and
five years of leave, as a calendar of somebody who has been there for a while.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from timeit import repeat
from zoneinfo import ZoneInfo

from holidays import country_holidays

from tandem.engine.working_time import (
    WorkingCalendar,
    WorkingHours,
    add_working_days,
    add_working_time,
    is_open,
    next_opening,
    working_time_between,
)

ZONE = ZoneInfo("Europe/Berlin")
HOURS = WorkingHours.weekdays(time(9), time(17))
DESK_HOURS = WorkingHours((((time(0), time(0)),),) * 7)
HOLIDAYS = frozenset(country_holidays("DE", subdiv="BE", years=range(2020, 2040)))
LEAVE = tuple((date(year, 7, 1), date(year, 7, 21)) for year in range(2026, 2031))
OFFICE = WorkingCalendar(ZONE, HOURS, HOLIDAYS, LEAVE)
DESK = WorkingCalendar(ZONE, DESK_HOURS)
START = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
DECADE = timedelta(days=3653)
PAUSE = (START + timedelta(hours=3), START + timedelta(hours=23))


def _with_a_fresh_calendar() -> datetime:
    return add_working_days(START, 3, WorkingCalendar(ZONE, HOURS, HOLIDAYS, LEAVE))


ROWS: dict[str, Callable[[], object]] = {
    "is it open": lambda: is_open(START, OFFICE),
    "next opening, from a Saturday": lambda: next_opening(START + timedelta(days=5), OFFICE),
    "deadline of 3 working days": lambda: add_working_days(START, 3, OFFICE),
    "the same, with one pause": lambda: add_working_days(START, 3, OFFICE, [PAUSE]),
    "the same, calendar made anew": _with_a_fresh_calendar,
    "10 years of working days (2,600)": lambda: add_working_days(START, 2600, OFFICE),
    "24 hours of working time": lambda: add_working_time(START, timedelta(hours=24), OFFICE),
    "10 years of working time": lambda: add_working_time(START, timedelta(hours=20800), OFFICE),
    "10 years, hours round the clock": lambda: add_working_time(START, DECADE, DESK),
    "time between, 3 days": lambda: working_time_between(START, START + timedelta(days=3), OFFICE),
    "time between, 10 years": lambda: working_time_between(START, START + DECADE, OFFICE),
}


def main() -> None:
    print(f"{'what':36} {'best of 7':>12}")
    for name, run in ROWS.items():
        run()
        count = 500
        print(f"{name:36} {min(repeat(run, number=count, repeat=7)) / count * 1e6:9.1f} µs")


if __name__ == "__main__":
    main()
