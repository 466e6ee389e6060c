"""The rota for programs."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_shapes import Answer, Body, Day, Id

router = Router(tags=["People"])

OfLane = Annotated[Lane, Path(description="The side.")]


class DutyWeek(Answer):
    """A week of a side."""

    week: date = Field(description="Its Monday.", examples=["2027-05-03"])
    planned: PersonName | None = Field(description="Who is on duty that week.")
    standing: PersonName | None = Field(description="Who is, where nobody is planned.")
    warning: str | None = Field(description="What is wrong with it; null: nothing.")


class PlannedWeek(Body):
    """Who is on duty in a week."""

    week: Day = Field(description="Its Monday.", examples=["2027-05-03"])
    person_id: Id | None = Field(None, description="Who; null: nobody planned.", examples=[7])


class SwappedWeeks(Body):
    """Two weeks whose people take each other's."""

    week: Day = Field(description="The Monday of one.", examples=["2027-05-03"])
    other: Day = Field(description="The Monday of the other.", examples=["2027-05-10"])


@router.get(
    "/sides/{lane}/rota",
    response=list[DutyWeek],
    operation_id="read_rota",
    summary="Who is on duty when",
)
def read_rota(request: HttpRequest, lane: OfLane) -> list[queries.RotaWeek]:
    """This week and the next nine."""
    return queries.rota(lane)


@router.put(
    "/sides/{lane}/rota",
    response=list[DutyWeek],
    operation_id="plan_duty",
    summary="Plan who is on duty",
)
def plan_duty(request: ActorRequest, lane: OfLane, planned: PlannedWeek) -> list[queries.RotaWeek]:
    """For administrators."""
    services.plan_duty(
        actor=request.actor, lane=lane, week=planned.week, person_id=planned.person_id
    )
    return queries.rota(lane)


@router.post(
    "/sides/{lane}/rota/swaps",
    response=list[DutyWeek],
    operation_id="swap_duty",
    summary="Swap two weeks of duty",
)
def swap_duty(request: ActorRequest, lane: OfLane, weeks: SwappedWeeks) -> list[queries.RotaWeek]:
    """For either of the two whose weeks they are, or an administrator."""
    services.swap_duty(actor=request.actor, lane=lane, week=weeks.week, other=weeks.other)
    return queries.rota(lane)
