"""Days of work on a calendar: which of them a page shows. Plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tandem.core.dates import month_name
from tandem.core.words import Sentence, say

_WEEK = timedelta(days=7)
_EARLIEST, _LATEST = date(1990, 1, 1), date(2190, 1, 1)


class Span(StrEnum):
    """How much of a calendar is looked at."""

    MONTH = "month"
    WEEK = "week"

    @property
    def label(self) -> Sentence:
        return say("By month") if self is Span.MONTH else say("By week")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Whole weeks, from a Monday to a Sunday, with the month or week they are shown for."""

    span: Span
    month: date
    """The first day of the month, or the Monday of the week."""
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of it, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> date:
        """A day of the sheet before this."""
        return self.month - timedelta(days=1)

    @property
    def after(self) -> date:
        """A day of the sheet after this."""
        return self.month + _WEEK if self.span is Span.WEEK else _next_month(self.month)

    @property
    def label(self) -> Sentence:
        """ "December 2026", "7 December to 13 December 2026"."""
        if self.span is Span.MONTH:
            return say("{month} {year}", month=month_name(self.month.month), year=self.month.year)
        return say(
            "{first} {first_month} to {last} {last_month} {year}",
            first=self.first.day,
            first_month=month_name(self.first.month),
            last=self.last.day,
            last_month=month_name(self.last.month),
            year=self.last.year,
        )

    def holds(self, day: date) -> bool:
        """Whether a day is of the month or week itself, not of what fills its first or last row."""
        return self.span is Span.WEEK or (day.year, day.month) == (
            self.month.year,
            self.month.month,
        )


def sheet_of(span: Span, day: date) -> Sheet:
    """The sheet that a day lies on."""
    day = min(max(day, _EARLIEST), _LATEST)
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Sheet(span, monday, monday, monday + timedelta(days=6))
    month = day.replace(day=1)
    end = _next_month(month) - timedelta(days=1)
    return Sheet(
        span,
        month,
        month - timedelta(days=month.weekday()),
        end + timedelta(days=6 - end.weekday()),
    )


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
