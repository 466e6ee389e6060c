"""Days that teams have, and days that work asks of them. Plain Python: no Django, no database.

A day is a working day of the company. Who works four hours where the company works eight has half
a day; who is in two teams gives each the same part. Figures are of teams, never of people.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from tandem.accounts.rules import Lane
from tandem.core.dates import month_name, short
from tandem.core.words import Sentence, say
from tandem.engine.working_time import WorkingCalendar

_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_ENOUGH = 0.05
"""What rounding may take: 38.04 days are 38."""
LARGEST = 3
"""How many of those who ask the most are named."""
QUARTERS, MONTHS, WEEKS = 4, 6, 6

NOBODY = "nobody"
PARTNERS = "partners"


class By(StrEnum):
    """How long the times are that are looked at."""

    QUARTER = "quarter"
    MONTH = "month"

    @property
    def label(self) -> Sentence:
        return say("By quarter") if self is By.QUARTER else say("By month")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both in it."""

    first: date
    last: date
    code: str
    label: Sentence


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    number = (day.month - 1) // 3
    first = date(day.year, 3 * number + 1, 1)
    label = say("Q{quarter} {year}", quarter=number + 1, year=day.year)
    return Period(first, _before_month(first, 3), f"{day.year}-q{number + 1}", label)


def _month_of(day: date) -> Period:
    first = day.replace(day=1)
    label = say("{month} {year}", month=month_name(day.month), year=day.year)
    return Period(first, _before_month(first, 1), f"{day:%Y-%m}", label)


def _before_month(first: date, later: int) -> date:
    """The day before the month that begins so many months later."""
    months = first.year * 12 + first.month - 1 + later
    return date(months // 12, months % 12 + 1, 1) - _DAY


def periods(today: date, by: By) -> tuple[Period, ...]:
    """The times that are shown: the present one and those after it."""
    of, count = (quarter_of, QUARTERS) if by is By.QUARTER else (_month_of, MONTHS)
    found = [of(today)]
    while len(found) < count:
        found.append(of(found[-1].last + _DAY))
    return tuple(found)


def weeks(today: date) -> tuple[Period, ...]:
    """The present week and those after it, from a Monday to a Sunday."""
    monday = today - timedelta(days=today.weekday())
    firsts = [monday + timedelta(weeks=n) for n in range(WEEKS)]
    return tuple(
        Period(one, one + timedelta(days=6), f"{one:%G-w%V}", short(one, today=today))
        for one in firsts
    )


def period_called(code: str, today: date) -> Period | None:
    """One of those times by its code: "2027-q1", "2027-02"."""
    return next((one for by in By for one in periods(today, by) if one.code == code), None)


# Who is there -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """Somebody who works: when they are there, and to which team their days belong.

    `teams` are from a day until one, both in it. On days without any they count to `otherwise`.
    """

    id: int
    calendar: WorkingCalendar
    otherwise: str
    teams: tuple[tuple[str, date, date | None], ...] = ()
    lanes: frozenset[Lane] = frozenset()
    skills: frozenset[str] = frozenset()
    since: date = date.min

    def groups_on(self, day: date) -> tuple[str, ...]:
        """The teams they are in on a day."""
        held = dict.fromkeys(
            team
            for team, first, last in self.teams
            if first <= day and (last is None or day <= last)
        )
        return tuple(held) or (self.otherwise,)


def days_there(member: Member, first: date, last: date, day: timedelta) -> dict[str, float]:
    """How many company's days (of length `day`) somebody has for each team in that time.

    Holidays and absences are left out; who comes or leaves within it counts from or until then.
    """
    first = max(first, member.since)
    edges = {first, last + _DAY}
    for _, begins, ends in member.teams:
        edges |= {begins} | ({ends + _DAY} if ends else set())
    cuts = sorted(edge for edge in edges if first <= edge <= last + _DAY)
    found: dict[str, float] = {}
    for start, stop in pairwise(cuts):
        open_time = member.calendar.open_time(start.toordinal(), stop.toordinal())
        groups = member.groups_on(start)
        for group in groups:
            days = open_time * _MICROSECOND / day / len(groups)
            found[group] = found.get(group, 0.0) + days
    return found


# What is asked of them --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Load:
    """Work that a team has before it: days, and from when to when; without dates: nobody knows."""

    id: int
    home_id: int
    group: str
    days: float
    first: date | None = None
    last: date | None = None


def whose(
    lane: Lane | None,
    skills: frozenset[str],
    on_it: Iterable[tuple[int, frozenset[Lane]]],
    members: Mapping[int, Member],
    day: date,
) -> str:
    """The team that would likely do what nobody has taken yet.

    That in which most of those are who could: people of its side on the initiative, with the
    skills; where skills are asked that nobody there has, anybody of the side who has them.
    """
    able = [
        members[pk]
        for pk, lanes in on_it
        if pk in members and skills <= members[pk].skills and (lane is None or lane in lanes)
    ]
    if skills and not able:
        able = [
            one
            for one in members.values()
            if skills <= one.skills and (lane is None or lane in one.lanes)
        ]
    counted: dict[str, float] = {}
    for one in able:
        groups = one.groups_on(day)
        for group in groups:
            counted[group] = counted.get(group, 0.0) + 1 / len(groups)
    if not counted:
        return f"{NOBODY}-{lane.value}" if lane else NOBODY
    return max(counted, key=lambda group: counted[group])


def span_of(
    forecast: tuple[date, date] | None,
    starts_on: date | None,
    due_on: date | None,
    days: float,
    today: date,
) -> tuple[date, date] | None:
    """From when to when it is done: as forecast, else as its own days say; nothing if none does.

    What should have begun, or be over, is still to be done: it begins today.
    """
    if forecast:
        first, last = forecast
    elif due_on or starts_on:
        length = timedelta(days=max(0, round(days * 7 / 5) - 1))
        first = starts_on or today
        last = due_on or first + length
    else:
        return None
    first = max(first, today)
    return first, max(first, last)


@dataclass(frozen=True)
class Calendar:
    """The company's days from a day on, to lay work on: nothing is done on its days off."""

    company: WorkingCalendar
    start: date
    length: int = 5 * 366

    @cached_property
    def _sums(self) -> list[float]:
        first = self.start.toordinal()
        sums, total = [0.0], 0
        for ordinal in range(first, first + self.length):
            total += self.company.open_time(ordinal, ordinal + 1)
            sums.append(total)
        return sums

    def _until(self, day: date) -> float:
        """The open time before a day."""
        return self._sums[min(max((day - self.start).days, 0), self.length)]

    def share(self, load: Load, first: date, last: date) -> float:
        """How many of its days lie between two days, both in it: the same on each working day."""
        if load.first is None or load.last is None:
            return 0.0
        whole = self._until(load.last + _DAY) - self._until(load.first)
        begins, ends = max(first, load.first), min(last, load.last)
        if begins > ends:
            return 0.0
        if not whole:  # Over a weekend alone: where it begins.
            return load.days if begins == load.first else 0.0
        return load.days * (self._until(ends + _DAY) - self._until(begins)) / whole


# Both together ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A team in a time: days it has, days that are asked of it, and by what.

    `reserved` of its days are kept for small changes; `there` is what is left for all the rest.
    """

    group: str
    there: float
    parts: tuple[tuple[Load, float], ...] = ()
    reserved: float = 0.0

    @cached_property
    def wanted(self) -> float:
        """The days that are asked."""
        return sum(days for _, days in self.parts)

    @property
    def short(self) -> float:
        """How many days are missing; nothing where there are enough."""
        return max(0.0, self.wanted - self.there)

    @property
    def is_over(self) -> bool:
        """Whether more is asked than there is."""
        return self.short > _ENOUGH

    @cached_property
    def by_home(self) -> list[tuple[int, float]]:
        """What asks how much, the most first."""
        found: dict[int, float] = {}
        for load, days in self.parts:
            found[load.home_id] = found.get(load.home_id, 0.0) + days
        return sorted(found.items(), key=lambda one: (-one[1], one[0]))


@dataclass(frozen=True)
class Demand:
    """All that is asked: what has dates, what has none, what isn't estimated."""

    loads: tuple[Load, ...] = ()
    unestimated: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def by_group(self) -> dict[str, list[Load]]:
        """What is asked of each team."""
        found: dict[str, list[Load]] = {}
        for one in self.loads:
            found.setdefault(one.group, []).append(one)
        return found

    def undated(self, group: str) -> list[Load]:
        """What a team has to do some time, and nobody knows when."""
        return [one for one in self.by_group.get(group, []) if one.first is None]


def cell_of(
    group: str,
    first: date,
    last: date,
    *,
    members: Collection[Member],
    demand: Demand,
    calendar: Calendar,
    reserved: Callable[[date, date], float] | None = None,
) -> Cell:
    """A team between two days. What is over by now counts neither as there nor as asked.

    `reserved` says how many days it keeps for small changes from a day to a day.
    """
    day = calendar.company.hours.mean_day
    first = max(first, calendar.start)
    kept = reserved(first, last) if reserved else 0.0
    there = sum(
        days_there(one, first, last, day).get(group, 0.0)
        for one in members
        if group == one.otherwise or any(group == team for team, _, _ in one.teams)
    )
    laid = ((one, calendar.share(one, first, last)) for one in demand.by_group.get(group, ()))
    parts = tuple((one, days) for one, days in laid if days > 0)
    return Cell(group, max(0.0, there - kept), parts, kept)


# In words ---------------------------------------------------------------------------------------


def in_days(days: float) -> str:
    """Days as people say them: to the half where there are few, else whole ones."""
    rounded = Decimal(str(round(days * 2) / 2 if days < 20 else round(days)))
    if not rounded and days > 0:
        return "0.1" if days < 0.15 else f"{days:.1f}"
    return f"{rounded.normalize():f}"


def said_days(days: float) -> Sentence:
    """ "1 day", "0.5 days", "38 days"."""
    said = in_days(days)
    return say("1 day") if said == "1" else say("{days} days", days=said)


def how_full(cell: Cell) -> Sentence:
    """ "46 of 38 days"."""
    return say("{wanted} of {there} days", wanted=in_days(cell.wanted), there=in_days(cell.there))


def in_hours(days: float, day: timedelta) -> str:
    """Company's days as whole hours."""
    return str(round(days * (day / timedelta(hours=1))))


def how_full_in_hours(cell: Cell, day: timedelta) -> Sentence:
    """ "38 of 32 hours"."""
    wanted, there = in_hours(cell.wanted, day), in_hours(cell.there, day)
    return say("{wanted} of {there} hours", wanted=wanted, there=there)


def how_short_in_hours(cell: Cell, day: timedelta) -> Sentence | None:
    """How many hours are missing; nothing where enough are there."""
    short_of = int(in_hours(cell.wanted, day)) - int(in_hours(cell.there, day))
    if not cell.is_over or short_of <= 0:
        return None
    return say("{hours} hours too many", hours=short_of)


def how_short(cell: Cell) -> Sentence | None:
    """How much is missing, in days; nothing where enough is there."""
    if not cell.is_over:
        return None
    shown = Decimal(in_days(cell.wanted)) - Decimal(in_days(cell.there))
    return say("short of {days}", days=said_days(float(shown) if shown > 0 else cell.short))
