"""People, departments and tokens for programs."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import AfterValidator, BeforeValidator, Field

from tandem.accounts import queries, services
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import ActorKind, Lane, Scope, WorkspaceRole
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, Id, Line, PathId

if TYPE_CHECKING:
    from tandem.accounts import models

people = Router(tags=["People"])
tokens = Router(tags=["Tokens"])

Lanes = Annotated[list[Lane], AfterValidator(sorted)]
MaybeLane = Annotated[Lane | None, BeforeValidator(lambda value: value or None)]


def _address(value: str) -> str:
    try:
        validate_email(value.strip())
    except ValidationError:
        raise ValueError("This doesn't look like an e-mail address") from None
    return value.strip().lower()


class PersonName(Answer):
    """A person as lists and lines show them."""

    id: int = Field(examples=[7])
    name: str = Field(examples=["Alice Martin"])
    title: str = Field(description="What they do here.", examples=["Campaign lead"])
    lanes: Lanes = Field(description="The sides they belong to today; both in a small company.")
    active: bool = Field(description="False once the account is deactivated.")


class Department(Answer):
    """Part of the company."""

    id: int = Field(examples=[2])
    name: str = Field(examples=["Brand and campaigns"])
    lane: MaybeLane = Field(description="Its side; null for departments that have none.")


class Person(PersonName):
    """Somebody who can sign in."""

    email: str = Field(examples=["alice@example.org"])
    department: Department | None
    role: WorkspaceRole = Field(description="What they may do in the whole workspace.")
    joined_at: datetime


class Me(Person):
    """Who is asking, and how."""

    kind: ActorKind = Field(description="`token`, or `person` from a signed-in browser.")
    scope: Scope = Field(description="What this token may do; `write` in a browser.")


class NewPerson(Body):
    """Somebody to add. They belong to their department's side from today."""

    email: Annotated[str, AfterValidator(_address)] = Field(
        max_length=200, examples=["alice@example.org"]
    )
    name: Annotated[str, Line(120)] = Field(examples=["Alice Martin"])
    title: Annotated[str, Line(120)] | None = Field(None, examples=["Campaign lead"])
    department_id: Id = Field(examples=[2])
    role: WorkspaceRole = WorkspaceRole.MEMBER


class PasswordLink(Answer):
    """A page that works once, within seven days, and lets the person choose a password."""

    link: str = Field(
        description="Give it to the person; it isn't shown again.",
        examples=["http://localhost:8000/set-up/…/"],
    )


class AddedPerson(PasswordLink):
    """The person and the link that lets them in."""

    person: Person


class Sides(Body):
    """The sides a person belongs to from today."""

    lanes: list[Lane] = Field(max_length=2, examples=[["marketing"]])


class Role(Body):
    """What a person may do in the whole workspace."""

    role: WorkspaceRole


class NewDepartment(Body):
    """A department to add."""

    name: Annotated[str, Line(120)] = Field(examples=["Brand and campaigns"])
    lane: Lane | None = Field(None, description="Its side; leave it out if it has none.")


class Token(Answer):
    """A key for programs. Its secret is shown once, when it is made."""

    id: int = Field(examples=[3])
    name: str = Field(examples=["Nightly report"])
    scope: Scope
    made_at: datetime
    expires_at: datetime


class NewToken(Body):
    """A token to make. It never may more than you."""

    name: Annotated[str, Line(80)] = Field(
        description="What it is for.", examples=["Nightly report"]
    )
    scope: Scope = Field(Scope.READ, description="`read`, or `write` for both.")
    days: int = Field(90, strict=True, ge=1, le=365, description="How long it works, in days.")


class MadeToken(Answer):
    """The token and its secret."""

    token: Token
    secret: str = Field(
        description="Keep it; it isn't shown again.", examples=["tandem_c2VjcmV0IHNlY3JldA"]
    )


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
        "joined_at": person.joined_at,
    }


def _people(found: Iterable["models.Person"]) -> list[dict[str, Any]]:
    return [_person(person) for person in found]


def _password_link(secret: str) -> str:
    return f"{settings.TANDEM_URL}/set-up/{secret}/"


@people.get("/me", response=Me, operation_id="read_me", summary="Who is asking")
def read_me(request: ActorRequest) -> dict[str, Any]:
    """The person behind the token or the session."""
    actor = request.actor
    return {
        **_person(queries.person_by_id(actor.me)),
        "kind": actor.kind,
        "scope": actor.scope,
    }


@people.get(
    "/people", response=PageOf[Person], operation_id="list_people", summary="The directory, by name"
)
def list_people(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Everybody, deactivated people too."""
    found = queries.people_visible_to(request.actor)
    return page_of_query(found, asked, order=["name", "id"], read=_people)


@people.get(
    "/people/{person_id}", response=Person, operation_id="read_person", summary="One person"
)
def read_person(request: ActorRequest, person_id: PathId) -> dict[str, Any]:
    """One person of the directory."""
    return _person(queries.person_by_id(person_id))


@people.post(
    "/people", response={201: AddedPerson}, operation_id="add_person", summary="Add somebody"
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
    )
    return {
        "person": _person(queries.person_by_id(added.pk)),
        "link": _password_link(secret),
    }


@people.put(
    "/people/{person_id}/sides",
    response=Person,
    operation_id="change_sides",
    summary="Say which sides somebody belongs to",
)
def change_sides(request: ActorRequest, person_id: PathId, sides: Sides) -> dict[str, Any]:
    """For administrators. Former memberships keep their end."""
    services.change_sides(actor=request.actor, person_id=person_id, lanes=sides.lanes)
    return _person(queries.person_by_id(person_id))


@people.put(
    "/people/{person_id}/role",
    response=Person,
    operation_id="change_role",
    summary="Change somebody's workspace role",
)
def change_role(request: ActorRequest, person_id: PathId, role: Role) -> dict[str, Any]:
    """For administrators. The last administrator stays one."""
    services.change_role(actor=request.actor, person_id=person_id, role=role.role)
    return _person(queries.person_by_id(person_id))


@people.post(
    "/people/{person_id}/deactivation",
    response=Person,
    operation_id="deactivate_person",
    summary="Close an account",
)
def deactivate_person(request: ActorRequest, person_id: PathId) -> dict[str, Any]:
    """For administrators. Sessions and tokens end at once; what the person did stays theirs."""
    services.deactivate_person(actor=request.actor, person_id=person_id)
    return _person(queries.person_by_id(person_id))


@people.delete(
    "/people/{person_id}/deactivation",
    response=PasswordLink,
    operation_id="reactivate_person",
    summary="Open a closed account again",
)
def reactivate_person(request: ActorRequest, person_id: PathId) -> dict[str, str]:
    """For administrators. The person chooses a new password."""
    secret = services.reactivate_person(actor=request.actor, person_id=person_id)
    return {"link": _password_link(secret)}


@people.post(
    "/people/{person_id}/password-link",
    response={201: PasswordLink},
    operation_id="renew_password_link",
    summary="Make a new password link",
)
def renew_password_link(request: ActorRequest, person_id: PathId) -> dict[str, str]:
    """For administrators. Older links of this person stop working."""
    secret = services.renew_password_link(actor=request.actor, person_id=person_id)
    return {"link": _password_link(secret)}


@people.get(
    "/departments",
    response=PageOf[Department],
    operation_id="list_departments",
    summary="All departments, by name",
)
def list_departments(request: HttpRequest, asked: Query[PageAsked]) -> ListPage:
    """The company's departments and their sides."""
    return page_of_query(queries.departments(), asked, order=["name", "id"], read=list)


@people.post(
    "/departments",
    response={201: Department},
    operation_id="add_department",
    summary="Add a department",
)
def add_department(request: ActorRequest, department: NewDepartment) -> object:
    """For administrators."""
    return services.add_department(actor=request.actor, name=department.name, lane=department.lane)


@tokens.get(
    "/tokens", response=PageOf[Token], operation_id="list_tokens", summary="Your tokens that work"
)
def list_tokens(request: ActorRequest, asked: Query[PageAsked]) -> ListPage:
    """Your own, newest first, never with their secrets."""
    found = queries.tokens_of(request.actor)
    return page_of_query(found, asked, order=["-made_at", "-id"], read=list)


@tokens.post(
    "/tokens", response={201: MadeToken}, operation_id="make_token", summary="Make a token"
)
def make_token(request: ActorRequest, token: NewToken) -> dict[str, object]:
    """Only from a signed-in browser: a token can't make tokens."""
    made, secret = services.make_token(
        actor=request.actor, name=token.name, scope=token.scope, days=token.days
    )
    return {"token": made, "secret": secret}


@tokens.delete(
    "/tokens/{token_id}",
    response={204: None},
    operation_id="revoke_token",
    summary="Revoke a token",
)
def revoke_token(request: ActorRequest, token_id: PathId) -> None:
    """It stops working at once."""
    services.revoke_token(actor=request.actor, token_id=token_id)
