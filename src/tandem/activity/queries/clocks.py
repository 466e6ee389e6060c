"""When something is due: whose hours count, and when they stood still."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet

from tandem.accounts.queries import (
    Name,
    absent_among,
    calendars_of,
    duty_person,
    names,
    workspace_calendar,
)
from tandem.accounts.rules import Actor, Lane
from tandem.activity import permissions, rules
from tandem.activity.models import Incident
from tandem.core.prepared import prepared, text
from tandem.engine.working_time import WorkingCalendar, add_working_days

Incidents = Sequence[tuple[datetime, datetime | None]]


@dataclass(frozen=True, slots=True)
class RunningIncident:
    """An incident of a side that isn't over."""

    lane: Lane
    since: datetime
    declared_by: Name


@prepared
def _incidents() -> QuerySet[Incident, tuple[datetime, datetime | None]]:
    of_side = Incident.objects.filter(lane=text("lane")).order_by("-starts_at")
    return of_side.values_list("starts_at", "ends_at")[:20]


def incidents_of(lane: Lane | None) -> Incidents:
    """The last incidents of a side: from, and until (None: not over). No side has none."""
    return _incidents(lane=lane.value) if lane else []


def running_incidents() -> list[RunningIncident]:
    """The incidents that are on now."""
    rows = list(Incident.objects.filter(ends_at=None).order_by("lane"))
    known = names(row.declared_by_id for row in rows)
    return [
        RunningIncident(Lane(row.lane), row.starts_at, known[row.declared_by_id]) for row in rows
    ]


def sides_on_duty(actor: Actor) -> list[Lane]:
    """The sides whose incidents the actor may declare and end."""
    return [
        lane
        for lane in sorted(actor.lanes)
        if permissions.can_declare_incident(actor, lane, duty_person(lane))
    ]


def clocks_of(person_ids: Collection[int | None]) -> dict[int | None, WorkingCalendar]:
    """The calendar of each person; the workspace's for nobody in particular."""
    theirs = calendars_of({pk for pk in person_ids if pk is not None})
    found: dict[int | None, WorkingCalendar] = {None: workspace_calendar()}
    for person_id, calendar in theirs.items():
        found[person_id] = calendar
    return found


def due_on(
    opened_at: datetime, days: int, calendar: WorkingCalendar, incidents: Incidents
) -> datetime:
    """So many working days later, without what incidents took."""
    paused = rules.paused_spans(incidents, opened_at, calendar)
    return add_working_days(opened_at, days, calendar, paused)


def due_after(
    opened_at: datetime, days: int, *, person_id: int | None, lane: Lane | None
) -> datetime:
    """When something that is asked now is due: in the hours of the person, or of their deputy
    while they are away, else of the workspace.
    """
    if person_id is None:
        return due_on(opened_at, days, workspace_calendar(), incidents_of(lane))
    acts = absent_among([person_id]).get(person_id) or person_id
    return due_on(opened_at, days, clocks_of([acts])[acts], incidents_of(lane))


def end_of(until: date, *, person_id: int | None) -> datetime:
    """When the day's work ends for whoever must act; on a day off, when the day does."""
    calendar = clocks_of([person_id])[person_id]
    spans = calendar.open_spans(until.toordinal())
    end = spans[-1][1] if spans else calendar.moment(until.toordinal(), time(23, 59))
    return end.astimezone(UTC)
