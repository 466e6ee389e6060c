"""The open form for programs: only whether it is open. Ideas come in by people."""

from datetime import date, datetime
from typing import Annotated

from ninja import Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import READ_BY_SOME, Answer, Body, Day, Text
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say
from tandem.intake import permissions, queries, services
from tandem.intake.rules import INTRODUCTION_LIMIT

router = Router(tags=["Open form"])


class OpenForm(Answer):
    """The form by which people without an account bring ideas."""

    path: str = Field(description="Its address, below the workspace's.", examples=["/ask/a4f…/"])
    introduction: str = Field(
        description="What people read first.", examples=["What would make your work easier?"]
    )
    until: date = Field(description="The last day on which it is open.")
    opened_by: PersonName = Field(description="Who opened it.")
    opened_at: datetime = Field(description="When.")
    asked: int = Field(description="How many ideas came through it.", examples=[3])


class Opening(Body):
    """Until when it is open, and what stands above it."""

    until: Day = Field(description="The last day on which it is open.", examples=["2027-05-06"])
    introduction: Annotated[str, Text(INTRODUCTION_LIMIT)] = Field(
        "", description="What people read first.", examples=["What would make your work easier?"]
    )


def _row(request: ActorRequest) -> queries.FormRow:
    if not permissions.can_open_form(request.actor):
        raise NotAllowed(say("Only an administrator opens the form."))
    row = queries.form_row()
    if row is None:
        raise NotFound
    return row


@router.get(
    "/open-form/current",
    response=list[OpenForm],
    operation_id="read_open_form",
    summary="The open form",
    openapi_extra={READ_BY_SOME: True},
)
def read_open_form(request: ActorRequest) -> list[queries.FormRow]:
    """For administrators. Empty while it is closed."""
    if not permissions.can_open_form(request.actor):
        raise NotAllowed(say("Only an administrator opens the form."))
    row = queries.form_row()
    return [row] if row else []


@router.put(
    "/open-form/current", response=OpenForm, operation_id="open_form", summary="Open the form"
)
def open_form(request: ActorRequest, opening: Opening) -> queries.FormRow:
    """For administrators. Open already, it says this from now on, at the same address."""
    services.open_form(actor=request.actor, until=opening.until, introduction=opening.introduction)
    return _row(request)


@router.post(
    "/open-form/address",
    response={201: OpenForm},
    operation_id="renew_form_address",
    summary="Give the form another address",
)
def renew_form_address(request: ActorRequest) -> queries.FormRow:
    """For administrators. The one before leads nowhere from then on."""
    services.renew_form_address(actor=request.actor)
    return _row(request)


@router.delete(
    "/open-form/current",
    response={204: None},
    operation_id="close_form",
    summary="Close the form",
)
def close_form(request: ActorRequest) -> None:
    """For administrators. Whoever asked through it keeps their page."""
    services.close_form(actor=request.actor)
