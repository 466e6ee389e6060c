"""One's own hours and timer for programs, and what an administrator keeps."""

from typing import Any

from ninja import Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Day
from tandem.timesheets import queries, services
from tandem.timesheets.api import shapes
from tandem.timesheets.rules import monday_of

router = Router(tags=["Hours"])


class WeekAsked(BaseModel):
    """Which week."""

    week: Day | None = Field(None, description="A day of it.", examples=["2026-11-16"])


@router.get("/hours", response=shapes.HoursWeek, operation_id="read_hours", summary="Your hours")
def read_hours(request: ActorRequest, asked: Query[WeekAsked]) -> dict[str, Any]:
    """Your sheet of a week; of this week where none is named. Nobody reads another's."""
    day = asked.week or queries.their_today(request.actor.me)
    return _week(queries.week_of_hours(request.actor, monday_of(day)))


def _week(week: queries.Week) -> dict[str, Any]:
    return {
        "monday": week.monday,
        "minutes": week.all,
        "expected": sum(week.expected),
        "closed_until": week.closed_until,
        "rows": [
            {
                "subject_id": row.thing.on.subject_id,
                "occupation_id": row.thing.on.occupation_id,
                "name": row.thing.name,
                "minutes": row.minutes,
                "cells": [
                    {
                        "subject_id": row.thing.on.subject_id,
                        "occupation_id": row.thing.on.occupation_id,
                        "day": cell.day,
                        "minutes": cell.minutes,
                        "note": cell.note,
                        "version": cell.version,
                    }
                    for cell in row.cells
                    if cell.version
                ],
            }
            for row in week.rows
        ],
    }


@router.put(
    "/hours",
    response=shapes.SpentHours,
    operation_id="write_hours",
    summary="Write hours",
)
def write_hours(request: ActorRequest, written: shapes.NewHours) -> Any:
    """On a piece of work, an initiative or something of the short list; always your own."""
    return services.write_hours(
        actor=request.actor,
        on=written.on(),
        day=written.day,
        minutes=written.minutes,
        note=written.note,
        seen=written.seen,
    )


@router.post(
    "/hours/rows",
    response=shapes.HoursWeek,
    operation_id="add_sheet_row",
    summary="Put something on your sheet",
)
def add_sheet_row(request: ActorRequest, row: shapes.NewSheetRow) -> dict[str, Any]:
    """Without hours yet. Twice is once."""
    services.add_sheet_row(actor=request.actor, on=row.on(), week=row.week)
    return _week(queries.week_of_hours(request.actor, monday_of(row.week)))


@router.post(
    "/hours/copies",
    response=shapes.CopiedRows,
    operation_id="copy_last_week",
    summary="Copy the rows of the week before",
)
def copy_last_week(request: ActorRequest, copied: shapes.CopiedWeek) -> dict[str, int]:
    """Without their hours."""
    return {"count": services.copy_last_week(actor=request.actor, week=copied.week)}


@router.get("/timer", response=shapes.RunningTimer, operation_id="read_timer", summary="Your timer")
def read_timer(request: ActorRequest) -> dict[str, Any]:
    """Whether it runs, on what, since when."""
    return _timer(request)


def _timer(request: ActorRequest) -> dict[str, Any]:
    found = queries.running(request.actor)
    if found is None:
        return {"running": False}
    return {
        "running": True,
        "subject_id": found.thing.on.subject_id,
        "occupation_id": found.thing.on.occupation_id,
        "started_at": found.started_at,
        "minutes": found.ran.minutes,
        "asks": found.ran.asks,
    }


@router.put(
    "/timer",
    response=shapes.RunningTimer,
    operation_id="start_timer",
    summary="Start your timer",
)
def start_timer(request: ActorRequest, started: shapes.StartedTimer) -> dict[str, Any]:
    """What ran before is written down first; where that was forgotten, stop it first."""
    services.start_timer(actor=request.actor, on=started.on())
    return _timer(request)


@router.post(
    "/timer/stop",
    response=shapes.RunningTimer,
    operation_id="stop_timer",
    summary="Stop your timer",
)
def stop_timer(request: ActorRequest, stopped: shapes.StoppedTimer) -> dict[str, Any]:
    """Its time is written down on the day on which it began. Nothing where none runs."""
    services.stop_timer(actor=request.actor, keep=stopped.keep)
    return _timer(request)


@router.get(
    "/hours/occupations",
    response=shapes.OccupationsThere,
    operation_id="list_occupations",
    summary="What hours are spent on beside work",
)
def list_occupations(request: ActorRequest) -> dict[str, Any]:
    """The short list."""
    return {"items": queries.occupations()}


@router.post(
    "/hours/occupations",
    response={201: shapes.OccupationNamed},
    operation_id="add_occupation",
    summary="Put something on the short list",
)
def add_occupation(request: ActorRequest, added: shapes.NewOccupation) -> Any:
    """Administrators. Twice is once."""
    return services.add_occupation(actor=request.actor, name=added.name)


@router.delete(
    "/hours/occupations/{occupation_id}",
    response={204: None},
    operation_id="close_occupation",
    summary="Take something off the short list",
)
def close_occupation(request: ActorRequest, occupation_id: shapes.OccupationId) -> None:
    """Administrators. The hours on it stay."""
    services.close_occupation(actor=request.actor, occupation_id=occupation_id)


@router.put(
    "/hours/closing",
    response=shapes.ClosedUntil,
    operation_id="close_hours",
    summary="Close hours up to a day",
)
def close_hours(request: ActorRequest, closed: shapes.ClosedHours) -> dict[str, Any]:
    """Administrators."""
    services.close_hours(actor=request.actor, until=closed.until)
    return {"until": queries.closed_until()}
