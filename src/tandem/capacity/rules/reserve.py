"""Hours a week that a team of IT keeps for small changes. Plain Python: no Django, no database.

What is reserved is a part of the team's own hours: whoever is away, and a public holiday, takes
its part along. A team of three that reserves 24 of its 120 hours has 16 in a week in which one of
them is away, and none in a week in which nobody works.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tandem.accounts.rules import Lane
from tandem.capacity.rules.days import Member, days_there
from tandem.core import dates
from tandem.core.words import Sentence, say

HOURS_AT_MOST = Decimal(999)
_AHEAD = timedelta(days=366)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MICROSECONDS = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Reserve:
    """So many hours a week, from a Monday on, until another follows it."""

    since: date
    hours: float


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in: reserves hold for whole weeks."""
    return day - timedelta(days=day.weekday())


def in_force(reserves: Sequence[Reserve], on: date) -> Reserve | None:
    """What holds on a day. `reserves` by their Monday, then in the order they were set."""
    return next((one for one in reversed(reserves) if one.since <= on), None)


def why_not_reserve(
    hours: Decimal, since: date, *, lane: Lane | None, has: float, today: date
) -> tuple[str, Sentence] | None:
    """The field, and why a team can't reserve so much from that week on; nothing if it can.

    `has` are the hours that its people work in an ordinary week then.
    """
    if lane is not Lane.IT:
        return "hours", say("Only a team of IT reserves hours for small changes.")
    if hours < 0 or hours != round(hours * 2) / 2:
        return "hours", say("Write whole or half hours a week, 0 for none.")
    if hours and hours > has:
        there = said_hours(has)
        return "hours", say("Its people work {hours} h a week. Reserve at most that.", hours=there)
    if since < monday_of(today):
        return "since", say("What was, stays. Choose this week or a later one.")
    if since > today + _AHEAD:
        return "since", say("That is more than a year ahead. Choose a nearer week.")
    return None


def hours_a_week(group: str, members: Collection[Member], on: date) -> float:
    """What the people of a team work in an ordinary week, as it is made up on a day."""
    found = 0.0
    for one in members:
        groups = one.groups_on(on) if one.since <= on else ()
        if group in groups:
            found += sum(one.calendar.hours.lengths) / _MICROSECONDS / len(groups)
    return found


def part_kept(group: str, hours: float, members: Collection[Member], on: date) -> float:
    """What part of its ordinary week a team keeps, from nothing to all of it."""
    ordinary = hours_a_week(group, members, on)
    return min(1.0, hours / ordinary) if ordinary else 0.0


def hours_there(group: str, first: date, last: date, members: Collection[Member]) -> float:
    """How many hours the people of a team work between two days, both in it."""
    return sum(days_there(one, first, last, _HOUR).get(group, 0.0) for one in members)


def reserved_hours(
    group: str,
    first: date,
    last: date,
    *,
    members: Collection[Member],
    reserves: Sequence[Reserve],
) -> float:
    """How many hours a team reserves between two days, both in it.

    Its ordinary week is what its people work who are in it just then.
    """
    changes = {one.since for one in reserves} | _comings(members)
    edges = sorted({first, *(day for day in changes if first < day <= last)})
    found = 0.0
    for begins, following in zip(edges, [*edges[1:], last + _DAY], strict=True):
        held = in_force(reserves, begins)
        ordinary = hours_a_week(group, members, begins) if held and held.hours else 0.0
        if held and ordinary:
            there = hours_there(group, begins, following - _DAY, members)
            found += min(1.0, held.hours / ordinary) * there
    return found


def _comings(members: Collection[Member]) -> set[date]:
    """The days on which somebody comes into a team, or is no longer in it."""
    found = set()
    for one in members:
        found.add(one.since)
        for _, begins, ends in one.teams:
            found |= {begins} | ({ends + _DAY} if ends else set())
    return found


def reserved_days(
    group: str,
    first: date,
    last: date,
    *,
    members: Collection[Member],
    reserves: Sequence[Reserve],
    day: timedelta,
) -> float:
    """The same in company's days of that length."""
    if not reserves or first > last or not day:
        return 0.0
    hours = reserved_hours(group, first, last, members=members, reserves=reserves)
    return hours * (_HOUR / day)


def said_hours(hours: float | Decimal) -> str:
    """Hours as people say them, to the half: "7.5", "21"."""
    rounded = round(float(hours) * 2) / 2
    if not rounded and hours > 0:
        return "0.5"
    return f"{Decimal(str(rounded)).normalize():f}"


def from_week(since: date, today: date) -> Sentence:
    """ "from the week of 14 Dec"."""
    return say("from the week of {day}", day=dates.short(since, today=today))
