"""Moments in the words people use for them: "due Tue", "2 days ago", "in 3 hours".

Short words to read, the full date beside them for whoever needs it, and a state for the tone.
Pure: the present moment and the reader's time zone are parameters. A day is a day of the reader's
calendar, so "tomorrow" may begin in five minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from tandem.core.words import Sentence, say

# Within a week a weekday or a number of days says more than a date.
WEEK = 7
_MINUTE, _HOUR = 60, 3600

_WEEKDAYS = (
    say("Mon"),
    say("Tue"),
    say("Wed"),
    say("Thu"),
    say("Fri"),
    say("Sat"),
    say("Sun"),
)
_FULL_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_MONTHS = (
    say("Jan"),
    say("Feb"),
    say("Mar"),
    say("Apr"),
    say("May"),
    say("Jun"),
    say("Jul"),
    say("Aug"),
    say("Sep"),
    say("Oct"),
    say("Nov"),
    say("Dec"),
)
_FULL_MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


class State(StrEnum):
    """What a date means for whoever reads it; templates choose tone and icon by it."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class When:
    """A moment ready to be shown: components/time.html takes it."""

    words: Sentence
    full: Sentence
    iso: str
    state: State


def due(moment: datetime, *, now: datetime, zone: tzinfo) -> When:
    """Until when something is waited for: "due today 15:00", "due Tue", "was due yesterday"."""
    local = moment.astimezone(zone)
    today = now.astimezone(zone).date()
    if moment < now:
        return When(_was_due(local, today), full(moment, zone), local.isoformat(), State.LATE)
    words, state = _is_due(local, today)
    return When(words, full(moment, zone), local.isoformat(), state)


def due_day(day: date, *, today: date) -> When:
    """The same for a whole day, which is over when the next one begins."""
    days = (day - today).days
    if days < 0:
        words, state = _days_over(day, today), State.LATE
    elif days == 0:
        words, state = say("due today"), State.TODAY
    elif days == 1:
        words, state = say("due tomorrow"), State.SOON
    else:
        words, state = say("due {day}", day=_near(day, today)), State.LATER
    return When(words, full_day(day), day.isoformat(), state)


def when(moment: datetime, *, now: datetime, zone: tzinfo) -> When:
    """How far away it is, in either direction: "2 days ago", "in 20 minutes", "tomorrow 9:00"."""
    local = moment.astimezone(zone)
    today = now.astimezone(zone).date()
    seconds = (moment - now).total_seconds()
    words = _ago(-seconds, local, today) if seconds <= 0 else _ahead(seconds, local, today)
    state = State.PAST if seconds <= 0 else State.LATER
    return When(words, full(moment, zone), local.isoformat(), state)


def on(day: date, *, today: date) -> When:
    """A day as a date: "24 Mar", with the year where it isn't this one."""
    state = State.PAST if day < today else State.LATER
    return When(short(day, today=today), full_day(day), day.isoformat(), state)


def short(day: date, *, today: date) -> Sentence:
    """The day in few letters: "24 Mar" or "24 Mar 2027"."""
    month = _MONTHS[day.month - 1]
    if day.year == today.year:
        return say("{day} {month}", day=day.day, month=month)
    return say("{day} {month} {year}", day=day.day, month=month, year=day.year)


def month_name(month: int) -> Sentence:
    """A month of the year, 1 to 12, in full."""
    return _FULL_MONTHS[month - 1]


def weekday_name(day: date) -> Sentence:
    """The head of a column of a calendar: "Mon"."""
    return _WEEKDAYS[day.weekday()]


def weekday_and_day(day: date) -> Sentence:
    """The head of a column: "Mon 16"."""
    return say("{weekday} {day}", weekday=_WEEKDAYS[day.weekday()], day=day.day)


def month_of(year: int, month: int) -> Sentence:
    """A month in few letters: "Mar 2026"."""
    return say("{month} {year}", month=_MONTHS[month - 1], year=year)


def full_day(day: date) -> Sentence:
    """The day with nothing left out: "Tuesday 24 March 2026"."""
    return say(
        "{weekday} {day} {month} {year}",
        weekday=_FULL_WEEKDAYS[day.weekday()],
        day=day.day,
        month=_FULL_MONTHS[day.month - 1],
        year=day.year,
    )


def full(moment: datetime, zone: tzinfo) -> Sentence:
    """The moment with nothing left out: "Tuesday 24 March 2026, 15:00 CET"."""
    local = moment.astimezone(zone)
    return say(
        "{day}, {time} {zone}",
        day=full_day(local.date()),
        time=_clock(local),
        zone=local.tzname() or "UTC",
    )


def _clock(local: datetime) -> Sentence:
    return say("{hour}:{minute}", hour=local.hour, minute=f"{local.minute:02}")


def _near(day: date, today: date) -> Sentence:
    """A weekday while it can only mean one day, else the date."""
    if 0 < (day - today).days < WEEK:
        return _WEEKDAYS[day.weekday()]
    return short(day, today=today)


def _is_due(local: datetime, today: date) -> tuple[Sentence, State]:
    days = (local.date() - today).days
    if days == 0:
        return say("due today {time}", time=_clock(local)), State.TODAY
    if days == 1:
        return say("due tomorrow {time}", time=_clock(local)), State.SOON
    return say("due {day}", day=_near(local.date(), today)), State.LATER


def _was_due(local: datetime, today: date) -> Sentence:
    if local.date() == today:
        return say("was due today {time}", time=_clock(local))
    return _days_over(local.date(), today)


def _days_over(day: date, today: date) -> Sentence:
    days = (today - day).days
    if days == 1:
        return say("was due yesterday")
    if days < WEEK:
        return say("was due {n} days ago", n=days)
    return say("was due {day}", day=short(day, today=today))


def _ago(seconds: float, local: datetime, today: date) -> Sentence:
    days = (today - local.date()).days
    if seconds < _MINUTE:
        return say("just now")
    if seconds < 2 * _MINUTE:
        return say("a minute ago")
    if seconds < _HOUR:
        return say("{n} minutes ago", n=int(seconds // _MINUTE))
    if days == 0:
        hours = int(seconds // _HOUR)
        return say("an hour ago") if hours == 1 else say("{n} hours ago", n=hours)
    if days == 1:
        return say("yesterday {time}", time=_clock(local))
    return say("{n} days ago", n=days) if days < WEEK else short(local.date(), today=today)


def _ahead(seconds: float, local: datetime, today: date) -> Sentence:
    days = (local.date() - today).days
    if seconds < 2 * _MINUTE:
        return say("in a minute")
    if seconds < _HOUR:
        return say("in {n} minutes", n=int(seconds // _MINUTE))
    if days == 0:
        hours = int(seconds // _HOUR)
        return say("in an hour") if hours == 1 else say("in {n} hours", n=hours)
    if days == 1:
        return say("tomorrow {time}", time=_clock(local))
    if days < WEEK:
        return say("in {n} days", n=days)
    return say("on {day}", day=short(local.date(), today=today))
