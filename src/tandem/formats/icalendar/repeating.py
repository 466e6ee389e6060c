"""On which days something comes back: the rules of RFC 5545, section 3.3.10, for whole days.

By years, months, weeks or days, with what calendars of people use of BYMONTH, BYMONTHDAY, BYDAY
and BYSETPOS. Anything else (numbers of weeks or of days in a year, hours, other kinds of years) is
said to be unknown: a day that is guessed would be worse than one that is missing.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYMONTH",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
}


class UnknownRule(ValueError):
    """The rule isn't one of those that are understood."""


class TooMuch(ValueError):
    """The rules of a file mean more days than anybody's calendar does."""


@dataclass(slots=True)
class Effort:
    """So many days are looked at for all rules of a file: some are made to be followed for ever."""

    left: int = 40_000

    def spend(self, days: int) -> None:
        """Raises TooMuch where nothing is left."""
        self.left -= days
        if self.left < 0:
            raise TooMuch


@dataclass(frozen=True, slots=True)
class Rule:
    """When something comes back. `by_day`: (which one, 0 for each; 0 is Monday)."""

    every: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    week_begins: int = 0
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[tuple[int, int], ...] = ()
    by_place: tuple[int, ...] = ()


def rule_of(text: str) -> Rule:
    """The rule that a text like FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24 says."""
    said: dict[str, str] = {}
    for part in filter(None, text.upper().replace(" ", "").split(";")):
        name, equals, value = part.partition("=")
        if not equals or not value or name in said or name not in _KNOWN:
            raise UnknownRule(part)
        said[name] = value
    every = said.get("FREQ", "")
    if every not in {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}:
        raise UnknownRule(text)
    return Rule(
        every,
        interval=_number(said.get("INTERVAL", "1"), 1, 10_000),
        count=_number(said["COUNT"], 1, 100_000) if "COUNT" in said else None,
        until=day_of(said["UNTIL"]) if "UNTIL" in said else None,
        week_begins=_weekday(said.get("WKST", "MO")),
        by_month=_numbers(said.get("BYMONTH"), 12, backwards=False),
        by_month_day=_numbers(said.get("BYMONTHDAY"), 31),
        by_day=_by_day(said.get("BYDAY"), every),
        by_place=_numbers(said.get("BYSETPOS"), 366),
    )


def day_of(text: str) -> date:
    """The day of 20261224 or 20261224T000000Z; UnknownRule where there is none."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?", text.strip(), re.ASCII)
    try:
        return date(*map(int, match.groups())) if match else _unknown(text)
    except ValueError as error:
        raise UnknownRule(text) from error


def _unknown(text: str) -> date:
    raise UnknownRule(text)


def days_of(
    rule: Rule, start: date, first: date, last: date, effort: Effort | None = None
) -> Iterator[date]:
    """The days from `first` to `last` on which a rule comes back that begins on `start`."""
    effort = effort or Effort()
    end = min(last, rule.until) if rule.until else last
    found = 0
    for period, days in _periods(rule, start, first):
        effort.spend(1 + len(days))
        if period > end:
            return
        for day in days:
            if day < start:
                continue
            found += 1
            if day > end or (rule.count and found > rule.count):
                return
            if day >= first:
                yield day


def _periods(rule: Rule, start: date, first: date) -> Iterator[tuple[date, list[date]]]:
    """Year by year, month by month …: its first day, and the days in it that the rule means."""
    room = start.toordinal() - 1
    begin = start - timedelta(days=min((start.weekday() - rule.week_begins) % 7, room))
    number = 0
    if rule.count is None:  # nothing is counted: those long before are skipped
        gone = (first - start).days // (_LONGEST[rule.every] * rule.interval)
        number = max(0, gone - 1) * rule.interval
    while True:
        try:
            if rule.every == "YEARLY":
                period = date(start.year + number, 1, 1)
            elif rule.every == "MONTHLY":
                months = start.year * 12 + start.month - 1 + number
                period = date(months // 12, months % 12 + 1, 1)
            elif rule.every == "WEEKLY":
                period = begin + timedelta(weeks=number)
            else:
                period = start + timedelta(days=number)
        except (ValueError, OverflowError):
            return
        yield period, _placed(rule, sorted(set(_MEANT[rule.every](rule, start, period))))
        number += rule.interval


def _placed(rule: Rule, days: list[date]) -> list[date]:
    if not rule.by_place:
        return days
    chosen = {
        days[place - 1 if place > 0 else place]
        for place in rule.by_place
        if 0 < abs(place) <= len(days)
    }
    return sorted(chosen)


def _of_year(rule: Rule, start: date, period: date) -> list[date]:
    if rule.by_month or rule.by_month_day:
        months = rule.by_month or range(1, 13)
        return [
            day for month in months for day in _in_month(rule, start, period.replace(month=month))
        ]
    if rule.by_day:
        year = [period + timedelta(days=n) for n in range(365 + isleap(period.year))]
        return _weekdays(rule, year)
    return _in_month(rule, start, period.replace(month=start.month))


def _of_month(rule: Rule, start: date, period: date) -> list[date]:
    if rule.by_month and period.month not in rule.by_month:
        return []
    return _in_month(rule, start, period)


def _of_week(rule: Rule, start: date, period: date) -> list[date]:
    wanted = {weekday for _, weekday in rule.by_day} or {start.weekday()}
    room = min(7, date.max.toordinal() - period.toordinal() + 1)
    week = [period + timedelta(days=n) for n in range(room)]
    return [
        day
        for day in week
        if day.weekday() in wanted and (not rule.by_month or day.month in rule.by_month)
    ]


def _of_day(rule: Rule, _start: date, period: date) -> list[date]:
    fits = (
        (not rule.by_month or period.month in rule.by_month)
        and (not rule.by_day or period.weekday() in {weekday for _, weekday in rule.by_day})
        and (not rule.by_month_day or period in _on_month_days(rule, _month(period)))
    )
    return [period] if fits else []


_LONGEST = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7, "DAILY": 1}
_MEANT = {"YEARLY": _of_year, "MONTHLY": _of_month, "WEEKLY": _of_week, "DAILY": _of_day}


def _in_month(rule: Rule, start: date, period: date) -> list[date]:
    days = _month(period)
    if rule.by_month_day:
        chosen = _on_month_days(rule, days)
        weekdays = {weekday for _, weekday in rule.by_day}
        return [day for day in chosen if not weekdays or day.weekday() in weekdays]
    if rule.by_day:
        return _weekdays(rule, days)
    return [days[start.day - 1]] if start.day <= len(days) else []


def _month(period: date) -> list[date]:
    return [period.replace(day=n) for n in range(1, monthrange(period.year, period.month)[1] + 1)]


def _on_month_days(rule: Rule, days: list[date]) -> list[date]:
    return [days[n - 1 if n > 0 else n] for n in rule.by_month_day if abs(n) <= len(days)]


def _weekdays(rule: Rule, days: list[date]) -> list[date]:
    chosen: list[date] = []
    for place, weekday in rule.by_day:
        those = [day for day in days if day.weekday() == weekday]
        if place == 0:
            chosen += those
        elif abs(place) <= len(those):
            chosen.append(those[place - 1 if place > 0 else place])
    return chosen


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not least <= int(text) <= most:
        raise UnknownRule(text)
    return int(text)


def _numbers(text: str | None, most: int, *, backwards: bool = True) -> tuple[int, ...]:
    if text is None:
        return ()
    numbers = []
    for one in text.split(","):
        sign = -1 if one.startswith("-") and backwards else 1
        numbers.append(sign * _number(one.lstrip("+-") if backwards else one, 1, most))
    return tuple(numbers)


def _weekday(text: str) -> int:
    if text not in _DAYS:
        raise UnknownRule(text)
    return _DAYS[text]


def _by_day(text: str | None, every: str) -> tuple[tuple[int, int], ...]:
    if text is None:
        return ()
    found: list[tuple[int, int]] = []
    for one in text.split(","):
        match = _BY_DAY.fullmatch(one)
        place = int(match[1] or 0) if match else 0
        if match is None or (place and every in {"WEEKLY", "DAILY"}):
            raise UnknownRule(one)
        found.append((place, _DAYS[match[2]]))
    return tuple(found)
