"""The queue of small changes for programs."""

from datetime import date
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, PathId
from tandem.initiatives.rules import Stage
from tandem.rights.rules import Decider
from tandem.small_changes import queries, services
from tandem.small_changes.queries import ChangeSeen, QueueSeen, TeamSeen
from tandem.small_changes.rules import Basis

router = Router(tags=["Small changes"])

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


class SmallChange(Answer):
    """A small change that IT still has to do something for."""

    initiative_id: int | None = Field(
        description="The initiative's id; null where it isn't open to you.", examples=[12]
    )
    sentence: str = Field(
        description="What it is; empty where it isn't open to you.", examples=["A new footer"]
    )
    stage: Stage = Field(description="Where it stands.")
    team_id: int | None = Field(description="The team whose hours it takes.", examples=[4])
    hours: float | None = Field(
        description="Hours it still needs; null: nobody has estimated it.", examples=[8.0]
    )
    basis: Basis = Field(description="Whether its work says so, or what IT said of the path.")
    unestimated: int = Field(description="Pieces of its work without an estimate.", examples=[1])
    week: date | None = Field(
        description="The Monday of the week in which it is done; null: not in half a year."
    )
    live_from: date | None = Field(description="The first day after a freeze that holds it up.")
    wanted: date | None = Field(description="The promised day, else the wished one.")
    one_up: str | None = Field(
        description="What it costs to move it one up.",
        examples=["Done this week; moves “A banner” to next week."],
    )


class SmallWeek(Answer):
    """A week of a team, in hours."""

    first: date = Field(description="Its Monday.")
    reserved: float = Field(description="Hours it keeps, absences counted.", examples=[12.0])
    written: float | None = Field(
        description="Hours written down on small changes; null where they are one person's.",
        examples=[5.0],
    )
    carried: float | None = Field(
        description="Hours that earlier weeks went over; null where they are one person's.",
        examples=[2.0],
    )
    free: float = Field(description="Hours left for what is open.", examples=[5.0])


class SmallChangesOfTeam(Answer):
    """A team that keeps hours."""

    team_id: int = Field(description="The team's id.", examples=[4])
    name: str = Field(description="What it is called.", examples=["Web"])
    weeks: list[SmallWeek] = Field(description="The present week and those after it.")
    spills: list[str] = Field(
        description="What doesn't fit.", examples=[["4 changes, 21 h, don't fit before 7 Dec."]]
    )


class SmallChanges(Answer):
    """The queue of small changes, laid into weeks."""

    decided_by: Decider = Field(description="Who decides the order.")
    queue: list[SmallChange] = Field(description="In their order.")
    apart: list[SmallChange] = Field(description="What has no week, and why is in its fields.")
    teams: list[SmallChangesOfTeam] = Field(description="Whose hours are spent.")
    no_longer_small: list[str] = Field(
        description="What adds up to more than is small.",
        examples=[
            ["Changes of Shop within 30 days come to 4 days: more than the 3 that are small."]
        ],
    )


class SmallChangePlace(Body):
    """A place in the queue."""

    before_id: int = Field(
        strict=True,
        ge=0,
        le=2**62,
        description="The initiative it comes before; 0: the end.",
        examples=[12],
    )


def _change(one: ChangeSeen) -> dict[str, Any]:
    known = one.change
    return {
        "initiative_id": one.heading.id if one.heading else None,
        "sentence": one.heading.sentence if one.heading else "",
        "stage": known.stage,
        "team_id": known.team,
        "hours": None if known.hours is None else round(known.hours, 2),
        "basis": known.basis,
        "unestimated": known.unestimated,
        "week": one.week,
        "live_from": one.live_from,
        "wanted": known.wanted if one.heading else None,
        "one_up": one.up,
    }


def _team(one: TeamSeen) -> dict[str, Any]:
    weeks = [
        {
            "first": shown.week.first,
            "reserved": round(shown.week.reserved, 2),
            "written": round(shown.week.written, 2) if shown.week.told else None,
            "carried": round(shown.week.carried, 2) if shown.week.told else None,
            "free": round(shown.week.free, 2),
        }
        for shown in one.weeks
    ]
    return {"team_id": one.team.id, "name": one.team.name, "weeks": weeks, "spills": one.spills}


def _queue(seen: QueueSeen) -> dict[str, Any]:
    return {
        "decided_by": seen.decider,
        "queue": [_change(one) for one in seen.rows],
        "apart": [_change(one) for one in seen.apart],
        "teams": [_team(one) for one in seen.teams],
        "no_longer_small": [one.words for one in seen.added_up],
    }


@router.get(
    "/small-changes",
    response=SmallChanges,
    operation_id="list_small_changes",
    summary="The queue of small changes, laid into weeks",
)
def list_small_changes(request: ActorRequest) -> dict[str, Any]:
    """In the order Marketing draws up. What isn't open to you takes its hours without a name."""
    return _queue(queries.queue_seen(request.actor))


@router.put(
    "/initiatives/{initiative_id}/small-change-place",
    response=SmallChanges,
    operation_id="move_small_change",
    summary="Move a small change in the queue",
)
def move_small_change(
    request: ActorRequest, initiative_id: InitiativeId, place: SmallChangePlace
) -> dict[str, Any]:
    """Whoever the table of rights names: the people of Marketing, at the start."""
    services.move_small_change(
        actor=request.actor, initiative_id=initiative_id, before_id=place.before_id
    )
    return _queue(queries.queue_seen(request.actor))
