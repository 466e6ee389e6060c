"""Teams for programs."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import TEAM_NAME_LIMIT
from tandem.core.api_shapes import Answer, Body, Id, Line, PathId

router = Router(tags=["People"])

TeamId = Annotated[PathId, Path(description="The team's id.")]
PersonId = Annotated[PathId, Path(description="The person's id.")]


class Team(Answer):
    """People of a department who are spoken to together."""

    id: int = Field(description="The team's id.", examples=[4])
    name: str = Field(description="What it is called.", examples=["Newsletter"])
    department: str = Field(description="Its department.", examples=["Brand and campaigns"])
    lane: MaybeLane = Field(description="The department's side, if it has one.")


class Member(Answer):
    """Somebody of a team."""

    person: PersonName = Field(description="Who.")
    since: date = Field(description="Since which day.")


class TeamWhole(Team):
    """A team with its people."""

    people: list[Member] = Field(description="Who belongs to it, by name.")
    liaison: PersonName | None = Field(description="Who in IT knows it; null: the department's.")


class TeamName(Body):
    """What a team is called."""

    name: Annotated[str, Line(TEAM_NAME_LIMIT)] = Field(
        description="No two are called the same.", examples=["Newsletter"]
    )


class NewTeam(TeamName):
    """A team to add."""

    department_id: Id = Field(description="Its department.", examples=[2])


def _whole(team_id: int) -> TeamWhole:
    whole = queries.team_whole(team_id)
    team = whole.team
    return TeamWhole(
        id=team.id,
        name=team.name,
        department=team.department,
        lane=team.lane,
        people=[
            Member(person=PersonName.model_validate(one), since=since)
            for one, since in whole.people
        ],
        liaison=PersonName.model_validate(whole.liaison) if whole.liaison else None,
    )


@router.get("/teams", response=list[Team], operation_id="list_teams", summary="All teams")
def list_teams(request: HttpRequest) -> list[queries.TeamName]:
    """By department and name."""
    return queries.teams()


@router.post("/teams", response={201: TeamWhole}, operation_id="add_team", summary="Add a team")
def add_team(request: ActorRequest, team: NewTeam) -> TeamWhole:
    """For administrators."""
    made = services.add_team(actor=request.actor, department_id=team.department_id, name=team.name)
    return _whole(made.pk)


@router.get(
    "/teams/{team_id}", response=TeamWhole, operation_id="read_team", summary="A team's people"
)
def read_team(request: HttpRequest, team_id: TeamId) -> TeamWhole:
    """Who belongs to it today."""
    return _whole(team_id)


@router.put(
    "/teams/{team_id}/name",
    response=TeamWhole,
    operation_id="rename_team",
    summary="Rename a team",
)
def rename_team(request: ActorRequest, team_id: TeamId, team: TeamName) -> TeamWhole:
    """For administrators."""
    services.rename_team(actor=request.actor, team_id=team_id, name=team.name)
    return _whole(team_id)


@router.put(
    "/teams/{team_id}/people/{person_id}",
    response=TeamWhole,
    operation_id="join_team",
    summary="Let somebody belong to a team",
)
def join_team(request: ActorRequest, team_id: TeamId, person_id: PersonId) -> TeamWhole:
    """For administrators. From today; twice is once."""
    services.join_team(actor=request.actor, team_id=team_id, person_id=person_id)
    return _whole(team_id)


@router.delete(
    "/teams/{team_id}/people/{person_id}",
    response=TeamWhole,
    operation_id="leave_team",
    summary="Let somebody leave a team",
)
def leave_team(request: ActorRequest, team_id: TeamId, person_id: PersonId) -> TeamWhole:
    """For administrators. That they were in it stays written down."""
    services.leave_team(actor=request.actor, team_id=team_id, person_id=person_id)
    return _whole(team_id)
