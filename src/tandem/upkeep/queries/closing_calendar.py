"""The calendar that closing days are taken from, and how the last reading went."""

from dataclasses import dataclass
from datetime import date, datetime

from tandem.accounts import queries as accounts
from tandem.accounts.rules.closing import ClosingDay
from tandem.core import clock
from tandem.core.outgoing import Unreachable, fetch
from tandem.core.sealed import NotOurs, unseal
from tandem.core.words import Sentence
from tandem.formats.icalendar import Calendar, UnusableCalendar, whole_days
from tandem.upkeep.models import ClosingCalendar
from tandem.upkeep.rules.closing_calendar import FILE_LIMIT, is_due, window

CALENDAR_SEALED_FOR = "tandem.upkeep.calendar"


@dataclass(frozen=True, slots=True)
class FollowedCalendar:
    """A calendar as it is shown; its address is only for whoever reads it: `calendar_address`."""

    host: str
    left_out: tuple[str, ...]
    days: tuple[ClosingDay, ...]
    asked_at: datetime | None
    read_at: datetime | None
    trouble: Sentence | None


def followed_calendar() -> FollowedCalendar | None:
    """The calendar that is read once a day; nothing where none is."""
    row = ClosingCalendar.objects.first()
    return None if row is None else as_followed(row)


def as_followed(row: ClosingCalendar) -> FollowedCalendar:
    """The same of a row that somebody holds."""
    days = tuple((date.fromisoformat(day), str(name)) for day, name in row.days)
    trouble = Sentence(row.trouble[0], **row.trouble[1]) if row.trouble else None
    return FollowedCalendar(row.host, tuple(row.left_out), days, row.asked_at, row.read_at, trouble)


def calendar_address() -> str:
    """The address that is read; nothing where there is none, or it was sealed with another key."""
    sealed = ClosingCalendar.objects.values_list("address", flat=True).first()
    try:
        return unseal(sealed, CALENDAR_SEALED_FOR) if sealed else ""
    except NotOurs:
        return ""


def calendar_is_due() -> bool:
    """Whether the calendar is to be read now."""
    row = ClosingCalendar.objects.only("asked_at", "trouble").first()
    return row is not None and is_due(row.asked_at, clock.now(), well=row.trouble is None)


def look_into_calendar(source: str | bytes) -> Calendar | Sentence:
    """The whole days to come of a calendar, at an address or in a file; or why there are none.

    Asks another machine: never called in a transaction.
    """
    try:
        content = (
            fetch(source, limit=FILE_LIMIT, accept="text/calendar, */*;q=0.1").content
            if isinstance(source, str)
            else source
        )
        return whole_days(content, *window(accounts.present_day()))
    except Unreachable as error:
        return error.why
    except UnusableCalendar as error:
        return Sentence(error.template, **error.values)
