"""Reading what is known of the workspace itself."""

from tandem.upkeep.queries.closing_calendar import (
    CALENDAR_SEALED_FOR,
    FollowedCalendar,
    as_followed,
    calendar_address,
    calendar_is_due,
    followed_calendar,
    look_into_calendar,
)
from tandem.upkeep.queries.health import health_facts
from tandem.upkeep.queries.holidays import PublicHolidays, public_holidays
from tandem.upkeep.queries.marks import mark, marks, sender_of_mail
from tandem.upkeep.queries.people import known_about
from tandem.upkeep.queries.steps import first_steps, steps_to_remind_of

__all__ = [
    "CALENDAR_SEALED_FOR",
    "FollowedCalendar",
    "PublicHolidays",
    "as_followed",
    "calendar_address",
    "calendar_is_due",
    "first_steps",
    "followed_calendar",
    "health_facts",
    "known_about",
    "look_into_calendar",
    "mark",
    "marks",
    "public_holidays",
    "sender_of_mail",
    "steps_to_remind_of",
]
