"""IT projects for programs."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_list
from tandem.core.api_shapes import (
    Answer,
    Body,
    Day,
    Id,
    Line,
    PathId,
    Text,
)
from tandem.projects import queries, services
from tandem.projects.rules import (
    PURPOSE_LIMIT,
    REASON_LIMIT,
    SYSTEMS_AT_MOST,
    TITLE_LIMIT,
    ProjectState,
)

router = Router(tags=["IT projects"])

ProjectId = Annotated[PathId, Path(description="The IT project's id.")]
MoveId = Annotated[PathId, Path(description="The move's id.")]
WaitId = Annotated[PathId, Path(description="The id of the row that says who waits for what.")]

_DAY = ["2027-05-06"]
_TITLE = ["Customer data in one place"]
_PURPOSE = ["One customer, one consent, in shop and mail."]
_REASON = ["The vendor delivers two weeks later."]


class ItProject(Answer):
    """Work of IT alone, as lists show it."""

    id: int = Field(description="Its id.", examples=[71])
    title: str = Field(description="What it is called.", examples=_TITLE)
    url: str = Field(description="Its page.", examples=["/it-projects/71/"])
    lead: PersonName = Field(description="Who leads it.")
    team_id: int | None = Field(description="The team that does it.", examples=[3])
    starts_on: date = Field(description="Its first day.", examples=_DAY)
    ends_on: date = Field(description="Its last day, in it.", examples=_DAY)
    state: ProjectState = Field(description="How far it has come by now.")
    version: int = Field(description="Send it along to change it.", examples=[2])
    restricted: bool = Field(description="Whether only its people and the sponsor see it.")


class ProjectMoved(Answer):
    """Its dates were moved."""

    id: int = Field(description="The move's id.", examples=[5])
    starts_before: date = Field(description="Its first day before.", examples=_DAY)
    ends_before: date = Field(description="Its last day before.", examples=_DAY)
    starts_on: date = Field(description="Its first day afterwards.", examples=_DAY)
    ends_on: date = Field(description="Its last day afterwards.", examples=_DAY)
    reason: str = Field(description="Why.", examples=_REASON)
    by: PersonName = Field(description="Who moved it.")
    at: datetime = Field(description="When.")
    undone: bool = Field(description="Whether it was taken back.")


class ProjectAwaits(Answer):
    """One of two that wait for each other."""

    id: int = Field(description="The row's id; it is taken out by it.", examples=[9])
    subject_id: int = Field(description="The other one's id.", examples=[12])
    kind: str = Field(description="`initiative` or `it_project`.", examples=["initiative"])
    title: str = Field(description="What it is called.", examples=["A page for the summer sale"])
    day: date | None = Field(
        description="The last day of an IT project; what is promised or wished for an initiative.",
        examples=_DAY,
    )
    hit: bool = Field(description="Whether that day can't be kept as things are planned.")


class ItProjectWhole(Answer):
    """An IT project with all that is said of it."""

    row: ItProject = Field(description="In short.")
    purpose: str = Field(description="What it is for, in Markdown.", examples=_PURPOSE)
    systems: list[tuple[int, str]] = Field(
        description="The systems it touches: id and name.", examples=[[[4, "Shop"]]]
    )
    waiting: list[ProjectAwaits] = Field(description="What waits for it.")
    waits_for: list[ProjectAwaits] = Field(description="What it waits for.")
    moves: list[ProjectMoved] = Field(description="How its dates moved, the newest first.")


class ItProjectPage(PageOf[ItProject]):
    """IT projects."""


class EditedProject(Body):
    """What an IT project says."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What it is called.", examples=_TITLE
    )
    purpose: Annotated[str, Text(PURPOSE_LIMIT)] = Field(
        "", description="What it is for, in Markdown.", examples=_PURPOSE
    )
    lead_id: Id = Field(description="Who leads it: somebody of IT.", examples=[7])
    team_id: Id | None = Field(None, description="The team that does it.", examples=[3])
    system_ids: list[Id] = Field(
        default_factory=list, max_length=SYSTEMS_AT_MOST, description="The systems it touches."
    )


class NewProject(EditedProject):
    """A new IT project."""

    starts_on: Day = Field(description="Its first day.", examples=_DAY)
    ends_on: Day = Field(description="Its last day, in it.", examples=_DAY)


class ChangedProject(EditedProject):
    """The whole of it as it should be from now on; its dates are moved apart."""

    version: Id = Field(description="The version you read.", examples=[2])


class ProjectDates(Body):
    """Other dates, and why."""

    starts_on: Day = Field(description="Its first day.", examples=_DAY)
    ends_on: Day = Field(description="Its last day, in it.", examples=_DAY)
    reason: Annotated[str, Text(REASON_LIMIT)] = Field(description="Why.", examples=_REASON)
    version: Id = Field(description="The version you read.", examples=[2])


class ProjectBecomes(Body):
    """What becomes of it."""

    state: ProjectState = Field(description="What it is from now on.")
    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        "", description="Why; needed where it stops.", examples=_REASON
    )


class ProjectWaits(Body):
    """Who waits for what; one of the two is an IT project."""

    waiting_id: Id = Field(description="What waits: an initiative, an IT project.", examples=[12])
    on_id: Id = Field(description="What it waits for.", examples=[71])


class WaitMade(Answer):
    """That one waits for the other."""

    id: int = Field(description="The row's id.", examples=[9])
    waiting_id: int = Field(description="What waits.", examples=[12])
    on_id: int = Field(description="What it waits for.", examples=[71])


def _parts(project: EditedProject) -> dict[str, Any]:
    return {
        "title": project.title,
        "purpose": project.purpose,
        "lead_id": project.lead_id,
        "team_id": project.team_id,
        "systems": project.system_ids,
    }


@router.get(
    "/it-projects", response=ItProjectPage, operation_id="list_projects", summary="IT projects"
)
def list_projects(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Those that you may see, by their first day."""
    rows = queries.all_projects(request.actor)
    return page_of_list(rows, asked, lambda row: (row.starts_on.toordinal(), row.id))


@router.post(
    "/it-projects",
    response={201: ItProjectWhole},
    operation_id="add_project",
    summary="Add an IT project",
)
def add_project(request: ActorRequest, project: NewProject) -> queries.ProjectWhole:
    """IT's people and administrators."""
    added = services.add_project(
        actor=request.actor,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        **_parts(project),
    )
    return queries.whole_project(request.actor, added.pk)


@router.get(
    "/it-projects/{project_id}",
    response=ItProjectWhole,
    operation_id="read_project",
    summary="One IT project",
)
def read_project(request: ActorRequest, project_id: ProjectId) -> queries.ProjectWhole:
    """With who waits for it, and how its dates moved."""
    return queries.whole_project(request.actor, project_id)


@router.put(
    "/it-projects/{project_id}",
    response=ItProjectWhole,
    operation_id="edit_project",
    summary="Change an IT project",
)
def edit_project(
    request: ActorRequest, project_id: ProjectId, project: ChangedProject
) -> queries.ProjectWhole:
    """IT's people and administrators."""
    services.edit_project(
        actor=request.actor, project_id=project_id, version=project.version, **_parts(project)
    )
    return queries.whole_project(request.actor, project_id)


@router.post(
    "/it-projects/{project_id}/moves",
    response={201: ItProjectWhole},
    operation_id="move_project",
    summary="Move its dates",
)
def move_project(
    request: ActorRequest, project_id: ProjectId, dates: ProjectDates
) -> queries.ProjectWhole:
    """Owners of initiatives whose own day is hit by it are told."""
    services.move_project(actor=request.actor, project_id=project_id, **dates.model_dump())
    return queries.whole_project(request.actor, project_id)


@router.delete(
    "/it-projects/{project_id}/moves/{move_id}",
    response=ItProjectWhole,
    operation_id="undo_project_move",
    summary="Take a move back",
)
def undo_project_move(
    request: ActorRequest, project_id: ProjectId, move_id: MoveId
) -> queries.ProjectWhole:
    """As long as nothing has moved it since."""
    services.undo_project_move(actor=request.actor, project_id=project_id, move_id=move_id)
    return queries.whole_project(request.actor, project_id)


@router.put(
    "/it-projects/{project_id}/state",
    response=ItProjectWhole,
    operation_id="change_project_state",
    summary="Say what becomes of it",
)
def change_project_state(
    request: ActorRequest, project_id: ProjectId, wanted: ProjectBecomes
) -> queries.ProjectWhole:
    """It begins, is done, stops with a reason, or is planned again."""
    services.change_project_state(
        actor=request.actor, project_id=project_id, after=wanted.state, reason=wanted.reason
    )
    return queries.whole_project(request.actor, project_id)


@router.put(
    "/it-projects/{project_id}/taking-part",
    response={204: None},
    operation_id="join_project",
    summary="Take part in an IT project",
)
def join_project(request: ActorRequest, project_id: ProjectId) -> None:
    """IT's people. Twice is once."""
    services.join_project(actor=request.actor, project_id=project_id)


@router.put(
    "/it-projects/{project_id}/restriction",
    response={204: None},
    operation_id="restrict_project",
    summary="Let only its people see it",
)
def restrict_project(request: ActorRequest, project_id: ProjectId) -> None:
    """Who leads it, and administrators. Twice is once."""
    services.restrict_project(actor=request.actor, project_id=project_id)


@router.delete(
    "/it-projects/{project_id}/restriction",
    response={204: None},
    operation_id="open_project",
    summary="Let everybody see it",
)
def open_project(request: ActorRequest, project_id: ProjectId) -> None:
    """Who leads it, and administrators. Twice is once."""
    services.open_project(actor=request.actor, project_id=project_id)


@router.post(
    "/project-waits",
    response={201: WaitMade},
    operation_id="let_project_wait",
    summary="Let one wait for the other",
)
def let_project_wait(request: ActorRequest, wanted: ProjectWaits) -> Any:
    """An initiative goes live only when what it waits for is done; an IT project begins then."""
    return services.let_wait(actor=request.actor, waiting_id=wanted.waiting_id, on_id=wanted.on_id)


@router.delete(
    "/project-waits/{wait_id}",
    response={204: None},
    operation_id="let_project_wait_no_more",
    summary="Let it no longer wait",
)
def let_project_wait_no_more(request: ActorRequest, wait_id: WaitId) -> None:
    """Those who could say that it waits."""
    services.let_wait_no_more(actor=request.actor, wait_id=wait_id)
