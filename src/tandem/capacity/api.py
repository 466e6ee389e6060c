"""Capacity for programs."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.capacity import queries, services
from tandem.capacity.queries import Asking, CellShown, CellWhole
from tandem.capacity.rules import HOURS_AT_MOST, By
from tandem.core.api_shapes import NAMES_ANOTHER, Answer, Body, Day, PathId

router = Router(tags=["Capacity"])

_DAYS = [38.0]


class CapacityAsked(BaseModel):
    """Which times."""

    by: By = Field(By.QUARTER, description="By quarter or by month.")


class AskingShape(Answer):
    """What asks days of a team."""

    name: str = Field(
        description="What it is; empty where it isn't open to you.", examples=["Loyalty"]
    )
    days: float = Field(description="How many days.", examples=[12.5])
    work: list[int] = Field(description="Its work, by id; only of one time.", examples=[[412]])


class CapacityTime(Answer):
    """A team in a time."""

    period: str = Field(description="Its code.", examples=["2027-q1"])
    first: date = Field(description="Its first day.")
    last: date = Field(description="Its last day.")
    there: float = Field(
        description="Days that the team has from now on, without those reserved.", examples=_DAYS
    )
    reserved: float = Field(
        description="Days that it keeps for small changes, beside those.", examples=[4.0]
    )
    asked: float = Field(description="Days that work asks of it.", examples=[46.0])
    short: float = Field(description="Days that are missing.", examples=[8.0])
    largest: list[AskingShape] = Field(description="What asks the most.")


class CapacityTeam(Answer):
    """A team, or those of a department or side who are in none."""

    team: str = Field(description="Its code.", examples=["team-4"])
    name: str = Field(description="What it is called.", examples=["Checkout"])
    lane: Lane | None = Field(description="Its side.")
    times: list[CapacityTime] = Field(description="The present time and those after it.")
    undated: float = Field(description="Days of work that has no dates.", examples=[3.0])
    unestimated: int = Field(description="Pieces of work without an estimate.", examples=[2])


class CapacityShape(Answer):
    """How full teams are."""

    teams: list[CapacityTeam] = Field(description="By side.")


class CapacityCell(CapacityTime):
    """A team in a time with all that is asked of it."""

    undated: list[AskingShape] = Field(description="What has no dates.")
    unestimated: list[int] = Field(description="Work without an estimate.", examples=[[415]])


def _asking(one: Asking) -> dict[str, Any]:
    return {"name": one.name, "days": round(one.days, 2), "work": [row.id for row, _ in one.rows]}


def _time(shown: CellShown | CellWhole) -> dict[str, Any]:
    return {
        "period": shown.period.code,
        "first": shown.period.first,
        "last": shown.period.last,
        "there": round(shown.cell.there, 2),
        "reserved": round(shown.cell.reserved, 2),
        "asked": round(shown.cell.wanted, 2),
        "short": round(shown.cell.short, 2),
    }


@router.get(
    "/capacity",
    response=CapacityShape,
    operation_id="read_capacity",
    summary="Days that teams have, and days that are asked of them",
)
def read_capacity(request: ActorRequest, asked: Query[CapacityAsked]) -> dict[str, Any]:
    """All open work counts, also what isn't open to you; that has no name."""
    return {
        "teams": [
            {
                "team": team.group.key,
                "name": team.group.name,
                "lane": team.group.lane,
                "times": [
                    {**_time(one), "largest": [_asking(asks) for asks in one.largest]}
                    for one in team.cells
                ],
                "undated": round(team.undated, 2),
                "unestimated": team.unestimated,
            }
            for team in queries.table(request.actor, asked.by)
        ]
    }


@router.get(
    "/capacity/{team}/{period}",
    response=CapacityCell,
    operation_id="read_capacity_cell",
    summary="What is asked of a team in a time",
)
def read_capacity_cell(
    request: ActorRequest,
    team: Annotated[str, Path(description="The team's code.", examples=["team-4"])],
    period: Annotated[str, Path(description="The time's code.", examples=["2027-q1"])],
) -> dict[str, Any]:
    """Piece by piece, as far as it is open to you."""
    whole = queries.cell_whole(request.actor, team, period)
    return {
        **_time(whole),
        "largest": [_asking(one) for one in whole.asking],
        "undated": [_asking(one) for one in whole.undated],
        "unestimated": [row.id for row in whole.unestimated],
    }


class ReserveSet(Answer):
    """What was set for a team."""

    hours: float = Field(description="Hours a week.", examples=[12.0])
    since: date = Field(description="From this Monday on.")
    by: PersonName = Field(description="Who set it.")
    at: datetime = Field(description="When.")
    in_force: bool = Field(description="Whether it holds this week.")


class ReserveShape(Answer):
    """Hours that a team of IT keeps for small changes."""

    team_id: int = Field(description="The team's id.", examples=[4])
    hours: float = Field(description="Hours a week, this week.", examples=[12.0])
    ordinary: float = Field(
        description="Hours that its people work in an ordinary week.", examples=[120.0]
    )
    rows: list[ReserveSet] = Field(description="What was set, the newest first.")


class NewReserve(Body):
    """So many hours a week, from a week on."""

    hours: float = Field(
        strict=True, ge=0, le=float(HOURS_AT_MOST), description="Hours a week.", examples=[12.0]
    )
    since: Day = Field(description="A day of the week from which on.", examples=["2026-12-07"])


TeamId = Annotated[PathId, Path(description="The team's id.")]


def _reserve(request: ActorRequest, team_id: int) -> dict[str, Any]:
    known = queries.team_reserve(request.actor, team_id)
    return {
        "team_id": team_id,
        "hours": known.hours,
        "ordinary": round(known.ordinary, 1),
        "rows": known.rows,
    }


@router.get(
    "/teams/{team_id}/reserve",
    response=ReserveShape,
    operation_id="read_reserve",
    summary="Hours that a team keeps for small changes",
)
def read_reserve(request: ActorRequest, team_id: TeamId) -> dict[str, Any]:
    """With what was set before."""
    return _reserve(request, team_id)


@router.put(
    "/teams/{team_id}/reserve",
    response=ReserveShape,
    operation_id="reserve_hours",
    summary="Let a team keep hours for small changes",
)
def reserve_hours(request: ActorRequest, team_id: TeamId, new: NewReserve) -> dict[str, Any]:
    """Whoever leads a team of IT, its liaison with Marketing, or an administrator."""
    services.reserve_hours(
        actor=request.actor,
        team_id=team_id,
        hours=Decimal(str(new.hours)),
        since=new.since,
    )
    return _reserve(request, team_id)


class WeeksAsked(BaseModel):
    """Whose weeks."""

    initiative_id: Annotated[int, Field(ge=1, le=2**62)] | None = Field(
        None, description="Those of its people, where you are one of them.", examples=[12]
    )


class WeekOfPerson(Answer):
    """Somebody in a week, in hours."""

    first: date = Field(description="Its Monday.")
    there: float = Field(description="Hours that they are there from now on.", examples=[32.0])
    asked: float = Field(description="Hours that open work asks of them.", examples=[38.0])


class LoadOfPerson(Answer):
    """Somebody's next weeks."""

    person: PersonName = Field(description="Who.")
    weeks: list[WeekOfPerson] = Field(description="The present week and those after it.")
    undated: float = Field(description="Hours of work without a date.", examples=[8.0])
    unestimated: int = Field(description="Pieces of work without an estimate.", examples=[2])


class WeeklyLoad(Answer):
    """How full weeks are, by name."""

    people: list[LoadOfPerson] = Field(description="By name.")


@router.get(
    "/weekly-load",
    response=WeeklyLoad,
    operation_id="read_weekly_load",
    summary="Your next weeks, or those of the people of an initiative you are on",
    openapi_extra={NAMES_ANOTHER: True},
)
def read_weekly_load(request: ActorRequest, asked: Query[WeeksAsked]) -> dict[str, Any]:
    """Hours of open, estimated work against hours they are there; absences are counted."""
    found = queries.weeks_of(request.actor, asked.initiative_id)
    hours = found.day / timedelta(hours=1)
    return {
        "people": [
            {
                "person": one.name,
                "weeks": [
                    {
                        "first": period.first,
                        "there": round(cell.there * hours, 1),
                        "asked": round(cell.wanted * hours, 1),
                    }
                    for period, cell in zip(found.periods, one.cells, strict=True)
                ],
                "undated": round(one.undated * hours, 1),
                "unestimated": one.unestimated,
            }
            for one in found.people
        ]
    }
