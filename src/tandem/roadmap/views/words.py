"""What is said of a bar: beside it, to a pointer or a reader aloud, in the table."""

from dataclasses import dataclass
from datetime import date

from tandem.core import dates
from tandem.core.pages import translated
from tandem.core.words import Sentence, say
from tandem.plans.problems import percent
from tandem.roadmap.rules import Bar, BarKind


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a row in few letters, for the table."""

    starts: str
    even: str
    late: str
    meant: str
    stood: str
    """When it ended at the revision that is asked about, and by how much that has moved."""


class Words:
    """What is said of bars. Each day is put into words once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.known: dict[date, str] = {}

    def day(self, one: date) -> str:
        """In few letters."""
        if one not in self.known:
            self.known[one] = translated(dates.short(one, today=self.today))
        return self.known[one]

    def status(self, bar: Bar) -> tuple[str, bool]:
        """What has to be said beside a bar, and whether it is bad news."""
        if bar.over or bar.kind is BarKind.BUSY:
            return "", False
        if bar.unsupported and bar.meant is not None:
            share = percent(bar.chance or 0.0)
            return translated(say("{share} by {day}", share=share, day=self.day(bar.meant))), True
        if bar.kind is BarKind.PROJECT and bar.open_ended:
            return translated(say("later than planned")), True
        if bar.room is not None and bar.room < 0:
            return translated(say("{days} days too late", days=-bar.room)), True
        if bar.open_ended:
            return translated(say("no date yet")), False
        return "", False

    def told(self, bar: Bar) -> str:
        """All of it in a sentence or two: what a pointer shows, and a reader aloud hears."""
        first, last = self.day(bar.starts_on), self.day(bar.late)
        if bar.kind is BarKind.BUSY:
            busy = say("Busy: restricted, {first} to {last}.", first=first, last=last)
            return translated(busy)
        parts = [f"{bar.title}. {bar.stage}."]
        if bar.people:
            parts.append(f"{', '.join(name for _, name in bar.people)}.")
        parts.append(translated(self.when(bar)))
        if bar.meant is not None:
            parts.append(translated(self.meant(bar, self.day(bar.meant))))
        if bar.room is not None and bar.room >= 0:
            parts.append(translated(say("It may end {days} days later.", days=bar.room)))
        elif bar.room is not None:
            parts.append(translated(say("It ends {days} days too late.", days=-bar.room)))
        if bar.stood is not None and bar.stood.ends_on is not None:
            parts.append(translated(say("At the revision: {then}.", then=self.stood(bar))))
        return " ".join(parts)

    def when(self, bar: Bar) -> Sentence:
        """From when until when."""
        starts, even = self.day(bar.starts_on), self.day(bar.even)
        if bar.over:
            return say("From {starts} to {even}.", starts=starts, even=even)
        if bar.kind is BarKind.PROJECT:
            return say("Planned from {starts} to {even}.", starts=starts, even=even)
        if bar.planned:
            return say("Since {starts}; nobody has worked out yet when it is ready.", starts=starts)
        return say(
            "Since {starts}; as likely as not ready by {even}, nine times in ten by {late}.",
            starts=starts,
            even=even,
            late=self.day(bar.late),
        )

    def meant(self, bar: Bar, day: str) -> Sentence:
        """The day that is wished for or promised."""
        if not bar.promised:
            return say("Wished for {day}.", day=day)
        if bar.chance is None:
            return say("Promised for {day}.", day=day)
        return say("Promised for {day}: {share}.", day=day, share=percent(bar.chance))

    def stood(self, bar: Bar) -> Sentence:
        """When it ended at the revision, and by how many days that has moved since."""
        if bar.stood is None:
            return say("–") if bar.kind is BarKind.BUSY else say("not there yet")
        if bar.stood.ends_on is None:
            return say("no date yet")
        then, later = self.day(bar.stood.ends_on), bar.later_by
        if later is None:
            return say("{then}", then=then)
        if later > 0:
            return say("{then}, {days} days later now", then=then, days=later)
        if later < 0:
            return say("{then}, {days} days earlier now", then=then, days=-later)
        return say("{then}, as now", then=then)

    def days(self, bar: Bar) -> Days:
        """For the table."""
        none = bar.open_ended and bar.kind is not BarKind.PROJECT
        unknown = none or (bar.planned and bar.kind is BarKind.INITIATIVE and not bar.over)
        meant = self.day(bar.meant) if bar.meant else "–"
        if bar.chance is not None:
            meant += f" ({translated(percent(bar.chance))})"
        return Days(
            self.day(bar.starts_on),
            "–" if unknown else self.day(bar.even),
            "–" if unknown else self.day(bar.late),
            meant,
            translated(self.stood(bar)),
        )
