"""Reading work that comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name, names, people_who_act, present_day
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing, standing_on, standings_on, visible_to
from tandem.activity.queries import SubjectSeen
from tandem.core.errors import BadInput, NotFound
from tandem.patterns.queries import is_closed, side_calendars
from tandem.routine import rules
from tandem.routine.models import Coming, Recurrence
from tandem.routine.permissions import can_set_up
from tandem.routine.rules import CameTo, Every, RecurringState, Recurs, Rhythm
from tandem.work.queries import WorkRow, able_to_do, home_visible_to, rows_by_id
from tandem.work.rules import WorkKind

COMINGS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A day on which it was to come back, and what became of it."""

    on: date
    at: datetime
    outcome: CameTo
    missed: int
    item: WorkRow | None

    @property
    def work_id(self) -> int | None:
        return self.item.id if self.item else None


@dataclass(frozen=True, slots=True)
class RecurrenceRow:
    """Something that comes back, whole."""

    id: int
    home_id: int
    home_title: str
    home_kind: str
    what: Recurs
    rhythm: Rhythm
    state: RecurringState
    next_days: Sequence[date]
    came: int
    person: Name | None
    set_by: Name
    set_at: datetime
    ended_by: Name | None
    version: int
    may_change: bool
    comings: Sequence[ComingRow]

    @property
    def url(self) -> str:
        return f"/recurring/{self.id}/"


def what_of(one: Recurrence) -> Recurs:
    """What comes back, as a row keeps it."""
    return Recurs(
        title=one.title,
        description=one.description,
        kind=WorkKind(one.kind),
        lane=Lane(one.lane) if one.lane else None,
        estimate=one.estimate,
        checks=tuple(one.checks),
        person_id=one.person_id,
        due_after=one.due_after,
        several=one.several,
    )


def rhythm_of(one: Recurrence) -> Rhythm:
    """When it comes back, as a row keeps it."""
    return Rhythm(
        every=Every(one.every),
        starts_on=one.starts_on,
        weekdays=tuple(one.weekdays),
        month_day=one.month_day,
        days=one.days,
        ends_on=one.ends_on,
        times=one.times,
    )


def state_of(one: Recurrence) -> RecurringState:
    """How it stands."""
    if one.ended_at:
        return RecurringState.OVER
    if one.resting_since:
        return RecurringState.RESTING
    return RecurringState.PAUSED if one.paused_at else RecurringState.RUNNING


def closed_days(home_id: int, lane: Lane | None) -> Callable[[date], bool]:
    """On which days nobody of a side works there: the calendar of its owner, else the company's."""
    calendar = side_calendars(home_id)[lane]
    return lambda day: is_closed(calendar, day)


def home_of_recurring(actor: Actor, home_id: int) -> tuple[SubjectSeen, Standing]:
    """What has work, and what the actor is there. Raises NotFound."""
    return home_visible_to(actor, home_id), standing_on(actor, home_id)


def recurrences_of(actor: Actor, home_id: int) -> list[RecurrenceRow]:
    """What comes back in one place: what runs first, then by its next day."""
    home_visible_to(actor, home_id)
    rows = _rows(actor, Recurrence.objects.filter(home_id=home_id), comings=0)
    return sorted(rows, key=lambda row: (row.state is not RecurringState.RUNNING, row.id))


def recurrence_visible_to(actor: Actor, recurrence_id: int) -> RecurrenceRow:
    """One of them with what became of its last days. Raises NotFound."""
    found = Recurrence.objects.filter(visible_to(actor, "home__"), pk=recurrence_id)
    rows = _rows(actor, found, comings=COMINGS_SHOWN)
    if not rows:
        raise NotFound
    return rows[0]


def _rows(actor: Actor, found: QuerySet[Recurrence], comings: int) -> list[RecurrenceRow]:
    kept = list(found.select_related("home").order_by("pk"))
    standings = standings_on(actor, {one.home_id for one in kept})
    came = {one.pk: _comings(one, comings) for one in kept}
    items = [row.item_id for rows in came.values() for row in rows if row.item_id]
    work = {row.id: row for row in rows_by_id(items)}
    people = names(pk for one in kept for pk in (one.person_id, one.set_by_id, one.ended_by_id))
    calendars = {pk: side_calendars(pk) for pk in {one.home_id for one in kept}}
    rows = []
    for one in kept:
        what = what_of(one)
        closed = partial(is_closed, calendars[one.home_id][what.lane])
        rows.append(
            RecurrenceRow(
                id=one.pk,
                home_id=one.home_id,
                home_title=one.home.title,
                home_kind=one.home.kind,
                what=what,
                rhythm=rhythm_of(one),
                state=state_of(one),
                next_days=_next(one, closed),
                came=one.came,
                person=people.get(one.person_id or 0),
                set_by=people[one.set_by_id],
                set_at=one.set_at,
                ended_by=people.get(one.ended_by_id or 0),
                version=one.version,
                may_change=can_set_up(actor, standings[one.home_id], what.lane),
                comings=[
                    ComingRow(
                        row.on, row.at, CameTo(row.outcome), row.missed, work.get(row.item_id or 0)
                    )
                    for row in came[one.pk]
                ],
            )
        )
    return rows


def _comings(one: Recurrence, count: int) -> list[Coming]:
    """What became of its last days; a list shows none of them, and asks for none."""
    if not count:
        return []
    return list(Coming.objects.filter(recurrence_id=one.pk).order_by("-on")[:count])


def _next(one: Recurrence, closed: Callable[[date], bool]) -> list[date]:
    if state_of(one) is RecurringState.OVER or one.next_on is None:
        return []
    rhythm = rhythm_of(one)
    if rhythm.every is Every.AFTER:
        return [one.next_on]
    days = rules.next_days(rhythm, one.next_on, closed, came=one.came)
    return days or [one.next_on]


def rhythm_that_can_be(rhythm: Rhythm) -> Rhythm:
    """The same, or BadInput with its field."""
    if wrong := rules.why_not_rhythm(rhythm, present_day()):
        raise BadInput(wrong[0], field=wrong[1])
    return rhythm


def people_to_choose(home_id: int) -> list[tuple[int, str]]:
    """Everybody who can be given work there, by name. The caller has checked sight."""
    acting = people_who_act()
    able = able_to_do(home_id, {pk for pk, _ in acting})
    return [(pk, name) for pk, name in acting if pk in able]


def days_to_come(home_id: int, lane: Lane | None, rhythm: Rhythm) -> list[date]:
    """The next three days on which something would come back. The caller has checked sight."""
    return rules.next_days(rhythm, present_day(), closed_days(home_id, lane))


def first_day(one: Recurrence, today: date) -> date | None:
    """The next day on which it comes, from a day on: none where that isn't known, or it is over."""
    rhythm, closed = rhythm_of(one), closed_days(one.home_id, what_of(one).lane)
    if rhythm.times is not None and one.came >= rhythm.times:
        return None
    if rhythm.every is Every.AFTER:
        return _after_last(one, rhythm, today, closed)
    last = (
        Coming.objects.filter(recurrence_id=one.pk)
        .order_by("-on")
        .values_list("on", flat=True)
        .first()
    )
    first = max(today, last + timedelta(days=1)) if last else today
    return next(rules.days_from(rhythm, first, closed), None)


def _after_last(
    one: Recurrence, rhythm: Rhythm, today: date, closed: Callable[[date], bool]
) -> date | None:
    last = _last_made(one)
    if last is None:
        day = rules.day_after(rhythm, None, closed)
        return day and max(day, rules.opened(today, closed))
    if not last.state.is_over:
        return None
    return rules.day_after(rhythm, last.state_since.date(), closed)


def _last_made(one: Recurrence) -> WorkRow | None:
    """The last piece of work that came, as it stands."""
    made = Coming.objects.filter(recurrence_id=one.pk, item__isnull=False).order_by("-on")
    item = made.values_list("item_id", flat=True).first()
    return rows_by_id([item])[0] if item else None


def is_last_still_open(one: Recurrence) -> bool:
    """Whether the last piece of work that came is still to be done."""
    last = _last_made(one)
    return last is not None and not last.state.is_over


def _running() -> QuerySet[Recurrence]:
    return Recurrence.objects.filter(ended_at=None, paused_at=None, resting_since=None)


def what_has_come(today: date) -> list[int]:
    """The ids of what is to come back today or was before. For the clock."""
    found = _running().filter(next_on__lte=today).order_by("next_on", "pk")
    return list(found.values_list("pk", flat=True))


def what_waits_to_be_done() -> list[int]:
    """The ids of what comes after the last one was done, where that has happened. For the clock."""
    waiting = _running().filter(Q(every=Every.AFTER.value), next_on=None)
    return [one.pk for one in waiting.order_by("pk") if not is_last_still_open(one)]
