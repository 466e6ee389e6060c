"""Guests for programs: who is invited, to what, until when. Guests themselves have no tokens."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import GuestMay
from tandem.accounts.services import NAME_LIMIT
from tandem.activity.permissions import standing_on
from tandem.activity.queries import subject_visible_to
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import SHOWN_ONCE, Answer, Body, Day, PathId, Text
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.talk import permissions, queries, services

router = Router(tags=["Guests"])

GuestId = Annotated[PathId, Path(description="The guest's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


class InvitedGuest(Answer):
    """Somebody from outside who was invited to an initiative."""

    id: int = Field(description="The guest's id on this initiative.", examples=[71])
    name: str = Field(description="Their name.", examples=["Gil Garcia"])
    email: str = Field(description="Their address.", examples=["gil@agency.example"])
    may: list[GuestMay] = Field(description="What they may beside reading.")
    expires_at: datetime = Field(description="Until when.")
    revoked_at: datetime | None = Field(description="When it was ended; null: it wasn't.")


class GuestWithLink(InvitedGuest):
    """The same, with the link that is shown this once."""

    link: str = Field(
        description="Their private link; it isn't shown again.",
        examples=["https://tandem.example/guest/x3…/"],
    )


class GuestTerms(Body):
    """What a guest may, and until when."""

    may: list[GuestMay] = Field(default_factory=list, description="Beside reading.")
    until: Day = Field(description="The last day.", examples=["2027-05-06"])


class NewGuest(GuestTerms):
    """Whom to invite."""

    name: Annotated[str, Text(NAME_LIMIT)] = Field(
        description="Their name.", examples=["Gil Garcia"]
    )
    email: Annotated[str, Text(254)] = Field(
        description="Their address, which has no account.", examples=["gil@agency.example"]
    )


class GuestPage(PageOf[InvitedGuest]):
    """A page of guests."""


def _shown(request: ActorRequest, guest_id: int, secret: str) -> dict[str, Any]:
    row = _read(queries.guest_visible_to(request.actor, guest_id))
    return {**row, "link": request.build_absolute_uri(f"/guest/{secret}/")}


def _read(row: queries.GuestRow) -> dict[str, Any]:
    one = row.invitation
    return {
        "id": row.id,
        "name": one.name,
        "email": one.email,
        "may": one.allowed,
        "expires_at": one.expires_at,
        "revoked_at": one.revoked_at,
    }


@router.get(
    "/initiatives/{initiative_id}/guests",
    response=GuestPage,
    operation_id="list_guests",
    summary="Who from outside was invited",
)
def list_guests(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """For its owners and administrators, newest first; there are never enough for a second page."""
    place = subject_visible_to(request.actor, initiative_id)
    if not permissions.can_invite(request.actor, standing_on(request.actor, place.root_id)):
        raise NotAllowed(say("Its owners, or an administrator, invite guests."))
    return ListPage([_read(row) for row in queries.guests_on(initiative_id)])


@router.post(
    "/initiatives/{initiative_id}/guests",
    response={201: GuestWithLink},
    operation_id="invite_guest",
    openapi_extra={SHOWN_ONCE: True},
    summary="Invite somebody from outside",
)
def invite_guest(
    request: ActorRequest, initiative_id: InitiativeId, guest: NewGuest
) -> dict[str, Any]:
    """Its owners and administrators may. Give the link to nobody else: it lets them in."""
    made, secret = services.invite_guest(
        actor=request.actor,
        initiative_id=initiative_id,
        email=guest.email,
        name=guest.name,
        may=guest.may,
        until=guest.until,
    )
    return _shown(request, made.pk, secret)


@router.put(
    "/guests/{guest_id}/link",
    response=GuestWithLink,
    operation_id="renew_guest_link",
    summary="Make a guest a new link",
)
def renew_guest_link(request: ActorRequest, guest_id: GuestId, terms: GuestTerms) -> dict[str, Any]:
    """With what they may and until when from now on; the old link ends."""
    secret = services.renew_guest_link(
        actor=request.actor, guest_id=guest_id, may=terms.may, until=terms.until
    )
    return _shown(request, guest_id, secret)


@router.post(
    "/guests/{guest_id}/mail",
    response={204: None},
    operation_id="mail_guest_link",
    summary="Mail a guest a link once more",
)
def mail_guest_link(request: ActorRequest, guest_id: GuestId) -> None:
    """The mail carries a link of its own; those they have go on working."""
    services.mail_guest_link(actor=request.actor, guest_id=guest_id)


@router.delete(
    "/guests/{guest_id}/link",
    response={204: None},
    operation_id="revoke_guest",
    summary="End an invitation",
)
def revoke_guest(request: ActorRequest, guest_id: GuestId) -> None:
    """At once: the link, and whoever is in by it. Twice is once."""
    services.revoke_guest(actor=request.actor, guest_id=guest_id)
