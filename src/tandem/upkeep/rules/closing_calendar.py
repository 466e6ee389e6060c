"""Closing days that stand in a calendar elsewhere, and those that stand here. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from tandem.accounts.rules.closing import CLOSING_NAME_LIMIT, ClosingDay
from tandem.core.words import Sentence, say
from tandem.formats.icalendar import Calendar, Spell

FILE_LIMIT = 2_000_000
"""Bytes. Calendars of companies have a tenth of it."""
AFTER_SUCCESS = timedelta(days=1)
AFTER_TROUBLE = timedelta(hours=1)
_ENOUGH = timedelta(seconds=1)


def window(today: date) -> tuple[date, date]:
    """For which days a calendar is read: from today to the end of next year."""
    return today, date(today.year + 1, 12, 31)


def named(title: str) -> str:
    """What an entry is called here."""
    return title if len(title) <= CLOSING_NAME_LIMIT else f"{title[: CLOSING_NAME_LIMIT - 1]}…"


def known_by(title: str) -> str:
    """By what an entry that was left out is known again next year."""
    return named(title).casefold()


def flattened(spells: Iterable[Spell], left_out: Collection[str]) -> list[ClosingDay]:
    """Every single day of these; one that has two names has the first."""
    days: dict[date, str] = {}
    for one in sorted(spells):
        if known_by(one.title) in left_out:
            continue
        for number in range((one.last - one.first).days + 1):
            days.setdefault(one.first + timedelta(days=number), named(one.title))
    return sorted(days.items())


def merged(
    before: Iterable[ClosingDay],
    here: Iterable[ClosingDay],
    there: Sequence[ClosingDay],
    today: date,
) -> list[ClosingDay]:
    """The closing days after a calendar was read: `before` is what it had the last time.

    What was typed here stays, and what was taken out here stays out. What the calendar has no
    longer goes, unless it is past.
    """
    known, now = set(before), set(there)
    gone = {one for one in known - now if one[0] >= today}
    kept = [one for one in here if one not in gone]
    days = {day for day, _ in kept}
    return sorted([*kept, *(one for one in there if one not in known and one[0] not in days)])


def why_not_take(found: Calendar, before: Collection[ClosingDay]) -> Sentence | None:
    """Say why a calendar isn't taken for what it was: one that is empty all at once."""
    if found.spells:
        return None
    if before:
        return say("The calendar has no whole days any more. The closing days stay as they are.")
    if found.timed:
        return say("All its entries have a time of day; closing days are whole days.")
    return say("There are no whole days to come in this calendar.")


def is_due(asked_at: datetime | None, now: datetime, *, well: bool) -> bool:
    """Whether a calendar is read again: once a day, an hour after it failed."""
    pause = AFTER_SUCCESS if well else AFTER_TROUBLE
    return asked_at is None or now - asked_at >= pause - _ENOUGH
