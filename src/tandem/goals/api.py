"""Vision and goals for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core import clock
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import (
    Answer,
    Body,
    Day,
    Id,
    Line,
    PathId,
    Text,
)
from tandem.core.errors import NotFound
from tandem.goals import queries, services
from tandem.goals.rules import FIRST_YEAR, LAST_YEAR, TEXT_LIMIT, TITLE_LIMIT, ObjectiveState

router = Router(tags=["Goals"])

Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR, description="The year.")]
GoalId = Annotated[PathId, Path(description="The goal's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]

_DAY = ["2027-05-06"]
_TITLE = ["Members come back within 90 days"]
_TEXT = ["We are the shop that keeps its promises."]


class Endorsed(Answer):
    """That somebody stands behind it."""

    by: PersonName = Field(description="Who.")
    at: datetime = Field(description="Since when.")
    until: date = Field(description="Until when.", examples=_DAY)


class Vision(Answer):
    """Where the company goes in a year."""

    year: int = Field(description="The year.", examples=[2027])
    text: str = Field(description="In words.", examples=_TEXT)
    version: int = Field(description="Send it along to change it.", examples=[2])
    by: PersonName = Field(description="Who wrote it.")
    at: datetime = Field(description="When.")
    endorsements: list[Endorsed] = Field(description="Who stands behind it today.")


class Goal(Answer):
    """A goal of a year."""

    id: int = Field(description="The goal's id.", examples=[51])
    title: str = Field(description="In a few words.", examples=_TITLE)
    words: str = Field(description="What it means.", examples=["Measured each quarter."])
    year: int = Field(description="Of which year.", examples=[2027])
    owner: PersonName | None = Field(description="Who answers for it.")
    sponsor: PersonName | None = Field(
        description="Sponsor of whatever serves it and has none of its own."
    )
    state: ObjectiveState = Field(description="What has become of it.")
    version: int = Field(description="Send it along to change it.", examples=[2])
    endorsements: list[Endorsed] = Field(description="Who stands behind it today.")
    serving: int = Field(
        description="How many initiatives that you may see serve it.", examples=[4]
    )


class Serves(Answer):
    """An initiative that serves a goal."""

    id: int = Field(description="The initiative's id.", examples=[12])
    title: str = Field(description="Its sentence.", examples=["A page for the summer sale"])


class GoalPage(PageOf[Goal]):
    """A year's goals."""


class ServesPage(PageOf[Serves]):
    """What serves a goal."""


class GoalsAsked(BaseModel):
    """Which year."""

    year: int | None = Field(
        None, ge=FIRST_YEAR, le=LAST_YEAR, description="Else the present one.", examples=[2027]
    )


class NewVision(Body):
    """A year's vision."""

    text: Annotated[str, Text(TEXT_LIMIT)] = Field(description="In words.", examples=_TEXT)
    version: Annotated[int, Field(strict=True, ge=0, le=2**31)] = Field(
        0, description="The version you read; 0 where there was none.", examples=[2]
    )


class NewGoal(Body):
    """A goal."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(description="In a few words.", examples=_TITLE)
    year: Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)] = Field(
        description="Of which year.", examples=[2027]
    )
    words: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="What it means.", examples=["Measured each quarter."]
    )
    owner_id: Id | None = Field(None, description="Who answers for it.", examples=[7])
    sponsor_id: Id | None = Field(None, description="Its sponsor.", examples=[7])


class ChangedGoal(NewGoal):
    """The whole goal as it should be from now on."""

    state: ObjectiveState = Field(ObjectiveState.OPEN, description="What has become of it.")
    version: Id = Field(description="The version you read.", examples=[2])


class Endorsing(Body):
    """Until when you stand behind it."""

    until: Day = Field(description="A year at most.", examples=_DAY)


class Serving(Body):
    """Which goal an initiative serves."""

    objective_id: Id | None = Field(description="The goal; null: none.", examples=[51])


def _vision(request: ActorRequest, year: int) -> queries.VisionRead:
    found = queries.vision_of(request.actor, year)
    if found is None:
        raise NotFound
    return found


@router.get(
    "/visions/{year}", response=Vision, operation_id="read_vision", summary="A year's vision"
)
def read_vision(request: ActorRequest, year: Year) -> queries.VisionRead:
    """404 while nobody has written one."""
    return _vision(request, year)


@router.put(
    "/visions/{year}", response=Vision, operation_id="write_vision", summary="Write the vision"
)
def write_vision(request: ActorRequest, year: Year, wanted: NewVision) -> queries.VisionRead:
    """Marketing's people, administrators, the company's sponsor."""
    services.write_vision(actor=request.actor, year=year, text=wanted.text, version=wanted.version)
    return _vision(request, year)


@router.post(
    "/visions/{year}/endorsements",
    response={201: Vision},
    operation_id="endorse_vision",
    summary="Stand behind a vision",
)
def endorse_vision(request: ActorRequest, year: Year, wanted: Endorsing) -> queries.VisionRead:
    """The company's sponsor, and those of the year's goals."""
    services.endorse_vision(actor=request.actor, year=year, until=wanted.until)
    return _vision(request, year)


@router.get("/goals", response=GoalPage, operation_id="list_goals", summary="A year's goals")
def list_goals(request: ActorRequest, asked: Query[GoalsAsked]) -> ListPage:
    """All of them; the oldest first."""
    return ListPage(queries.objectives_of(request.actor, asked.year or clock.now().year))


@router.get("/goals/{objective_id}", response=Goal, operation_id="read_goal", summary="One goal")
def read_goal(request: ActorRequest, objective_id: GoalId) -> queries.ObjectiveRow:
    """With who stands behind it."""
    return queries.objective(request.actor, objective_id)


@router.get(
    "/goals/{objective_id}/initiatives",
    response=ServesPage,
    operation_id="list_serving",
    summary="What serves a goal",
)
def list_serving(request: ActorRequest, objective_id: GoalId) -> ListPage:
    """As far as you may see it."""
    queries.objective(request.actor, objective_id)
    return ListPage(queries.serving(request.actor, objective_id))


@router.post("/goals", response={201: Goal}, operation_id="add_goal", summary="Add a goal")
def add_goal(request: ActorRequest, goal: NewGoal) -> queries.ObjectiveRow:
    """Marketing's people, administrators, the company's sponsor."""
    added = services.add_objective(
        actor=request.actor,
        **_parts(goal),
    )
    return queries.objective(request.actor, added.pk)


def _parts(goal: NewGoal) -> dict[str, Any]:
    names = ("title", "year", "words", "owner_id", "sponsor_id")
    return {name: getattr(goal, name) for name in names}


@router.put(
    "/goals/{objective_id}", response=Goal, operation_id="edit_goal", summary="Change a goal"
)
def edit_goal(
    request: ActorRequest, objective_id: GoalId, goal: ChangedGoal
) -> queries.ObjectiveRow:
    """Those who add goals, and its owner."""
    services.edit_objective(
        actor=request.actor,
        objective_id=objective_id,
        state=goal.state,
        version=goal.version,
        **_parts(goal),
    )
    return queries.objective(request.actor, objective_id)


@router.post(
    "/goals/{objective_id}/endorsements",
    response={201: Goal},
    operation_id="endorse_goal",
    summary="Stand behind a goal",
)
def endorse_goal(
    request: ActorRequest, objective_id: GoalId, wanted: Endorsing
) -> queries.ObjectiveRow:
    """Its sponsor, and the company's."""
    services.endorse_objective(actor=request.actor, objective_id=objective_id, until=wanted.until)
    return queries.objective(request.actor, objective_id)


@router.put(
    "/initiatives/{initiative_id}/goal",
    response={204: None},
    operation_id="serve_goal",
    summary="Say which goal it serves",
)
def serve_goal(request: ActorRequest, initiative_id: InitiativeId, wanted: Serving) -> None:
    """Marketing's people on it."""
    services.serve_objective(
        actor=request.actor, initiative_id=initiative_id, objective_id=wanted.objective_id
    )
