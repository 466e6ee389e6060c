"""Somebody's own hours: a week of them, and what has been closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum

from tandem.accounts.queries import absences_since
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.prepared import day, number, prepared
from tandem.engine.working_time import WorkingCalendar
from tandem.timesheets.models import Closing, Entry, Occupation, SheetRow
from tandem.timesheets.queries.things import Thing, occupations, of_work, things
from tandem.timesheets.queries.timer import calendar_of
from tandem.timesheets.rules import SpentOn, in_hours, why_closed
from tandem.work.queries import work_done_by

PROPOSED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """The hours of one thing on one day. `elsewhere` came in from another tracker."""

    day: date
    minutes: int = 0
    note: str = ""
    version: int = 0
    elsewhere: int = 0
    open: bool = True

    @property
    def text(self) -> str:
        return in_hours(self.minutes) if self.minutes else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with its days; `open` while somebody sees it and it is on the list."""

    thing: Thing
    cells: list[Cell]
    open: bool

    @property
    def minutes(self) -> int:
        return sum(cell.minutes + cell.elsewhere for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Week:
    """A sheet: Monday's date, the rows, and how long somebody's own working days are."""

    monday: date
    days: list[date]
    rows: list[Row]
    expected: list[int]
    proposed: list[Thing]
    others: list[Occupation]
    closed_until: date | None
    today: date

    def total(self, at: int) -> int:
        """The minutes of one day."""
        return sum(row.cells[at].minutes + row.cells[at].elsewhere for row in self.rows)

    @property
    def all(self) -> int:
        return sum(row.minutes for row in self.rows)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def closed(self) -> str:
        """What to say where nothing of this week can be changed any more."""
        if self.closed_until is None or self.closed_until < self.days[0]:
            return ""
        return why_closed(self.closed_until)


@prepared
def _entries() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(
        person_id=number("person"), day__gte=day("first"), day__lte=day("last")
    )
    return found.order_by("pk").values_list(
        "subject_id", "occupation_id", "day", "minutes", "note", "version", "source"
    )


@prepared
def _kept_rows() -> QuerySet[SheetRow, tuple[int | None, int | None]]:
    found = SheetRow.objects.filter(person_id=number("person"), week=day("week"))
    return found.order_by("pk").values_list("subject_id", "occupation_id")


@prepared
def _closings() -> QuerySet[Closing, tuple[date | None]]:
    return Closing.objects.order_by("-pk").values_list("until")[:1]


def closed_until() -> date | None:
    """Up to which day hours are closed; nothing where none are."""
    found = _closings.first()
    return found[0] if found else None


def their_today(person_id: int) -> date:
    """The day it is where somebody works."""
    return clock.now().astimezone(calendar_of(person_id).zone).date()


def expected_on(
    days: Collection[date], calendar: WorkingCalendar, away: Collection[Any]
) -> list[int]:
    """The minutes of somebody's working days; none on a holiday or while they are away."""
    found = []
    for one in days:
        free = one in calendar.holidays or any(first <= one <= last for first, last in away)
        length = 0 if free else calendar.hours.lengths[one.weekday()]
        found.append(round(length / 60_000_000))
    return found


def week_of_hours(actor: Actor, monday: date) -> Week:
    """Somebody's own sheet of a week, in a fixed number of queries."""
    days = [monday + timedelta(days=n) for n in range(7)]
    calendar = calendar_of(actor.me)
    read = _entries(person=actor.me, first=days[0], last=days[-1])
    kept = [SpentOn(*row) for row in _kept_rows(person=actor.me, week=monday)]
    mine = work_done_by(actor)
    there = list(dict.fromkeys([*kept, *(SpentOn(row[0], row[1]) for row in read)]))
    known = things(actor, there)
    others = occupations()
    closed = closed_until()
    cells = _cells(read)
    opened = {one.pk for one in others}
    rows = [
        Row(
            known[on],
            [_cell(cells, on, one, closed) for one in days],
            open=known[on].seen and (on.occupation_id is None or on.occupation_id in opened),
        )
        for on in there
    ]
    away = absences_since([actor.me], days[0])[actor.me]
    proposed = [of_work(row) for row in mine if SpentOn(row.id) not in known]
    return Week(
        monday=monday,
        days=days,
        rows=sorted(rows, key=_place),
        expected=expected_on(days, calendar, away),
        proposed=proposed[:PROPOSED_AT_MOST],
        others=[one for one in others if SpentOn(occupation_id=one.pk) not in known],
        closed_until=closed,
        today=clock.now().astimezone(calendar.zone).date(),
    )


def _place(row: Row) -> tuple[bool, str, str]:
    thing = row.thing
    return thing.on.subject_id is None, thing.home or thing.name, thing.name


def _cells(read: Collection[tuple[Any, ...]]) -> dict[tuple[SpentOn, date], Cell]:
    found: dict[tuple[SpentOn, date], Cell] = {}
    for subject, occupation, one, minutes, note, version, source in read:
        key = (SpentOn(subject, occupation), one)
        before = found.get(key, Cell(one))
        found[key] = (
            Cell(one, minutes, note, version, before.elsewhere)
            if source is None
            else Cell(one, before.minutes, before.note, before.version, before.elsewhere + minutes)
        )
    return found


def _cell(
    cells: dict[tuple[SpentOn, date], Cell], on: SpentOn, one: date, closed: date | None
) -> Cell:
    found = cells.get((on, one), Cell(one))
    shut = closed is not None and one <= closed
    return Cell(one, found.minutes, found.note, found.version, found.elsewhere, open=not shut)


def minutes_elsewhere(person_id: int, one: date, on: SpentOn) -> int:
    """What somebody wrote on a day on everything but this."""
    found = Entry.objects.filter(person_id=person_id, day=one)
    same = found.filter(source=None, **on.columns)
    total = found.exclude(pk__in=same.values("pk")).aggregate(n=Sum("minutes"))["n"]
    return total or 0


def entries_of(actor: Actor, first: date, last: date) -> list[tuple[date, Thing, int, str]]:
    """Somebody's own hours by day: (day, thing, minutes, note)."""
    read = [row for row in _entries(person=actor.me, first=first, last=last) if row[3] or row[4]]
    known = things(actor, list(dict.fromkeys(SpentOn(row[0], row[1]) for row in read)))
    found = [(row[2], known[SpentOn(row[0], row[1])], row[3], row[4]) for row in read]
    return sorted(found, key=lambda one: (one[0], one[1].home, one[1].name))
