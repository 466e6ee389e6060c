"""What stretch of time the roadmap shows, and where in it a day stands."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core import dates
from tandem.core.words import Sentence, say

FIRST_YEAR, LAST_YEAR = 2000, 2100
_DAY = timedelta(days=1)


class Zoom(StrEnum):
    """How much of the year is shown."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Zoom.YEAR: say("Year"),
            Zoom.QUARTER: say("Quarter"),
            Zoom.MONTH: say("Month"),
            Zoom.WEEK: say("Week"),
        }[self]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale: where it stands in per cent, what it says, whether it weighs more."""

    x: float
    label: Sentence | str
    strong: bool


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both in it."""

    zoom: Zoom
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """Where the morning of a day stands, in per cent of the width; may lie outside."""
        return round(100 * (day - self.first).days / self.days, 3)

    def inside(self, day: date) -> float:
        """The same, at an edge where it lies beyond."""
        return min(100.0, max(0.0, self.at(day)))

    def holds(self, day: date) -> bool:
        """Whether the day is one of it."""
        return self.first <= day <= self.last

    def meets(self, first: date, last: date) -> bool:
        """Whether they share a day."""
        return first <= self.last and last >= self.first

    @property
    def anchor(self) -> date:
        """The day that an address names it by."""
        return _quarters(self.first, 1) if self.zoom is Zoom.YEAR else self.first

    @property
    def before(self) -> date:
        """A day in the period before; of a year, half a year before."""
        return _quarters(self.anchor, -2) if self.zoom is Zoom.YEAR else self.first - _DAY

    @property
    def after(self) -> date:
        """A day in the period after; of a year, half a year after."""
        return _quarters(self.anchor, 2) if self.zoom is Zoom.YEAR else self.last + _DAY


def _quarters(day: date, count: int) -> date:
    """The first day of the quarter so many quarters after the one that a day is in."""
    number = 4 * day.year + (day.month - 1) // 3 + count
    return date(number // 4, 3 * (number % 4) + 1, 1)


def period_around(day: date, zoom: Zoom) -> Period:
    """The quarter, month or week that a day is in. Of a year there is a quarter before the one
    that the day is in, so that what comes next isn't cut off at New Year's Eve.
    """
    if zoom is Zoom.YEAR:
        return Period(zoom, _quarters(day, -1), _quarters(day, 3) - _DAY)
    if zoom is Zoom.QUARTER:
        month = 3 * ((day.month - 1) // 3) + 1
        last = monthrange(day.year, month + 2)[1]
        return Period(zoom, date(day.year, month, 1), date(day.year, month + 2, last))
    if zoom is Zoom.MONTH:
        return Period(zoom, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    monday = day - timedelta(days=day.weekday())
    return Period(zoom, monday, monday + timedelta(days=6))


def name_of(period: Period) -> Sentence:
    """What a period is called."""
    year = period.first.year
    if period.zoom is Zoom.YEAR:
        if period.first.month == 1:
            return say("{year}", year=year)
        return say(
            "{first} {year} to {last} {next}",
            first=_short_month(period.first.month),
            year=year,
            last=_short_month(period.last.month),
            next=period.last.year,
        )
    if period.zoom is Zoom.QUARTER:
        return say("quarter {number} of {year}", number=(period.first.month + 2) // 3, year=year)
    if period.zoom is Zoom.MONTH:
        return say("{month} {year}", month=dates.month_name(period.first.month), year=year)
    number = period.first.isocalendar().week
    return say("week {number} of {year}", number=number, year=period.first.isocalendar().year)


def ticks_of(period: Period) -> list[Tick]:
    """The lines of its scale: months of a year, weeks of a quarter, days of a month or week."""
    if period.zoom is Zoom.YEAR:
        return [
            Tick(period.at(first), _month_of(first), strong=first.month % 3 == 1)
            for first in _months(period)
        ]
    days = [period.first + timedelta(days=at) for at in range(period.days)]
    if period.zoom is Zoom.QUARTER:
        return [
            Tick(period.at(day), say("{day} {month}", day=day.day, month=_short_month(day.month)),
                 strong=day.day == 1)
            for day in days if day.day == 1 or (day.weekday() == 0 and 6 < day.day < 26)
        ]  # fmt: skip
    if period.zoom is Zoom.MONTH:
        return [
            Tick(period.at(day), str(day.day), strong=True) for day in days if day.weekday() == 0
        ]
    return [
        Tick(
            period.at(day),
            say("{weekday} {day}", weekday=WEEKDAYS[day.weekday()], day=day.day),
            strong=day.weekday() == 0,
        )
        for day in days
    ]


WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
_MONTHS = (
    *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun")),
    *(say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec")),
)


def _months(period: Period) -> list[date]:
    """The first day of each of its months."""
    return [
        first.replace(month=first.month + at)
        for first in (_quarters(period.first, count) for count in range(4))
        for at in range(3)
    ]


def _month_of(first: date) -> Sentence:
    if first.month == 1:
        return say("{month} {year}", month=_short_month(1), year=first.year)
    return _short_month(first.month)


def _short_month(month: int) -> Sentence:
    return _MONTHS[month - 1]


def day_asked(asked: Mapping[str, str], today: date) -> date:
    """The day that an address names (`on`, else `year`), today where it names none that is one."""
    try:
        day = date.fromisoformat(asked.get("on", ""))
    except ValueError:
        year = asked.get("year", "")
        if not (year.isdecimal() and len(year) == 4):
            return today
        # Its second quarter: then the year is shown from January to December.
        day = date(min(max(int(year), FIRST_YEAR), LAST_YEAR), 4, 1)
    return day if FIRST_YEAR < day.year < LAST_YEAR else today
