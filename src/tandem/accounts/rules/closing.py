"""Days on which a company is closed, beside public holidays. Plain Python."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from tandem.core.words import Sentence, say

CLOSING_DAYS_AT_MOST = 200
CLOSING_NAME_LIMIT = 80
_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:–|-|to|until|bis)\s*{_DAY})?[\s:,;–-]*(.*)", re.ASCII)

ClosingDay = tuple[date, str]


def closing_days_of(text: str) -> tuple[list[ClosingDay], Sentence | None]:
    """The days of a text, a line each: "2026-12-24 Christmas Eve", or from a day to another.

    With what is wrong, and where; then the days are those before it.
    """
    found: dict[date, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        first = _day(match[1]) if match else None
        last = _day(match[2]) if match and match[2] else first
        if match is None or first is None or last is None:
            why = say("Line {n}: begin with a day, such as 2026-12-24 Christmas Eve.", n=number)
            return list(found.items()), why
        if not timedelta(0) <= last - first < timedelta(days=CLOSING_DAYS_AT_MOST):
            why = say("Line {n}: the last day comes before the first, or years after.", n=number)
            return list(found.items()), why
        for day in range((last - first).days + 1):
            found[first + timedelta(days=day)] = match[3].strip()
    return sorted(found.items()), None


def as_lines(days: Sequence[ClosingDay]) -> str:
    """The same days as a text: those in a row that are called the same are one line."""
    lines: list[tuple[date, date, str]] = []
    for day, name in days:
        if lines and lines[-1][2] == name and lines[-1][1] + timedelta(days=1) == day:
            lines[-1] = (lines[-1][0], day, name)
        else:
            lines.append((day, day, name))
    return "\n".join(
        f"{first} {name}".strip() if first == last else f"{first} to {last} {name}".strip()
        for first, last, name in lines
    )


def why_not_close(days: Collection[ClosingDay]) -> Sentence | None:
    """Say why a company can't be closed on these days, or nothing if it can."""
    if len(days) > CLOSING_DAYS_AT_MOST:
        return say("At most {most} days. Take those of past years out.", most=CLOSING_DAYS_AT_MOST)
    if any(len(name) > CLOSING_NAME_LIMIT for _, name in days):
        return say("Keep each name below {most} characters.", most=CLOSING_NAME_LIMIT)
    return None


def _day(text: str) -> date | None:
    try:
        if "." in text:
            day, month, year = text.split(".")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    except ValueError:
        return None
