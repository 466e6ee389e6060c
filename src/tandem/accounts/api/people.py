"""People and departments for programs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import (
    AddedPerson,
    Department,
    DepartmentPage,
    Me,
    NewDepartment,
    NewPerson,
    PasswordLink,
    PeopleAsked,
    Person,
    PersonPage,
    Role,
    Sides,
)
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, page_of_query
from tandem.core.api_shapes import SHOWN_ONCE, PathId

if TYPE_CHECKING:
    from tandem.accounts import models

router = Router(tags=["People"])

PersonId = Annotated[PathId, Path(description="The person's id.")]


def _person(person: "models.Person") -> dict[str, Any]:
    name = queries.name_of(person)
    return {
        "id": name.id,
        "name": name.name,
        "title": name.title,
        "lanes": name.lanes,
        "active": name.active,
        "email": person.email,
        "department": person.department,
        "role": person.role,
        "until": next((side.until for side in queries.memberships_of(person)), None),
        "joined_at": person.joined_at,
    }


def _people(found: Iterable["models.Person"]) -> list[dict[str, Any]]:
    return [_person(person) for person in found]


def _password_link(secret: str) -> str:
    return f"{settings.TANDEM_URL}/set-up/{secret}/"


@router.get("/me", response=Me, operation_id="read_me", summary="Who is asking")
def read_me(request: ActorRequest) -> dict[str, Any]:
    """The person behind the token or the session."""
    actor = request.actor
    return {
        **_person(queries.person_by_id(actor.me)),
        "kind": actor.kind,
        "scope": actor.scope,
    }


@router.get(
    "/people", response=PersonPage, operation_id="list_people", summary="The directory, by name"
)
def list_people(request: ActorRequest, asked: Query[PeopleAsked]) -> ListPage:
    """Everybody, deactivated people too."""
    found = queries.people_matching(request.actor, asked.q or "")
    return page_of_query(found, asked, order=["name", "id"], read=_people)


@router.get(
    "/people/{person_id}", response=Person, operation_id="read_person", summary="One person"
)
def read_person(request: ActorRequest, person_id: PersonId) -> dict[str, Any]:
    """One person of the directory."""
    return _person(queries.person_by_id(person_id))


@router.post(
    "/people",
    response={201: AddedPerson},
    operation_id="add_person",
    openapi_extra={SHOWN_ONCE: True},
    summary="Add somebody",
)
def add_person(request: ActorRequest, person: NewPerson) -> dict[str, Any]:
    """For administrators. The answer has the link that lets the new person choose a password."""
    added, secret = services.add_person(
        actor=request.actor,
        email=person.email,
        name=person.name,
        title=person.title or "",
        department_id=person.department_id,
        role=person.role,
        until=person.until,
    )
    return {
        "person": _person(queries.person_by_id(added.pk)),
        "link": _password_link(secret),
    }


@router.put(
    "/people/{person_id}/sides",
    response=Person,
    operation_id="change_sides",
    summary="Say which sides somebody belongs to",
)
def change_sides(request: ActorRequest, person_id: PersonId, sides: Sides) -> dict[str, Any]:
    """For administrators. Former memberships keep their end."""
    services.change_sides(actor=request.actor, person_id=person_id, lanes=sides.lanes)
    return _person(queries.person_by_id(person_id))


@router.put(
    "/people/{person_id}/role",
    response=Person,
    operation_id="change_role",
    summary="Change somebody's workspace role",
)
def change_role(request: ActorRequest, person_id: PersonId, role: Role) -> dict[str, Any]:
    """For administrators. The last administrator stays one; a partner belongs to one side."""
    services.change_role(actor=request.actor, person_id=person_id, role=role.role, until=role.until)
    return _person(queries.person_by_id(person_id))


@router.post(
    "/people/{person_id}/deactivation",
    response=Person,
    operation_id="deactivate_person",
    summary="Close an account",
)
def deactivate_person(request: ActorRequest, person_id: PersonId) -> dict[str, Any]:
    """For administrators. Sessions and tokens end at once; what the person did stays theirs."""
    services.deactivate_person(actor=request.actor, person_id=person_id)
    return _person(queries.person_by_id(person_id))


@router.delete(
    "/people/{person_id}/deactivation",
    response=PasswordLink,
    operation_id="reactivate_person",
    summary="Open a closed account again",
)
def reactivate_person(request: ActorRequest, person_id: PersonId) -> dict[str, str]:
    """For administrators. The person chooses a new password."""
    secret = services.reactivate_person(actor=request.actor, person_id=person_id)
    return {"link": _password_link(secret)}


@router.post(
    "/people/{person_id}/password-link",
    response={201: PasswordLink},
    operation_id="renew_password_link",
    openapi_extra={SHOWN_ONCE: True},
    summary="Make a new password link",
)
def renew_password_link(request: ActorRequest, person_id: PersonId) -> dict[str, str]:
    """For administrators. Older links of this person stop working."""
    secret = services.renew_password_link(actor=request.actor, person_id=person_id)
    return {"link": _password_link(secret)}


@router.get(
    "/departments",
    response=DepartmentPage,
    operation_id="list_departments",
    summary="All departments, by name",
)
def list_departments(request: HttpRequest, asked: Query[PageAsked]) -> ListPage:
    """The company's departments and their sides."""
    return page_of_query(queries.departments(), asked, order=["name", "id"], read=list)


@router.post(
    "/departments",
    response={201: Department},
    operation_id="add_department",
    summary="Add a department",
)
def add_department(request: ActorRequest, department: NewDepartment) -> object:
    """For administrators."""
    return services.add_department(actor=request.actor, name=department.name, lane=department.lane)
