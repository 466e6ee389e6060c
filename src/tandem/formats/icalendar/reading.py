"""The whole days of an iCalendar file: holidays, closing days, absences. Plain Python.

What has a time of day is counted and left out. A file that is damaged is refused with the line:
half a calendar that is taken for the whole would take days away that nobody meant to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from tandem.formats.icalendar.lines import Part, Property, UnusableCalendar, calendars_of
from tandem.formats.icalendar.repeating import (
    Effort,
    TooMuch,
    UnknownRule,
    day_of,
    days_of,
    rule_of,
)
from tandem.formats.text_file import UnreadableFile, text_of

TITLE_LIMIT = 200
SPELLS_AT_MOST = 5_000
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WEEK_OR_DAYS = re.compile(r"\+?P(?:(\d{1,5})W|(\d{1,5})D(?:T0*[HMS])?)", re.ASCII)
_ONE = timedelta(days=1)

__all__ = ["Calendar", "Spell", "UnusableCalendar", "whole_days"]


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """From a day to a day, both in it."""

    first: date
    last: date
    title: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a file has in a time: whole days by day, and how many entries were left out.

    `timed` have a time of day; `unknown` come back by a rule that isn't understood.
    """

    name: str
    spells: tuple[Spell, ...]
    timed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Entry:
    uid: str
    first: date
    length: timedelta
    title: str
    rules: tuple[str, ...]
    added: frozenset[date]
    left_out: frozenset[date]
    instead_of: date | None


def whole_days(content: bytes | str, first: date, last: date) -> Calendar:
    """The whole days of a calendar from a day to a day. Raises UnusableCalendar."""
    calendars = calendars_of(content if isinstance(content, str) else _text(content))
    events = [part for one in calendars for part in one.parts if part.name == "VEVENT"]
    read = [_entry(part) for part in events if not _is_cancelled(part)]
    entries = [one for one in read if one is not None]
    moved = {(one.uid, one.instead_of) for one in entries if one.instead_of and one.uid}
    spells: set[Spell] = set()
    unknown, effort = 0, Effort()
    for entry in entries:
        try:
            spells.update(_spells(entry, moved, first, last, effort))
        except UnknownRule:
            unknown += 1
        except TooMuch as error:
            raise UnusableCalendar("Too much comes back in this calendar.") from error
        if len(spells) > SPELLS_AT_MOST:
            raise UnusableCalendar("There are more than {n} entries in it.", n=SPELLS_AT_MOST)
    named = calendars[0].first("X-WR-CALNAME")
    name = _words(named.value) if named else ""
    return Calendar(name, tuple(sorted(spells)), len(read) - len(entries), unknown)


def _text(content: bytes) -> str:
    try:
        return text_of(content)
    except UnreadableFile as error:
        raise UnusableCalendar("This isn’t a calendar. Choose an .ics file.") from error


def _is_cancelled(part: Part) -> bool:
    status = part.first("STATUS")
    return status is not None and status.value.strip().upper() == "CANCELLED"


def _entry(part: Part) -> _Entry | None:
    """An entry of whole days; None for one with a time of day."""
    start = part.first("DTSTART")
    if start is None:
        raise UnusableCalendar("The entry in line {line} has no day.", line=part.line)
    first, at = _moment(start)
    length = _length(part, first, at)
    if at and (length is None or at.strip("0Z")):
        return None
    uid, title, instead = part.first("UID"), part.first("SUMMARY"), part.first("RECURRENCE-ID")
    return _Entry(
        uid=uid.value.strip() if uid else "",
        first=first,
        length=length or _ONE,
        title=_words(title.value) if title else "",
        rules=tuple(one.value for one in part.all("RRULE")),
        added=frozenset(_listed(part.all("RDATE"))),
        left_out=frozenset(_listed(part.all("EXDATE"))),
        instead_of=_moment(instead)[0] if instead else None,
    )


def _moment(said: Property) -> tuple[date, str]:
    """The day, and the time of day where there is one."""
    value = said.value.strip().upper()
    day, _, at = value.partition("T")
    if at and not re.fullmatch(r"\d{6}Z?", at, re.ASCII):
        raise _no_day(said)
    try:
        return day_of(day), at
    except UnknownRule as error:
        raise _no_day(said) from error


def _no_day(said: Property) -> UnusableCalendar:
    return UnusableCalendar("Line {line}: this isn’t a day of a calendar.", line=said.line)


def _length(part: Part, first: date, at: str) -> timedelta | None:
    """How long it is, where that is whole days; None where it isn't."""
    end, lasting = part.first("DTEND"), part.first("DURATION")
    if end is None and lasting is None:
        return None if at else _ONE
    if end is None and lasting is not None:
        match = _WEEK_OR_DAYS.fullmatch(lasting.value.strip().upper())
        length = timedelta(weeks=int(match[1] or 0), days=int(match[2] or 0)) if match else None
        return length or (None if at else _ONE)
    last, until = _moment(end) if end else (first, at)
    if last < first:
        raise UnusableCalendar("The entry in line {line} ends before it begins.", line=part.line)
    if at and (until.strip("0Z") or last == first):
        return None
    return max(last - first, _ONE)  # some write the last day itself for a single one


def _listed(properties: Iterable[Property]) -> Iterator[date]:
    for one in properties:
        for value in filter(None, one.value.split(",")):
            yield _moment(Property(one.name, one.about, value.partition("/")[0], one.line))[0]


def _spells(
    entry: _Entry, moved: set[tuple[str, date]], first: date, last: date, effort: Effort
) -> Iterator[Spell]:
    early = max(first.toordinal() - entry.length.days, 1)
    begins = [
        days_of(rule_of(text), entry.first, date.fromordinal(early), last, effort)
        for text in entry.rules
    ]
    for day in chain((entry.first,), entry.added, *begins):
        taken = entry.instead_of is None and (entry.uid, day) in moved
        if taken or day in entry.left_out or day > last:
            continue
        if entry.length.days > date.max.toordinal() - day.toordinal():
            continue
        end = day + entry.length - _ONE
        if end >= first:
            yield Spell(max(day, first), min(end, last), entry.title)


def _words(text: str) -> str:
    """A text as people read it, in one line."""
    plain = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)
    return " ".join("".join(one if one.isprintable() else " " for one in plain).split())[
        :TITLE_LIMIT
    ]
