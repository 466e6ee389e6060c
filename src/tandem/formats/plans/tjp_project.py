"""What holds for a whole plan of TaskJuggler: its time, its hours, how lengths are said."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tandem.engine.problem import Plan
from tandem.engine.working_time import Span, WorkingCalendar, WorkingHours
from tandem.formats.plans.tjp_tree import Statement
from tandem.formats.plans.unreadable import UnreadablePlan

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = r"\d{4}-\d{1,2}-\d{1,2}(?:-\d{1,2}:\d{2}(?::\d{2})?)?"
_WALL = {"min": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "m": 730.5, "y": 8766.0}
"""Hours on the wall by unit."""
_YEAR = 260.714
"""The working days of a year."""
_OFFICE: tuple[Span, ...] = ((time(9), time(12)), (time(13), time(18)))


def given_macros(text: str) -> dict[str, str]:
    """The macros that TaskJuggler defines itself, as far as plans need them."""
    found = re.search(rf"\bproject\b[^{{]*?({_DATE})", text)
    start = found[1] if found else ""
    now = re.search(rf"\bnow\s+({_DATE})", text)
    return {"projectstart": start, "projectend": start, "now": now[1] if now else start}


class Project:
    """The statement `project` and what stands beside it. Raises UnreadablePlan while it is made."""

    def __init__(self, whole: list[Statement]) -> None:
        self.statement = next((one for one in whole if one.keyword == "project"), None)
        if self.statement is None:
            raise UnreadablePlan("This is no plan of TaskJuggler: it has no “project”.")
        block = self.statement.block
        self.scenarios = {
            "",
            *[one.word(0, "a name") for one in block if one.keyword == "scenario"][:1],
        }
        self.zone = self._zone(_last(block, "timezone"))
        daily = _last(block, "dailyworkinghours")
        self.daily = _number(daily, daily.word(0, "a number")) if daily else 8.0
        if not 0 < self.daily <= 24:
            raise self.statement.wrong("a day has more than 0 and at most 24 working hours")
        first = next(
            (word.said for word in self.statement.words if re.fullmatch(_DATE, word.said)), None
        )
        if first is None:
            raise self.statement.wrong("the project doesn't say from when to when it is")
        hours = WorkingHours((_OFFICE,) * 5 + ((),) * 2)
        around = [*block, *whole]
        self.plan = Plan(
            self.moment(self.statement, first),
            calendar=self.calendar(WorkingCalendar(self.zone, hours), around),
        )
        self.rate = next((self.hourly(one) for one in around if one.keyword == "rate"), 0.0)

    def holds(self, one: Statement) -> bool:
        """Whether a statement is of the scenario that is read."""
        return one.scenario in self.scenarios

    def hourly(self, one: Statement) -> float:
        """The money per hour; TaskJuggler says it by the day."""
        return _number(one, one.word(0, "an amount")) / self.daily

    def moment(self, one: Statement, text: str) -> datetime:
        """A date such as 2026-03-23 or 2026-03-23-09:00."""
        if not re.fullmatch(_DATE, text):
            raise one.wrong(f"“{text}” is no date such as 2026-03-23 or 2026-03-23-09:00")
        numbers = [int(part) for part in re.split(r"[-:]", text)]
        try:
            return datetime(*numbers, tzinfo=self.zone)  # type: ignore[arg-type,misc]
        except ValueError as error:
            raise one.wrong(f"there is no date {text}") from error

    def hours(self, one: Statement, *, wall: bool = False) -> float:
        """A length such as 20d or 1.5h: working hours, or hours on the wall."""
        return self._length(one, one.word(0, "a length such as 5d"), wall=wall)

    def _length(self, one: Statement, text: str, *, wall: bool) -> float:
        found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)(min|h|d|w|m|y)", text)
        if found is None:
            raise one.wrong(f"“{text}” is no length such as 30min, 4h, 5d, 2w, 1m, 1y")
        day = self.daily
        working = {"d": day, "w": 5 * day, "m": _YEAR / 12 * day, "y": _YEAR * day}
        return float(found[1]) * (_WALL if wall else _WALL | working)[found[2]]

    def calendar(self, base: WorkingCalendar, around: list[Statement]) -> WorkingCalendar:
        """A calendar with other hours and with leaves, where these statements give any."""
        week = list(base.hours.week)
        away = list(base.absences)
        for one in around:
            if one.keyword == "workinghours":
                _set_hours(one, week)
            elif one.keyword in {"leaves", "vacation"}:
                away += self._leaves(one)
        return WorkingCalendar(base.zone, WorkingHours(tuple(week)), base.holidays, tuple(away))

    def _leaves(self, one: Statement) -> list[tuple[date, date]]:
        """The days of each leave; an end at midnight is not part of it."""
        found = []
        text = " ".join("," if word.quoted else word.said for word in one.words)
        for leave in re.finditer(rf"({_DATE})(?: ?- ?({_DATE})| ?\+ ?(\d\w*))?", text):
            begin = self.moment(one, leave[1])
            end = self.moment(one, leave[2]) if leave[2] else begin
            if leave[3]:
                end = begin + timedelta(hours=self._length(one, leave[3], wall=True))
            last = (end - timedelta(seconds=1)).date()
            found.append((begin.date(), max(last, begin.date())))
        return found

    def _zone(self, one: Statement | None) -> ZoneInfo:
        if one is None:
            return ZoneInfo("UTC")
        name = one.word(0, "a time zone")
        try:
            return ZoneInfo(name)
        except (ValueError, KeyError, OSError) as error:
            raise one.wrong(f"nobody knows the time zone “{name}”") from error


def _set_hours(one: Statement, week: list[tuple[Span, ...]]) -> None:
    """Such as `mon - thu, sat 9:00 - 12:00, 13:00 - 17:00` or `sun off`."""
    text = " ".join(word.said for word in one.words)
    found = re.fullmatch(r"([a-z ,-]+?) ?(off|\d[\d:, -]*)", text)
    if found is None:
        raise one.wrong("working hours are such as: mon - fri 9:00 - 12:00, 13:00 - 17:00")
    spans = () if found[2] == "off" else tuple(_span(one, part) for part in found[2].split(","))
    for part in found[1].split(","):
        names = [name.strip() for name in part.split("-")]
        if len(names) > 2 or any(name not in _DAYS for name in names):
            raise one.wrong(f"“{part.strip()}” is no day of the week such as mon")
        first, last = _DAYS.index(names[0]), _DAYS.index(names[-1])
        for day in range(first, last + 1 if last >= first else last + 8):
            week[day % 7] = spans


def _span(one: Statement, text: str) -> Span:
    found = re.fullmatch(r" *(\d{1,2}):(\d\d) *- *(\d{1,2}):(\d\d) *", text)
    if found is None:
        raise one.wrong(f"“{text.strip()}” is no span such as 9:00 - 12:00")
    begin, begins, end, ends = (int(part) for part in found.groups())
    try:
        return time(begin, begins), time(end % 24, ends)
    except ValueError as error:
        raise one.wrong(f"“{text.strip()}” is no span of the day") from error


def _last(block: list[Statement], keyword: str) -> Statement | None:
    return next((one for one in reversed(block) if one.keyword == keyword), None)


def _number(one: Statement, text: str) -> float:
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", text):
        raise one.wrong(f"“{text}” is no number")
    return float(text)
