"""Hours as people type and read them. Plain Python."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tandem.core.dates import full_day
from tandem.core.words import Sentence, say

DAY_AT_MOST = 24 * 60
NOTE_LIMIT = 300
NAME_LIMIT = 60
OCCUPATIONS_AT_MOST = 30
ROWS_AT_MOST = 60
FIRST_DAY = date(2000, 1, 3)

_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)", re.ASCII)
_PARTS = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hours?|std\.?))?\s*(?:(\d{1,4})\s*(?:m|min\.?|minutes?)?)?",
    re.ASCII,
)
_NUMBER = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?|[.,]\d{1,4})", re.ASCII)


class Misread(ValueError):
    """A text that isn't so many hours; says what can be written."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


def minutes_of(text: str) -> int:
    """`1:30`, `1.5`, `1,5`, `90m`, `1h 30`, `2h`; nothing is none. Raises Misread."""
    said = text.strip().lower()
    if not said:
        return 0
    if found := _CLOCK.fullmatch(said):
        return _within(int(found[1]) * 60 + int(found[2]))
    if found := _NUMBER.fullmatch(said):
        return _within(_minutes(found[1]))
    found = _PARTS.fullmatch(said)
    if found and (found[1] or found[2]):
        return _within((_minutes(found[1]) if found[1] else 0) + int(found[2] or 0))
    raise Misread(say("Write hours like 1:30, 1.5 or 90m."))


def _minutes(hours: str) -> int:
    exact = Decimal(hours.replace(",", ".")) * 60
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _within(minutes: int) -> int:
    if minutes <= DAY_AT_MOST:
        return minutes
    if minutes % 60 == 0 and minutes // 60 <= DAY_AT_MOST:
        typed = minutes // 60
        raise Misread(say("A day has 24 hours. For {n} minutes write {n}m.", n=typed))
    raise Misread(say("A day has 24 hours."))


def in_hours(minutes: int) -> str:
    """As a clock counts: "1:30"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def why_not_write(
    day: date, minutes: int, *, today: date, closed_until: date | None, others: int
) -> Sentence | None:
    """Say why somebody can't write these hours of a day, or nothing if they can.

    `others` are the minutes of that day that stand elsewhere.
    """
    if closed_until and day <= closed_until:
        return why_closed(closed_until)
    if day < FIRST_DAY:
        return say("That day is too long ago.")
    if day > monday_of(today) + timedelta(days=6):
        return say("Hours are written once they are over: up to the end of this week.")
    if minutes and minutes + others > DAY_AT_MOST:
        return say(
            "That would be more than 24 hours on one day: {others} stand there already.",
            others=in_hours(others),
        )
    return None


def why_closed(until: date) -> Sentence:
    """What whoever comes too late is told."""
    return say(
        "Hours up to {day} are closed. Ask an administrator if something is missing there.",
        day=full_day(until),
    )


def why_not_close(until: date | None, *, today: date) -> Sentence | None:
    """Say why hours can't be closed up to a day, or nothing if they can."""
    if until and until >= today:
        return say("Choose a day before today: people still write the hours of today.")
    if until and until < FIRST_DAY:
        return say("That day is too long ago.")
    return None
