"""Forecasts and promised dates, for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Id, PathId, Text
from tandem.initiatives.queries import heading_visible_to
from tandem.plans import queries, services
from tandem.plans.problems import Gap, moment_of
from tandem.plans.promises import REASON_LIMIT
from tandem.plans.queries import ForecastPage

router = Router(tags=["Forecast"])

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


class PromiseShape(Answer):
    """A day that was promised."""

    id: int = Field(description="Send it as `replaces` to move it.", examples=[7])
    day: date = Field(description="The day.", examples=["2026-05-06"])
    why: str = Field(description="Why it moved here; empty for the first.", examples=[""])
    chance: float | None = Field(
        description="What the forecast said to it then, 0 to 0.99.", examples=[0.42]
    )
    given_by: PersonName = Field(description="Who promised it.")
    given_at: datetime = Field(description="When.")
    replaced_at: datetime | None = Field(description="When it was moved; null: it stands.")


class WorkDates(Answer):
    """When a piece of work is probably done."""

    work_id: int = Field(description="The work's id.", examples=[412])
    starts: datetime | None = Field(description="As likely as not it has begun by then.")
    even: datetime | None = Field(description="As likely as not it is done by then.")
    safe: datetime | None = Field(description="Four times in five it is done by then.")


class WaitsFor(Answer):
    """For whom the end waits."""

    people: list[int] = Field(description="The ids of people, each of whom could.", examples=[[12]])
    days: float = Field(
        description="How many days earlier it would be safe without that.", examples=[4.2]
    )


class GapShape(Answer):
    """Work that isn't counted, or of which something is assumed."""

    why: Gap = Field(description="Why.")
    work: list[int] = Field(description="Which work.", examples=[[413, 415]])


class HoursKept(Answer):
    """What a team keeps for small changes."""

    team: str = Field(description="The team.", examples=["Web"])
    hours: float = Field(description="Hours a week.", examples=[6.0])


class ForecastShape(Answer):
    """When an initiative's work is ready, and with what chance."""

    made_at: datetime | None = Field(description="When it was worked out; null: not yet.")
    fresh: bool = Field(description="Whether nothing has changed since.")
    even: datetime | None = Field(description="As likely as not all is ready by then.")
    safe: datetime | None = Field(description="Four times in five all is ready by then.")
    late: datetime | None = Field(description="Nine times in ten all is ready by then.")
    ends: list[datetime | None] = Field(
        description="Ready by then with a chance of 1 %, 2 % … 99 %; null: never.",
        examples=[["2026-05-04T15:00:00Z"]],
    )
    work: list[WorkDates] = Field(description="The same of each piece of work.")
    waits: list[WaitsFor] = Field(description="For whom the end waits, the longest first.")
    moved_by: list[int] = Field(
        description="The work that moves the end most.", examples=[[412, 409]]
    )
    gaps: list[GapShape] = Field(description="What isn't counted or is assumed, as of now.")
    hours_kept: list[HoursKept] = Field(
        description="What teams keep for small changes; it wasn't counted for this."
    )
    promise: PromiseShape | None = Field(description="The promise that stands.")
    chance: float | None = Field(
        description="The chance to keep it, 0 to 0.99; null: unknown.", examples=[0.34]
    )
    earlier: list[PromiseShape] = Field(description="Promises that were moved, newest first.")


class NewPromise(Body):
    """A day to promise."""

    day: date = Field(description="The day.", examples=["2026-05-06"])
    why: Annotated[str, Text(REASON_LIMIT)] = Field(
        "", description="Why it moves; needed unless it is the first.", examples=["One is ill."]
    )
    replaces: Id | None = Field(
        None, description="The promise you read; needed unless it is the first.", examples=[7]
    )


def _forecast(request: ActorRequest, initiative_id: int) -> dict[str, Any]:
    heading_visible_to(request.actor, initiative_id)
    page = queries.forecast_page(initiative_id)
    kept = page.kept
    told = kept.answer if kept else {}
    return {
        **{name: getattr(kept, name, None) for name in ("made_at", "even", "safe", "late")},
        "fresh": kept is not None and not page.is_old,
        "ends": [moment_of(one) for one in kept.curve.ends] if kept else [],
        "work": _dates(page),
        "waits": [{"people": people, "days": days} for people, _, days in told.get("waits", [])],
        "moved_by": [pk for pk, _ in told.get("drivers", [])],
        "gaps": [{"why": gap, "work": list(ids)} for gap, ids in page.now.gaps],
        "hours_kept": [{"team": team, "hours": hours} for team, hours in page.hours_kept],
        "promise": page.promised,
        "chance": page.chance,
        "earlier": [one for one in page.promises if one.replaced_at is not None],
    }


def _dates(page: ForecastPage) -> list[dict[str, Any]]:
    told = page.kept.answer.get("tasks", {}) if page.kept else {}
    return [
        {
            "work_id": int(pk),
            **dict(zip(("starts", "even", "safe"), map(moment_of, ends), strict=True)),
        }
        for pk, ends in told.items()
    ]


@router.get(
    "/initiatives/{initiative_id}/forecast",
    response=ForecastShape,
    operation_id="read_forecast",
    summary="When it is ready, and how sure that is",
)
def read_forecast(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, Any]:
    """The last good forecast, and the promised date. Nothing is worked out while you ask."""
    return _forecast(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/promise",
    response=ForecastShape,
    operation_id="promise_date",
    summary="Promise a date",
)
def promise_date(
    request: ActorRequest, initiative_id: InitiativeId, promise: NewPromise
) -> dict[str, Any]:
    """Whoever decides dates, usually Marketing's people on it. Moving it needs a reason."""
    services.promise_date(
        actor=request.actor,
        initiative_id=initiative_id,
        day=promise.day,
        why=promise.why,
        replaces=promise.replaces,
    )
    return _forecast(request, initiative_id)
