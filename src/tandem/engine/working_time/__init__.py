"""Working time: when somebody is there, and which moment is N working days away.

A turn's clock runs in the working hours of whoever must act. This package is the only place that
knows how: opening hours of a week, public holidays, absences, time zones and their clock changes.
It is pure: no Django, no present moment; everybody may import it.

Every function takes aware datetimes of any zone and returns aware datetimes in UTC.
"""

from tandem.engine.working_time.arithmetic import (
    add_working_days,
    add_working_time,
    is_open,
    next_opening,
    working_days_between,
    working_time_between,
)
from tandem.engine.working_time.calendar import Span, WorkingCalendar, WorkingHours
from tandem.engine.working_time.tally import NeverOpen

__all__ = [
    "NeverOpen",
    "Span",
    "WorkingCalendar",
    "WorkingHours",
    "add_working_days",
    "add_working_time",
    "is_open",
    "next_opening",
    "working_days_between",
    "working_time_between",
]
