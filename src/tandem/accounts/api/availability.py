"""Absences, deputies, duty persons, liaisons, heads and answer times, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_shapes import Answer, Body, Day, Id, PathId

router = Router(tags=["People"])

PersonId = Annotated[PathId, Path(description="The person's id.")]
DepartmentId = Annotated[PathId, Path(description="The department's id.")]
OfLane = Annotated[Lane, Path(description="The side.")]


class Absence(Answer):
    """Days somebody is away."""

    id: int = Field(description="The absence's id.", examples=[5])
    starts_on: date = Field(description="The first day away.")
    ends_on: date = Field(description="The last day away.")
    now: bool = Field(description="Whether they are away at this moment.")


class Availability(Answer):
    """Whether somebody is there, and who takes over while not."""

    deputy: PersonName | None = Field(description="Who takes over; null: nobody was named.")
    absences: list[Absence] = Field(description="From today on, earliest first.")


class Side(Answer):
    """A side of the company."""

    lane: Lane = Field(description="Which side.")
    on_duty: PersonName | None = Field(description="Who answers for it; null: nobody named.")
    answer_days: int = Field(
        description="In how many working days it answers questions.", examples=[1]
    )


class DepartmentPeople(Answer):
    """Whom to turn to about a department."""

    id: int = Field(description="The department's id.", examples=[2])
    name: str = Field(description="What it is called.", examples=["Brand and campaigns"])
    lane: MaybeLane = Field(description="Its side; null for departments that have none.")
    head: PersonName | None = Field(description="Who heads it.")
    liaison: PersonName | None = Field(description="Who in IT knows it; Marketing's only.")


class NewAbsence(Body):
    """Days away, both included."""

    starts_on: Day = Field(description="The first day away.", examples=["2027-05-06"])
    ends_on: Day = Field(description="The last day away.", examples=["2027-05-13"])


class Somebody(Body):
    """One person, or nobody."""

    person_id: Id | None = Field(description="Who; null for nobody.", examples=[7])


class SomebodyForTeam(Somebody):
    """One person, or nobody; for a whole department or for one team of it."""

    team_id: Id | None = Field(
        None,
        description="Their team; without it for those whose team has none of its own.",
        examples=[4],
    )


class AnswerTime(Body):
    """How fast a side answers."""

    days: int = Field(
        strict=True, ge=1, le=10, description="Working days for a question.", examples=[1]
    )


def _availability(person_id: int) -> queries.Availability:
    return queries.availability_of(queries.person_by_id(person_id))


def _side(lane: Lane) -> queries.Side:
    return next(side for side in queries.sides() if side.lane is lane)


def _department(department_id: int) -> Any:
    return next(one for one in queries.department_people() if one.id == department_id)


@router.get(
    "/people/{person_id}/availability",
    response=Availability,
    operation_id="read_availability",
    summary="Whether somebody is there",
)
def read_availability(request: HttpRequest, person_id: PersonId) -> queries.Availability:
    """Their deputy, and their absences from today on."""
    return _availability(person_id)


@router.put(
    "/people/{person_id}/deputy",
    response=Availability,
    operation_id="name_deputy",
    summary="Name somebody's deputy",
)
def name_deputy(
    request: ActorRequest, person_id: PersonId, deputy: Somebody
) -> queries.Availability:
    """For oneself, or by an administrator. The deputy acts for them while they are away."""
    services.name_deputy(actor=request.actor, person_id=person_id, deputy_id=deputy.person_id)
    return _availability(person_id)


@router.post(
    "/people/{person_id}/absences",
    response={201: Availability},
    operation_id="add_absence",
    summary="Write an absence down",
)
def add_absence(
    request: ActorRequest, person_id: PersonId, absence: NewAbsence
) -> queries.Availability:
    """For oneself, or by an administrator."""
    services.add_absence(
        actor=request.actor,
        person_id=person_id,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
    )
    return _availability(person_id)


@router.delete(
    "/people/{person_id}/absences/{absence_id}",
    response=Availability,
    operation_id="end_absence",
    summary="End an absence",
)
def end_absence(
    request: ActorRequest,
    person_id: PersonId,
    absence_id: Annotated[PathId, Path(description="The absence's id.")],
) -> queries.Availability:
    """They are back, or stay after all. Days that were stay written down."""
    services.end_absence(actor=request.actor, person_id=person_id, absence_id=absence_id)
    return _availability(person_id)


@router.get("/sides", response=list[Side], operation_id="list_sides", summary="Both sides")
def list_sides(request: HttpRequest) -> list[queries.Side]:
    """Who is on duty, and how fast questions are answered."""
    return queries.sides()


@router.put(
    "/sides/{lane}/duty",
    response=Side,
    operation_id="name_duty_person",
    summary="Say who is on duty",
)
def name_duty_person(request: ActorRequest, lane: OfLane, duty: Somebody) -> queries.Side:
    """For administrators. One person a side, until another is named."""
    services.name_duty_person(actor=request.actor, lane=lane, person_id=duty.person_id)
    return _side(lane)


@router.put(
    "/sides/{lane}/answer-time",
    response=Side,
    operation_id="change_answer_time",
    summary="Say how fast a side answers",
)
def change_answer_time(request: ActorRequest, lane: OfLane, time: AnswerTime) -> queries.Side:
    """For administrators. Dates given before stay as they are."""
    services.change_answer_time(actor=request.actor, lane=lane, days=time.days)
    return _side(lane)


@router.put(
    "/departments/{department_id}/head",
    response=DepartmentPeople,
    operation_id="name_head",
    summary="Name a department's head",
)
def name_head(request: ActorRequest, department_id: DepartmentId, head: Somebody) -> Any:
    """For administrators."""
    services.name_head(actor=request.actor, department_id=department_id, person_id=head.person_id)
    return _department(department_id)


@router.put(
    "/departments/{department_id}/liaison",
    response=DepartmentPeople,
    operation_id="name_liaison",
    summary="Name a marketing department's liaison",
)
def name_liaison(
    request: ActorRequest, department_id: DepartmentId, liaison: SomebodyForTeam
) -> Any:
    """For administrators. Somebody of IT who knows the goals of the team, or the department."""
    services.name_liaison(
        actor=request.actor,
        department_id=department_id,
        team_id=liaison.team_id,
        person_id=liaison.person_id,
    )
    return _department(department_id)
