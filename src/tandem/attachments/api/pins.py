"""Pins on pictures for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.attachments import queries, services
from tandem.attachments.api import shapes
from tandem.attachments.api.shapes import AttachmentId
from tandem.core.api_shapes import PathId

router = Router(tags=["Pictures and links"])

PinId = Annotated[PathId, Path(description="The pin's id; talk about it stands under the same id.")]


@router.post(
    "/attachments/{attachment_id}/pins",
    response={201: shapes.Pin},
    operation_id="place_pin",
    summary="Say something about one place on a picture",
)
def place_pin(
    request: ActorRequest, attachment_id: AttachmentId, pin: shapes.NewPin
) -> queries.PinRow:
    """Everybody but viewers may. What is said is a comment on the pin; answer it like any other."""
    made = services.place_pin(
        actor=request.actor,
        attachment_id=attachment_id,
        page=pin.page,
        x=pin.x,
        y=pin.y,
        text=pin.text,
    )
    return queries.one_pin(request.actor, made.pk)


@router.post(
    "/pins/{pin_id}/settled",
    response=shapes.Pin,
    operation_id="settle_pin",
    summary="Settle a pin",
)
def settle_pin(request: ActorRequest, pin_id: PinId) -> queries.PinRow:
    """Whoever placed it, or somebody of either side on the initiative. Twice is once."""
    services.settle_pin(actor=request.actor, pin_id=pin_id)
    return queries.one_pin(request.actor, pin_id)


@router.delete(
    "/pins/{pin_id}/settled",
    response=shapes.Pin,
    operation_id="reopen_pin",
    summary="Open a pin again",
)
def reopen_pin(request: ActorRequest, pin_id: PinId) -> queries.PinRow:
    """Whoever may settle it. Twice is once."""
    services.reopen_pin(actor=request.actor, pin_id=pin_id)
    return queries.one_pin(request.actor, pin_id)
