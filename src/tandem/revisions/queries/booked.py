"""The revisions that are booked, moved and held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tandem.accounts.queries import Name, names, present_day, workspace, workspace_calendar
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.revisions import rules
from tandem.revisions.models import Revision, RevisionMove
from tandem.revisions.rules import Standing


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A quarterly revision as lists show it."""

    id: int
    year: int
    quarter: int
    day: date
    standing: Standing
    held_at: datetime | None
    held_by: Name | None
    snapshot_id: int | None
    words: str

    @property
    def url(self) -> str:
        return f"/revisions/{self.id}/"

    @property
    def name(self) -> Sentence:
        return say("Q{quarter} {year}", quarter=self.quarter, year=self.year)

    @property
    def opens_on(self) -> date:
        """The day on which its preparation opens."""
        return self.day - rules.PREPARED


@dataclass(frozen=True, slots=True)
class MovedRow:
    """That a revision was moved."""

    before: date
    after: date
    why: str
    by: Name
    at: datetime


def _rows(**which: object) -> list[RevisionRow]:
    today = present_day()
    found = Revision.objects.filter(**which).order_by("year", "quarter")
    told = list(
        found.values_list(
            *("pk", "year", "quarter", "day", "held_at", "held_by_id", "snapshot__pk", "words")
        )
    )
    known = names(row[5] for row in told)
    return [
        RevisionRow(
            *(pk, year, quarter, day),
            standing=rules.standing_of(day, today, held=held_at is not None),
            held_at=held_at,
            held_by=known.get(by) if by else None,
            snapshot_id=snapshot,
            words=words,
        )
        for pk, year, quarter, day, held_at, by, snapshot, words in told
    ]


def revisions_of(year: int) -> list[RevisionRow]:
    """The revisions of a year, in their order."""
    return _rows(year=year)


def every_revision() -> list[RevisionRow]:
    """All that are booked, the earliest first."""
    return _rows()


def revision_row(revision_id: int) -> RevisionRow:
    """One revision. Raises NotFound."""
    found = _rows(pk=revision_id)
    if not found:
        raise NotFound
    return found[0]


def held_revisions() -> list[RevisionRow]:
    """Those that were held, the last one first."""
    return last_held(_rows(held_at__isnull=False))


def last_held(rows: Iterable[RevisionRow]) -> list[RevisionRow]:
    """Those of them that were held, the last one first."""
    found = [(one.held_at, one.id, one) for one in rows if one.held_at]
    return [one for _, _, one in sorted(found, key=lambda held: held[:2], reverse=True)]


def years_opened() -> list[int]:
    """The years whose revisions are booked."""
    return sorted(set(Revision.objects.values_list("year", flat=True)))


def moves_of(revision_id: int) -> list[MovedRow]:
    """How a revision was moved, the last time first."""
    rows = list(RevisionMove.objects.filter(revision=revision_id).order_by("-pk"))
    known = names(row.by_id for row in rows)
    return [MovedRow(row.before, row.after, row.why, known[row.by_id], row.at) for row in rows]


def next_revision_day(after: date) -> date | None:
    """The day of the next revision that is booked and not held; nothing where none is."""
    found = Revision.objects.filter(held_at=None, day__gt=after).order_by("day")
    return found.values_list("day", flat=True).first()


def proposed_days(year: int) -> list[tuple[int, date]]:
    """What opening a year would book: (quarter, day)."""
    calendar = workspace_calendar()

    def works(day: date) -> bool:
        return calendar.open_time(day.toordinal(), day.toordinal() + 1) > 0

    return rules.days_of_year(year, present_day(), works)


def who_holds() -> int | None:
    """The company's sponsor."""
    company = workspace()
    return company.sponsor_id if company else None
