"""The freezes ahead of an initiative, and in which of them it isn't launched."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from tandem.accounts.queries import workspace_calendar
from tandem.accounts.rules import CLOCK
from tandem.assessment.queries import systems_of
from tandem.core import clock
from tandem.core.prepared import number, prepared
from tandem.engine.working_time import WorkingCalendar
from tandem.plans.models import SoftFreezeKept
from tandem.year.queries import DatedRow, dated
from tandem.year.rules import FreezeKind

_AHEAD = timedelta(days=3 * 366)


@prepared
def _kept() -> QuerySet[SoftFreezeKept, tuple[int]]:
    found = SoftFreezeKept.objects.filter(initiative_id=number("initiative"), passed_at=None)
    return found.values_list("freeze_id")


def freezes_ahead(initiative_id: int, start: datetime, calendar: WorkingCalendar) -> list[DatedRow]:
    """Freezes of everything, or of what it affects: hard ones and soft ones."""
    first = start.astimezone(calendar.zone).date()
    rows = [one for one in dated(CLOCK, first, first + _AHEAD) if one.freeze is not None]
    if not rows:
        return []
    affected = {one.name for one in systems_of([initiative_id])[initiative_id]}
    return [one for one in rows if not one.systems or affected.intersection(one.systems)]


def in_force(initiative_id: int, ahead: Iterable[DatedRow]) -> list[DatedRow]:
    """Those in which it isn't launched: the hard ones, and the soft ones that both sides keep. Any
    other soft one is passed by their go.
    """
    rows = list(ahead)
    soft = any(one.freeze is FreezeKind.SOFT for one in rows)
    kept = {pk for (pk,) in _kept(initiative=initiative_id)} if soft else set()
    return [one for one in rows if one.freeze is FreezeKind.HARD or one.id in kept]


def soft_freezes_kept(initiative_id: int) -> list[DatedRow]:
    """The soft freezes ahead that both sides keep."""
    ids = {pk for (pk,) in _kept(initiative=initiative_id)}
    ahead = freezes_ahead(initiative_id, clock.now(), workspace_calendar()) if ids else []
    return [one for one in ahead if one.id in ids]


def span_of(row: DatedRow, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    """From the midnight that begins it to the one that ends it, where the company is."""
    midnight = time(tzinfo=calendar.zone)
    return (
        datetime.combine(row.starts_on, midnight),
        datetime.combine(row.ends_on + timedelta(days=1), midnight),
    )
